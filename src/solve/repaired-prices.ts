/**
 * A proof from any values: scaled, class by class, until no filling of any type is worth more than its node
 * costs (A. A. Farley, "A note on bounding a class of linear programming problems", 1990; there one factor for
 * all classes). Because fillings are whole items, this sees what fractional prices cannot.
 *
 * Of type k is known, under values v: its best filling is worth at most B; its fractional knapsack has row
 * prices under which item i pays p_i for its space and everything is worth at most z >= B. With e what its node
 * costs, each of these makes it fit (the least factor of all types is what a class gets):
 *
 *   branching:  all its classes times e / B
 *   row prices: class i worth (e / z) max(v_i, p_i), since sum_i a_i max(v_i, p_i) <= z as well
 *   both:       classes with (p_i - v_i) / v_i >= r keep their value, the others times
 *               t = (e - w) / (B - w), w = (z - B) / r, if t (1 + r) >= 1. For with y the value of the former
 *               ones in a filling, it is worth at most t min(B, z - r y) + (1 - t) y <= t B + (1 - t) w = e.
 *
 * So a class that a type serves badly does not pay for what is violated there.
 */
import { certificateBound, rentedPrice } from "./certificate.js";
import type { Certificate } from "./certificate.js";
import type { KnapsackEffort } from "./item-box.js";
import type { Knapsack } from "./knapsack.js";
import type { PackingModel } from "./packing-model.js";
import type { Pattern } from "./pattern.js";

export interface Priced {
  readonly type: number;
  readonly pattern: Pattern;
  /** What it is worth for each unit of its rented price, under the values that it was found with. */
  readonly ratio: number;
}

export interface Repaired {
  readonly proof: Certificate;
  /** Fillings worth more than their node costs. */
  readonly improving: readonly Priced[];
}

export interface RepairInput {
  readonly model: PackingModel;
  readonly knapsack: Knapsack;
  readonly value: Float64Array;
  readonly rent: Float64Array;
  readonly effort: Omit<KnapsackEffort, "cutoff">;
  /** A type is proved once no filling is worth more than this share above its price. */
  readonly slack: number;
  /** Search further where the fillings found hope for a larger bound than this, but the proof is missing. */
  readonly hope: number;
}

/** Branch and bound nodes a type where a larger bound is hoped for. */
const FURTHER = 600;
/** Steps of dynamic programming for the same, and how many types. */
const MORE_STEPS = 500_000;
const MOST_FURTHER = 12;
/** Shares r from which on a class keeps its value; by row prices alone and by branching alone first. */
const RATIOS = [0, Infinity, 0.4, 0.2, 0.1, 0.05, 0.025];
/** A hair below the quotient, so that rounding cannot lift a filling above the price. */
const HAIR = 1 - 1e-12;

class Repair {
  /** Per type: what its best filling is worth at most, by row prices alone, and the best one found. */
  private readonly upper: Float64Array;
  private readonly relaxed: Float64Array;
  private readonly found: Float64Array;
  private readonly price: Float64Array;
  /** What the items of the type that is looked at pay there. */
  private readonly paid: Float64Array;
  private readonly factor: Float64Array;
  /** What all factors begin at; no whole number at first, for the reason that NO_CUTOFF is none. */
  private start = NaN;
  readonly improving: Priced[] = [];

  constructor(private readonly input: RepairInput) {
    const { model, rent } = input;
    this.upper = new Float64Array(model.types);
    this.relaxed = new Float64Array(model.types);
    this.found = new Float64Array(model.types);
    this.price = Float64Array.from({ length: model.types }, (_none, type) => rentedPrice(model, type, rent));
    this.paid = new Float64Array(model.classes);
    this.factor = new Float64Array(model.classes);
  }

  private fill(type: number, nodes: number, steps = this.input.effort.steps): void {
    const { model, knapsack, value, effort, slack } = this.input;
    const price = this.price[type] ?? 0;
    const best = knapsack.fill(type, value, model.perNode, {
      ...effort,
      nodes,
      steps,
      cutoff: price * (1 + slack),
    });
    this.upper[type] = best.upper;
    this.relaxed[type] = best.relaxed;
    this.found[type] = Math.max(best.value, Math.min(best.upper, price * (1 + slack)));
    if (best.value > price * (1 + 1e-6))
      this.improving.push({ type, pattern: knapsack.pattern(), ratio: best.value / price });
  }

  /** Money that the factors so far lose more of if the type's classes are scaled so. */
  private loss(type: number, within: number, share: number, kept: number): number {
    const { model, value } = this.input;
    const { factor, paid } = this;
    const items = model.fitting[type] ?? new Int32Array();
    let loss = 0;
    for (let at = 0; at < items.length; at += 1) {
      const item = items[at] ?? 0;
      const worth = value[item] ?? 0;
      const most = this.allowed(worth, paid[at] ?? 0, within, share, kept);
      const now = factor[item] ?? 0;
      if (most < now) loss += (now - most) * worth * (model.demand[item] ?? 0);
    }
    return loss;
  }

  /** kept = 0: by row prices; Infinity: by branching; otherwise by both. */
  private allowed(worth: number, paid: number, within: number, share: number, kept: number): number {
    if (kept === 0) return paid > worth && worth > 0 ? (within * paid) / worth : within;
    return kept !== Infinity && paid - worth >= kept * worth ? 1 : share;
  }

