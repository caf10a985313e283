/** GB of 10^9 bytes, as data sheets and profile names count, in whole MiB, rounded down. */
export function mebibytes(gigabytes: number): number {
  return Math.floor((gigabytes * 1e9) / 2 ** 20);
}
