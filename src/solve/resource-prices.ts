/**
 * The dual of the fractional relaxation, climbed without an LP solver. Every type k splits the price of its
 * node over its rows by weights w_kr that add up to 1; an item is worth what it would pay on the type where
 * it pays least:
 *
 *   value_i = min over types k that it fits of e_k sum_r w_kr size_ir / capacity_kr,   e_k = rented price
 *
 * A full node is then worth at most e_k, whatever the weights and rents are, so every look at all types gives
 * a proof and the best one is kept. A class with a limit a node has a row of its own, 1 / limit wide.
 *
 * The climb is smoothed (Y. Nesterov, "Smooth minimization of non-smooth functions", 2005): items spread over
 * the types that are nearly cheapest, and multiplicative weights move each type's price to its fullest row.
 * Types that nothing wants for a while sleep between looks at all. Where many types are alike but for the classes
 * that they hold, as in many places of one region, the first steps are taken with each of those as one type
 * (alike-types.ts), and the last ones go on from there with all of them.
 */
import { alikeTypes } from "./alike-types.js";
import { certificateBound, rentedPrice } from "./certificate.js";
import type { Certificate } from "./certificate.js";
import { decay } from "./exponential.js";
import type { PackingModel } from "./packing-model.js";
import { present } from "../units/invariant.js";
import { rentUnits } from "./rent-units.js";
import type { WorkBudget } from "./work.js";

const STEPS = 80;
/** How far multiplicative weights move at first, and how much of a row's load is what it was. */
const FIRST_STEP = 0.8;
const MEMORY = 0.6;
const SMALLEST_WEIGHT = 1e-6;
/** A row with this share of the fullest one's load has none. */
const UNUSED = 1e-6;
/** Every so many steps all types are looked at. */
const LOOK_AT_ALL = 16;
const ASLEEP_AFTER = 12;
/** Step from which types that are alike are told apart. */
const TOLD_APART = 48;

/** One type's part of the state. */
class TypePrices {
  /** By row, then by place of a class that is limited a node. */
  readonly weight: Float64Array;
  /** Smoothed load of the same, in nodes. */
  readonly load: Float64Array;
  /** What each fitting class would pay here. */
  readonly cost: Float64Array;
  /** How much each fitting class wants to be here. */
  readonly wish: Float64Array;
  /** Places of classes whose own limit binds before capacity does, and the width 1 / limit of each. */
  private readonly limited: Int32Array;
  private readonly width: Float64Array;
  private readonly fresh: Float64Array;
  /** Places of classes that want to be here at all. */
  private readonly wanted: Int32Array;
  /** `limitWeights` at the end of its climb, for all types that follow it. */
  private known: Float64Array | undefined;
  /** Nodes wanted; NaN before it is known (not 0: see NO_CUTOFF). */
  nodes = NaN;
  idle = 0;

  constructor(
    private readonly model: PackingModel,
    readonly type: number,
  ) {
    const items = this.items;
    this.cost = new Float64Array(items.count);
    this.wish = new Float64Array(items.count);
    this.wanted = new Int32Array(items.count);
    let many = 0;
    for (let place = 0; place < items.count; place += 1) {
      if (!this.isLimited(place)) continue;
      this.wanted[many] = place;
      many += 1;
    }
    this.limited = this.wanted.slice(0, many);
    this.width = new Float64Array(many);
    for (let at = 0; at < many; at += 1)
      this.width[at] = 1 / (model.perNode[items.item[this.limited[at] ?? 0] ?? 0] ?? 1);
    const length = items.rows + many;
    this.weight = new Float64Array(length).fill(1 / Math.max(1, items.rows));
    // An own limit starts small: it matters only to classes that are spread thin.
    this.weight.fill(0.02 / Math.max(1, many), items.rows);
    this.load = new Float64Array(length);
    this.fresh = new Float64Array(length);
    this.normalise();
  }

  private get items(): PackingModel["nodeItems"][number] {
    const items = this.model.nodeItems[this.type];
    if (items === undefined) throw new Error("a type without items");
    return items;
  }

  private isLimited(place: number): boolean {
    const { rows, count, share, item } = this.items;
    let largest = 0;
    for (let row = 0; row < rows; row += 1) largest = Math.max(largest, share[row * count + place] ?? 0);
    return (this.model.perNode[item[place] ?? 0] ?? 0) * largest < 1;
  }

