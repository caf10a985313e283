/**
 * Orders of arrival in which a plan is tried: pods mixed, and workload after workload as an apply creates them; from a
 * waiting queue, where priorities count, and live, where they do not. The scheduler's lots are drawn anew in each.
 */
import type { ArrivalOrder } from "../../simulate/index.js";

/** The order of a first apply, and the one that is hardest where small pods come first. */
const FIRST: readonly ArrivalOrder[] = ["byName"];

/** The `number`-th of an endless row of orders; the first four of each kind are the ones that are always tried. */
export function orderTried(number: number): ArrivalOrder {
  const first = FIRST[number];
  if (first !== undefined) return first;
  const turn = number - FIRST.length;
  return { seed: 1000 + turn, together: turn % 2 === 1, live: turn % 4 >= 2 };
}
