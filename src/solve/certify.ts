/**
 * From prices that a search ended with to a certificate: row multipliers for every type from its fractional
 * knapsack, values scaled down (Farley) so that these alone prove that no filling is worth more than its node.
 * Where the search needed branching to prove more, the certificate proves less: only what it holds counts.
 */
import { BoundedSimplex } from "./bounded-simplex.js";
import { emptyBox } from "./item-box.js";
import { nodeItems } from "./node-items.js";
import type { NodeItems } from "./node-items.js";
import { MONEY_UNIT } from "./packing-certificate.js";
import type { PackingCertificate } from "./packing-certificate.js";
import type { PackingPrices, PackingProblem } from "./problem.js";

const UNIT = Number(MONEY_UNIT);
/** Room for rounding to whole units, as a share. */
const SHRINK = 1 - 1e-5;

interface Bounded {
  /** Money a unit of each row of the problem. */
  readonly multipliers: readonly number[];
  readonly worth: number;
  readonly items: NodeItems;
}

class Certifying {
  private readonly size: Float64Array;
  private readonly box;
  private readonly simplex: BoundedSimplex;

  constructor(
    private readonly problem: PackingProblem,
    private readonly prices: PackingPrices,
  ) {
    const { classes, rows } = problem;
    this.size = Float64Array.from(classes.flatMap(({ size }) => [...size]));
    this.box = emptyBox(Math.max(1, classes.length), Math.max(1, rows));
    this.simplex = new BoundedSimplex(Math.max(1, classes.length), Math.max(1, rows));
  }

  private fitting(type: number): Int32Array {
    const { classes, nodeTypes } = this.problem;
    const node = nodeTypes[type];
    return Int32Array.from(
      [...classes.keys()].filter((item) => {
        const one = classes[item];
        if (one === undefined || node?.eligible[item] !== true || one.demand === 0) return false;
        return one.size.every((amount, row) => amount <= (node.capacity[row] ?? 0));
      }),
    );
  }

  /** The multipliers that bound the type's best filling under the prices. */
  bound(type: number): Bounded | undefined {
    const { problem, size, box, simplex, prices } = this;
    const fitting = this.fitting(type);
    const capacity = problem.nodeTypes[type]?.capacity ?? [];
    if (fitting.length === 0) return undefined;
    const items = nodeItems({ rows: problem.rows, size, capacity, fitting });
    box.count = items.count;
    box.rows = items.rows;
    box.share.set(items.share);
    for (const [at, item] of fitting.entries()) {
      const { demand = 0, maxPerNode = demand, size: own = [] } = problem.classes[item] ?? {};
      const held = own.map((amount, row) =>
        amount > 0 ? Math.floor((capacity[row] ?? 0) / amount) : demand,
      );
      box.value[at] = prices.value[item] ?? 0;
      box.low[at] = 0;
      box.up[at] = Math.min(demand, maxPerNode, ...held);
    }
    simplex.prepare(box);
    simplex.solve(box, new Uint8Array(items.count));
    const multipliers = Array<number>(problem.rows).fill(0);
    for (const [place, row] of items.binding.entries())
      multipliers[row] = (simplex.prices[place] ?? 0) / (capacity[row] ?? 1);
    return { multipliers, worth: simplex.bound(box), items };
  }

  private rentedPrice(type: number): number {
    let price = this.problem.nodeTypes[type]?.price ?? 0;
    for (const [cap, { terms }] of this.problem.caps.entries())
      for (const { nodeType, weight } of terms)
        if (nodeType === type) price += weight * (this.prices.rent[cap] ?? 0);
    return price;
  }

  run(): PackingCertificate {
    const { problem, prices } = this;
    const factor = new Float64Array(problem.classes.length).fill(Infinity);
    const bounded = problem.nodeTypes.map((_type, type) => {
      const own = this.bound(type);
      if (own === undefined) return undefined;
      const scale = own.worth > 0 ? (this.rentedPrice(type) / own.worth) * SHRINK : Infinity;
      for (const item of own.items.item) factor[item] = Math.min(factor[item] ?? 0, scale);
      return { multipliers: own.multipliers, scale: scale === Infinity ? 0 : scale };
    });
    const whole = (money: number): bigint => BigInt(Math.floor(money * UNIT));
    return {
      value: prices.value.map((value, item) =>
        factor[item] === Infinity ? 0n : whole(value * (factor[item] ?? 0)),
      ),
      rent: prices.rent.map((rent) => whole(rent) + 1n),
      multipliers: bounded.map((own) =>
        own === undefined ? [] : own.multipliers.map((lambda) => whole(lambda * own.scale)),
      ),
    };
  }
}

/** The certificate of the prices; `checkCertificate` says what it proves. */
export function certify(problem: PackingProblem, prices: PackingPrices): PackingCertificate {
  return new Certifying(problem, prices).run();
}