  /** Class -> the weight of its own limit, 0 where it has none. */
  private limitWeights(): Float64Array {
    const { rows, item } = this.items;
    const { weight, limited } = this;
    const own = new Float64Array(this.model.classes);
    for (let at = 0; at < limited.length; at += 1) own[item[limited[at] ?? 0] ?? 0] = weight[rows + at] ?? 0;
    return own;
  }

  /** Goes on from where a type came to that this one is a part of; asleep, unless it is wanted at once. */
  follow(whole: TypePrices): void {
    const { weight, limited } = this;
    const { rows, binding, item } = this.items;
    for (let row = 0; row < rows; row += 1)
      weight[row] = whole.weight[whole.items.binding.indexOf(binding[row] ?? 0)] ?? 0;
    const theirs = (whole.known ??= whole.limitWeights());
    for (let at = 0; at < limited.length; at += 1)
      weight[rows + at] = theirs[item[limited[at] ?? 0] ?? 0] ?? 0;
    this.idle = ASLEEP_AFTER - 1;
    this.normalise();
  }

  private normalise(): void {
    const { weight } = this;
    let sum = 0;
    for (let at = 0; at < weight.length; at += 1) sum += weight[at] ?? 0;
    if (sum > 0) for (let at = 0; at < weight.length; at += 1) weight[at] = (weight[at] ?? 0) / sum;
  }

  /** Lowers `value` to what the classes would pay here. */
  ask(rent: Float64Array, value: Float64Array): void {
    const { rows, count, share, item } = this.items;
    const { cost, weight, limited, width } = this;
    const price = rentedPrice(this.model, this.type, rent);
    for (let row = 0; row < rows; row += 1) {
      const each = price * (weight[row] ?? 0);
      const offset = row * count;
      // The first row writes and the others add: one pass less over all classes.
      if (row === 0) for (let at = 0; at < count; at += 1) cost[at] = each * (share[at] ?? 0);
      else
        for (let at = 0; at < count; at += 1) cost[at] = (cost[at] ?? 0) + each * (share[offset + at] ?? 0);
    }
    if (rows === 0) cost.fill(0);
    for (let at = 0; at < limited.length; at += 1) {
      const place = limited[at] ?? 0;
      cost[place] = (cost[place] ?? 0) + price * (weight[rows + at] ?? 0) * (width[at] ?? 0);
    }
    for (let at = 0; at < count; at += 1) {
      const one = item[at] ?? 0;
      if ((cost[at] ?? 0) < (value[one] ?? 0)) value[one] = cost[at] ?? 0;
    }
  }

  /** Adds to `total` how much each class wants to be here. */
  wishFor(value: Float64Array, softness: number, total: Float64Array): void {
    const { count, item } = this.items;
    const { cost, wish } = this;
    for (let at = 0; at < count; at += 1) {
      const one = item[at] ?? 0;
      const least = value[one] ?? 0;
      const weight = decay(((cost[at] ?? 0) - least) / (softness * Math.max(least, 1e-9)));
      wish[at] = weight;
      total[one] = (total[one] ?? 0) + weight;
    }
  }

  /**
   * Loads the rows with the classes' shares, `added` of them beside `memory` of what the load was, and moves the price to
   * the fullest row. Both are given: V8 takes 1 - memory for whole numbers after a memory of 0, and deoptimises at
   * every other.
   */
  settle(total: Float64Array, memory: number, added: number, step: number): void {
    const { rows, count, share, item } = this.items;
    const { wish, wanted, fresh, limited, width, load } = this;
    const { demand } = this.model;
    let many = 0;
    for (let at = 0; at < count; at += 1) {
      const own = wish[at] ?? 0;
      if (own === 0) continue;
      const one = item[at] ?? 0;
      wish[at] = ((demand[one] ?? 0) * own) / (total[one] ?? 1);
      wanted[many] = at;
      many += 1;
    }
    // Row by row, as the shares lie.
    for (let row = 0; row < rows; row += 1) {
      const offset = row * count;
      let sum = 0;
      for (let one = 0; one < many; one += 1) {
        const at = wanted[one] ?? 0;
        sum += (wish[at] ?? 0) * (share[offset + at] ?? 0);
      }
      fresh[row] = sum;
    }
    for (let at = 0; at < limited.length; at += 1)
      fresh[rows + at] = (wish[limited[at] ?? 0] ?? 0) * (width[at] ?? 0);
    let most = 0;
    for (let at = 0; at < load.length; at += 1) {
      const now = memory * (load[at] ?? 0) + added * (fresh[at] ?? 0);
      load[at] = now;
      if (now > most) most = now;
    }
    this.nodes = most;
    this.idle = most > 1e-6 ? 0 : this.idle + 1;
    if (most > 0) this.move(most, step);
  }

