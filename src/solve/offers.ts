/**
 * What each type offers for its price, and which offer is best. One offer changes at a time, and there may be thousands: the
 * winners of pairs, of pairs of pairs and so on are kept, so that a change asks a dozen of them.
 */

/** States of a type's offer: none; a limit of its worth; a filling. */
export const NONE = 0;
export const LIMIT = 1;
export const FILLING = 2;

export class Offers {
  readonly state: Uint8Array;
  readonly worth: Float64Array;
  /** A tree: 1 is the best of all, 2n and 2n + 1 are who n was chosen among, the second half are the types; -1: nobody. */
  private readonly winner: Int32Array;
  private readonly first: number;

  /** Any worth is possible at first. `types`: those that offer anything; undefined: all. */
  constructor(count: number, types: ReadonlySet<number> | undefined) {
    this.state = new Uint8Array(count);
    this.worth = new Float64Array(count).fill(Infinity);
    let first = 1;
    while (first < count) first *= 2;
    this.first = first;
    this.winner = new Int32Array(2 * first).fill(-1);
    for (let type = 0; type < count; type += 1) {
      if (types !== undefined && !types.has(type)) continue;
      this.state[type] = LIMIT;
      this.winner[first + type] = type;
    }
    for (let at = first - 1; at > 0; at -= 1) this.choose(at);
  }

  /** The type with the best offer, a filling before a limit of the same worth, then the first; -1 where there is none. */
  get best(): number {
    return this.winner[1] ?? -1;
  }

  private choose(at: number): void {
    const { winner, worth, state } = this;
    const one = winner[2 * at] ?? -1;
    const other = winner[2 * at + 1] ?? -1;
    const more = one < 0 ? 1 : other < 0 ? -1 : (worth[other] ?? 0) - (worth[one] ?? 0);
    const isOther = more > 0 || (!(more < 0) && (state[other] ?? 0) > (state[one] ?? 0));
    winner[at] = isOther ? other : one;
  }

  set(type: number, state: number, worth: number): void {
    this.state[type] = state;
    this.worth[type] = worth;
    let at = this.first + type;
    this.winner[at] = state !== NONE && worth > 0 ? type : -1;
    for (at >>= 1; at > 0; at >>= 1) this.choose(at);
  }
}
