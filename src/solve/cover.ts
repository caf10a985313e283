import type { Column } from "./column-pool.js";
import { capsLeft, nodesAllowed, takeFromCaps } from "./filled.js";
import type { Filled } from "./filled.js";
import type { PackingModel } from "./packing-model.js";
import { takeFrom, timesIn, trimmedTo } from "./pattern.js";

/** Nodes for whole numbers of columns that cover the demand, without items that are too many. */
export function coveredBy(model: PackingModel, columns: readonly Column[], nodes: Float64Array): Filled[] {
  const remaining = model.demand.slice();
  const left = capsLeft(model, []);
  const filled: Filled[] = [];
  const place = (entry: Filled): void => {
    takeFrom(remaining, entry.pattern, entry.count);
    takeFromCaps(model, left, entry.type, entry.count);
    filled.push(entry);
  };
  for (const [at, { type, pattern }] of columns.entries()) {
    let wanted = Math.min(Math.round(nodes[at] ?? 0), nodesAllowed(model, type, left));
    const full = Math.min(wanted, timesIn(pattern, remaining));
    if (full > 0) place({ type, count: full, pattern });
    for (wanted -= full; wanted > 0; wanted -= 1) {
      const rest = trimmedTo(pattern, remaining);
      if (rest.item.length === 0) break;
      place({ type, count: 1, pattern: rest });
    }
  }
  return filled;
}
