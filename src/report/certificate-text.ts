/** What a certificate shows of a plan's bound, in words. */
import type { Plan } from "../model/plan.js";
import { gapOfPpm, monthly } from "./amounts.js";

/** "$1,711.81 a month, gap 7.03 %"; where the search proved another bound, both. */
export function certifiedBoundText(
  { cost, search }: Plan,
  certified: { readonly boundMicroPerHour: number; readonly gapPpm: number },
): string {
  const { currency } = cost;
  const shown = `${monthly(certified.boundMicroPerHour, currency)} a month, gap ${gapOfPpm(certified.gapPpm)}`;
  if (certified.boundMicroPerHour === search.boundMicroPerHour) return `${shown}: all that the search proved`;
  return `${shown}; the search proved ${monthly(search.boundMicroPerHour, currency)}, gap ${gapOfPpm(search.gapPpm)}`;
}
