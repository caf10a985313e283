/**
 * Resource vectors. Every amount is a non-negative safe integer in the base unit that its key names:
 * `cpuMilli` (thousandths of a core), `memoryMiB`, `ephemeralMiB`, `pods` (count), an extended resource
 * under its Kubernetes name ("nvidia.com/gpu", count), a host port ("hostPort/TCP/8080", one a node) or
 * `attachableVolumes` (block volumes attached to the node, count).
 * A missing key means zero.
 */
export type ResourceVector = Readonly<Record<string, number>>;

/** The resources that every node has, in the order in which they are reported. */
export const CORE_RESOURCES = ["cpuMilli", "memoryMiB", "ephemeralMiB", "pods"] as const;

/** Stands in requests of workloads with attached volumes, and in what nodes allow where one asks for it. */
export const ATTACHABLE_VOLUMES = "attachableVolumes";

/**
 * What pods ask for that take shares of devices: how many devices, and per cent of each one's memory and compute, as
 * HAMi's scheduler reads them (project-hami.io, as of 2026-11-27).
 */
export const DEVICE_SHARES = {
  devices: "nvidia.com/gpu",
  memory: "nvidia.com/gpumem-percentage",
  compute: "nvidia.com/gpucores",
} as const;

/** Whether a pod takes less than whole devices. */
export function asksForShare(requests: ResourceVector): boolean {
  return amountOf(requests, DEVICE_SHARES.memory) > 0 || amountOf(requests, DEVICE_SHARES.compute) > 0;
}

const HOST_PORT = "hostPort/";

/** `port`: "TCP/8080". */
export function hostPortResource(port: string): string {
  return HOST_PORT + port;
}

/** Of which each node has one. */
export function isHostPort(resource: string): boolean {
  return resource.startsWith(HOST_PORT);
}

/** "TCP/8080" of "hostPort/TCP/8080". */
export function portOf(resource: string): string {
  return resource.slice(HOST_PORT.length);
}

/** Devices and whatever else has a Kubernetes name of its own. */
export function isExtendedResource(resource: string): boolean {
  return resource.includes("/") && !isHostPort(resource);
}

export function amountOf(vector: ResourceVector, resource: string): number {
  return Object.hasOwn(vector, resource) ? (vector[resource] ?? 0) : 0;
}

/** All keys of the vectors, each once, sorted by code unit. */
export function resourceNames(...vectors: readonly ResourceVector[]): string[] {
  return [...new Set(vectors.flatMap((vector) => Object.keys(vector)))].sort();
}

/** left + factor x right, without the resources whose amount is zero. */
export function addResources(left: ResourceVector, right: ResourceVector, factor = 1): ResourceVector {
  const sum: Record<string, number> = {};
  for (const resource of resourceNames(left, right)) {
    const amount = amountOf(left, resource) + factor * amountOf(right, resource);
    if (amount !== 0) sum[resource] = amount;
  }
  return sum;
}

/** left - right, never below zero. */
export function subtractResources(left: ResourceVector, right: ResourceVector): ResourceVector {
  const rest: Record<string, number> = {};
  for (const resource of resourceNames(left)) {
    const amount = amountOf(left, resource) - amountOf(right, resource);
    if (amount > 0) rest[resource] = amount;
  }
  return rest;
}

/** The larger amount of each resource. */
export function maxResources(left: ResourceVector, right: ResourceVector): ResourceVector {
  const larger: Record<string, number> = {};
  for (const resource of resourceNames(left, right)) {
    const amount = Math.max(amountOf(left, resource), amountOf(right, resource));
    if (amount > 0) larger[resource] = amount;
  }
  return larger;
}

/** Whether `request` fits into `capacity` in every resource. */
export function fitsInto(request: ResourceVector, capacity: ResourceVector): boolean {
  return Object.keys(request).every(
    (resource) => amountOf(request, resource) <= amountOf(capacity, resource),
  );
}
