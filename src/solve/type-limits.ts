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
  for (let cap = 0; cap < model.capLimit.length; cap += 1) {
    const rate = holding.map((type) => {
      const term = (model.capsOf[type] ?? []).find((one) => one.cap === cap);
      return term === undefined ? Infinity : amount(type) / term.weight;
    });
    const most = (model.capLimit[cap] ?? 0) * rate.reduce((largest, one) => Math.max(largest, one), 0);
    if (Math.floor(most + 1e-9) < best.most && !Number.isNaN(most))
      best = { most: Math.floor(most + 1e-9), caps: [cap] };
  }
  return best;
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
