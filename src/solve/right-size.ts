/** Replaces the type of an entry by a cheaper one that holds the same items, while the caps allow it. */
import { capsLeft, nodesAllowed, packingOf, takeFromCaps } from "./filled.js";
import type { Filled, Packing } from "./filled.js";
import { boxesHold } from "./model-boxes.js";
import type { PackingModel } from "./packing-model.js";
import { usedBy } from "./pattern.js";

/** Types by price, cheapest first. */
function byPrice(model: PackingModel): Int32Array {
  return Int32Array.from(
    [...model.price.keys()].sort(
      (left, right) => (model.price[left] ?? 0) - (model.price[right] ?? 0) || left - right,
    ),
  );
}

/** [type * classes + item] */
function fitting({ types, classes, fitting: own }: PackingModel): Uint8Array {
  const fits = new Uint8Array(types * classes);
  for (const [type, items] of own.entries())
    for (let at = 0; at < items.length; at += 1) fits[type * classes + (items[at] ?? 0)] = 1;
  return fits;
}

export class RightSizing {
  private readonly order: Int32Array;
  private readonly fits: Uint8Array;

  /** @param like of a model of the same classes and types, whose tables are taken over */
  constructor(
    private readonly model: PackingModel,
    like?: RightSizing,
  ) {
    this.order = like?.order ?? byPrice(model);
    this.fits = like?.fits ?? fitting(model);
  }

  private holds(type: number, { pattern }: Filled, used: Float64Array): boolean {
    const { rows, classes, capacity } = this.model;
    for (let row = 0; row < rows; row += 1)
      if ((used[row] ?? 0) > (capacity[type * rows + row] ?? 0)) return false;
    const { item } = pattern;
    for (let at = 0; at < item.length; at += 1)
      if (this.fits[type * classes + (item[at] ?? 0)] !== 1) return false;
    return boxesHold(this.model.boxes, type, pattern);
  }

  private cheapest(entry: Filled, left: Float64Array): number {
    const { order } = this;
    const { price } = this.model;
    const used = usedBy(this.model, entry.pattern);
    for (let at = 0; at < order.length; at += 1) {
      const other = order[at] ?? 0;
      if ((price[other] ?? 0) >= (price[entry.type] ?? 0)) break;
      if (nodesAllowed(this.model, other, left) >= entry.count && this.holds(other, entry, used))
        return other;
    }
    return entry.type;
  }

  apply(packing: Packing): Packing {
    const { model } = this;
    const left = capsLeft(model, packing.filled);
    const filled = packing.filled.map((entry) => {
      const type = this.cheapest(entry, left);
      if (type === entry.type) return entry;
      takeFromCaps(model, left, entry.type, -entry.count);
      takeFromCaps(model, left, type, entry.count);
      return { type, count: entry.count, pattern: entry.pattern };
    });
    return packingOf(model, filled);
  }
}
