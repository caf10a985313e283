/**
 * Which workloads to bind to so many nodes of a type: a 0-1 knapsack in several resources, in which a workload takes what
 * its cap does on one node. Filled by worth for its size, at several mixes of the resources, and bettered by exchanges;
 * the masters need many good fillings, not the best one.
 */
import type { Home, HomeSpace } from "./home-space.js";

/** Weights of CPU against memory, by which an item's size is told; other resources weigh as much as either. */
const MIXES = [0.02, 0.3, 0.55, 0.8, 0.98] as const;
/** What other resources weigh. */
const OTHERS = 0.3;
/** Fillings worth less than this of what is asked for are not bettered. */
const PROMISING = 0.9;
const MOST_EXCHANGES = 40;
/** Parts are sums of quotients: what is above a whole node by less is the rounding of doubles. */
const WHOLE = 1 + 1e-12;

export interface FillingInput {
  readonly space: HomeSpace;
  readonly type: number;
  /** Index of the count of nodes. */
  readonly place: number;
  /** By item; those of no value are left out. */
  readonly values: Float64Array;
  readonly open: readonly number[];
  /** Fillings worth less are not told. */
  readonly leastValue: number;
}

export interface Filling {
  readonly home: Home | undefined;
  readonly value: number;
  /** Looks at items. */
  readonly workUnits: number;
}

function weightOf(name: string, mix: number): number {
  if (name === "cpuMilli") return mix;
  return name === "memoryMiB" ? 1 - mix : OTHERS;
}

class Knapsack {
  private readonly used: Float64Array;
  private readonly holds: Uint8Array;
  value = 0;
  looks = 0;

  constructor(
    private readonly parts: Float64Array,
    private readonly values: Float64Array,
    private readonly width: number,
  ) {
    this.used = new Float64Array(width);
    this.holds = new Uint8Array(values.length);
  }

  private fits(item: number, without = -1): boolean {
    const { parts, used, width } = this;
    for (let at = 0; at < width; at += 1) {
      const freed = without < 0 ? 0 : (parts[without * width + at] ?? 0);
      if ((used[at] ?? 0) - freed + (parts[item * width + at] ?? 0) > WHOLE) return false;
    }
    return true;
  }

  private move(item: number, sign: 1 | -1): void {
    const { parts, used, width } = this;
    for (let at = 0; at < width; at += 1) used[at] = (used[at] ?? 0) + sign * (parts[item * width + at] ?? 0);
    this.value += sign * (this.values[item] ?? 0);
    this.holds[item] = sign === 1 ? 1 : 0;
  }

  fill(items: readonly number[]): void {
    for (const item of items) if (this.fits(item)) this.move(item, 1);
    this.looks += items.length;
  }

  held(items: readonly number[]): number[] {
    return items.filter((item) => this.holds[item] === 1);
  }

  /** One more, or another in the place of one, whatever gains most; false where nothing does. */
  exchange(items: readonly number[]): boolean {
    const held = this.held(items);
    let [gain, into, out] = [1e-9, -1, -1];
    for (const item of items) {
      const value = this.values[item] ?? 0;
      if (value <= gain || this.holds[item] === 1) continue;
      this.looks += 1 + held.length;
      if (this.fits(item)) [gain, into, out] = [value, item, -1];
      else
        for (const other of held) {
          const more = value - (this.values[other] ?? 0);
          if (more > gain && this.fits(item, other)) [gain, into, out] = [more, item, other];
        }
    }
    if (into < 0) return false;
    if (out >= 0) this.move(out, -1);
    this.move(into, 1);
    return true;
  }
}

/** Items in order of worth for their size, where a resource weighs what it is told to. */
function ranked(
  candidates: readonly number[],
  parts: Float64Array,
  values: Float64Array,
  weights: readonly number[],
): number[] {
  const density = new Float64Array(values.length);
  for (const item of candidates) {
    let size = 1e-9;
    for (const [at, weight] of weights.entries()) size += weight * (parts[item * weights.length + at] ?? 0);
    density[item] = (values[item] ?? 0) / size;
  }
  return [...candidates].sort((left, right) => (density[right] ?? 0) - (density[left] ?? 0) || left - right);
}

/** The best filling found. */
export function fillHome({ space, type, place, values, open, leastValue }: FillingInput): Filling {
  const width = space.resources.length;
  const parts = space.partsOf(type, place);
  const candidates = open.filter((item) => (values[item] ?? 0) > 0 && (parts[item * width] ?? -1) >= 0);
  const none = { home: undefined, value: 0 };
  let workUnits = open.length;
  const all = candidates.reduce((sum, item) => sum + (values[item] ?? 0), 0);
  if (all < leastValue) return { ...none, workUnits };
  let best: Knapsack | undefined;
  for (const mix of MIXES) {
    const weights = space.resources.map((name) => weightOf(name, mix));
    const sack = new Knapsack(parts, values, width);
    sack.fill(ranked(candidates, parts, values, weights));
    workUnits += sack.looks;
    if (best === undefined || sack.value > best.value) best = sack;
  }
  if (best === undefined || best.value < PROMISING * leastValue) return { ...none, workUnits };
  const before = best.looks;
  for (let turn = 0; turn < MOST_EXCHANGES && best.exchange(candidates); turn += 1);
  workUnits += best.looks - before;
  if (best.value < leastValue) return { ...none, workUnits };
  const nodes = space.counts[place] ?? 0;
  const home = { type, nodes, members: best.held(candidates), microPerHour: nodes * space.priceOf(type) };
  return { home, value: best.value, workUnits };
}
