/** How a search starts from where one of a like problem ended: its fillings, its prices, its nodes. */
import { nodesAllowed, takeFromCaps } from "./filled.js";
import type { Filled } from "./filled.js";
import { floored } from "./item-values.js";
import type { PackingModel } from "./packing-model.js";
import { takeFrom, timesIn } from "./pattern.js";
import { columnsOf } from "./search-memory.js";
import type { SearchMemory } from "./search-memory.js";
import type { SearchState } from "./search-state.js";

const EFFORT = { nodes: 100, steps: 50_000, tolerance: 5e-4 };

/** Known fillings are columns again, known prices a proof; the nodes of the packing before. */
export function recall(state: SearchState, { fillings, prices }: SearchMemory): Filled[] {
  const { model, pool, alone } = state;
  const columns = columnsOf(model, fillings);
  for (const column of columns) pool.add(column);
  const value = Float64Array.from(model.members, ([item]) => prices.value[item ?? 0] ?? 0);
  const rent = Float64Array.from(model.capLimit, (_limit, cap) => prices.rent[cap] ?? 0);
  state.repair({ value: floored(value, alone), rent, effort: EFFORT, slack: 1e-4, hope: Infinity });
  return columns.filter(({ count }) => count > 0);
}

/** The nodes of the packing before, as far as their items are still there. */
export function keptNodes(model: PackingModel, before: readonly Filled[]): Filled[] {
  const remaining = model.demand.slice();
  const left = model.capLimit.slice();
  return before.flatMap((entry) => {
    const { type, pattern } = entry;
    const count = Math.min(entry.count, timesIn(pattern, remaining), nodesAllowed(model, type, left));
    if (count < 1) return [];
    takeFrom(remaining, pattern, count);
    takeFromCaps(model, left, type, count);
    return [{ ...entry, count }];
  });
}
