/**
 * One pass of the pattern greedy: again and again the node whose best filling is worth most for its price,
 * as many of them as the demand and the caps allow, until everything is placed or nothing can be.
 *
 * A type's filling is computed again only when the demand that is left no longer holds it; until then its
 * worth is an upper limit, because the demand only shrinks.
 */
import { rentedPrice } from "./certificate.js";
import { capsLeft, nodesAllowed, packingOf } from "./filled.js";
import type { Filled, Packing } from "./filled.js";
import { bestFilling } from "./knapsack.js";
import type { KnapsackEffort } from "./knapsack.js";
import type { PackingModel } from "./packing-model.js";
import type { WorkBudget } from "./work.js";

export interface GreedyInput {
  readonly model: PackingModel;
  /** What an item of each class is worth; classes worth nothing are never placed. */
  readonly value: Float64Array;
  readonly rent: Float64Array;
  readonly work: WorkBudget;
  readonly effort: KnapsackEffort;
  /** Types that may be used; absent: all. */
  readonly types?: ReadonlySet<number>;
  /** Nodes that stay as they are. */
  readonly kept?: readonly Filled[];
}

interface Offer {
  readonly pattern: Float64Array;
  readonly worth: number;
  readonly fresh: boolean;
}

/** A fresh offer is taken if it is worth this share of the best that a stale one could be. */
const GOOD_ENOUGH = 0.995;

/** Keeps a free node's worth finite, and above that of every node that costs money. */
function priceFloor(model: PackingModel): number {
  const cheapest = model.price.reduce(
    (least, price) => (price > 0 ? Math.min(least, price) : least),
    Infinity,
  );
  return cheapest === Infinity ? 1 : cheapest * 1e-3;
}

class Pass {
  private readonly remaining: Float64Array;
  private readonly left: Float64Array;
  private readonly offers: (Offer | undefined)[];
  private readonly filled: Filled[];
  private readonly floor: number;

  constructor(private readonly input: GreedyInput) {
    const { model, kept = [] } = input;
    this.remaining = packingOf(model, kept).unplaced;
    this.left = capsLeft(model, kept);
    this.filled = [...kept];
    this.floor = priceFloor(model);
    const { types } = input;
    this.offers = Array.from({ length: model.types }, (_none, type) =>
      types === undefined || types.has(type)
        ? { pattern: new Float64Array(model.classes), worth: Infinity, fresh: false }
        : undefined,
    );
  }

  private evaluate(type: number): Offer | undefined {
    const { model, value, rent, work, effort } = this.input;
    const { rows } = model;
    const fitting = (model.fitting[type] ?? new Int32Array()).filter(
      (item) => (this.remaining[item] ?? 0) > 0,
    );
    if (fitting.length === 0 || nodesAllowed(model, type, this.left) < 1) return undefined;
    const size = new Float64Array(fitting.length * rows);
    for (const [place, item] of fitting.entries())
      size.set(model.size.subarray(item * rows, (item + 1) * rows), place * rows);
    const best = bestFilling(
      {
        rows,
        count: fitting.length,
        size,
        value: Float64Array.from(fitting, (item) => value[item] ?? 0),
        limit: Float64Array.from(fitting, (item) =>
          Math.min(this.remaining[item] ?? 0, model.perNode[item] ?? 0),
        ),
      },
      model.capacity.subarray(type * rows, (type + 1) * rows),
      effort,
    );
    work.spend(best.workUnits);
    const pattern = new Float64Array(model.classes);
    for (const [place, item] of fitting.entries()) pattern[item] = best.items[place] ?? 0;
    const worth = best.value / Math.max(this.floor, rentedPrice(model, type, rent));
    return best.value > 0 ? { pattern, worth, fresh: true } : undefined;
  }

  /** The type whose offer is best, evaluated afresh. */
  private choose(): number | undefined {
    for (;;) {
      let best: number | undefined;
      let stale: number | undefined;
      for (const [type, offer] of this.offers.entries()) {
        if (offer === undefined) continue;
        if (offer.fresh) {
          if (best === undefined || offer.worth > (this.offers[best]?.worth ?? 0)) best = type;
        } else if (stale === undefined || offer.worth > (this.offers[stale]?.worth ?? 0)) stale = type;
      }
      if (stale === undefined) return best;
      const staleWorth = this.offers[stale]?.worth ?? 0;
      if (best !== undefined && (this.offers[best]?.worth ?? 0) >= GOOD_ENOUGH * staleWorth) return best;
      this.offers[stale] = this.evaluate(stale);
    }
  }

  private place(type: number, { pattern }: Offer): void {
    const { model } = this.input;
    let count = nodesAllowed(model, type, this.left);
    for (let item = 0; item < model.classes; item += 1) {
      const each = pattern[item] ?? 0;
      if (each > 0) count = Math.min(count, Math.floor((this.remaining[item] ?? 0) / each));
    }
    for (let item = 0; item < model.classes; item += 1)
      this.remaining[item] = (this.remaining[item] ?? 0) - count * (pattern[item] ?? 0);
    for (const { cap, weight } of model.capsOf[type] ?? [])
      this.left[cap] = (this.left[cap] ?? 0) - count * weight;
    this.filled.push({ type, count, pattern });
  }

  private stale(): void {
    for (const [type, offer] of this.offers.entries()) {
      if (offer === undefined) continue;
      if (nodesAllowed(this.input.model, type, this.left) < 1) this.offers[type] = undefined;
      else if (offer.pattern.some((each, item) => each > (this.remaining[item] ?? 0)))
        this.offers[type] = { ...offer, fresh: false };
    }
  }

  run(): Packing {
    for (;;) {
      const type = this.choose();
      const offer = type === undefined ? undefined : this.offers[type];
      if (type === undefined || offer === undefined) return packingOf(this.input.model, this.filled);
      this.place(type, offer);
      this.stale();
      if (this.input.work.exhausted) return packingOf(this.input.model, this.filled);
    }
  }
}

export function packGreedily(input: GreedyInput): Packing {
  return new Pass(input).run();
}
