/**
 * One pass of the pattern greedy: again and again the node whose best filling is worth most for its price,
 * as many of them as the demand and the caps allow, until everything is placed or nothing can be. Under the
 * values of a good dual this is a primal heuristic of column generation (sequential value correction;
 * G. Belov and G. Scheithauer, 2007); every filling that it looks at is a column.
 *
 * A type's filling is computed again only when the demand that is left no longer holds it, and then only if it
 * might still be the best: until then its worth is an upper limit, because the demand only shrinks. Row prices that
 * the type's knapsack had before lower that limit at the cost of one look, so that many types are never filled.
 */
import { rentedPrice } from "./certificate.js";
import { capsLeft, nodesAllowed, packingOf, takeFromCaps } from "./filled.js";
import type { Filled, Packing } from "./filled.js";
import type { KnapsackEffort } from "./item-box.js";
import type { Knapsack } from "./knapsack.js";
import type { PackingModel } from "./packing-model.js";
import { FILLING, LIMIT, NONE, Offers } from "./offers.js";
import { EMPTY, takeFrom, timesIn } from "./pattern.js";
import type { Pattern } from "./pattern.js";
import type { WorkBudget } from "./work.js";

/** Written out whole and in this order wherever it is made: it is one shape to V8 then. */
export interface GreedyInput {
  readonly model: PackingModel;
  readonly knapsack: Knapsack;
  /** What an item of each class is worth; classes worth nothing are never placed. */
  readonly value: Float64Array;
  readonly rent: Float64Array;
  readonly work: WorkBudget;
  readonly effort: KnapsackEffort;
  /** Types that may be used; undefined: all. */
  readonly types: ReadonlySet<number> | undefined;
  /** Nodes that stay as they are. */
  readonly kept: readonly Filled[];
}

/** What a filling is thought to be worth at most, of what it was, once what is left no longer holds it. */
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
  /** Not a copy of what is kept: a list that was mapped is of another shape to V8. */
  private readonly filled: Filled[] = [];
  private readonly price: Float64Array;
  /** By type: its best filling, where that is known, and what it is worth for its price. */
  private readonly patterns: Pattern[];
  private readonly offers: Offers;
  /** By type: how many entries there were when known row prices last limited its worth. */
  private readonly limitedAt: Int32Array;

  constructor(private readonly input: GreedyInput) {
    const { model, rent, types, kept } = input;
    this.remaining = packingOf(model, kept).unplaced;
    this.left = capsLeft(model, kept);
    for (const nodes of kept) this.filled.push(nodes);
    const floor = priceFloor(model);
    this.price = Float64Array.from({ length: model.types }, (_none, type) =>
      Math.max(floor, rentedPrice(model, type, rent)),
    );
    this.patterns = Array.from({ length: model.types }, () => EMPTY);
    this.offers = new Offers(model.types, types);
    this.limitedAt = new Int32Array(model.types).fill(-1);
  }

  private evaluate(type: number): void {
    const { knapsack, value, work, effort } = this.input;
    const before = knapsack.units;
    const best = knapsack.fill(type, value, this.remaining, effort);
    work.spend(knapsack.units - before);
    if (best.value <= 0) {
      this.offers.set(type, NONE, 0);
      return;
    }
    this.patterns[type] = knapsack.pattern();
    this.offers.set(type, FILLING, best.value / (this.price[type] ?? 1));
  }

  /** What the type could be worth now, first by known row prices. */
  private ask(type: number): void {
    if (this.limitedAt[type] === this.filled.length) this.evaluate(type);
    else this.tighten(type);
  }

  /** Lowers what the type could be worth to what known row prices say of what is left. */
  private tighten(type: number): void {
    const { knapsack, value, work } = this.input;
    const before = knapsack.units;
    const limit = knapsack.limit(type, value, this.remaining) / (this.price[type] ?? 1);
    work.spend(knapsack.units - before);
    this.offers.set(type, LIMIT, Math.min(this.offers.worth[type] ?? Infinity, limit));
    this.limitedAt[type] = this.filled.length;
  }

  /** The type whose filling is worth most for its price, and can be placed; -1 where nothing can be. */
  private choose(): number {
    const { offers, patterns, remaining, left } = this;
    for (;;) {
      const type = offers.best;
      if (type === -1) return type;
      if (nodesAllowed(this.input.model, type, left) < 1) offers.set(type, NONE, 0);
      else if (offers.state[type] === LIMIT) this.ask(type);
      else if (timesIn(patterns[type] ?? EMPTY, remaining) >= 1) return type;
      else offers.set(type, LIMIT, GOOD_ENOUGH * (offers.worth[type] ?? 0));
    }
  }

  private place(type: number): void {
    const { model } = this.input;
    const pattern = this.patterns[type] ?? EMPTY;
    const count = Math.min(nodesAllowed(model, type, this.left), timesIn(pattern, this.remaining));
    takeFrom(this.remaining, pattern, count);
    takeFromCaps(model, this.left, type, count);
    this.filled.push({ type, count, pattern });
  }

  run(): Packing {
    for (;;) {
      const type = this.choose();
      if (type === -1 || this.input.work.exhausted) return packingOf(this.input.model, this.filled);
      this.place(type);
    }
  }
}

export function packGreedily(input: GreedyInput): Packing {
  return new Pass(input).run();
}
