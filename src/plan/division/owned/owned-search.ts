/**
 * Items on nodes that exist, moved one by one. What is left out goes where there is room, or pushes others on, a few of
 * them in a chain; one of them may take the place of others that count less, or as much and take more. Then the items of
 * some nodes near each other are taken off and placed again in another order, and what is no worse is kept.
 */
import { randomFrom } from "../../../units/random.js";
import type { Random } from "../../../units/random.js";
import type { OwnedPrices } from "./owned-prices.js";
import type { OwnedProblem } from "./owned-problem.js";

const NOWHERE = -1;
/** Items that one may push on, one after another. */
const CHAIN = 3;
/** Looks at a node that a chain may take. */
const CHAIN_LOOKS = 400;
/** A sum of parts may be off by so much. */
const TINY = 1e-9;
/** Part of the largest penalty that a whole node counts where it has no price. */
const UNPRICED = 1e-4;
/** Times in a row that items are taken off and placed again without a gain. */
const IDLE_ROUNDS = 1_000;
/** Looks at an item and a node, altogether. */
const MOST_LOOKS = 12_000_000;
/** Nodes whose items are taken off at once, at most. */
const EMPTIED = 3;

/** When to stop. */
export interface OwnedGoal {
  /** Penalties that are few enough. */
  readonly least: number;
  /** Looks that may be taken. */
  readonly looks: number;
}

export interface OwnedPacking {
  /** Item -> position of its class. */
  readonly classOf: Int32Array;
  /** Item -> its node; -1 where it is left out. */
  readonly at: Int32Array;
  /** Node -> position of its type. */
  readonly typeOf: Int32Array;
  readonly penalties: number;
  readonly looks: number;
}

/** Where each item is. */
class Items {
  readonly classOf: Int32Array;
  /** Item -> its node; -1: left out. */
  readonly at: Int32Array;
  /** Node -> its type's position. */
  readonly typeOf: Int32Array;
  readonly on: number[][];
  readonly left: Float64Array;
  /** Class -> nodes that may hold it. */
  readonly open: readonly (readonly number[])[];
  looks = 0;
  /** Of what is left out. */
  penalties = 0;
  private readonly rows: number;
  /** Of one item, by class. */
  private readonly penalty: Float64Array;
  /** Class x rows + row. */
  private readonly sizes: Float64Array;

  constructor({ classes, nodes, rows, room, size }: OwnedProblem) {
    this.rows = rows;
    this.penalties = classes.reduce((sum, { demand, penalty }) => sum + demand * penalty, 0);
    this.sizes = Float64Array.from(size.flatMap((own) => [...own]));
    this.penalty = Float64Array.from(classes, ({ penalty }) => penalty);
    this.classOf = Int32Array.from(classes.flatMap(({ demand }, one) => new Array<number>(demand).fill(one)));
    this.at = new Int32Array(this.classOf.length).fill(NOWHERE);
    this.typeOf = Int32Array.from(nodes.flatMap(({ count }, type) => new Array<number>(count).fill(type)));
    this.on = Array.from(this.typeOf, () => []);
    this.left = new Float64Array(this.typeOf.length * rows);
    const ofType = nodes.map((): number[] => []);
    for (const [node, type] of this.typeOf.entries()) {
      this.left.set(room[type] ?? [], node * rows);
      ofType[type]?.push(node);
    }
    this.open = classes.map(({ eligible }) => eligible.flatMap((type) => ofType[type] ?? []));
  }

  penaltyOf(item: number): number {
    return this.penalty[this.classOf[item] ?? 0] ?? 0;
  }

  fits(item: number, node: number): boolean {
    const { rows, sizes, left, classOf } = this;
    const own = (classOf[item] ?? 0) * rows;
    const at = node * rows;
    this.looks += 1;
    for (let row = 0; row < rows; row += 1)
      if ((sizes[own + row] ?? 0) > (left[at + row] ?? 0) + TINY) return false;
    return true;
  }

  /** In the place of an item that is there. */
  fitsFor(item: number, node: number, gone: number): boolean {
    const { rows, sizes, left, classOf } = this;
    const own = (classOf[item] ?? 0) * rows;
    const other = (classOf[gone] ?? 0) * rows;
    const at = node * rows;
    this.looks += 1;
    for (let row = 0; row < rows; row += 1)
      if ((sizes[own + row] ?? 0) > (left[at + row] ?? 0) + (sizes[other + row] ?? 0) + TINY) return false;
    return true;
  }

  private shift(item: number, node: number, sign: number): void {
    const { rows, sizes, left, classOf } = this;
    const own = (classOf[item] ?? 0) * rows;
    for (let row = 0; row < rows; row += 1)
      left[node * rows + row] = (left[node * rows + row] ?? 0) + sign * (sizes[own + row] ?? 0);
  }

