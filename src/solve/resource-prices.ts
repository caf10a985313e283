/**
 * The dual of the fractional relaxation, climbed without an LP solver. Every type k splits the price of its
 * node over its rows by weights w_kr that add up to 1; an item is worth what it would pay on the type where
 * it pays least:
 *
 *   value_i = min over types k that it fits of e_k sum_r w_kr size_ir / capacity_kr,   e_k = rented price
 *
 * A full node is then worth at most e_k, whatever the weights and rents are, so each step gives a proof and
 * the best one is kept. A class with a limit a node has a row of its own, 1 / limit wide.
 */
import { certificateBound, rentedPrice } from "./certificate.js";
import type { Certificate } from "./certificate.js";
import { decay, growth } from "./exponential.js";
import type { PackingModel } from "./packing-model.js";
import type { WorkBudget } from "./work.js";

const STEPS = 160;
const SMALLEST_WEIGHT = 1e-6;

/** Shares size / capacity of every fitting class on every type: `rows` of capacity and one for its own limit. */
interface Shares {
  readonly rows: number;
  /** Per type, per fitting class: `rows + 1` shares. */
  readonly share: readonly Float64Array[];
}

function sharesOf(model: PackingModel): Shares {
  const { rows } = model;
  const share = model.fitting.map((items, type) => {
    const shares = new Float64Array(items.length * (rows + 1));
    for (const [place, item] of items.entries()) {
      for (let row = 0; row < rows; row += 1) {
        const capacity = model.capacity[type * rows + row] ?? 0;
        const size = model.size[item * rows + row] ?? 0;
        shares[place * (rows + 1) + row] = capacity > 0 ? size / capacity : 0;
      }
      shares[place * (rows + 1) + rows] = 1 / (model.perNode[item] ?? 1);
    }
    return shares;
  });
  return { rows, share };
}

/** Weights of one type: over its rows, then over its fitting classes' own limits. */
type Weights = Float64Array;

function firstWeights(model: PackingModel): Weights[] {
  return model.fitting.map((items) => {
    const weights = new Float64Array(model.rows + items.length).fill(1 / model.rows);
    // An own limit starts small: it matters only to classes that are spread thin.
    weights.fill(0.02 / Math.max(1, items.length), model.rows);
    return normalised(weights);
  });
}

function normalised(weights: Weights): Weights {
  let sum = 0;
  for (const weight of weights) sum += weight;
  for (let index = 0; index < weights.length; index += 1) weights[index] = (weights[index] ?? 0) / sum;
  return weights;
}

interface Costs {
  /** Per type, per fitting class: what it would pay there. */
  readonly cost: readonly Float64Array[];
  readonly value: Float64Array;
}

function costsOf(
  model: PackingModel,
  { rows, share }: Shares,
  weights: readonly Weights[],
  rent: Float64Array,
): Costs {
  const value = new Float64Array(model.classes).fill(Infinity);
  const cost = model.fitting.map((items, type) => {
    const price = rentedPrice(model, type, rent);
    const own = weights[type] ?? new Float64Array();
    const shares = share[type] ?? new Float64Array();
    const costs = new Float64Array(items.length);
    for (let place = 0; place < items.length; place += 1) {
      const base = place * (rows + 1);
      let sum = (own[rows + place] ?? 0) * (shares[base + rows] ?? 0);
      for (let row = 0; row < rows; row += 1) sum += (own[row] ?? 0) * (shares[base + row] ?? 0);
      costs[place] = price * sum;
      const item = items[place] ?? 0;
      if (price * sum < (value[item] ?? 0)) value[item] = price * sum;
    }
    return costs;
  });
  for (let item = 0; item < model.classes; item += 1) if (value[item] === Infinity) value[item] = 0;
  return { cost, value };
}

