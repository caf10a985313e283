/** Money is an integer count of micro-units (millionths of the currency's unit) an hour. */
export const HOURS_PER_MONTH = 730;

/** 0.0416 -> 41600. Undefined: negative, not finite, or too large to be exact. */
export function microFromDecimal(amount: number): number | undefined {
  const micro = Math.round(amount * 1e6);
  return Number.isSafeInteger(micro) && micro >= 0 ? micro : undefined;
}

/** Micro-units an hour to micro-units a month of 730 hours. */
export function microPerMonth(microPerHour: number): number {
  return microPerHour * HOURS_PER_MONTH;
}

/** 1234567890 -> "1,234.57". Rounded half up to `decimals` (0 to 6) places. */
export function formatMoney(micro: number, decimals = 2): string {
  const sign = micro < 0 ? "-" : "";
  const digits = (Math.abs(micro) / 1e6).toFixed(decimals);
  const [whole = "0", fraction] = digits.split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return sign + (fraction === undefined ? grouped : `${grouped}.${fraction}`);
}
