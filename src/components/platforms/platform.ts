/**
 * The seam between a plan and the machines of one platform. A platform turns a cluster's plan slice into the
 * provider's resources; the components own names, parents and the order. To add a platform: one file that
 * exports a `Platform`, and a line in `platforms.ts`.
 *
 * Nothing is created inside `apply`: what shapes resources is plain data of the plan, what only wires them
 * (`pulumi.Input`) is the platform's own wiring.
 */
import type * as pulumi from "@pulumi/pulumi";
import type { ByName, ClusterPlan, Purchase, WorkloadPlan } from "../../model/plan.js";

/** Where a resource belongs and under which prefix it is named: children are `${name}-<role>-<stable key>`. */
export interface Site {
  readonly name: string;
  readonly parent: pulumi.Resource;
}

/** A Kubernetes manifest as its owner wrote it: returned unchanged but for scheduling fields. */
export type Manifest = Readonly<Record<string, unknown>>;

/** One workload on this cluster. */
export interface PlacedWorkload {
  /** The plan's id: "cluster/namespace/name". */
  readonly id: string;
  readonly plan: WorkloadPlan;
  /** Absent: no pods are created, and the component says so. */
  readonly manifest?: Manifest;
}

/** A cluster that exists in the program: what pools and workloads are attached to. */
export interface PlatformCluster {
  /** The platform's own resources by role ("cluster", "nodeRole"): the escape hatch. */
  readonly resources: Readonly<Record<string, pulumi.Resource>>;
  /** Address of the API server, where the platform has one. */
  readonly endpoint?: pulumi.Output<string>;
  /** The nodes of one purchase. Not called on platforms whose nodes exist already. */
  readonly createNodes?: (purchase: Purchase, site: Site) => pulumi.Resource;
  /**
   * The pods of a workload. Undefined where the wiring gives no way to the cluster's API: the component then
   * logs that it creates none.
   */
  readonly createWorkload?: (workload: PlacedWorkload, site: Site) => pulumi.Resource | undefined;
}

export interface PlatformInput<Wiring> {
  readonly plan: ClusterPlan;
  readonly wiring: Wiring;
  readonly site: Site;
  /** Namespaces of the workloads that are placed here, sorted. */
  readonly namespaces: readonly string[];
  /** Those workloads, by id: what namespaces are given room for. */
  readonly workloads?: ByName<WorkloadPlan>;
}

export interface Platform<Wiring> {
  readonly createCluster: (input: PlatformInput<Wiring>) => PlatformCluster;
}
