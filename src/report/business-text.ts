/** The plan beside its budget, and what each provider has of it. */
import type { Plan } from "../model/plan.js";
import { count, money, monthly, share as shareOf } from "./amounts.js";
import { byName } from "./by-name.js";

/** "  budget  $1,200.00 a month, of which $81.20 are left". */
export function budgetLines({ budget, cost }: Plan): string[] {
  if (budget === undefined) return [];
  const left = budget.microPerMonth - cost.microPerMonth;
  return [
    `  budget  ${money(budget.microPerMonth, cost.currency)} a month, of which ${money(left, cost.currency)} are left`,
  ];
}

/** "aws: $812.00 a month, 59 % of at most 60 %". */
export function vendorShareLines({ vendorShare, cost }: Plan): string[] {
  if (vendorShare === undefined) return [];
  const { byProvider, maxPercent, of } = vendorShare;
  const all = Object.values(byProvider).reduce((sum, part) => sum + part, 0);
  return byName(byProvider).map(([provider, part]) => {
    const amount = of === "spend" ? `${monthly(part, cost.currency)} a month` : `${count(part)} replicas`;
    return `${provider}: ${amount}, ${shareOf(part, all)} of at most ${maxPercent} %`;
  });
}
