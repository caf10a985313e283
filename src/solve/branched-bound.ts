/**
 * Multipliers that bound the best filling of one node type, and a tree of them where the fractional knapsack at
 * the root leaves more than the price: worst leaf first, on what the price depends on, then on classes apart from
 * each other, then on fractional counts, until every leaf is within the price or the splits allowed are used up.
 */
import { BoundedSimplex } from "./bounded-simplex.js";
import { MONEY_UNIT, mostItems } from "./filling-proof.js";
import type { FillingClass, FillingProof, FillingType, NodePrice } from "./filling-proof.js";
import { emptyBox, ENTRIES_A_UNIT } from "./item-box.js";
import { nodeItems } from "./node-items.js";
import type { NodeItems } from "./node-items.js";

const WHOLE = 1e-6;
/** Money below which a filling is worth nothing: what rounding leaves of 0. */
const WORTHLESS = 1e-6;
/** A leaf may exceed the price by this share: values are lowered by as much. */
const ENOUGH = 1e-6;

/** A proof in fractional money: `scale` of it is the proof of values scaled alike. */
export interface BranchedBound {
  /** Largest worth / price of any leaf: values divided by it are proved. */
  readonly ratio: number;
  /** Classes that fit, by index. */
  readonly items: Int32Array;
  readonly proofAt: (scale: number) => FillingProof;
}

interface Leaf {
  /** Worth / price. */
  readonly ratio: number;
  readonly low: Float64Array;
  readonly up: Float64Array;
  readonly multipliers: readonly number[];
  readonly branching: Branching | undefined;
  halves?: { readonly within: Leaf; readonly above: Leaf };
}

/** On the item at a place of the box. */
interface Branching {
  readonly place: number;
  readonly most: number;
}

/** On the item at a place of the box, in money. */
interface Condition {
  readonly place: number;
  readonly least: number;
  readonly more: number;
}

export interface BoundedType {
  readonly type: FillingType;
  /** Money an item of each class. */
  readonly value: readonly number[];
  readonly price: NodePrice;
  /** Splits at most. */
  readonly nodes: number;
}

export class BranchedBounds {
  /** Work so far: fractional knapsacks solved, by their size. */
  units = 0;
  private readonly size: Float64Array;
  private readonly box;
  private readonly simplex: BoundedSimplex;
  private readonly wish: Uint8Array;
  private readonly rows: number;
  private items: NodeItems | undefined;
  private type: FillingType = { capacity: [], eligible: [] };
  private readonly perNode: Float64Array;
  private base = 0;
  private conditions: readonly Condition[] = [];
  /** Per place of the box: the places of classes apart from its class. */
  private apart: readonly (readonly number[])[] = [];

  constructor(private readonly classes: readonly FillingClass[]) {
    const most = Math.max(1, classes.length);
    this.rows = classes[0]?.size.length ?? 0;
    this.size = Float64Array.from(classes.flatMap(({ size }) => [...size]));
    this.perNode = Float64Array.from(classes, (one) => one.most);
    this.box = emptyBox(most, Math.max(1, this.rows));
    this.simplex = new BoundedSimplex(most, Math.max(1, this.rows));
    this.wish = new Uint8Array(most);
  }

  private enter({ type, value, price }: BoundedType, fitting: Int32Array): NodeItems {
    const { box, rows, size, classes, perNode } = this;
    const items = nodeItems({ rows, size, capacity: type.capacity, fitting, perNode });
    const places = new Map([...fitting].map((item, place) => [item, place]));
    this.apart = [...fitting].map((item) =>
      (classes[item]?.apart ?? []).flatMap((other) => places.get(other) ?? []),
    );
    box.count = items.count;
    box.rows = items.rows;
    box.share.set(items.share);
    for (const [place, item] of fitting.entries()) box.value[place] = value[item] ?? 0;
    this.base = Number(price.base) / MONEY_UNIT;
    this.conditions = price.conditions.flatMap(({ class: item, least, more }) => {
      const place = places.get(item);
      return place === undefined ? [] : [{ place, least, more: Number(more) / MONEY_UNIT }];
    });
    this.items = items;
    this.type = type;
    this.simplex.prepare(box);
    return items;
  }

  private priceIn(low: Float64Array, up: Float64Array): number {
    let price = this.base;
    for (const { place, least, more } of this.conditions)
      if (((more > 0 ? low[place] : up[place]) ?? 0) >= least) price += more;
    return price;
  }

  /** What the price depends on and the box leaves open. */
  private open(low: Float64Array, up: Float64Array): Branching | undefined {
    const condition = this.conditions.find(
      ({ place, least }) => (low[place] ?? 0) < least && (up[place] ?? 0) >= least,
    );
    return condition === undefined ? undefined : { place: condition.place, most: condition.least - 1 };
  }

