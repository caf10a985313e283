/**
 * ln(x) by + - * / alone, because Math.log may differ between machines in the last digit: x = m * 2^k with
 * m in [1, 2), ln m = 2 artanh((m - 1) / (m + 1)). Error below 1e-12 for x from 1 to 2^53.
 */
const LN_2 = 0.6931471805599453;
const TERMS = 14;

export function naturalLog(x: number): number {
  let mantissa = x;
  let exponent = 0;
  while (mantissa >= 2) {
    mantissa /= 2;
    exponent += 1;
  }
  const ratio = (mantissa - 1) / (mantissa + 1);
  let power = ratio;
  let sum = 0;
  for (let term = 0; term < TERMS; term += 1) {
    sum += power / (2 * term + 1);
    power *= ratio * ratio;
  }
  return exponent * LN_2 + 2 * sum;
}
