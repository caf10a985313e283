/**
 * Bracketed reservations, as income tax is computed: each slice of the amount at its own rate. A slice is
 * truncated to a whole unit before the sum, as the vendors' own code does. Rates are in basis points
 * (hundredths of a percent), so that everything stays an integer.
 */
export interface Bracket {
  /** Size of the slice in the amount's unit; the last one is open. */
  readonly size: number;
  readonly basisPoints: number;
}

export function bracketed(amount: number, brackets: readonly Bracket[]): number {
  let rest = amount;
  let reserved = 0;
  for (const { size, basisPoints } of brackets) {
    const slice = Math.min(rest, size);
    reserved += Math.floor((slice * basisPoints) / 10_000);
    rest -= slice;
  }
  return reserved;
}

/** CPU of EKS, GKE, CCE and TKE after 1.29, in milli: 6 % of core 1, 1 % of core 2, 0.5 % of cores 3-4, 0.25 % beyond. */
export const CPU_BRACKETS: readonly Bracket[] = [
  { size: 1000, basisPoints: 600 },
  { size: 1000, basisPoints: 100 },
  { size: 2000, basisPoints: 50 },
  { size: Infinity, basisPoints: 25 },
];

/**
 * CPU of TKE up to 1.29 and of ACK's old rule, in milli, on top of 100 m: nothing of the first 4 cores, 2.5 %
 * up to 64, 1.25 % up to 128, 0.5 % beyond.
 */
export const LARGE_NODE_CPU_BRACKETS: readonly Bracket[] = [
  { size: 4_000, basisPoints: 0 },
  { size: 60_000, basisPoints: 250 },
  { size: 64_000, basisPoints: 125 },
  { size: Infinity, basisPoints: 50 },
];

/**
 * Memory of GKE, of AKS before 1.29, of TKE up to 1.29 and of ACK's old rule, in MiB: 25, 20, 10, 6 and 2 % of
 * 4, 4, 8, 112 GiB and the rest.
 */
export const MEMORY_BRACKETS: readonly Bracket[] = [
  { size: 4 * 1024, basisPoints: 2500 },
  { size: 4 * 1024, basisPoints: 2000 },
  { size: 8 * 1024, basisPoints: 1000 },
  { size: 112 * 1024, basisPoints: 600 },
  { size: Infinity, basisPoints: 200 },
];
