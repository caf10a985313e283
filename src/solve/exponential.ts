/** Approximations from + - * / and sqrt alone: the language leaves exp and pow to the machine, and results must not depend on it. */

/** e^-x for x >= 0, within 3 %, 0 beyond 12: good enough for weights, which may be anything. */
export function decay(x: number): number {
  if (x >= 12) return 0;
  const step = x / 256;
  let result = 1 - step + (step * step) / 2;
  for (let doubling = 0; doubling < 8; doubling += 1) result *= result;
  return result;
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
