/**
 * A proof from any values (A. A. Farley, "A note on bounding a class of linear programming problems", 1990,
 * with a factor for each class): the best filling of type k under the values is worth at most B_k, so values
 * scaled by theta_i = min over types k that hold i of e_k / B_k are worth at most e_k on every node. Because
 * fillings are whole items, this sees what fractional prices cannot.
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
  /** Fillings worth more than their node costs, in the order of types. */
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

class Repair {
  /** Per type: what its best filling is worth at most, and the best one found, as shares of its price. */
  private readonly upper: Float64Array;
  private readonly found: Float64Array;
  private readonly price: Float64Array;
  readonly improving: Priced[] = [];

  constructor(private readonly input: RepairInput) {
    const { model, rent } = input;
    this.upper = new Float64Array(model.types);
    this.found = new Float64Array(model.types);
    this.price = Float64Array.from({ length: model.types }, (_none, type) => rentedPrice(model, type, rent));
  }

  private fill(type: number, nodes: number): void {
    const { model, knapsack, value, effort, slack } = this.input;
    const price = this.price[type] ?? 0;
    const best = knapsack.fill(type, value, model.perNode, { ...effort, nodes, cutoff: price * (1 + slack) });
    this.upper[type] = best.upper;
    this.found[type] = Math.max(best.value, Math.min(best.upper, price * (1 + slack)));
    if (best.value > price * (1 + 1e-6))
      this.improving.push({ type, pattern: knapsack.pattern(), ratio: best.value / price });
  }

  /** Values scaled down (or up) so that no filling of these worths is worth more than its node costs. */
  private scaled(worth: Float64Array): Certificate {
    const { model, value, rent } = this.input;
    const factor = new Float64Array(model.classes).fill(Infinity);
    for (let type = 0; type < model.types; type += 1) {
      const most = worth[type] ?? 0;
      if (most <= 0) continue;
      // A hair below the quotient, so that rounding cannot lift a filling above the price.
      const ratio = ((this.price[type] ?? 0) / most) * (1 - 1e-12);
      for (const item of model.fitting[type] ?? []) if (ratio < (factor[item] ?? 0)) factor[item] = ratio;
    }
    const repaired = value.map((each, item) => (factor[item] === Infinity ? 0 : each * (factor[item] ?? 0)));
    return { value: repaired, rent, bound: certificateBound(model, repaired, rent) };
  }

  run(): Repaired {
    const { model, effort, hope } = this.input;
    for (let type = 0; type < model.types; type += 1) this.fill(type, effort.nodes);
    const proof = this.scaled(this.upper);
    const best = this.scaled(this.found).bound;
    if (best <= hope || proof.bound >= hope + 0.5 * (best - hope))
      return { proof, improving: this.improving };
    for (let type = 0; type < model.types; type += 1)
      if ((this.upper[type] ?? 0) > (1 + 2 * effort.tolerance) * (this.found[type] ?? 0))
        this.fill(type, FURTHER);
    return { proof: this.scaled(this.upper), improving: this.improving };
  }
}

export function repairedPrices(input: RepairInput): Repaired {
  return new Repair(input).run();
}
