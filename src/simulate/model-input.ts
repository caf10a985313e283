/**
 * What the scheduler model is told: nodes and pods as kube-scheduler (v1.36) sees them. Equal nodes and equal pods
 * are named once, with how many there are. Selectors come resolved: as the ids of the pods that they select.
 */
import type { Labels, NodeSelectorTerm, Taint, Toleration, WeightedNodeTerm } from "../model/kubernetes.js";
import type { ResourceVector } from "../units/resources.js";

/** Nodes that are alike in everything but their names. */
export interface ModelNodes {
  /** One a node, unique in the model. */
  readonly names: readonly string[];
  readonly labels: Labels;
  readonly taints: readonly Taint[];
  /** Cordoned. @default false */
  readonly unschedulable?: boolean;
  /** As the provider names it, where the zone's label says it otherwise. */
  readonly availabilityZone?: string;
  readonly allocatable: ResourceVector;
  /** Requested on each node by pods that the model does not place, such as those of DaemonSets. */
  readonly systemLoad: ResourceVector;
}

/** One topologySpreadConstraint, with the default policies: affinity is honoured, taints are ignored. */
export interface SpreadRule {
  /** `kubernetes.io/hostname` makes every node a domain, whether it carries the label or not. */
  readonly topologyKey: string;
  readonly maxSkew: number;
  /** @default 1 */
  readonly minDomains?: number;
  /** DoNotSchedule; else ScheduleAnyway. */
  readonly hard: boolean;
  /** Ids of the pods that it counts. */
  readonly selects: readonly string[];
}

/** One term of pod affinity or anti-affinity. */
export interface PodTerm {
  readonly topologyKey: string;
  /** Ids of the pods that it selects. */
  readonly selects: readonly string[];
  readonly anti: boolean;
  /** 1 to 100 where it is preferred; absent: required. */
  readonly weight?: number;
}

/** `replicas` pods of one template. */
export interface ModelPods {
  readonly id: string;
  readonly replicas: number;
  readonly priority: number;
  /** Of one pod; includes `pods: 1`, host ports and attached volumes. */
  readonly requests: ResourceVector;
  /** Absent: not known, so that every taint is taken as tolerated. */
  readonly tolerations?: readonly Toleration[];
  readonly requiredNodeTerms: readonly NodeSelectorTerm[];
  readonly preferredNodeTerms: readonly WeightedNodeTerm[];
  /** Availability zones of volumes that exist: the pod runs where all of them are. */
  readonly volumeZones: readonly string[];
  /** Has volumes that stand in the availability zone where it was bound first. @default false */
  readonly staysInZone?: boolean;
  /** Whether a rolling update starts a replica before it stops one. @default false */
  readonly startsFirst?: boolean;
  readonly spread: readonly SpreadRule[];
  /** Whether `spread` is the scheduler's own default, which asks for no topology label. @default false */
  readonly spreadByDefault?: boolean;
  readonly terms: readonly PodTerm[];
}
