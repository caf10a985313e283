const LARGEST = BigInt(Number.MAX_SAFE_INTEGER);

/** cost / bound - 1 in millionths, rounded up; the largest exact number where it would be larger. */
export function gapPpm(cost: number, bound: number): bigint {
  if (cost === bound) return 0n;
  if (bound === 0) return LARGEST;
  const divisor = BigInt(bound);
  const gap = ((BigInt(cost) - divisor) * 1_000_000n + divisor - 1n) / divisor;
  return gap < LARGEST ? gap : LARGEST;
}