  put(item: number, node: number): void {
    this.at[item] = node;
    this.on[node]?.push(item);
    this.penalties -= this.penaltyOf(item);
    this.shift(item, node, -1);
  }

  take(item: number): void {
    const node = this.at[item] ?? NOWHERE;
    if (node === NOWHERE) return;
    const own = this.on[node] ?? [];
    this.toEnd(own, own.indexOf(item));
    own.pop();
    this.at[item] = NOWHERE;
    this.penalties += this.penaltyOf(item);
    this.shift(item, node, 1);
  }

  /** The item at a place of a node stands behind the others. */
  toEnd(own: number[], place: number): void {
    const item = own[place] ?? NOWHERE;
    for (let at = place + 1; at < own.length; at += 1) own[at - 1] = own[at] ?? NOWHERE;
    own[own.length - 1] = item;
  }

  restore(before: Int32Array): void {
    const { at } = this;
    for (let item = 0; item < at.length; item += 1) if (at[item] !== before[item]) this.take(item);
    for (let item = 0; item < at.length; item += 1) {
      const node = before[item] ?? NOWHERE;
      if (node !== NOWHERE && at[item] === NOWHERE) this.put(item, node);
    }
  }
}

class Search {
  private readonly items: Items;
  private readonly random: Random = randomFrom(1);
  /** Class -> node type's position -> what the room that an item takes there is worth. */
  private readonly worth: readonly ReadonlyMap<number, number>[];
  /** Item -> what it counts above the cheapest room for it. */
  private readonly merit: Float64Array;
  /** Class -> nodes that may hold it, the cheapest first. */
  private readonly open: readonly (readonly number[])[];
  private chainLooks = 0;

  constructor(problem: OwnedProblem, prices: OwnedPrices) {
    this.items = new Items(problem);
    const { classes, rows, size, room } = problem;
    const most = classes.reduce((largest, { penalty }) => Math.max(largest, penalty), 1);
    this.worth = classes.map(({ eligible }, one) => {
      // Where prices are nothing, what takes more of the node counts more.
      const priced = (node: number): number => {
        let [sum, part] = [0, 0];
        for (let row = 0; row < rows; row += 1) {
          const own = size[one]?.[row] ?? 0;
          sum += own * (prices.price[node * rows + row] ?? 0);
          part += own / Math.max(room[node]?.[row] ?? 1, TINY);
        }
        return sum + UNPRICED * most * part;
      };
      return new Map(eligible.map((node) => [node, priced(node)]));
    });
    this.open = this.items.open.map((nodes, one) =>
      [...nodes].sort((left, right) => this.worthOf(one, left) - this.worthOf(one, right) || left - right),
    );
    const ofClass = classes.map(({ penalty }, one) => {
      const [cheapest] = this.open[one] ?? [];
      return cheapest === undefined ? 0 : penalty - this.worthOf(one, cheapest);
    });
    this.merit = Float64Array.from(this.items.classOf, (one) => ofClass[one] ?? 0);
  }

  /** What the room is worth that an item of the class takes on the node. */
  private worthOf(one: number, node: number): number {
    return this.worth[one]?.get(this.items.typeOf[node] ?? NOWHERE) ?? 0;
  }

  private openTo(item: number): readonly number[] {
    return this.open[this.items.classOf[item] ?? 0] ?? [];
  }

  /** The cheapest node with room for it, but for one; -1: none has. */
  private roomFor(item: number, but = NOWHERE): number {
    const open = this.openTo(item);
    for (let at = 0; at < open.length; at += 1) {
      const node = open[at] ?? NOWHERE;
      if (this.items.fits(item, node) && node !== but) return node;
    }
    return NOWHERE;
  }

  /** On the cheapest node with room for it. */
  private direct(item: number): boolean {
    const node = this.roomFor(item);
    if (node === NOWHERE) return false;
    this.items.put(item, node);
    return true;
  }

  /** The last of a chain: one that finds room elsewhere makes way; where it stands there is none beside the item. */
  private pushed(item: number, from: number): boolean {
    const { items } = this;
    const open = this.openTo(item);
    for (let place = 0; place < open.length; place += 1) {
      const node = open[place] ?? NOWHERE;
      if (node === from) continue;
      const here = items.on[node] ?? [];
      for (let at = here.length - 1; at >= 0; at -= 1) {
        if (this.chainLooks <= 0) return false;
        this.chainLooks -= 1;
        const other = here[at] ?? NOWHERE;
        if (!items.fitsFor(item, node, other)) continue;
        const there = this.roomFor(other, node);
        if (there === NOWHERE) items.toEnd(here, at);
        else {
          items.take(other);
          items.put(item, node);
          items.put(other, there);
          return true;
        }
      }
    }
    return false;
  }