/** How much of each type's money the classes would spend in each row, if they chose softly by price. */
function loadsOf(
  model: PackingModel,
  shares: Shares,
  { cost, value }: Costs,
  softness: number,
): Float64Array[] {
  const { rows } = shares;
  const total = new Float64Array(model.classes);
  const wish = cost.map((costs, type) => {
    const items = model.fitting[type] ?? new Int32Array();
    return costs.map((paid, place) => {
      const item = items[place] ?? 0;
      const least = value[item] ?? 0;
      const weight = decay((paid - least) / (softness * Math.max(least, 1e-9)));
      total[item] = (total[item] ?? 0) + weight;
      return weight;
    });
  });
  return wish.map((weights, type) => {
    const items = model.fitting[type] ?? new Int32Array();
    const share = shares.share[type] ?? new Float64Array();
    const load = new Float64Array(rows + items.length);
    for (let place = 0; place < items.length; place += 1) {
      const item = items[place] ?? 0;
      const all = total[item] ?? 0;
      if (all === 0) continue;
      const nodes = ((model.demand[item] ?? 0) * (weights[place] ?? 0)) / all;
      for (let row = 0; row <= rows; row += 1) {
        const at = row < rows ? row : rows + place;
        load[at] = (load[at] ?? 0) + nodes * (share[place * (rows + 1) + row] ?? 0);
      }
    }
    return load;
  });
}

function mostLoaded(load: Float64Array): number {
  let most = 0;
  for (const amount of load) if (amount > most) most = amount;
  return most;
}

function raiseWeights(weights: Weights, load: Float64Array, most: number, step: number): void {
  if (most <= 0) return;
  for (let row = 0; row < weights.length; row += 1) {
    const pull = (load[row] ?? 0) / most - 1;
    weights[row] = Math.max(weights[row] ?? 0, SMALLEST_WEIGHT) * growth(step * pull);
  }
  normalised(weights);
}

/** Caps that more nodes would want than they allow become dearer, the others cheaper. */
function raiseRents(
  model: PackingModel,
  rent: Float64Array,
  nodes: readonly number[],
  unit: Float64Array,
  step: number,
): void {
  const wanted = new Float64Array(rent.length);
  for (const [type, count] of nodes.entries())
    for (const { cap, weight } of model.capsOf[type] ?? []) wanted[cap] = (wanted[cap] ?? 0) + weight * count;
  for (let cap = 0; cap < rent.length; cap += 1) {
    const excess = (wanted[cap] ?? 0) / Math.max(model.capLimit[cap] ?? 0, 0.5) - 1;
    rent[cap] = Math.max(0, (rent[cap] ?? 0) + step * (unit[cap] ?? 0) * Math.min(2, Math.max(-1, excess)));
  }
}

/** The scale of a cap's rent: what its nodes cost a unit of weight, on average. */
function rentUnits(model: PackingModel): Float64Array {
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

/** The best proof of `STEPS` steps. */
export function resourcePrices(model: PackingModel, work: WorkBudget): Certificate {
  const shares = sharesOf(model);
  const weights = firstWeights(model);
  const rent = new Float64Array(model.capLimit.length);
  const units = rentUnits(model);
  const average = weights.map((own) => new Float64Array(own.length));
  let best: Certificate | undefined;
  for (let step = 0; step <= STEPS; step += 1) {
    const costs = costsOf(model, shares, weights, rent);
    const bound = certificateBound(model, costs.value, rent);
    if (best === undefined || bound > best.bound) best = { value: costs.value, rent: rent.slice(), bound };
    work.spend(1);
    if (work.exhausted) break;
    // Steps shrink and choices sharpen as 1 / (1 + 10 x).
    const cooling = 1 / (1 + (10 * step) / STEPS);
    const loads = loadsOf(model, shares, costs, 0.1 * cooling * cooling + 0.002);
    const nodes = loads.map((load, type) => {
      const smooth = average[type] ?? load;
      for (let row = 0; row < load.length; row += 1)
        smooth[row] = step === 0 ? (load[row] ?? 0) : 0.7 * (smooth[row] ?? 0) + 0.3 * (load[row] ?? 0);
      const most = mostLoaded(smooth);
      raiseWeights(weights[type] ?? smooth, smooth, most, 0.3 * cooling);
      return most;
    });
    raiseRents(model, rent, nodes, units, 0.06 * cooling);
  }
  return best ?? { value: new Float64Array(model.classes), rent, bound: 0 };
}
