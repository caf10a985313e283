/** What keeps a workload off the offerings of each pool of its cluster or edge site. */
import type { Catalogue } from "../catalogue/index.js";
import type { CheckedFleet, Workload } from "../model/fleet.js";
import type { Exclusion } from "../model/outcome.js";
import { exclusionsOf } from "./formulate/exclusions.js";
import { nodeKindsOf } from "./formulate/offers.js";
import { targetsOf } from "./formulate/plan-target.js";

export interface PoolRefusals {
  readonly pool: string;
  readonly offerings: number;
  /** Those that may hold it. */
  readonly allowed: number;
  readonly exclusions: readonly Exclusion[];
}

/** In the order of the target's pools. */
export function poolRefusals(
  fleet: CheckedFleet,
  catalogue: Catalogue,
  workload: Workload,
): readonly PoolRefusals[] {
  const { kind, name } = workload.target;
  const target = targetsOf(fleet, catalogue).find((one) => one.kind === kind && one.name === name);
  if (target === undefined) return [];
  const kinds = nodeKindsOf(target, catalogue);
  return target.pools.map((pool) => {
    const own = kinds.filter((one) => one.pool === pool.name);
    const exclusions = exclusionsOf(workload, own);
    const excluded = exclusions.reduce((sum, { offerings }) => sum + offerings, 0);
    return { pool: pool.name, offerings: own.length, allowed: own.length - excluded, exclusions };
  });
}
