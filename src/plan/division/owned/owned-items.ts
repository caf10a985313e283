/** Items on nodes that exist: where each one is, what room that leaves, and which classes are known to find none. */
import type { OwnedProblem } from "./owned-problem.js";

export const NOWHERE = -1;
/** A sum of parts may be off by so much. */
export const TINY = 1e-9;

/** What one leaves that stands in the place of another: more of something; less, and no more of anything; the same. */
export const UNLIKE = 0;
const LARGER = 1;
export const ALIKE = 2;

/** Rows by how much of what there is all items would take: who finds no room mostly finds too little of the first. */
function scarcestFirst({ classes, nodes, rows, room, sizes, sizeOf }: OwnedProblem): number[] {
  const wanted = new Float64Array(rows);
  const held = new Float64Array(rows);
  for (let row = 0; row < rows; row += 1) {
    for (const [one, { demand }] of classes.entries())
      wanted[row] = (wanted[row] ?? 0) + demand * (sizes[sizeOf[one] ?? 0]?.[row] ?? 0);
    for (const [type, { count }] of nodes.entries())
      held[row] = (held[row] ?? 0) + count * (room[type]?.[row] ?? 0);
  }
  const scarcity = wanted.map((amount, row) => amount / Math.max(held[row] ?? 0, TINY));
  return [...scarcity.keys()].sort(
    (one, other) => (scarcity[other] ?? 0) - (scarcity[one] ?? 0) || one - other,
  );
}

/** Where each item is. */
export class Items {
  readonly classOf: Int32Array;
  /** Item -> its node; -1: left out. */
  readonly at: Int32Array;
  /** Node -> its type's position. */
  readonly typeOf: Int32Array;
  readonly on: number[][];
  readonly left: Float64Array;
  /** Class -> nodes that may hold it. */
  readonly open: readonly (readonly number[])[];
  /** Class -> 1 where it is known that no node has room for one of it. */
  readonly shut: Uint8Array;
  /** Type of node -> classes that may stand there. */
  private readonly guests: readonly Int32Array[];
  looks = 0;
  /** Of what is left out. */
  penalties = 0;
  private readonly rows: number;
  /** Of each item. */
  private readonly penalty: Float64Array;
  /** Item -> place of its size in `sizes`: size x rows. */
  private readonly sizeAt: Int32Array;
  /** Size x rows + row, the scarcest row first. */
  private readonly sizes: Float64Array;

  constructor(problem: OwnedProblem) {
    const { classes, nodes, rows, room, sizes, sizeOf } = problem;
    const order = scarcestFirst(problem);
    const inOrder = (amounts: Float64Array): number[] => order.map((row) => amounts[row] ?? 0);
    this.rows = rows;
    this.penalties = classes.reduce((sum, { demand, penalty }) => sum + demand * penalty, 0);
    this.sizes = Float64Array.from(sizes.flatMap(inOrder));
    this.classOf = Int32Array.from(classes.flatMap(({ demand }, one) => new Array<number>(demand).fill(one)));
    this.sizeAt = this.classOf.map((one) => (sizeOf[one] ?? 0) * rows);
    this.penalty = Float64Array.from(this.classOf, (one) => classes[one]?.penalty ?? 0);
    this.at = new Int32Array(this.classOf.length).fill(NOWHERE);
    this.typeOf = Int32Array.from(nodes.flatMap(({ count }, type) => new Array<number>(count).fill(type)));
    this.on = Array.from(this.typeOf, () => []);
    this.left = new Float64Array(this.typeOf.length * rows);
    const ofType = nodes.map((): number[] => []);
    for (const [node, type] of this.typeOf.entries()) {
      this.left.set(inOrder(room[type] ?? new Float64Array()), node * rows);
      ofType[type]?.push(node);
    }
    this.open = classes.map(({ eligible }) => eligible.flatMap((type) => ofType[type] ?? []));
    this.shut = new Uint8Array(classes.length);
    const guests = nodes.map((): number[] => []);
    for (const [one, { eligible }] of classes.entries()) for (const type of eligible) guests[type]?.push(one);
    this.guests = guests.map((own) => Int32Array.from(own));
  }

