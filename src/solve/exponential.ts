/** Approximations from + - * / and sqrt alone: the language leaves exp and pow to the machine, and results must not depend on it. */

/** e^-x for x >= 0, within 3 %, 0 beyond 12: good enough for weights, which may be anything. */
export function decay(x: number): number {
  if (x >= 12) return 0;
  const step = x / 256;
  const part = 1 - step + (step * step) / 2;
  // To the 256th power, written out: a loop takes longer than what it does.
  const part2 = part * part;
  const part4 = part2 * part2;
  const part8 = part4 * part4;
  const part16 = part8 * part8;
  const part32 = part16 * part16;
  const part64 = part32 * part32;
  const part128 = part64 * part64;
  return part128 * part128;
}

/** e^x for |x| <= 12. */
export function growth(x: number): number {
  if (x <= 0) return decay(-x);
  return 1 / decay(Math.min(x, 11.9));
}

/** x^0.75 for x >= 0. */
export function powerThreeQuarters(x: number): number {
  const root = Math.sqrt(x);
  return root * Math.sqrt(root);
}
