/**
 * What a pool keeps free. A share of each node is less to fill. Room for more of the largest workload is a
 * demand of its own, packed like any other and taken out of the plan again. Both are exact: what is proved
 * with them is proved of every plan that keeps them. Nodes of an upgrade are nodes for the quota alone.
 */
import type { Pool, Workload } from "../../model/fleet.js";
import type { HeadroomPlan } from "../../model/plan.js";
import { compareText } from "../../units/compare.js";
import { amountOf, subtractResources } from "../../units/resources.js";
import type { ResourceVector } from "../../units/resources.js";
import type { EligibilityMask } from "../formulate/eligibility.js";
import type { NodeKind } from "../formulate/node-kind.js";
import type { PlanTarget } from "../formulate/plan-target.js";

const SHARED = ["cpuMilli", "memoryMiB"] as const;

/** `free` less the pool's share of `allocatable`, rounded up so that the share is kept. */
export function withoutShare(free: ResourceVector, allocatable: ResourceVector, pool: Pool): ResourceVector {
  const percent = pool.headroom?.percent ?? 0;
  if (percent === 0) return free;
  const kept = SHARED.map(
    (name) => [name, Math.ceil((amountOf(allocatable, name) * percent) / 100)] as const,
  );
  return subtractResources(free, Object.fromEntries(kept));
}

/** Total order: largest CPU, then memory, then the id that sorts first. */
function isLarger(left: Workload, right: Workload): boolean {
  const [cpu, memory] = SHARED.map((name) => amountOf(left.requests, name) - amountOf(right.requests, name));
  return (cpu || memory || compareText(right.id, left.id)) > 0;
}

export interface Candidate {
  readonly workload: Workload;
  readonly mask: EligibilityMask;
}

export interface Spare {
  readonly pool: string;
  /** Id of the workload that room is kept for. */
  readonly of: string;
  /** A copy of it under the room's own id and name. */
  readonly workload: Workload;
  readonly replicas: number;
  readonly mask: EligibilityMask;
  /** Room for it is room on nodes that it may share. */
  readonly apartAs: string;
}

const SPARE = "headroom/";

/** Id of room that is kept for something and holds nothing. */
export function spareId(name: string): string {
  return SPARE + name;
}

export function isSpare(id: string): boolean {
  return id.startsWith(SPARE);
}

function inPool(mask: EligibilityMask, kinds: readonly NodeKind[], pool: string): EligibilityMask {
  return mask.map((eligible, index) => (kinds[index]?.pool === pool ? eligible : 0));
}

function largestOf(
  pool: Pool,
  kinds: readonly NodeKind[],
  candidates: readonly Candidate[],
): Candidate | undefined {
  return candidates
    .map(({ workload, mask }) => ({ workload, mask: inPool(mask, kinds, pool.name) }))
    .filter(({ mask }) => mask.includes(1))
    .reduce<Candidate | undefined>(
      (best, one) => (best === undefined || isLarger(one.workload, best.workload) ? one : best),
      undefined,
    );
}

/** The room that each pool keeps for more replicas, as workloads of their own. */
export function sparesOf(
  target: PlanTarget,
  kinds: readonly NodeKind[],
  candidates: readonly Candidate[],
): Spare[] {
  return target.pools.flatMap((pool) => {
    const replicas = pool.headroom?.pods ?? 0;
    const largest = replicas === 0 ? undefined : largestOf(pool, kinds, candidates);
    if (largest === undefined) return [];
    const { workload, mask } = largest;
    const name = `headroom of pool ${pool.name} (${workload.name})`;
    return [
      {
        pool: pool.name,
        of: workload.id,
        workload: { ...workload, id: SPARE + pool.name, name },
        replicas,
        mask,
        apartAs: workload.id,
      },
    ];
  });
}

/** Nodes of the pools' upgrades, which quotas hold beside all others. */
export function surgeNodesOf({ pools }: PlanTarget): number {
  return pools.reduce((sum, { headroom }) => sum + (headroom?.surgeNodes ?? 0), 0);
}

/** As the plan states it. `largest`: id of the workload that room is kept for. */
export function headroomPlan({ headroom }: Pool, largest: string | undefined): HeadroomPlan | undefined {
  if (headroom === undefined) return undefined;
  const { percent = 0, pods = 0, surgeNodes = 0 } = headroom;
  return {
    ...(percent === 0 ? {} : { percent }),
    ...(pods === 0 || largest === undefined ? {} : { spare: { workload: largest, replicas: pods } }),
    ...(surgeNodes === 0 ? {} : { surgeNodes }),
  };
}
