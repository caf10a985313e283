/**
 * Orders of arrival in which a plan is tried: pods mixed, and workload after workload as an apply creates them; from a
 * waiting queue, where priorities count, and live, where they do not. The scheduler's lots are drawn anew in each.
 * What holds in these is confirmed in others of the same kind, and in orders in which workloads are scaled in portions.
 */
import type { ArrivalOrder } from "../../simulate/index.js";

/** The order of a first apply, and the one that is hardest where small pods come first. */
const FIRST: readonly ArrivalOrder[] = ["byName"];

export interface OrderRow {
  /** An endless row of orders of arrival, by number from 0. */
  readonly orderOf: (number: number) => ArrivalOrder;
  /** In how many of them at most a plan is confirmed. */
  readonly most: number;
}

/** The `number`-th of an endless row of orders; the first four of each kind are the ones that are always tried. */
function orderTried(number: number): ArrivalOrder {
  const first = FIRST[number];
  if (first !== undefined) return first;
  const turn = number - FIRST.length;
  return { seed: 1000 + turn, together: turn % 2 === 1, live: turn % 4 >= 2 };
}

/** Above the seeds that the other row comes to. */
const PORTIONED_SEED = 1_000_000;

/**
 * The same of orders in which every workload comes in two to four portions. They are harder than either extreme for a
 * workload with a cap a node: half of it stands where little else is, the other half comes when most nodes are full.
 */
function orderInPortions(number: number): ArrivalOrder {
  return { seed: PORTIONED_SEED + number, portions: 2 + (number % 3), live: number % 2 === 1 };
}

/** The first is tried while nodes are looked for; all confirm what was found. */
export const ORDER_ROWS: readonly [OrderRow, ...OrderRow[]] = [
  { orderOf: orderTried, most: 300 },
  { orderOf: orderInPortions, most: 100 },
];