  /** The price from rows with less load to the fullest, which has `most`. */
  private move(most: number, step: number): void {
    const { load, weight } = this;
    for (let at = 0; at < weight.length; at += 1) {
      const share = (load[at] ?? 0) / most;
      weight[at] =
        Math.max(weight[at] ?? 0, SMALLEST_WEIGHT) * decay(step * (share < UNUSED ? 1 : 1 - share));
    }
    this.normalise();
  }
}

/** Caps that more nodes would want than they allow become dearer, the others cheaper. */
function raiseRents(
  model: PackingModel,
  types: readonly TypePrices[],
  rent: Float64Array,
  unit: Float64Array,
  step: number,
): void {
  const wanted = new Float64Array(rent.length);
  for (const { type, nodes } of types)
    for (const { cap, weight } of model.capsOf[type] ?? []) wanted[cap] = (wanted[cap] ?? 0) + weight * nodes;
  for (let cap = 0; cap < rent.length; cap += 1) {
    const excess = (wanted[cap] ?? 0) / Math.max(model.capLimit[cap] ?? 0, 0.5) - 1;
    rent[cap] = Math.max(0, (rent[cap] ?? 0) + step * (unit[cap] ?? 0) * Math.min(2, Math.max(-1, excess)));
  }
}

/** A climb under way. */
interface Climb {
  readonly model: PackingModel;
  readonly types: readonly TypePrices[];
  readonly rent: Float64Array;
}

function climbOf(model: PackingModel): Climb {
  const types = Array.from({ length: model.types }, (_none, type) => new TypePrices(model, type));
  return { model, types, rent: new Float64Array(model.capLimit.length) };
}

/** The best proof of the steps from one to before another. */
function climb({ model, types, rent }: Climb, from: number, to: number, work: WorkBudget): Certificate {
  const units = rentUnits(model);
  const value = new Float64Array(model.classes);
  const total = new Float64Array(model.classes);
  let best: Certificate = { value: new Float64Array(model.classes), rent: rent.slice(), bound: 0 };
  for (let step = from; step < to; step += 1) {
    const all = step % LOOK_AT_ALL === 0;
    const awake = all ? types : types.filter(({ idle }) => idle < ASLEEP_AFTER);
    value.fill(Infinity);
    for (const one of awake) one.ask(rent, value);
    for (let item = 0; item < value.length; item += 1) if (value[item] === Infinity) value[item] = 0;
    if (all) {
      const bound = certificateBound(model, value, rent);
      if (bound > best.bound || step === from) best = { value: value.slice(), rent: rent.slice(), bound };
    }
    work.spend(1);
    if (work.exhausted) break;
    // Steps shrink and choices sharpen as 1 / (1 + 10 x).
    const cooling = 1 / (1 + (10 * step) / STEPS);
    total.fill(0);
    for (const one of awake) one.wishFor(value, 0.1 * cooling * cooling + 0.002, total);
    const memory = step === from ? 0 : MEMORY;
    for (const one of awake) one.settle(total, memory, 1 - memory, FIRST_STEP * cooling);
    raiseRents(model, types, rent, units, 0.06 * cooling);
  }
  return best;
}

/** The best proof of `STEPS` steps; none where nothing costs anything. */
export function resourcePrices(model: PackingModel, work: WorkBudget): Certificate {
  if (model.price.every((price) => price === 0)) {
    const [value, rent] = [new Float64Array(model.classes), new Float64Array(model.capLimit.length)];
    return { value, rent, bound: 0 };
  }
  const own = climbOf(model);
  const alike = alikeTypes(model);
  if (alike === undefined) return climb(own, 0, STEPS + 1, work);
  const merged = climbOf(alike.model);
  climb(merged, 0, TOLD_APART, work);
  for (const [type, one] of own.types.entries())
    one.follow(present(merged.types[alike.typeOf[type] ?? -1], "a type of types that are alike"));
  for (let cap = 0; cap < own.rent.length; cap += 1) own.rent[cap] = merged.rent[alike.capOf[cap] ?? 0] ?? 0;
  return climb(own, TOLD_APART, STEPS + 1, work);
}
