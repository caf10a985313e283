/**
 * Items on nodes that exist, moved one by one. What is left out goes where there is room, or pushes others on, a few of
 * them in a chain; one of them may take the place of others that count less, or as much and take more. Then the items of
 * some nodes near each other are taken off and placed again in another order, and what is no worse is kept.
 */
import { randomFrom } from "../../../units/random.js";
import type { Random } from "../../../units/random.js";
import { ALIKE, Items, NOWHERE, TINY, UNLIKE } from "./owned-items.js";
import type { OwnedPrices } from "./owned-prices.js";
import type { OwnedProblem } from "./owned-problem.js";

/** Looks at a node that a chain may take. */
const CHAIN_LOOKS = 300;
/** Part of the largest penalty that a whole node counts where it has no price. */
const UNPRICED = 1e-4;
/** Times in a row that items are taken off and placed again without a gain. */
const IDLE_ROUNDS = 1_000;
/** Looks at an item and a node, altogether. */
const MOST_LOOKS = 5_000_000;
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

/** One that makes way. */
interface Push {
  readonly other: number;
  readonly node: number;
  /** Where it goes. */
  readonly there: number;
}

class Search {
  private readonly items: Items;
  private readonly random: Random = randomFrom(1);
  /** Item -> position of its size. */
  private readonly sizeOf: Int32Array;
  private readonly sizes: number;
  /** Node x sizes + size -> what the room that an item takes there is worth. */
  private readonly worth: Float64Array;
  /** Items by what they count above the cheapest room for them, the most first, and the place of each there. */
  private readonly byMerit: Int32Array;
  private readonly rank: Int32Array;
  /** Class -> nodes that may hold it, the cheapest first. */
  private readonly open: readonly (readonly number[])[];
  /** Node -> 1 where items were taken off. */
  private readonly touched: Uint8Array;
  private chainLooks = 0;
  /** Of where all items are. */
  private version = 1;
  /** Item -> version in which it is known to find no other place, nor to push one on that does. */
  private readonly stuck: Int32Array;
  /** Item -> version in which it is known to find none with two pushed on either. */
  private readonly deep: Int32Array;

  constructor(problem: OwnedProblem, prices: OwnedPrices) {
    this.items = new Items(problem);
    const { classes, rows, sizes, sizeOf, room } = problem;
    const most = classes.reduce((largest, { penalty }) => Math.max(largest, penalty), 1);
    this.sizes = sizes.length;
    const ofType = room.map((amounts, type) =>
      sizes.map((size) => {
        let [sum, part] = [0, 0];
        for (let row = 0; row < rows; row += 1) {
          const own = size[row] ?? 0;
          sum += own * (prices.price[type * rows + row] ?? 0);
          part += own / Math.max(amounts[row] ?? 1, TINY);
        }
        // Where prices are nothing, what takes more of the node counts more.
        return sum + UNPRICED * most * part;
      }),
    );
    this.worth = Float64Array.from([...this.items.typeOf].flatMap((type) => ofType[type] ?? []));
    const worthOf = (one: number, node: number): number =>
      this.worth[node * sizes.length + (sizeOf[one] ?? 0)] ?? 0;
    this.open = this.items.open.map((nodes, one) =>
      [...nodes].sort((left, right) => worthOf(one, left) - worthOf(one, right) || left - right),
    );
    const ofClass = classes.map(({ penalty }, one) => {
      const [cheapest] = this.open[one] ?? [];
      return cheapest === undefined ? 0 : penalty - worthOf(one, cheapest);
    });
    const { classOf } = this.items;
    const merit = Float64Array.from(classOf, (one) => ofClass[one] ?? 0);
    this.sizeOf = classOf.map((one) => sizeOf[one] ?? 0);
    this.touched = new Uint8Array(this.items.typeOf.length);
    this.stuck = new Int32Array(merit.length);
    this.deep = new Int32Array(merit.length);
    this.byMerit = Int32Array.from(merit.keys()).sort(
      (one, other) => (merit[other] ?? 0) - (merit[one] ?? 0) || one - other,
    );
    this.rank = new Int32Array(merit.length);
    for (const [rank, item] of this.byMerit.entries()) this.rank[item] = rank;
  }

