/**
 * Limits on what stands at once while old and new nodes do. A pool's own `maxNodes` may be raised for the time of a
 * rollout, as the spec's owner can; quotas of accounts and clusters and ranges of addresses may not.
 */
import type { CheckedFleet, Cluster, FleetQuota } from "../../model/fleet.js";
import type { Plan, PoolPlan } from "../../model/plan.js";
import { quotaAmount, quotaWayOut } from "../constraints/account-quotas.js";
import type { RolloutNode } from "./rollout-nodes.js";

/** On the nodes that stand at once. */
export interface RolloutLimit {
  readonly key: string;
  readonly most: number;
  /** Whether it may be raised for the time of the rollout. */
  readonly isOwn: boolean;
  readonly touches: (node: RolloutNode) => boolean;
  readonly used: (nodes: readonly RolloutNode[]) => number;
  /** Follows a number: "vCPU(s)". */
  readonly unit: string;
  /** What to do where so much more is needed. */
  readonly wayOut: (by: number) => string;
}

type Weight = (node: RolloutNode) => number;

function summing(weightOf: Weight): Pick<RolloutLimit, "touches" | "used"> {
  return {
    touches: (node) => weightOf(node) > 0,
    used: (nodes) => nodes.reduce((sum, node) => sum + weightOf(node), 0),
  };
}

/** One for each pool, instance type, availability zone and purchase option. */
export function groupOf({ pool, instanceType, availabilityZone, purchaseOption }: RolloutNode): string {
  return `${pool}/${instanceType}/${availabilityZone}/${purchaseOption}`;
}

function poolLimit(cluster: string, pool: string, { maxNodes = 0, headroom }: PoolPlan): RolloutLimit {
  return {
    key: `pool ${cluster}/${pool}`,
    // Managed pools grow past their limit by what they surge.
    most: maxNodes + (headroom?.surgeNodes ?? 0),
    isOwn: true,
    ...summing((node) => (node.target === cluster && node.pool === pool ? 1 : 0)),
    unit: "node(s)",
    wayOut: (by) => `raise maxNodes of pool "${pool}" by ${by}`,
  };
}

function quotaLimits({ name, quotas }: Cluster, nodes: readonly RolloutNode[]): RolloutLimit[] {
  const own = (node: RolloutNode): boolean => node.target === name;
  const raise = (field: string) => (by: number) =>
    `have quotas.${field} of cluster "${name}" raised by ${by}`;
  const { nodes: most, vcpu, nodeGroups, nodesPerGroup } = quotas;
  const groups = [...new Set(nodes.filter(own).map(groupOf))].sort();
  const limit = (
    key: string,
    mostOf: number | undefined,
    rest: Pick<RolloutLimit, "touches" | "used" | "unit" | "wayOut">,
  ): RolloutLimit[] => (mostOf === undefined ? [] : [{ key, most: mostOf, isOwn: false, ...rest }]);
  return [
    ...limit(`nodes of cluster ${name}`, most, {
      ...summing((node) => (own(node) ? 1 : 0)),
      unit: "node(s)",
      wayOut: raise("nodes"),
    }),
    ...limit(`vCPUs of cluster ${name}`, vcpu, {
      ...summing((node) => (own(node) ? node.counts.vcpu : 0)),
      unit: "vCPU(s)",
      wayOut: raise("vcpu"),
    }),
    ...limit(`node groups of cluster ${name}`, nodeGroups, {
      touches: own,
      used: (all) => new Set(all.filter(own).map(groupOf)).size,
      unit: "node group(s)",
      wayOut: raise("nodeGroups"),
    }),
    ...groups.flatMap((group) =>
      limit(`nodes of node group ${name}/${group}`, nodesPerGroup, {
        ...summing((node) => (own(node) && groupOf(node) === group ? 1 : 0)),
        unit: "node(s)",
        wayOut: raise("nodesPerGroup"),
      }),
    ),
  ];
}

function addressLimits({ name, network }: Cluster): RolloutLimit[] {
  return (network?.ranges ?? []).map(({ key, kind, usable }) => ({
    key: `addresses of cluster ${name}: ${key}`,
    most: usable,
    isOwn: false,
    ...summing(({ target, counts }) => (target === name ? (counts.addresses[key] ?? 0) : 0)),
    unit: "address(es)",
    wayOut: (by) =>
      `choose a range for ${kind} of cluster "${name}" with ${usable + by} usable addresses in place of ${usable}`,
  }));
}

function accountLimit(quota: FleetQuota): RolloutLimit {
  return {
    key: `quota ${quota.key}`,
    most: quota.limit,
    isOwn: false,
    ...summing(({ counts }) => counts.quotas[quota.key] ?? 0),
    unit: quotaAmount(quota, 0).slice(2),
    wayOut: (by) => quotaWayOut(quota, by),
  };
}

export function rolloutLimits(
  plan: Plan,
  fleet: CheckedFleet,
  nodes: readonly RolloutNode[],
): RolloutLimit[] {
  const ofClusters = Object.values(plan.clusters).flatMap(({ name, pools }): RolloutLimit[] => {
    const cluster = fleet.clusters.find((one) => one.name === name);
    const ofPools = Object.entries(pools).flatMap(([pool, one]) =>
      one.maxNodes === undefined ? [] : [poolLimit(name, pool, one)],
    );
    return cluster === undefined
      ? ofPools
      : [...ofPools, ...quotaLimits(cluster, nodes), ...addressLimits(cluster)];
  });
  return [...ofClusters, ...(fleet.quotas ?? []).map(accountLimit)];
}
