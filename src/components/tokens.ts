/** Tokens of the components: part of every URN, so they never change. */
export const COMPONENT_TOKENS = {
  fleet: "stowage:index:Fleet",
  cluster: "stowage:index:Cluster",
  nodePool: "stowage:index:NodePool",
  edgeSite: "stowage:index:EdgeSite",
  complianceZone: "stowage:index:ComplianceZone",
  workload: "stowage:index:Workload",
} as const;
