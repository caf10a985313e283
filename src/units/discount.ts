/** A price with so many per cent off, in whole micro-units: what is taken off is rounded down. */
export function discounted(micro: number, percent: number): number {
  return micro - Math.floor((micro * percent) / 100);
}
