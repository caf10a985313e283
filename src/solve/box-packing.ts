/**
 * Which items the boxes of one node hold: vector bin packing of a few kinds of shares into equal boxes, where an
 * item may take its share of several different boxes. NP-hard in general and small here: nodes have few boxes, and
 * few kinds stand on one.
 *
 * Fit decreasing into the fullest box first, then all other ways (D. S. Johnson, "Near-optimal bin packing
 * algorithms", 1973; R. E. Korf, "A new algorithm for optimal bin packing", 2002, for boxes that are filled alike
 * being one choice). Remainders that failed are remembered, and so is every answer.
 */
import type { BoxNeed, Boxes } from "./problem.js";

/** Whether items fit; "unknown" where the search was cut short. */
export type BoxAnswer = "fits" | "doesNotFit" | "unknown";

/** Placements tried for one answer. */
const MOST_PLACEMENTS = 1000;

/** What one item of a kind takes of each of its boxes. */
interface Kind {
  readonly index: number;
  readonly count: number;
  readonly share: readonly number[];
}

function sizeOf({ count, share }: Kind, { capacity }: Boxes): number {
  return count * share.reduce((sum, amount, row) => sum + amount / Math.max(1, capacity[row] ?? 0), 0);
}

/** Attempts to place items in the boxes of one node, the largest kinds first. */
class Placing {
  /** [box * rows + row] */
  private readonly space: Float64Array;
  /** [box * kinds + kind] items. */
  readonly held: Int32Array;
  private readonly full: Float64Array;
  /** Boxes, those with the least space first; and the sum of each one's space. */
  private readonly order: Int32Array;
  private readonly sum: Float64Array;
  private readonly rows: number;
  private readonly left: number[];
  private readonly failed = new Set<string>();
  placements = 0;

  constructor(
    private readonly boxes: Boxes,
    private readonly kinds: readonly Kind[],
  ) {
    const { count, capacity } = boxes;
    this.rows = capacity.length;
    this.full = Float64Array.from(
      { length: count * this.rows },
      (_none, at) => capacity[at % this.rows] ?? 0,
    );
    this.space = this.full.slice();
    this.held = new Int32Array(count * kinds.length);
    this.order = new Int32Array(count);
    this.sum = new Float64Array(count);
    this.left = kinds.map(() => 0);
  }

  private begin(counts: readonly number[]): void {
    this.space.set(this.full);
    this.held.fill(0);
    const each = this.boxes.capacity.reduce((sum, amount) => sum + amount, 0);
    this.sum.fill(each);
    for (let kind = 0; kind < this.left.length; kind += 1) this.left[kind] = counts[kind] ?? 0;
  }

  private sort(): void {
    const { order, sum } = this;
    for (let box = 0; box < order.length; box += 1) {
      let at = box;
      for (; at > 0 && (sum[order[at - 1] ?? 0] ?? 0) > (sum[box] ?? 0); at -= 1)
        order[at] = order[at - 1] ?? 0;
      order[at] = box;
    }
  }

  private fits({ share }: Kind, box: number): boolean {
    const { rows, space } = this;
    for (let row = 0; row < rows; row += 1)
      if ((share[row] ?? 0) > (space[box * rows + row] ?? 0)) return false;
    return true;
  }

  private take({ index, share }: Kind, box: number, times: 1 | -1): void {
    const { rows, space, held, sum, kinds } = this;
    for (let row = 0; row < rows; row += 1) {
      const amount = times * (share[row] ?? 0);
      space[box * rows + row] = (space[box * rows + row] ?? 0) - amount;
      sum[box] = (sum[box] ?? 0) - amount;
    }
    held[box * kinds.length + index] = (held[box * kinds.length + index] ?? 0) + times;
  }

  /** Every item into the fullest boxes that have room for it, and never back. */
  greedily(counts: readonly number[]): boolean {
    this.begin(counts);
    for (const kind of this.kinds)
      for (let items = counts[kind.index] ?? 0; items > 0; items -= 1) {
        this.sort();
        let wanted = kind.count;
        for (let at = 0; at < this.order.length && wanted > 0; at += 1) {
          const box = this.order[at] ?? 0;
          this.placements += 1;
          if (!this.fits(kind, box)) continue;
          this.take(kind, box, 1);
          wanted -= 1;
        }
        if (wanted > 0) return false;
      }
    return true;
  }

  /** All ways, as far as the placements go. */
  anyhow(counts: readonly number[]): BoxAnswer {
    this.begin(counts);
    this.failed.clear();
    const most = this.placements + MOST_PLACEMENTS;
    if (this.run(most)) return "fits";
    return this.placements > most ? "unknown" : "doesNotFit";
  }

  private spaceIn(box: number): string {
    return this.space.subarray(box * this.rows, (box + 1) * this.rows).join(",");
  }

