/**
 * One pass of the pattern greedy: again and again the node whose best filling is worth most for its price,
 * as many of them as the demand and the caps allow, until everything is placed or nothing can be. Under the
 * values of a good dual this is a primal heuristic of column generation (sequential value correction;
 * G. Belov and G. Scheithauer, 2007); every filling that it looks at is a column.
 *
 * A type's filling is computed again only when the demand that is left no longer holds it, and then only if it
 * might still be the best: until then its worth is an upper limit, because the demand only shrinks.
 */
import { rentedPrice } from "./certificate.js";
import { capsLeft, nodesAllowed, packingOf, takeFromCaps } from "./filled.js";
import type { Filled, Packing } from "./filled.js";
import type { KnapsackEffort } from "./item-box.js";
import type { Knapsack } from "./knapsack.js";
import type { PackingModel } from "./packing-model.js";
import { EMPTY, takeFrom, timesIn } from "./pattern.js";
import type { Pattern } from "./pattern.js";
import type { WorkBudget } from "./work.js";

export interface GreedyInput {
  readonly model: PackingModel;
  readonly knapsack: Knapsack;
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
  readonly pattern: Pattern;
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
  private readonly price: Float64Array;

  constructor(private readonly input: GreedyInput) {
    const { model, rent, types, kept = [] } = input;
    this.remaining = packingOf(model, kept).unplaced;
    this.left = capsLeft(model, kept);
    this.filled = [...kept];
    const floor = priceFloor(model);
    this.price = Float64Array.from({ length: model.types }, (_none, type) =>
      Math.max(floor, rentedPrice(model, type, rent)),
    );
    this.offers = Array.from({ length: model.types }, (_none, type) =>
      types === undefined || types.has(type) ? { pattern: EMPTY, worth: Infinity, fresh: false } : undefined,
    );
  }

  private evaluate(type: number): Offer | undefined {
    const { model, knapsack, value, work, effort } = this.input;
    if (nodesAllowed(model, type, this.left) < 1) return undefined;
    const before = knapsack.units;
    const best = knapsack.fill(type, value, this.remaining, effort);
    work.spend(knapsack.units - before);
    if (best.value <= 0) return undefined;
    return { pattern: knapsack.pattern(), worth: best.value / (this.price[type] ?? 1), fresh: true };
  }

  /** The type whose offer is best, evaluated afresh. */
  private choose(): number {
    for (;;) {
      let best = -1;
      let stale = -1;
      let bestWorth = 0;
      let staleWorth = 0;
      for (let type = 0; type < this.offers.length; type += 1) {
        const offer = this.offers[type];
        if (offer === undefined) continue;
        if (offer.fresh && offer.worth > bestWorth) {
          best = type;
          bestWorth = offer.worth;
        } else if (!offer.fresh && offer.worth > staleWorth) {
          stale = type;
          staleWorth = offer.worth;
        }
      }
      if (stale === -1 || (best !== -1 && bestWorth >= GOOD_ENOUGH * staleWorth)) return best;
      this.offers[stale] = this.evaluate(stale);
    }
  }

  private place(type: number, { pattern }: Offer): void {
    const { model } = this.input;
    const count = Math.min(nodesAllowed(model, type, this.left), timesIn(pattern, this.remaining));
    takeFrom(this.remaining, pattern, count);
    takeFromCaps(model, this.left, type, count);
    this.filled.push({ type, count, pattern });
  }

  private stale(): void {
    for (let type = 0; type < this.offers.length; type += 1) {
      const offer = this.offers[type];
      if (offer === undefined) continue;
      if (nodesAllowed(this.input.model, type, this.left) < 1) this.offers[type] = undefined;
      else if (offer.fresh && timesIn(offer.pattern, this.remaining) < 1)
        this.offers[type] = { ...offer, fresh: false };
    }
  }

  run(): Packing {
    for (;;) {
      const type = this.choose();
      const offer = this.offers[type];
      if (offer === undefined || this.input.work.exhausted) return packingOf(this.input.model, this.filled);
      this.place(type, offer);
      this.stale();
    }
  }
}

export function packGreedily(input: GreedyInput): Packing {
  return new Pass(input).run();
}
