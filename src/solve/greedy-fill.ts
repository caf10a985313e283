/** Fills a node in the order of value / (lambda . size), from a rounded fractional filling or from nothing. */
import type { WholeBox } from "./item-box.js";

const BUCKETS = 128;
/** Items that give less than this share of what their space costs only spoil a filling. */
const LEAST_RATIO = 0.5;
const MOST_RATIO = 2;
/** Shares of the fractional filling that greedy fillings start from. */
const STARTS = [1, 0, 0.8];

export class GreedyFill {
  /** Items bucket by bucket; after the `ordered` ones those that only spoil a filling. */
  readonly sorted: Int32Array;
  private readonly bucket: Uint8Array;
  private readonly starts = new Int32Array(BUCKETS + 2);
  private readonly left: Float64Array;
  private readonly trial: Float64Array;
  private ordered = 0;

  constructor(mostItems: number, mostRows: number) {
    this.sorted = new Int32Array(mostItems);
    this.bucket = new Uint8Array(mostItems);
    this.left = new Float64Array(mostRows);
    this.trial = new Float64Array(mostItems);
  }

  /** Sorts the items into buckets of about 1 % by value / (lambda . size); inside of one by index. */
  order({ count, value }: WholeBox, reduced: Float64Array): void {
    const { sorted, bucket, starts } = this;
    starts.fill(0);
    for (let item = 0; item < count; item += 1) {
      const worth = value[item] ?? 0;
      const paid = worth - (reduced[item] ?? 0);
      const ratio = paid > 0 ? Math.min(MOST_RATIO, worth / paid) : MOST_RATIO;
      const place =
        ratio < LEAST_RATIO
          ? BUCKETS
          : Math.floor(((MOST_RATIO - ratio) / (MOST_RATIO - LEAST_RATIO)) * (BUCKETS - 1));
      bucket[item] = place;
      starts[place + 1] = (starts[place + 1] ?? 0) + 1;
    }
    for (let place = 0; place <= BUCKETS; place += 1)
      starts[place + 1] = (starts[place + 1] ?? 0) + (starts[place] ?? 0);
    this.ordered = starts[BUCKETS] ?? 0;
    for (let item = 0; item < count; item += 1) {
      const place = bucket[item] ?? BUCKETS;
      const at = starts[place] ?? 0;
      sorted[at] = item;
      starts[place] = at + 1;
    }
  }

  /** Lowers `chosen` to what the boxes hold, in the order of items; items of each kind. */
  private withinBoxes({ boxes, kinds, kind, count }: WholeBox, chosen: Float64Array): number[] {
    const counts = Array<number>(kinds).fill(0);
    const lower = (item: number): void => {
      const own = kind[item] ?? -1;
      if (own < 0 || boxes === undefined) return;
      const each = boxes.room(counts, own, chosen[item] ?? 0);
      chosen[item] = each;
      counts[own] = (counts[own] ?? 0) + each;
    };
    for (let at = 0; at < this.ordered; at += 1) lower(this.sorted[at] ?? 0);
    for (let item = 0; item < count; item += 1) if (this.bucket[item] === BUCKETS) lower(item);
    return counts;
  }

  /** Adds to `chosen` what still fits; the value of everything, -1 where `chosen` itself does not fit. */
  fillUp(box: WholeBox, chosen: Float64Array): number {
    const { rows, count, size, capacity, value, up, boxes } = box;
    const { left, sorted } = this;
    const counts = boxes === undefined ? undefined : this.withinBoxes(box, chosen);
    for (let row = 0; row < rows; row += 1) left[row] = capacity[row] ?? 0;
    let worth = 0;
    for (let item = 0; item < count; item += 1) {
      const each = chosen[item] ?? 0;
      if (each === 0) continue;
      worth += each * (value[item] ?? 0);
      for (let row = 0; row < rows; row += 1)
        left[row] = (left[row] ?? 0) - each * (size[row * count + item] ?? 0);
    }
    for (let row = 0; row < rows; row += 1) if ((left[row] ?? 0) < 0) return -1;
    for (let at = 0; at < this.ordered; at += 1) {
      const item = sorted[at] ?? 0;
      let most = (up[item] ?? 0) - (chosen[item] ?? 0);
      for (let row = 0; row < rows && most > 0; row += 1) {
        const one = size[row * count + item] ?? 0;
        if (one * most > (left[row] ?? 0)) most = Math.floor((left[row] ?? 0) / one);
      }
      const kind = counts === undefined ? -1 : (box.kind[item] ?? -1);
      if (counts !== undefined && boxes !== undefined && kind >= 0) {
        most = boxes.room(counts, kind, most);
        counts[kind] = (counts[kind] ?? 0) + most;
      }
      if (most <= 0) continue;
      chosen[item] = (chosen[item] ?? 0) + most;
      worth += most * (value[item] ?? 0);
      for (let row = 0; row < rows; row += 1)
        left[row] = (left[row] ?? 0) - most * (size[row * count + item] ?? 0);
    }
    return worth;
  }

  /** The best of some greedy fillings, in `best`. */
  startFrom(box: WholeBox, x: Float64Array, best: Float64Array): number {
    const { trial } = this;
    let most = -1;
    for (const share of STARTS) {
      for (let item = 0; item < box.count; item += 1)
        trial[item] = share === 0 ? 0 : Math.floor(share * (x[item] ?? 0) + 1e-9);
      const worth = this.fillUp(box, trial);
      if (worth > most) {
        most = worth;
        for (let item = 0; item < box.count; item += 1) best[item] = trial[item] ?? 0;
      }
    }
    return most;
  }
}
