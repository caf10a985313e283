/**
 * Branch and bound over whole fillings (A. H. Land and A. G. Doig, 1960): best bound first, diving into the
 * nearer side of each branching. Before it starts, limits are tightened by reduced values: an item whose
 * presence (or absence) costs more than the gap to the best filling cannot be in (or missing from) a better one.
 *
 * What it returns as upper limit is safe where it is cut short: the largest limit of any node still open.
 */
import { BoundedSimplex } from "./bounded-simplex.js";
import type { GreedyFill } from "./greedy-fill.js";
import { emptyBox, ENTRIES_A_UNIT } from "./item-box.js";
import type { KnapsackEffort, WholeBox } from "./item-box.js";

const WHOLE = 1e-6;

interface OpenNode {
  /** Limit of the node that it was split from. */
  z: number;
  readonly low: Float64Array;
  readonly up: Float64Array;
}

export interface SearchInput {
  readonly box: WholeBox;
  /** The root, solved. */
  readonly simplex: BoundedSimplex;
  /** The best filling so far, and where a better one goes. */
  readonly best: Float64Array;
  readonly worth: number;
  readonly upper: number;
  readonly effort: KnapsackEffort;
}

export class KnapsackBranching {
  private readonly simplex: BoundedSimplex;
  private readonly trial: Float64Array;
  private readonly wish: Uint8Array;
  private readonly place: Int32Array;
  private readonly inner: WholeBox;
  /** Nodes whose arrays may be used again. */
  private readonly spare: OpenNode[] = [];
  private value = NaN;
  private nodes = 0;

  constructor(
    mostItems: number,
    mostRows: number,
    private readonly greedy: GreedyFill,
  ) {
    this.simplex = new BoundedSimplex(mostItems, mostRows);
    this.trial = new Float64Array(mostItems);
    this.wish = new Uint8Array(mostItems);
    this.place = new Int32Array(mostItems);
    this.inner = emptyBox(mostItems, mostRows);
  }

  /** Limits that every filling worth more than `enough` keeps; items that may still vary go to `inner`. */
  private tighten({ box, simplex, upper }: SearchInput, enough: number): void {
    const { inner, place } = this;
    const slack = Math.max(0, upper - enough);
    let count = 0;
    for (let item = 0; item < box.count; item += 1) {
      const most = box.up[item] ?? 0;
      const gain = simplex.reduced[item] ?? 0;
      const low = gain > 0 ? Math.max(0, most - Math.floor(slack / gain + WHOLE)) : 0;
      const up = gain < 0 ? Math.min(most, Math.floor(slack / -gain + WHOLE)) : most;
      if (up <= 0) continue;
      place[count] = item;
      inner.low[count] = low;
      inner.up[count] = up;
      inner.value[count] = box.value[item] ?? 0;
      this.wish[count] = (simplex.x[item] ?? 0) >= up && up > 0 ? 1 : 0;
      count += 1;
    }
    inner.count = count;
    inner.rows = box.rows;
    inner.boxes = box.boxes;
    inner.kinds = box.kinds;
    if (box.boxes !== undefined)
      for (let at = 0; at < count; at += 1) inner.kind[at] = box.kind[place[at] ?? 0] ?? -1;
    for (let row = 0; row < box.rows; row += 1) {
      inner.capacity[row] = box.capacity[row] ?? 0;
      for (let at = 0; at < count; at += 1) {
        const from = row * box.count + (place[at] ?? 0);
        inner.size[row * count + at] = box.size[from] ?? 0;
        inner.share[row * count + at] = box.share[from] ?? 0;
      }
    }
  }

  /** A whole filling near the node's solution. */
  private round({ best }: SearchInput, boxCount: number): void {
    const { inner, trial, simplex, place } = this;
    for (let at = 0; at < inner.count; at += 1) trial[at] = Math.floor((simplex.x[at] ?? 0) + WHOLE);
    const worth = this.greedy.fillUp(inner, trial);
    if (worth <= this.value) return;
    this.value = worth;
    best.fill(0, 0, boxCount);
    for (let at = 0; at < inner.count; at += 1) best[place[at] ?? 0] = trial[at] ?? 0;
  }

