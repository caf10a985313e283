/**
 * Kubernetes quantities, read exactly: digits and suffix are scaled as integers of arbitrary size, so that
 * "0.1" is 100 milli and not 99 or 101. Grammar: k8s.io/apimachinery `resource.Quantity`, as of v0.36.
 */
const GRAMMAR = /^([+-]?)(\d+(?:\.\d*)?|\.\d+)(?:([eE][+-]?\d{1,3})|(n|u|m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei))?$/;

const DECIMAL_EXPONENT: Readonly<Record<string, number>> = {
  n: -9,
  u: -6,
  m: -3,
  k: 3,
  M: 6,
  G: 9,
  T: 12,
  P: 15,
  E: 18,
};
const BINARY_EXPONENT: Readonly<Record<string, number>> = { Ki: 10, Mi: 20, Gi: 30, Ti: 40, Pi: 50, Ei: 60 };

/** Longest text that is read as a quantity; anything longer is refused, not parsed. */
const MAX_LENGTH = 64;

export type Rounding = "up" | "down";

interface Ratio {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

function parseRatio(text: string): Ratio | undefined {
  if (text.length > MAX_LENGTH) return undefined;
  const match = GRAMMAR.exec(text);
  if (match === null) return undefined;
  const [, sign, digits = "", scientific, suffix] = match;
  const [whole = "", fraction = ""] = digits.split(".");
  let numerator = BigInt(whole + fraction);
  let denominator = 10n ** BigInt(fraction.length);
  const exponent =
    scientific !== undefined ? Number(scientific.slice(1)) : (DECIMAL_EXPONENT[suffix ?? ""] ?? 0);
  if (exponent >= 0) numerator *= 10n ** BigInt(exponent);
  else denominator *= 10n ** BigInt(-exponent);
  numerator <<= BigInt(BINARY_EXPONENT[suffix ?? ""] ?? 0);
  return { numerator: sign === "-" ? -numerator : numerator, denominator };
}

/**
 * `text` in units of `multiply / divide` of its base (1000/1 for milli, 1/2^20 for MiB), rounded.
 * Undefined where the text is no quantity, is negative, or leaves the safe integers.
 */
function scaled(text: string, scale: Ratio, rounding: Rounding): number | undefined {
  const ratio = parseRatio(text);
  if (ratio === undefined || ratio.numerator < 0n) return undefined;
  const numerator = ratio.numerator * scale.numerator;
  const denominator = ratio.denominator * scale.denominator;
  const floor = numerator / denominator;
  const value = rounding === "up" && floor * denominator < numerator ? floor + 1n : floor;
  return value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : undefined;
}

/** CPU in thousandths of a core; requests round up, capacities down. Undefined: no valid quantity. */
export function parseCpuMilli(text: string, rounding: Rounding = "up"): number | undefined {
  return scaled(text, { numerator: 1000n, denominator: 1n }, rounding);
}

/** Bytes as MiB; requests round up, capacities down. Undefined: no valid quantity. */
export function parseMiB(text: string, rounding: Rounding = "up"): number | undefined {
  return scaled(text, { numerator: 1n, denominator: 1n << 20n }, rounding);
}

/** A count (extended resources, replicas). Undefined: no valid quantity or not whole. */
export function parseCount(text: string): number | undefined {
  const up = scaled(text, { numerator: 1n, denominator: 1n }, "up");
  return up === scaled(text, { numerator: 1n, denominator: 1n }, "down") ? up : undefined;
}

/** 1500 -> "1500m", 2000 -> "2". */
export function formatCpu(milli: number): string {
  return milli % 1000 === 0 ? String(milli / 1000) : `${milli}m`;
}

/** 2048 -> "2Gi", 1536 -> "1536Mi". */
export function formatMiB(mebibytes: number): string {
  return mebibytes !== 0 && mebibytes % 1024 === 0 ? `${mebibytes / 1024}Gi` : `${mebibytes}Mi`;
}