  /** Two classes apart that the solution mixes: the one that keeps more of the solution away. */
  private clash(): Branching | undefined {
    const { simplex, apart } = this;
    let found: Branching | undefined;
    let most = WHOLE;
    for (const [place, others] of apart.entries()) {
      if ((simplex.x[place] ?? 0) <= WHOLE) continue;
      const beside = others.reduce((sum, other) => sum + (simplex.x[other] ?? 0), 0);
      if (beside > most) [most, found] = [beside, { place, most: 0 }];
    }
    return found;
  }

  private fraction(): Branching | undefined {
    const { simplex, box } = this;
    let found: Branching | undefined;
    let most = 0;
    for (let row = 0; row < box.rows; row += 1) {
      const place = simplex.basis[row] ?? 0;
      if (place >= box.count) continue;
      const whole = Math.floor((simplex.x[place] ?? 0) + WHOLE);
      const part = (simplex.x[place] ?? 0) - whole;
      if (part <= WHOLE) continue;
      const weight = Math.min(part, 1 - part) * (box.value[place] ?? 0);
      if (weight > most) [most, found] = [weight, { place, most: whole }];
    }
    return found;
  }

  private leaf(low: Float64Array, up: Float64Array): Leaf {
    const { box, simplex, items, rows, type, wish } = this;
    this.units += 1 + Math.floor((box.count * box.rows) / ENTRIES_A_UNIT);
    const empty: Leaf = { ratio: 0, low, up, multipliers: [], branching: undefined };
    if (low.some((least, place) => least > (up[place] ?? 0))) return empty;
    box.low.set(low);
    box.up.set(up);
    wish.fill(0);
    if (!simplex.solve(box, wish)) return empty;
    const multipliers = Array<number>(rows).fill(0);
    for (const [place, row] of (items?.binding ?? []).entries())
      multipliers[row] = (simplex.prices[place] ?? 0) / (type.capacity[row] ?? 1);
    const [worth, price] = [simplex.bound(box), this.priceIn(low, up)];
    const ratio = worth <= WORTHLESS ? 0 : worth / Math.max(price, 0);
    const branching = this.open(low, up) ?? this.clash() ?? this.fraction();
    return { ratio, low, up, multipliers, branching };
  }

  private split(leaf: Leaf, { place, most }: Branching): { readonly within: Leaf; readonly above: Leaf } {
    const { low, up } = leaf;
    const fewer = up.slice();
    fewer[place] = Math.min(fewer[place] ?? 0, most);
    const more = low.slice();
    more[place] = Math.max(more[place] ?? 0, most + 1);
    const beside = up.slice();
    for (const other of this.apart[place] ?? []) beside[other] = 0;
    return { within: this.leaf(low, fewer), above: this.leaf(more, beside) };
  }

  private grow(root: Leaf, { nodes }: BoundedType): number {
    const leaves = [root];
    for (let splits = 0; ; splits += 1) {
      let top = 0;
      for (const [at, { ratio }] of leaves.entries()) if (ratio > (leaves[top]?.ratio ?? 0)) top = at;
      const leaf = leaves[top];
      const ratio = leaf?.ratio ?? 0;
      // A whole solution is a filling: no split makes it worth less.
      if (leaf?.branching === undefined || ratio <= 1 + ENOUGH || splits >= nodes) return ratio;
      leaf.halves = this.split(leaf, leaf.branching);
      leaves[top] = leaf.halves.within;
      leaves.push(leaf.halves.above);
    }
  }

  private proof(leaf: Leaf, items: Int32Array, scale: number): FillingProof {
    const { halves, branching, multipliers } = leaf;
    if (halves === undefined || branching === undefined)
      return multipliers.map((lambda) => Math.min(Number.MAX_SAFE_INTEGER, Math.floor(lambda * scale)));
    return {
      class: items[branching.place] ?? 0,
      most: branching.most,
      within: this.proof(halves.within, items, scale),
      above: this.proof(halves.above, items, scale),
    };
  }

  /** Undefined where nothing that is worth anything fits the type. */
  bound(input: BoundedType): BranchedBound | undefined {
    const { type, value, price } = input;
    const conditional = new Set(price.conditions.map(({ class: item }) => item));
    const fitting = Int32Array.from(
      [...this.classes.entries()].flatMap(([item, one]) =>
        ((value[item] ?? 0) > 0 || conditional.has(item)) &&
        type.eligible[item] === true &&
        mostItems(one, type) > 0
          ? [item]
          : [],
      ),
    );
    if (fitting.length === 0) return undefined;
    const { item: items } = this.enter(input, fitting);
    const up = Float64Array.from(fitting, (item) =>
      mostItems(this.classes[item] ?? { size: [], most: 0, apart: [] }, type),
    );
    const root = this.leaf(new Float64Array(fitting.length), up);
    const ratio = this.grow(root, input);
    return { ratio, items, proofAt: (scale) => this.proof(root, items, scale) };
  }
}
