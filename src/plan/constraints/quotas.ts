/** Quotas of a cluster's account: nodes and virtual CPUs, the owned nodes among them. */
import type { Conflict, ConflictLabel } from "../../model/outcome.js";
import { addressLimits } from "../network/addresses.js";
import type { NodeKind } from "../formulate/node-kind.js";
import { targetPath } from "../formulate/plan-target.js";
import type { PlanTarget } from "../formulate/plan-target.js";
import { accountQuotaLimits } from "./account-quotas.js";
import { surgeNodesOf } from "./headroom.js";
import type { NodeLimit } from "./node-limit.js";

const QUOTA: ConflictLabel = "quota";

interface Quota {
  readonly field: "nodes" | "vcpu";
  readonly unit: string;
  readonly weightOf: (kind: NodeKind) => number;
}

const QUOTAS: readonly Quota[] = [
  { field: "nodes", unit: "node(s)", weightOf: () => 1 },
  { field: "vcpu", unit: "vCPU(s)", weightOf: (kind) => kind.vcpu },
];

export function quotaLimits(target: PlanTarget): NodeLimit[] {
  return QUOTAS.flatMap(({ field, unit, weightOf }) => {
    const stated = target.quotas[field];
    if (stated === undefined) return [];
    const surge = field === "nodes" ? surgeNodesOf(target) : 0;
    const limit = Math.max(0, stated - surge);
    const besides = surge === 0 ? "" : `, ${surge} of them for upgrades (headroom.surgeNodes)`;
    return [
      {
        label: QUOTA,
        subject: target.name,
        path: `${targetPath(target)}/quotas/${field}`,
        words: `cluster "${target.name}" has a quota of ${stated} ${unit}${besides}`,
        limit,
        weightOf,
        wayOut: (needed: number) =>
          `raise the quota of cluster "${target.name}" from ${stated} to ${needed + surge} ${unit}`,
      },
    ];
  });
}

/** The least that a pool's own nodes and its minimum count against a quota. */
function leastOf(target: PlanTarget, kinds: readonly NodeKind[], limit: NodeLimit): number {
  return target.pools.reduce((sum, pool) => {
    const own = kinds.filter((kind) => kind.pool === pool.name);
    const standing = own.reduce((total, kind) => total + (kind.stock ?? 0) * limit.weightOf(kind), 0);
    const sold = own.filter((kind) => kind.stock === undefined).map((kind) => limit.weightOf(kind));
    return sum + standing + (sold.length === 0 ? 0 : pool.minNodes * Math.min(...sold));
  }, 0);
}

/** Quotas of the cluster or its account that owned nodes and pool minimums exceed by themselves. */
export function standingConflicts(target: PlanTarget, kinds: readonly NodeKind[]): Conflict[] {
  return [...quotaLimits(target), ...accountQuotaLimits(target), ...addressLimits(target)].flatMap(
    (limit): Conflict[] => {
      const least = leastOf(target, kinds, limit);
      if (least <= limit.limit) return [];
      return [
        {
          label: limit.label,
          subject: limit.subject,
          path: limit.path,
          message: `${limit.words}, and its owned nodes and pool minimums alone need ${least}`,
          offeringsConsidered: kinds.length,
          exclusions: [],
          waysOut: [limit.wayOut(least), "lower minNodes of its pools"],
        },
      ];
    },
  );
}
