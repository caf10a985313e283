/**
 * One node fewer by chains of ejections, as routes are saved in vehicle routing (Y. Nagata, O. Braysy, "A powerful
 * route minimization heuristic", Operations Research Letters 37, 2009): the items of one node wait; each goes where
 * there is room, or onto a node from which one or two items then wait instead, those that were hard to place so far
 * least of all. Between, items move and change places at random. The generator is seeded, so that the answer is the
 * same everywhere.
 */
import { randomFrom } from "../units/random.js";
import type { Random } from "../units/random.js";
import type { Bin, BinItems } from "./bin-items.js";

/** Tries to move or exchange items after each ejection. */
const MOVES = 12;

interface Ejection {
  readonly bin: number;
  readonly items: readonly number[];
}

export class BinEmptying {
  private readonly random: Random;
  /** What is free, `room[b * rows + r]`. */
  private room: Float64Array;
  private bins: number[][];
  /** How often no node had room for an item, and 1. */
  private readonly hard: Float64Array;
  /** Items that were held against a node. */
  looks = 0;

  constructor(
    private readonly items: BinItems,
    start: readonly Bin[],
  ) {
    this.random = randomFrom(items.count * 7919 + items.rows);
    this.hard = new Float64Array(items.count).fill(1);
    this.bins = start.map((bin) => [...bin]);
    this.room = new Float64Array(0);
    this.measure();
  }

  private measure(): void {
    const { rows, capacity, size } = this.items;
    this.room = new Float64Array(this.bins.length * rows);
    for (const [at, bin] of this.bins.entries())
      for (let row = 0; row < rows; row += 1)
        this.room[at * rows + row] =
          (capacity[row] ?? 0) - bin.reduce((sum, item) => sum + (size[item * rows + row] ?? 0), 0);
  }

  /** The packing with a node fewer; undefined where none was found within so many looks. */
  run(looks: number): Bin[] | undefined {
    const before = this.bins.map((bin) => [...bin]);
    const most = this.looks + looks;
    const waiting = this.dissolve();
    while (waiting.length > 0 && this.looks < most) {
      const item = waiting.pop() ?? 0;
      const free = this.binFor(item);
      if (free >= 0) {
        this.put(item, free);
        continue;
      }
      this.hard[item] = (this.hard[item] ?? 0) + 1;
      const ejection = this.ejection(item);
      if (ejection === undefined) {
        waiting.unshift(item);
        this.shake();
        continue;
      }
      for (const out of ejection.items) {
        this.take(out, ejection.bin);
        waiting.push(out);
      }
      this.put(item, ejection.bin);
      this.shake();
    }
    if (waiting.length === 0) return this.bins.map((bin) => [...bin]);
    this.bins = before;
    this.measure();
    return undefined;
  }

  /** Takes away the node that holds least; its items, the largest last. */
  private dissolve(): number[] {
    const { weight } = this.items;
    const held = this.bins.map((bin) => bin.reduce((sum, item) => sum + (weight[item] ?? 0), 0));
    let least = 0;
    for (const [at, sum] of held.entries()) if (sum < (held[least] ?? 0)) least = at;
    const [gone = []] = this.bins.splice(least, 1);
    this.measure();
    return gone.sort((one, other) => (weight[one] ?? 0) - (weight[other] ?? 0) || one - other);
  }

  private put(item: number, bin: number): void {
    this.change(item, bin, -1);
    this.bins[bin]?.push(item);
  }

  private take(item: number, bin: number): void {
    this.change(item, bin, 1);
    const own = this.bins[bin] ?? [];
    own.splice(own.indexOf(item), 1);
  }

  private change(item: number, bin: number, sign: 1 | -1): void {
    const { rows, size } = this.items;
    for (let row = 0; row < rows; row += 1)
      this.room[bin * rows + row] =
        (this.room[bin * rows + row] ?? 0) + sign * (size[item * rows + row] ?? 0);
  }

  /** Whether the item fits once others are gone from the node. */
  private fits(item: number, bin: number, one = -1, other = -1): boolean {
    const { rows, size } = this.items;
    this.looks += 1;
    for (let row = 0; row < rows; row += 1) {
      let free = this.room[bin * rows + row] ?? 0;
      if (one >= 0) free += size[one * rows + row] ?? 0;
      if (other >= 0) free += size[other * rows + row] ?? 0;
      if ((size[item * rows + row] ?? 0) > free) return false;
    }
    return true;
  }

  /** The node with room for the item that has least free; -1: none. */
  private binFor(item: number): number {
    const { rows, capacity } = this.items;
    let [chosen, least] = [-1, Infinity];
    for (let bin = 0; bin < this.bins.length; bin += 1) {
      if (!this.fits(item, bin)) continue;
      let free = 0;
      for (let row = 0; row < rows; row += 1)
        free += (this.room[bin * rows + row] ?? 0) / (capacity[row] ?? 1);
      if (free >= least) continue;
      least = free;
      chosen = bin;
    }
    return chosen;
  }

  /** One or two items of a node in the place of which the item fits, easy to place elsewhere and small. */
  private ejection(item: number): Ejection | undefined {
    const { weight } = this.items;
    const { hard } = this;
    let [bestHard, bestWeight] = [Infinity, Infinity];
    let best: Ejection | undefined;
    const offer = (bin: number, items: readonly number[], howHard: number, size: number): void => {
      if (howHard > bestHard || (howHard === bestHard && size >= bestWeight)) return;
      [bestHard, bestWeight] = [howHard, size];
      best = { bin, items };
    };
    for (const [bin, own] of this.bins.entries())
      for (const [at, one] of own.entries()) {
        const [oneHard, oneWeight] = [hard[one] ?? 0, weight[one] ?? 0];
        if (oneHard > bestHard) continue;
        if (this.fits(item, bin, one)) {
          offer(bin, [one], oneHard, oneWeight);
          continue;
        }
        for (let next = at + 1; next < own.length; next += 1) {
          const other = own[next] ?? 0;
          const both = oneHard + (hard[other] ?? 0);
          if (both > bestHard || !this.fits(item, bin, one, other)) continue;
          offer(bin, [one, other], both, oneWeight + (weight[other] ?? 0));
        }
      }
    return best;
  }

  /** Moves and exchanges at random, as far as nodes hold them. */
  private shake(): void {
    const { random, bins } = this;
    for (let move = 0; move < MOVES; move += 1) {
      const [from, to] = [random(bins.length), random(bins.length)];
      const [own, others] = [bins[from] ?? [], bins[to] ?? []];
      if (from === to || own.length === 0) continue;
      const one = own[random(own.length)] ?? 0;
      if (this.fits(one, to)) {
        this.take(one, from);
        this.put(one, to);
        continue;
      }
      if (others.length === 0) continue;
      const other = others[random(others.length)] ?? 0;
      if (!this.fits(one, to, other) || !this.fits(other, from, one)) continue;
      this.take(one, from);
      this.take(other, to);
      this.put(one, to);
      this.put(other, from);
    }
  }
}