  /** The rest of the boxes that an item needs, out of those from a place of the order on; then all other items. */
  private place(kind: Kind, wanted: number, order: Int32Array, most: number): boolean {
    if (wanted === 0) return this.run(most);
    const tried = new Set<string>();
    for (let at = 0; at + wanted <= order.length; at += 1) {
      const box = order[at] ?? 0;
      if (!this.fits(kind, box)) continue;
      // Boxes with the same space are one choice.
      const space = this.spaceIn(box);
      if (tried.has(space)) continue;
      tried.add(space);
      this.placements += 1;
      if (this.placements > most) return false;
      this.take(kind, box, 1);
      if (this.place(kind, wanted - 1, order.subarray(at + 1), most)) return true;
      this.take(kind, box, -1);
    }
    return false;
  }

  private run(most: number): boolean {
    const kind = this.kinds.find(({ index }) => (this.left[index] ?? 0) > 0);
    if (kind === undefined) return true;
    const spaces = Array.from(this.order, (_none, box) => this.spaceIn(box)).sort();
    const state = `${this.left.join(",")}|${spaces.join(" ")}`;
    if (this.failed.has(state)) return false;
    this.left[kind.index] = (this.left[kind.index] ?? 0) - 1;
    this.sort();
    if (this.place(kind, kind.count, this.order.slice(), most)) return true;
    this.left[kind.index] = (this.left[kind.index] ?? 0) + 1;
    this.failed.add(state);
    return false;
  }
}

/** Packs items of some kinds of needs into the boxes of one type of node. Every `counts` is items by kind. */
export class BoxPacking {
  /** Whether an answer was "unknown": then what did not fit may not be all that does not. */
  isUnsure = false;
  private readonly kinds: readonly Kind[];
  private readonly placing: Placing;
  private readonly answers = new Map<string, BoxAnswer>();

  constructor(
    private readonly boxes: Boxes,
    needs: readonly BoxNeed[],
  ) {
    this.kinds = needs
      .map(({ count, share = boxes.capacity }, index) => ({ index, count, share }))
      .sort((one, other) => sizeOf(other, boxes) - sizeOf(one, boxes) || one.index - other.index);
    this.placing = new Placing(boxes, this.kinds);
  }

  /** Sums over all boxes that are too small, and items that no set of boxes holds. */
  private isTooMuch(counts: readonly number[]): boolean {
    const { count, capacity } = this.boxes;
    const held = this.kinds.filter(({ index }) => (counts[index] ?? 0) > 0);
    return (
      held.some((kind) => kind.count > count || kind.share.some((one, row) => one > (capacity[row] ?? 0))) ||
      capacity.some(
        (amount, row) =>
          held.reduce(
            (sum, kind) => sum + (counts[kind.index] ?? 0) * kind.count * (kind.share[row] ?? 0),
            0,
          ) >
          count * amount,
      )
    );
  }

  /** More shares above half a box than there are boxes, in one amount. */
  private isTooLarge(counts: readonly number[]): boolean {
    const { count, capacity } = this.boxes;
    return capacity.some(
      (amount, row) =>
        this.kinds.reduce(
          (sum, kind) =>
            2 * (kind.share[row] ?? 0) > amount ? sum + kind.count * (counts[kind.index] ?? 0) : sum,
          0,
        ) > count,
    );
  }

  private search(counts: readonly number[]): BoxAnswer {
    if (this.isTooMuch(counts) || this.isTooLarge(counts)) return "doesNotFit";
    return this.placing.greedily(counts) ? "fits" : this.placing.anyhow(counts);
  }

  /** Placements tried so far. */
  get work(): number {
    return this.placing.placements;
  }

  fit(counts: readonly number[]): BoxAnswer {
    const key = counts.join(",");
    const known = this.answers.get(key);
    if (known !== undefined) return known;
    const answer = this.search(counts);
    if (answer === "unknown") this.isUnsure = true;
    this.answers.set(key, answer);
    return answer;
  }

  /** How many items of one kind may be added to what fits, up to `most`. */
  room(counts: readonly number[], kind: number, most: number): number {
    const more = [...counts];
    for (let added = 0; added < most; added += 1) {
      more[kind] = (more[kind] ?? 0) + 1;
      if (this.fit(more) !== "fits") return added;
    }
    return Math.max(0, most);
  }

  /** Per box: items of each kind with a part of it. Undefined where no way was found. */
  layout(counts: readonly number[]): readonly (readonly number[])[] | undefined {
    if (this.search(counts) !== "fits") return undefined;
    const { held } = this.placing;
    const kinds = this.kinds.length;
    return Array.from({ length: this.boxes.count }, (_none, box) => [
      ...held.subarray(box * kinds, (box + 1) * kinds),
    ]);
  }
}