  /**
   * The share that classes keep which do not keep their value, under the ratio from which they do (see `allowed`);
   * -1 where no share makes the type fit.
   */
  private partOf(ratio: number, price: number, most: number, relaxed: number): number {
    if (ratio === 0) return 0;
    if (most >= relaxed) return -1;
    if (ratio === Infinity) return (price / most) * HAIR;
    const extra = (relaxed - most) / ratio;
    if (price >= most || extra >= price) return -1;
    const part = ((price - extra) / (most - extra)) * HAIR;
    return part * (1 + ratio) >= 1 ? part : -1;
  }

  /** Lowers the factors of the type's classes as far as it takes; most types are far from that. */
  private settle(type: number, most: number): void {
    const price = this.price[type] ?? 0;
    if (most <= 0 || (price / most) * HAIR >= this.start) return;
    this.input.knapsack.paid(type, this.paid);
    const relaxed = Math.max(this.relaxed[type] ?? 0, most);
    const within = (price / relaxed) * HAIR;
    let kept = 0;
    let share = 0;
    let least = Infinity;
    for (const ratio of RATIOS) {
      const part = this.partOf(ratio, price, most, relaxed);
      const loss = part < 0 ? Infinity : this.loss(type, within, part, ratio);
      if (loss >= least) continue;
      least = loss;
      kept = ratio;
      share = part;
    }
    this.lower(type, within, share, kept);
  }

  private lower(type: number, within: number, share: number, kept: number): void {
    const { model, value } = this.input;
    const { factor, paid } = this;
    const items = model.fitting[type] ?? new Int32Array();
    for (let at = 0; at < items.length; at += 1) {
      const item = items[at] ?? 0;
      const each = this.allowed(value[item] ?? 0, paid[at] ?? 0, within, share, kept);
      if (each < (factor[item] ?? 0)) factor[item] = each;
    }
  }

  /**
   * Values scaled so that no filling, worth at most so much, is worth more than its node costs. Factors begin at
   * 1, or at what one factor for all classes could be where that is more.
   */
  private scaled(worth: Float64Array): Certificate {
    const { model, value, rent } = this.input;
    const { factor, price } = this;
    const excess = Float64Array.from(worth, (most, type) => most / Math.max(1e-9, price[type] ?? 0));
    let largest = 0;
    for (const one of excess) if (one > largest) largest = one;
    this.start = largest > 0 ? Math.max(1, HAIR / largest) : 0;
    factor.fill(this.start);
    const order = Array.from(worth.keys());
    order.sort((one, other) => (excess[other] ?? 0) - (excess[one] ?? 0) || one - other);
    for (const type of order) this.settle(type, worth[type] ?? 0);
    const repaired = value.map((each, item) => each * (factor[item] ?? 0));
    return { value: repaired, rent, bound: certificateBound(model, repaired, rent) };
  }

  /** Types whose limit is well above what was found, the farthest above their price first. */
  private unproved(): number[] {
    const { upper, found, price } = this;
    const apart = 1 + 2 * this.input.effort.tolerance;
    const excess = (type: number): number => (upper[type] ?? 0) / Math.max(1e-9, price[type] ?? 0);
    return Array.from(upper.keys())
      .filter((type) => (upper[type] ?? 0) > apart * (found[type] ?? 0))
      .sort((one, other) => excess(other) - excess(one) || one - other)
      .slice(0, MOST_FURTHER);
  }

  /**
   * Row prices that are known say of most types at once that they limit no factor: their fillings are worth no more
   * than their node costs, and for that no more than those of a type that was looked at. Only the others are filled.
   */
  private look(): void {
    const { model, knapsack, value, effort } = this.input;
    const { upper, price } = this;
    const limit = Float64Array.from(price, (_price, type) => knapsack.limit(type, value, model.perNode));
    const excess = limit.map((most, type) => most / Math.max(1e-9, price[type] ?? 0));
    const order = Array.from(limit.keys());
    order.sort((one, other) =>
      (excess[one] ?? 0) === (excess[other] ?? 0)
        ? one - other
        : (excess[other] ?? 0) > (excess[one] ?? 0)
          ? 1
          : -1,
    );
    let largest = 0;
    for (const type of order) {
      if ((excess[type] ?? 0) > Math.min(1, largest)) {
        this.fill(type, effort.nodes);
        largest = Math.max(largest, (upper[type] ?? 0) / Math.max(1e-9, price[type] ?? 0));
        continue;
      }
      upper[type] = limit[type] ?? 0;
      this.relaxed[type] = limit[type] ?? 0;
      this.found[type] = limit[type] ?? 0;
    }
  }

  run(): Repaired {
    const { hope } = this.input;
    this.look();
    const proof = this.scaled(this.upper);
    if (hope === Infinity) return { proof, improving: this.improving };
    const best = this.scaled(this.found).bound;
    if (best <= hope || proof.bound >= hope + 0.5 * (best - hope))
      return { proof, improving: this.improving };
    for (const type of this.unproved()) this.fill(type, FURTHER, MORE_STEPS);
    return { proof: this.scaled(this.upper), improving: this.improving };
  }
}

export function repairedPrices(input: RepairInput): Repaired {
  return new Repair(input).run();
}
