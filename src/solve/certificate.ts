/**
 * A proof that no packing costs less than `bound`: values of items and rents of caps such that no pattern of
 * any type is worth more than its node costs,
 *
 *   for every type k and every pattern a of k:  sum_i a_i value_i <= price_k + sum_c weight_kc rent_c
 *
 * so that every packing pays at least sum_i demand_i value_i - sum_c limit_c rent_c.
 */
import type { PackingModel } from "./packing-model.js";

export interface Certificate {
  /** Money per item of each class, >= 0. */
  readonly value: Float64Array;
  /** Money per weight unit of each cap, >= 0. */
  readonly rent: Float64Array;
  readonly bound: number;
}

/** What a node of the type costs once the caps that count it take their rent. */
export function rentedPrice(model: PackingModel, type: number, rent: Float64Array): number {
  let price = model.price[type] ?? 0;
  for (const { cap, weight } of model.capsOf[type] ?? []) price += weight * (rent[cap] ?? 0);
  return price;
}

export function certificateBound(model: PackingModel, value: Float64Array, rent: Float64Array): number {
  let bound = 0;
  for (let item = 0; item < model.classes; item += 1) bound += (model.demand[item] ?? 0) * (value[item] ?? 0);
  for (let cap = 0; cap < model.capLimit.length; cap += 1)
    bound -= (model.capLimit[cap] ?? 0) * (rent[cap] ?? 0);
  return bound;
}

/** Floating-point sums of this size are off by far less than this share of their value. */
const ROUNDING = 1e-7;

function greatestCommonDivisor(left: number, right: number): number {
  let [a, b] = [left, right];
  while (b !== 0) [a, b] = [b, a % b];
  return a;
}

/** The bound as whole money: every packing costs a multiple of what all prices have in common. */
export function wholeBound(model: PackingModel, bound: number): number {
  const unit = model.price.reduce(greatestCommonDivisor, 0);
  if (unit === 0 || bound <= 0) return 0;
  return Math.ceil((bound * (1 - ROUNDING)) / unit) * unit;
}
