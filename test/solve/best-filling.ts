import type { PackingModel } from "../../src/solve/packing-model.js";

/** The best filling by trying all of them. */
export function bestFilling(model: PackingModel, type: number, value: Float64Array): number {
  const items = model.fitting[type]!;
  const space = [...model.capacity.slice(type * model.rows, (type + 1) * model.rows)];
  const from = (place: number, left: readonly number[]): number => {
    const item = items[place];
    if (item === undefined) return 0;
    let best = 0;
    for (let count = 0; count <= model.perNode[item]!; count += 1) {
      const rest = left.map((amount, row) => amount - count * model.size[item * model.rows + row]!);
      if (rest.some((amount) => amount < 0)) break;
      best = Math.max(best, count * value[item]! + from(place + 1, rest));
    }
    return best;
  };
  return from(0, space);
}