  /** Places it, others pushed on in a chain of at most so many; false: nothing has changed. */
  private chain(item: number, depth: number, from: number): boolean {
    if (this.direct(item)) return true;
    if (depth === 1) return this.pushed(item, from);
    const { items } = this;
    const open = this.openTo(item);
    for (let place = 0; place < open.length; place += 1) {
      const node = open[place] ?? NOWHERE;
      if (node === from) continue;
      const here = items.on[node] ?? [];
      // From the last: one that comes back stands behind those that are still to be looked at.
      for (let at = here.length - 1; at >= 0; at -= 1) {
        if (this.chainLooks <= 0) return false;
        this.chainLooks -= 1;
        const other = here[at] ?? NOWHERE;
        if (!items.fitsFor(item, node, other)) continue;
        items.take(other);
        items.put(item, node);
        if (this.chain(other, depth - 1, node)) return true;
        items.take(item);
        items.put(other, node);
      }
    }
    return false;
  }

  private place(item: number): boolean {
    this.chainLooks = CHAIN_LOOKS;
    return this.chain(item, CHAIN, NOWHERE);
  }

  /**
   * In the place of one that counts less, or as much and takes more: what is out then, if it finds no other place;
   * undefined: nothing has changed.
   */
  private replace(item: number): readonly number[] | undefined {
    const { items } = this;
    const own = items.classOf[item] ?? 0;
    for (const node of this.openTo(item))
      for (const other of items.on[node] ?? []) {
        const gain = items.penaltyOf(item) - items.penaltyOf(other);
        const less = this.worthOf(items.classOf[other] ?? 0, node) - this.worthOf(own, node);
        if (gain < 0 || (gain === 0 && less <= TINY) || !items.fitsFor(item, node, other)) continue;
        items.take(other);
        items.put(item, node);
        return this.place(other) ? [] : [other];
      }
    return undefined;
  }

  private out(): number[] {
    const left: number[] = [];
    const { at } = this.items;
    for (let item = 0; item < at.length; item += 1) if (at[item] === NOWHERE) left.push(item);
    return this.inOrder(left);
  }

  private inOrder(items: readonly number[]): number[] {
    return [...items].sort((one, other) => (this.merit[other] ?? 0) - (this.merit[one] ?? 0) || one - other);
  }

  /** Until none of these, nor what makes way for them, finds a place. */
  private settle(candidates: readonly number[]): void {
    let waiting = candidates;
    while (waiting.length > 0) {
      const left = waiting.filter((item) => !this.place(item));
      const next: number[] = [];
      let isMoved = false;
      for (const item of left) {
        const out = this.replace(item);
        if (out === undefined) next.push(item);
        else {
          isMoved = true;
          next.push(...out);
        }
      }
      waiting = isMoved ? this.inOrder(next) : [];
    }
  }

  private near(node: number): number[] {
    const { items } = this;
    const found = new Set<number>([node]);
    for (const item of items.on[node] ?? []) for (const other of this.openTo(item)) found.add(other);
    return [...found];
  }

  /** Takes the items of some nodes off and places them again with what is out. */
  private shake(): void {
    const { items, random } = this;
    const out = this.out();
    const [start] = out.length === 0 ? [] : this.openTo(out[random(out.length)] ?? 0);
    const around = this.near(start ?? random(items.on.length));
    const touched = new Set<number>();
    for (let emptied = 0; emptied < EMPTIED; emptied += 1) {
      const node = around[random(around.length)] ?? 0;
      touched.add(node);
      for (const item of [...(items.on[node] ?? [])]) if (random(2) === 0) items.take(item);
    }
    const waiting = this.out().filter((item) => this.openTo(item).some((node) => touched.has(node)));
    for (let one = waiting.length - 1; one > 0; one -= 1) {
      const other = Math.max(0, one - random(8));
      [waiting[one], waiting[other]] = [waiting[other] ?? 0, waiting[one] ?? 0];
    }
    this.settle(waiting);
  }

  run({ least, looks }: OwnedGoal): OwnedPacking {
    const { items } = this;
    this.settle(this.out());
    let best = { at: items.at.slice(), penalties: items.penalties };
    let idle = 0;
    while (idle < IDLE_ROUNDS && items.looks < Math.min(looks, MOST_LOOKS) && best.penalties > least) {
      this.shake();
      const { penalties } = items;
      idle = penalties < best.penalties ? 0 : idle + 1;
      if (penalties <= best.penalties) best = { at: items.at.slice(), penalties };
      else items.restore(best.at);
    }
    return { classOf: items.classOf, typeOf: items.typeOf, ...best, looks: items.looks };
  }
}

export function ownedSearch(problem: OwnedProblem, prices: OwnedPrices, goal: OwnedGoal): OwnedPacking {
  return new Search(problem, prices).run(goal);
}
