import type { PackingModel } from "./packing-model.js";

/** The scale of a cap's rent: what its nodes cost a unit of weight, on average. */
export function rentUnits(model: PackingModel): Float64Array {
  const sum = new Float64Array(model.capLimit.length);
  const terms = new Float64Array(model.capLimit.length);
  const dearest = model.price.reduce((most, price) => Math.max(most, price), 0);
  for (const [type, caps] of model.capsOf.entries())
    for (const { cap, weight } of caps) {
      const price = model.price[type] ?? 0;
      sum[cap] = (sum[cap] ?? 0) + (price > 0 ? price : dearest) / weight;
      terms[cap] = (terms[cap] ?? 0) + 1;
    }
  return sum.map((total, cap) => total / Math.max(1, terms[cap] ?? 0));
}
