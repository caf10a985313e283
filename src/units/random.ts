/**
 * A small seeded generator (xorshift32, G. Marsaglia, "Xorshift RNGs", 2003), so that a shuffled order is the
 * same on every machine. Good enough to shuffle and to perturb, and for nothing else.
 */
export type Random = (bound: number) => number;

/** Any 32-bit state but 0 works; the multiplier spreads small seeds. */
function stateOf(seed: number): number {
  const mixed = Math.imul((seed | 0) + 0x9e3779b9, 0x85ebca6b);
  return mixed === 0 ? 1 : mixed;
}

/** Whole numbers from 0 up to `bound` (exclusive, at most 2^32). */
export function randomFrom(seed: number): Random {
  let state = stateOf(seed);
  return (bound) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return Math.floor(((state >>> 0) / 2 ** 32) * bound);
  };
}

/** Fisher and Yates, in place. */
export function shuffle(items: Int32Array, random: Random): void {
  for (let last = items.length - 1; last > 0; last -= 1) {
    const other = random(last + 1);
    const moved = items[last] ?? 0;
    items[last] = items[other] ?? 0;
    items[other] = moved;
  }
}
