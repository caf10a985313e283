/**
 * Replicas that a division sends to another place than they stand in. That many move whatever stays on which node, so
 * a division can break a limit of moves before any place is packed.
 */
import { mayStayOut, qualifiedName } from "../../model/fleet-parts.js";
import type { CheckedFleet } from "../../model/fleet.js";
import type { PreviousFleet } from "../../model/running.js";
import { limitOf } from "./moves-plan.js";

/** Key of a workload -> replicas by the name of their place. */
type Standing = Map<string, Map<string, number>>;

function add(standing: Standing, key: string, place: string, replicas: number): void {
  const own = standing.get(key) ?? new Map<string, number>();
  standing.set(key, own.set(place, (own.get(place) ?? 0) + replicas));
}

function total(own: ReadonlyMap<string, number>): number {
  return [...own.values()].reduce((sum, replicas) => sum + replicas, 0);
}

function before({ targets }: PreviousFleet): Standing {
  const standing: Standing = new Map();
  for (const [place, rows] of Object.entries(targets))
    for (const { count, pods } of rows)
      for (const [key, each] of Object.entries(pods)) add(standing, key, place, count * each);
  return standing;
}

/**
 * Whether no packing of the places keeps the limit of moves.
 *
 * @param fleet every workload with a place of its own
 */
export function leavesTooMany(
  { workloads, limits }: Pick<CheckedFleet, "workloads" | "limits">,
  previous: PreviousFleet,
): boolean {
  const stood = before(previous);
  const after: Standing = new Map();
  const outs = new Set<string>();
  for (const workload of workloads) {
    const key = qualifiedName(workload);
    add(after, key, workload.target.name, workload.replicas);
    if (mayStayOut(workload)) outs.add(key);
  }
  let [going, between] = [0, 0];
  for (const [key, own] of stood) {
    const there = after.get(key) ?? new Map<string, number>();
    const most = Math.min(total(own), total(there));
    going += most;
    // Of what may be left out, fewer may come than there is demand for.
    if (outs.has(key)) continue;
    let staying = 0;
    for (const [place, replicas] of own) staying += Math.min(replicas, there.get(place) ?? 0);
    between += most - staying;
  }
  return between > (limitOf(limits, going) ?? Infinity);
}
