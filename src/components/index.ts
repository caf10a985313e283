/** The doors of the components house. */
export { Cluster } from "./cluster.js";
export type { ClusterArgs } from "./cluster.js";
export { ComplianceZone } from "./compliance-zone.js";
export type { ComplianceZoneArgs } from "./compliance-zone.js";
export { EdgeSite } from "./edge-site.js";
export type { EdgeSiteArgs } from "./edge-site.js";
export { Fleet } from "./fleet.js";
export type { FleetArgs, FleetClusterWiring } from "./fleet.js";
export { NodePool } from "./node-pool.js";
export type { NodePoolArgs } from "./node-pool.js";
export type { AksWiring } from "./platforms/aks.js";
export type { EksWiring } from "./platforms/eks.js";
export type { GkeWiring } from "./platforms/gke.js";
export type { KubernetesWiring } from "./platforms/kubernetes.js";
export type { ClusterWiring } from "./platforms/platforms.js";
export { COMPONENT_TOKENS } from "./tokens.js";
export { Workload } from "./workload.js";
export type { WorkloadArgs } from "./workload.js";