  /** The fractional item that matters most; -1: the solution is whole. */
  private branchItem(): number {
    const { simplex, inner } = this;
    let item = -1;
    let most = 0;
    for (let place = 0; place < inner.rows; place += 1) {
      const column = simplex.basis[place] ?? 0;
      if (column >= inner.count) continue;
      const x = simplex.x[column] ?? 0;
      const part = x - Math.floor(x);
      const near = Math.min(part, 1 - part);
      if (near <= WHOLE) continue;
      const weight = near * (inner.value[column] ?? 0);
      if (weight > most) {
        most = weight;
        item = column;
      }
    }
    return item;
  }

  private enter(node: OpenNode): void {
    const { low, up, count } = this.inner;
    for (let item = 0; item < count; item += 1) {
      low[item] = node.low[item] ?? 0;
      up[item] = node.up[item] ?? 0;
    }
    this.spare.push(node);
  }

  private leave(z: number): OpenNode {
    const { low, up, count } = this.inner;
    const node = this.spare.pop() ?? {
      z,
      low: new Float64Array(low.length),
      up: new Float64Array(low.length),
    };
    node.z = z;
    for (let item = 0; item < count; item += 1) {
      node.low[item] = low[item] ?? 0;
      node.up[item] = up[item] ?? 0;
    }
    return node;
  }

  /** Splits the node at the item: stays on the nearer side, gives the other. */
  private split(item: number, z: number): OpenNode {
    const { inner, simplex } = this;
    const x = simplex.x[item] ?? 0;
    const floor = Math.floor(x);
    const [low, up] = [inner.low[item] ?? 0, inner.up[item] ?? 0];
    const upward = x - floor > 0.5;
    if (upward) inner.up[item] = floor;
    else inner.low[item] = floor + 1;
    const other = this.leave(z);
    inner.low[item] = upward ? floor + 1 : low;
    inner.up[item] = upward ? up : floor;
    return other;
  }

  search(input: SearchInput): { readonly value: number; readonly upper: number; readonly units: number } {
    const { box, effort, worth } = input;
    const { simplex, inner, wish } = this;
    this.value = worth;
    this.nodes = 0;
    const enough = (): number => Math.max(this.value * (1 + effort.tolerance), effort.cutoff);
    const claimed = enough();
    this.tighten(input, claimed);
    this.greedy.order(inner, this.innerReduced(input));
    simplex.prepare(inner);
    const open: OpenNode[] = [];
    let left = 0;
    let current = true;
    let parent = input.upper;
    while (current || open.length > 0) {
      if (!current) {
        let top = 0;
        for (let at = 1; at < open.length; at += 1) if ((open[at]?.z ?? 0) > (open[top]?.z ?? 0)) top = at;
        const last = open.pop();
        const next = top < open.length ? open[top] : last;
        if (next === undefined) break;
        if (top < open.length && last !== undefined) open[top] = last;
        if (next.z <= enough()) break;
        this.enter(next);
        parent = next.z;
      }
      if (this.nodes >= effort.nodes) {
        left = Math.max(left, parent);
        for (const { z } of open) left = Math.max(left, z);
        this.spare.push(...open);
        break;
      }
      this.nodes += 1;
      current = false;
      if (!simplex.solve(inner, wish)) continue;
      const z = Math.min(parent, simplex.bound(inner));
      if (z <= enough()) continue;
      this.round(input, box.count);
      if (z <= enough()) continue;
      const item = this.branchItem();
      if (item === -1) {
        // Whole, or the simplex gave up: nothing to branch on, so its limit stands.
        left = Math.max(left, z);
        continue;
      }
      open.push(this.split(item, z));
      parent = z;
      current = true;
    }
    return {
      value: this.value,
      upper: Math.max(claimed, enough(), left),
      units: this.nodes * Math.ceil((inner.count * inner.rows) / ENTRIES_A_UNIT),
    };
  }

  private innerReduced({ simplex }: SearchInput): Float64Array {
    const { trial, inner, place } = this;
    for (let at = 0; at < inner.count; at += 1) trial[at] = simplex.reduced[place[at] ?? 0] ?? 0;
    return trial;
  }
}