  private openTo(item: number): readonly number[] {
    return this.open[this.items.classOf[item] ?? 0] ?? [];
  }

  /** The cheapest node with room for it, but for one; -1: none has. */
  private roomFor(item: number, but = NOWHERE): number {
    const { items } = this;
    const one = items.classOf[item] ?? 0;
    if (items.shut[one] === 1) return NOWHERE;
    const open = this.open[one] ?? [];
    let isShut = 1;
    for (let at = 0; at < open.length; at += 1) {
      const node = open[at] ?? NOWHERE;
      if (!items.fits(item, node)) continue;
      if (node !== but) return node;
      isShut = 0;
    }
    items.shut[one] = isShut;
    return NOWHERE;
  }

  /** On the cheapest node with room for it. */
  private direct(item: number): boolean {
    const node = this.roomFor(item);
    if (node === NOWHERE) return false;
    this.items.put(item, node);
    return true;
  }

  /** One that may be pushed off another node for the item, and finds room elsewhere; undefined: none was found. */
  private push(item: number, from: number): Push | undefined {
    const { items } = this;
    const open = this.openTo(item);
    for (let place = 0; place < open.length; place += 1) {
      const node = open[place] ?? NOWHERE;
      if (node === from) continue;
      const here = items.on[node] ?? [];
      for (let at = here.length - 1; at >= 0; at -= 1) {
        const other = here[at] ?? NOWHERE;
        if (items.isShut(other)) continue;
        if (this.chainLooks <= 0) return undefined;
        this.chainLooks -= 1;
        if (!items.fitsFor(item, node, other)) continue;
        const there = this.roomFor(other, node);
        if (there !== NOWHERE) return { other, node, there };
      }
    }
    return undefined;
  }

  /**
   * Places it elsewhere than it was: directly, or one is pushed on for it, or two; false: nothing has changed.
   * `likeness`: of what stands where it was. Who finds no way on is remembered while the room of all nodes stays what
   * it was, and asked no more while there is no more of it.
   */
  private placeOn(item: number, from: number, likeness: number): boolean {
    if (this.direct(item)) return true;
    const { items, stuck } = this;
    const open = this.openTo(item);
    for (let place = 0; place < open.length; place += 1) {
      const node = open[place] ?? NOWHERE;
      if (node === from) continue;
      const here = items.on[node] ?? [];
      for (let at = here.length - 1; at >= 0; at -= 1) {
        if (this.chainLooks <= 0) return false;
        this.chainLooks -= 1;
        const other = here[at] ?? NOWHERE;
        const isStuck = likeness > UNLIKE && stuck[other] === this.version;
        if (isStuck && items.likeness(item, other) > UNLIKE) continue;
        if (!items.fitsFor(item, node, other)) continue;
        items.swapRoom(other, item, node);
        const there = this.roomFor(other);
        const push = there === NOWHERE ? this.push(other, node) : undefined;
        items.swapRoom(item, other, node);
        if (there === NOWHERE && push === undefined) {
          const isAlike = likeness === ALIKE && items.likeness(item, other) === ALIKE;
          if (isAlike && this.chainLooks > 0) stuck[other] = this.version;
          continue;
        }
        items.exchange(other, item, node);
        if (push !== undefined) {
          items.exchange(push.other, other, push.node);
          items.put(push.other, push.there);
        } else items.put(other, there);
        return true;
      }
    }
    return false;
  }

  /** Places it, up to three others pushed on in a chain; false: none of them has moved. */
  private place(item: number): boolean {
    this.chainLooks = CHAIN_LOOKS;
    const isPlaced = this.placeFirst(item);
    if (isPlaced) this.version += 1;
    return isPlaced;
  }