  penaltyOf(item: number): number {
    return this.penalty[item] ?? 0;
  }

  fits(item: number, node: number): boolean {
    const { rows, sizes, left, sizeAt } = this;
    const own = sizeAt[item] ?? 0;
    const at = node * rows;
    this.looks += 1;
    for (let row = 0; row < rows; row += 1)
      if ((sizes[own + row] ?? 0) > (left[at + row] ?? 0) + TINY) return false;
    return true;
  }

  /** In the place of an item that is there. */
  fitsFor(item: number, node: number, gone: number): boolean {
    const { rows, sizes, left, sizeAt } = this;
    const own = sizeAt[item] ?? 0;
    const other = sizeAt[gone] ?? 0;
    const at = node * rows;
    this.looks += 1;
    for (let row = 0; row < rows; row += 1)
      if ((sizes[own + row] ?? 0) > (left[at + row] ?? 0) + (sizes[other + row] ?? 0) + TINY) return false;
    return true;
  }

  private shift(item: number, node: number, sign: number): void {
    const { rows, sizes, left, sizeAt } = this;
    const own = sizeAt[item] ?? 0;
    for (let row = 0; row < rows; row += 1)
      left[node * rows + row] = (left[node * rows + row] ?? 0) + sign * (sizes[own + row] ?? 0);
  }

  /** Whether it is known that no node has room for one of its class. */
  isShut(item: number): boolean {
    return this.shut[this.classOf[item] ?? 0] === 1;
  }

  /** Whatever may stand there may have room again. */
  private reopen(node: number): void {
    const guests = this.guests[this.typeOf[node] ?? 0];
    if (guests === undefined) return;
    for (let at = 0; at < guests.length; at += 1) this.shut[guests[at] ?? 0] = 0;
  }

  put(item: number, node: number): void {
    this.at[item] = node;
    this.on[node]?.push(item);
    this.penalties -= this.penaltyOf(item);
    this.shift(item, node, -1);
  }

  private lift(item: number, node: number): void {
    const own = this.on[node] ?? [];
    for (let at = own.indexOf(item) + 1; at < own.length; at += 1) own[at - 1] = own[at] ?? NOWHERE;
    own.pop();
    this.at[item] = NOWHERE;
    this.penalties += this.penaltyOf(item);
    this.shift(item, node, 1);
  }

  take(item: number): void {
    const node = this.at[item] ?? NOWHERE;
    if (node === NOWHERE) return;
    this.lift(item, node);
    this.reopen(node);
  }

  /** One that is on the node goes, and the item stands in its place. */
  exchange(gone: number, item: number, node: number): void {
    this.lift(gone, node);
    this.put(item, node);
    if (this.likeness(item, gone) === UNLIKE) this.reopen(node);
  }

  /** The room of the node as if the one that is there had been exchanged. */
  swapRoom(gone: number, item: number, node: number): void {
    const { rows, sizes, left, sizeAt } = this;
    const own = sizeAt[item] ?? 0;
    const other = sizeAt[gone] ?? 0;
    const at = node * rows;
    let isMore = false;
    for (let row = 0; row < rows; row += 1) {
      const more = (sizes[other + row] ?? 0) - (sizes[own + row] ?? 0);
      left[at + row] = (left[at + row] ?? 0) + more;
      if (more > 0) isMore = true;
    }
    if (isMore) this.reopen(node);
  }

  /** What the item leaves of a node in the place of another. */
  likeness(item: number, other: number): number {
    const { rows, sizes, sizeAt } = this;
    const own = sizeAt[item] ?? 0;
    const theirs = sizeAt[other] ?? 0;
    let found = ALIKE;
    for (let row = 0; row < rows; row += 1) {
      const less = (sizes[theirs + row] ?? 0) - (sizes[own + row] ?? 0);
      if (less > 0) return UNLIKE;
      if (less < 0) found = LARGER;
    }
    return found;
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
