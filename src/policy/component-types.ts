/** Tokens of the components whose args policies judge. */
export const COMPONENT_TYPES = {
  fleet: "stowage:index:Fleet",
  cluster: "stowage:index:Cluster",
  edgeSite: "stowage:index:EdgeSite",
} as const;

export function isTarget(type: string): boolean {
  return type === COMPONENT_TYPES.cluster || type === COMPONENT_TYPES.edgeSite;
}
