/** How much all nodes of some types together can hold, as far as the caps limit them. */
import type { PackingModel } from "./packing-model.js";

export interface MostHeld {
  /** Infinity where a type that holds something has no cap. */
  readonly most: number;
  /** The caps that the limit comes from, ascending. */
  readonly caps: readonly number[];
}

/**
 * Upper limit of sum over nodes of `amount(type)`. Each type is counted under one cap: under that one which
 * all of them share if that is the tightest, otherwise under the tightest of its own.
 */
export function capsOverTypes(
  model: PackingModel,
  types: readonly number[],
  amount: (type: number) => number,
): MostHeld {
  const holding: number[] = [];
  for (const type of types) {
    if (amount(type) <= 0) continue;
    // One type without a cap holds any amount, whatever the others do.
    if ((model.capsOf[type] ?? []).length === 0) return { most: Infinity, caps: [] };
    holding.push(type);
  }
  let best = separately(model, holding, amount);
  // What they share, the first of them has.
  const shared = (model.capsOf[holding[0] ?? -1] ?? [])
    .map(({ cap }) => cap)
    .sort((one, other) => one - other);
  for (const cap of shared) {
    const most = Math.floor((model.capLimit[cap] ?? 0) * largestRate(model, holding, amount, cap) + 1e-9);
    if (most < best.most) best = { most, caps: [cap] };
  }
  return best;
}

/** Most of the amount for one of the cap; Infinity where it does not count a type. */
function largestRate(
  { capsOf }: PackingModel,
  types: readonly number[],
  amount: (type: number) => number,
  cap: number,
): number {
  let largest = 0;
  for (const type of types) {
    const term = (capsOf[type] ?? []).find((one) => one.cap === cap);
    if (term === undefined) return Infinity;
    largest = Math.max(largest, amount(type) / term.weight);
  }
  return largest;
}

function separately(
  model: PackingModel,
  types: readonly number[],
  amount: (type: number) => number,
): MostHeld {
  let most = 0;
  const caps = new Set<number>();
  for (const type of types) {
    let nodes = Infinity;
    let tightest: number | undefined;
    for (const { cap, weight } of model.capsOf[type] ?? []) {
      const allowed = Math.floor((model.capLimit[cap] ?? 0) / weight);
      if (allowed < nodes) [nodes, tightest] = [allowed, cap];
    }
    if (tightest === undefined) return { most: Infinity, caps: [] };
    caps.add(tightest);
    most += nodes * amount(type);
  }
  return { most, caps: [...caps].sort((left, right) => left - right) };
}