  private placeFirst(item: number): boolean {
    if (this.direct(item)) return true;
    const { items, deep } = this;
    const open = this.openTo(item);
    for (let place = 0; place < open.length; place += 1) {
      const node = open[place] ?? NOWHERE;
      const here = items.on[node] ?? [];
      // From the last: one that comes back stands behind those that are still to be looked at.
      for (let at = here.length - 1; at >= 0; at -= 1) {
        if (this.chainLooks <= 0) return false;
        this.chainLooks -= 1;
        const other = here[at] ?? NOWHERE;
        if (deep[other] === this.version && items.likeness(item, other) > UNLIKE) continue;
        if (!items.fitsFor(item, node, other)) continue;
        const likeness = items.likeness(item, other);
        items.exchange(other, item, node);
        if (this.placeOn(other, node, likeness)) return true;
        items.exchange(item, other, node);
        if (likeness === ALIKE && this.chainLooks > 0) deep[other] = this.version;
      }
    }
    return false;
  }

  /**
   * In the place of one that counts less, or as much and takes more: what is out then, if it finds no other place;
   * undefined: nothing has changed.
   */
  private replace(item: number): readonly number[] | undefined {
    const { items, sizeOf, worth } = this;
    const penalty = items.penaltyOf(item);
    for (const node of this.openTo(item)) {
      const first = node * this.sizes;
      const own = worth[first + (sizeOf[item] ?? 0)] ?? 0;
      for (const other of items.on[node] ?? []) {
        const gain = penalty - items.penaltyOf(other);
        const less = (worth[first + (sizeOf[other] ?? 0)] ?? 0) - own;
        if (gain < 0 || (gain === 0 && less <= TINY) || !items.fitsFor(item, node, other)) continue;
        items.exchange(other, item, node);
        this.version += 1;
        return this.place(other) ? [] : [other];
      }
    }
    return undefined;
  }

  private out(): number[] {
    const left: number[] = [];
    const { at } = this.items;
    const { byMerit } = this;
    for (let rank = 0; rank < byMerit.length; rank += 1) {
      const item = byMerit[rank] ?? 0;
      if (at[item] === NOWHERE) left.push(item);
    }
    return left;
  }

  private inOrder(items: readonly number[]): number[] {
    // Numbers alone are sorted without a call for each two of them.
    const ranks = Int32Array.from(items, (item) => this.rank[item] ?? 0).sort();
    return Array.from(ranks, (rank) => this.byMerit[rank] ?? 0);
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

  /** Whether it may stand on a node that items were taken off. */
  private mayTouch(item: number): boolean {
    const { touched } = this;
    const open = this.openTo(item);
    for (let place = 0; place < open.length; place += 1) if (touched[open[place] ?? 0] === 1) return true;
    return false;
  }

  /** Takes the items of some nodes off and places them again with what is out. */
  private shake(): void {
    const { items, random } = this;
    const out = this.out();
    const [start] = out.length === 0 ? [] : this.openTo(out[random(out.length)] ?? 0);
    const around = this.near(start ?? random(items.on.length));
    const { touched } = this;
    touched.fill(0);
    for (let emptied = 0; emptied < EMPTIED; emptied += 1) {
      const node = around[random(around.length)] ?? 0;
      touched[node] = 1;
      for (const item of [...(items.on[node] ?? [])]) if (random(2) === 0) items.take(item);
    }
    this.version += 1;
    const waiting = this.out().filter((item) => this.mayTouch(item));
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
      else {
        items.restore(best.at);
        this.version += 1;
      }
    }
    return { classOf: items.classOf, typeOf: items.typeOf, ...best, looks: items.looks };
  }
}

export function ownedSearch(problem: OwnedProblem, prices: OwnedPrices, goal: OwnedGoal): OwnedPacking {
  return new Search(problem, prices).run(goal);
}
