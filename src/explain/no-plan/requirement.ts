/**
 * A requirement: one thing that a fleet asks for and could do without. A fleet without a plan has a smallest
 * set of them that cannot hold together; each knows the fleet without it, and the least that would ease it.
 */
import type { CheckedFleet, Cluster, ComplianceZone, Pool, Workload } from "../../model/fleet.js";
import type { Plan } from "../../model/plan.js";

export type RequirementLabel =
  | "replicas"
  | "image"
  | "node-selector"
  | "volume"
  | "zone-spread"
  | "per-node"
  | "per-zone"
  | "apart"
  | "beside"
  | "division"
  | "latency"
  | "gang"
  | "dedicated-nodes"
  | "region"
  | "residency"
  | "law"
  | "autonomy"
  | "rack"
  | "uplink"
  | "survive"
  | "peak"
  | "pool-limit"
  | "taint"
  | "machines"
  | "headroom"
  | "spot-share"
  | "instance-types"
  | "fixed-nodes"
  | "quota"
  | "account-quota"
  | "licences"
  | "addresses"
  | "budget"
  | "vendor-share"
  | "pods-per-node"
  | "volumes-per-node";

export type Edit = (fleet: CheckedFleet) => CheckedFleet;

/** Whose requirement it is: "workload", "web". */
export interface Owner {
  readonly noun: string;
  readonly name: string;
}

/** How a requirement is eased, as far as it must be. */
export type Easing =
  /** There is no less: it goes. */
  | { readonly kind: "remove"; readonly owner: Owner; readonly words: string }
  /** A limit moves to what a plan without it uses. */
  | {
      readonly kind: "limit";
      /** What it is now. */
      readonly limit: number;
      readonly used: (plan: Plan) => number;
      readonly at: (amount: number) => Edit;
      readonly words: (amount: number) => string;
    }
  /** Fewer of `most`: as many as have a plan. */
  | {
      readonly kind: "fewer";
      readonly most: number;
      readonly at: (amount: number) => Edit;
      readonly words: (amount: number) => string;
    };

export interface Requirement {
  readonly label: RequirementLabel;
  /** Workload id, pool ("cluster/pool"), cluster or site. */
  readonly subject: string;
  /** JSON Pointer into the spec, or file and document. */
  readonly path: string;
  /** "pool \"general\" may have 3 nodes (maxNodes)". */
  readonly words: string;
  readonly without: Edit;
  readonly easing: Easing;
}

/** `words`: what to do with it, in the words that all of its kind share. */
export function removing(noun: string, name: string, words: string): Easing {
  return { kind: "remove", owner: { noun, name }, words };
}

export function onWorkload(id: string, edit: (workload: Workload) => Workload): Edit {
  return (fleet) => ({
    ...fleet,
    workloads: fleet.workloads.map((workload) => (workload.id === id ? edit(workload) : workload)),
  });
}

export function onCluster(name: string, edit: (cluster: Cluster) => Cluster): Edit {
  return (fleet) => ({
    ...fleet,
    clusters: fleet.clusters.map((cluster) => (cluster.name === name ? edit(cluster) : cluster)),
  });
}

export function onPool(cluster: string, name: string, edit: (pool: Pool) => Pool): Edit {
  return onCluster(cluster, (one) => ({
    ...one,
    pools: one.pools.map((pool) => (pool.name === name ? edit(pool) : pool)),
  }));
}

export function onZone(name: string, edit: (zone: ComplianceZone) => ComplianceZone): Edit {
  return (fleet) => ({
    ...fleet,
    complianceZones: fleet.complianceZones.map((zone) => (zone.name === name ? edit(zone) : zone)),
  });
}

export function withoutAll(fleet: CheckedFleet, requirements: readonly Requirement[]): CheckedFleet {
  return requirements.reduce((rest, { without }) => without(rest), fleet);
}
