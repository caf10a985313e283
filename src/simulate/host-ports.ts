const HOST_PORT = "hostPort/";

/** Host ports are resources of which each node has one. */
export function isHostPort(resource: string): boolean {
  return resource.startsWith(HOST_PORT);
}
