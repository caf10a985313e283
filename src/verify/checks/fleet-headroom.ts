/** Pools keep free what the fleet asks: the same shares, and room for nothing smaller than what stands there. */
import type { Headroom } from "../../model/fleet.js";
import type { HeadroomPlan, Plan } from "../../model/plan.js";
import { amountOf } from "../../units/resources.js";
import type { Path, Refuse } from "../refusals.js";
import { entryOf } from "../review.js";
import type { Check, ReviewedTarget } from "../review.js";
import { countedReplicas } from "../tally.js";

function compareNumbers(planned: HeadroomPlan, asked: Headroom, path: Path, refuse: Refuse): void {
  const facts = [
    ["percent", planned.percent, asked.percent],
    ["surgeNodes", planned.surgeNodes, asked.surgeNodes],
  ] as const;
  for (const [name, stated = 0, expected = 0] of facts)
    if (stated !== expected) refuse([...path, name], `is ${stated}, and the fleet says ${expected}`);
}

function isLarger(plan: Plan, id: string, than: string): boolean {
  const of = (one: string, resource: string): number =>
    amountOf(entryOf(plan.workloads, one)?.requests ?? {}, resource);
  const [cpu, other] = [of(id, "cpuMilli"), of(than, "cpuMilli")];
  return cpu === other ? of(id, "memoryMiB") > of(than, "memoryMiB") : cpu > other;
}

interface PoolRoom {
  readonly name: string;
  readonly spare: HeadroomPlan["spare"];
  readonly asked: number;
}

function checkRoom(
  plan: Plan,
  target: ReviewedTarget,
  { name, spare, asked }: PoolRoom,
  refuse: Refuse,
): void {
  const at = [...target.path, "pools", name, "headroom", "spare"];
  const standing = [...countedReplicas(target)].filter(([, { byPool }]) => byPool.of(name) > 0);
  const expected = spare === undefined && standing.length === 0 ? 0 : asked;
  if ((spare?.replicas ?? 0) !== expected)
    refuse(at, `has room for ${spare?.replicas ?? 0} more, and the fleet asks for ${expected}`);
  if (spare === undefined) return;
  for (const [id] of standing)
    if (isLarger(plan, id, spare.workload))
      refuse(at, `is for "${spare.workload}", and "${id}", which stands in the pool, is larger`);
}

export const checkFleetHeadroom: Check = ({ plan, fleet, targets }, refuse) => {
  for (const cluster of fleet?.clusters ?? []) {
    const target = targets.find(({ kind, name }) => kind === "cluster" && name === cluster.name);
    if (target?.kind !== "cluster") continue;
    for (const { name, headroom = {} } of cluster.pools) {
      const pool = entryOf(target.slice.pools, name);
      if (pool === undefined) continue;
      const planned = pool.headroom ?? {};
      compareNumbers(planned, headroom, [...target.path, "pools", name, "headroom"], refuse);
      checkRoom(plan, target, { name, spare: planned.spare, asked: headroom.pods ?? 0 }, refuse);
    }
  }
};
