/** The scheduling vocabulary of Kubernetes (v1.36) that planner, scheduler model and verifier read. */
export type RequirementOperator = "In" | "NotIn" | "Exists" | "DoesNotExist" | "Gt" | "Lt";

export interface NodeRequirement {
  /** @minLength 1 */
  readonly key: string;
  readonly operator: RequirementOperator;
  readonly values?: readonly string[];
}

/** All requirements must hold. A list of terms holds when any one does. */
export interface NodeSelectorTerm {
  readonly requirements: readonly NodeRequirement[];
}

export interface WeightedNodeTerm extends NodeSelectorTerm {
  /**
   * @minimum 1
   * @maximum 100
   * @asType integer
   */
  readonly weight: number;
}

export type TaintEffect = "NoSchedule" | "PreferNoSchedule" | "NoExecute";

export interface Taint {
  /** @minLength 1 */
  readonly key: string;
  readonly value?: string;
  readonly effect: TaintEffect;
}

export interface Toleration {
  readonly key?: string;
  readonly operator?: "Exists" | "Equal";
  readonly value?: string;
  readonly effect?: TaintEffect;
}

export type Labels = Readonly<Record<string, string>>;

/**
 * Label of every planned pod of a cluster where some group has nodes to itself: the name of its group, or
 * empty. Pods of such a group keep away from pods that carry another.
 */
export const GROUP_LABEL = "stowage.dev/dedicated-nodes";

/** Label of nodes that have a licence, with the value "true". */
export function licenceLabel(name: string): string {
  return `licence.stowage.dev/${name}`;
}

/** Label of planned pods that flows, or pods that must stand beside them, find by it: the name of their workload. */
export const WORKLOAD_LABEL = "stowage.dev/workload";

/** Label of planned pods of a gang that stands on one node: the name of the gang, by which its pods find each other. */
export const GANG_LABEL = "stowage.dev/gang";

/** Label of namespaces and planned pods of clusters in a compliance zone: the zone's name. */
export const COMPLIANCE_ZONE_LABEL = "stowage.dev/compliance-zone";

/** Labels that pods may carry and that a compliance zone's clusters judge at admission. */
export const JURISDICTION_LABEL = "stowage.dev/jurisdiction";
export const DATA_CLASS_LABEL = "stowage.dev/data-class";

/**
 * The largest `minDomains`. With fewer eligible domains than that the fewest replicas in a domain count as none
 * (kubernetes.io/docs, topology-spread-constraints, v1.36), so that `maxSkew` over host names is a cap a node;
 * otherwise a node may hold more once every other one has some.
 */
export const MOST_DOMAINS = 2_147_483_647;

/** Labels that every planned node carries (kubernetes.io/docs/reference/labels-annotations-taints). */
export const NODE_LABELS = {
  architecture: "kubernetes.io/arch",
  operatingSystem: "kubernetes.io/os",
  hostname: "kubernetes.io/hostname",
  instanceType: "node.kubernetes.io/instance-type",
  region: "topology.kubernetes.io/region",
  availabilityZone: "topology.kubernetes.io/zone",
  pool: "stowage.dev/pool",
  purchaseOption: "stowage.dev/purchase-option",
  chip: "stowage.dev/chip",
} as const;

/** Value of the zone label of nodes; where they carry none, the name of their availability zone. */
export function zoneLabelOf({
  labels,
  availabilityZone,
}: {
  readonly labels: Labels;
  readonly availabilityZone: string;
}): string {
  return labels[NODE_LABELS.availabilityZone] ?? availabilityZone;
}
