/**
 * Whole packings from the master's fractional one: the nodes that it uses whole stay, greedy passes place the
 * rest. A basis has as many columns as the master has rows, so that is less than one node a class and cap:
 * the more nodes a class takes, the less is lost.
 */
import type { ColumnPool } from "./column-pool.js";
import { nodesAllowed, takeFromCaps } from "./filled.js";
import type { Filled } from "./filled.js";
import type { PackingModel } from "./packing-model.js";
import { takeFrom, timesIn } from "./pattern.js";

/** The whole part of every column's nodes, as far as demand and caps allow. */
export function wholeParts(model: PackingModel, { columns }: ColumnPool, nodes: Float64Array): Filled[] {
  const remaining = model.demand.slice();
  const left = model.capLimit.slice();
  const whole: Filled[] = [];
  for (let at = 0; at < nodes.length; at += 1) {
    const wanted = Math.floor((nodes[at] ?? 0) + 1e-6);
    const column = columns[at];
    if (wanted < 1 || column === undefined) continue;
    const { type, pattern } = column;
    const count = Math.min(wanted, timesIn(pattern, remaining), nodesAllowed(model, type, left));
    if (count < 1) continue;
    takeFrom(remaining, pattern, count);
    takeFromCaps(model, left, type, count);
    whole.push({ type, count, pattern });
  }
  return whole;
}
