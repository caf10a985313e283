/** What the fleet asks of the whole plan: a budget, and no provider with too much of it. */
import type { CheckedFleet } from "../../model/fleet.js";
import { formatMoney } from "../../units/money.js";
import { omitted } from "../../units/omitted.js";
import { removing } from "./requirement.js";
import type { Requirement } from "./requirement.js";

const MICRO = 1_000_000;

export function businessRequirements({
  name,
  budgetMicroPerMonth,
  vendorShare,
}: CheckedFleet): Requirement[] {
  const budget: Requirement[] =
    budgetMicroPerMonth === undefined
      ? []
      : [
          {
            label: "budget",
            subject: name,
            path: "/budget/perMonth",
            words: `the fleet may cost $${formatMoney(budgetMicroPerMonth)} a month`,
            without: (fleet) => omitted(fleet, "budgetMicroPerMonth"),
            easing: {
              kind: "limit",
              limit: Math.ceil(budgetMicroPerMonth / MICRO),
              used: ({ cost }) => Math.ceil(cost.microPerMonth / MICRO),
              at: (amount) => (fleet) => ({ ...fleet, budgetMicroPerMonth: amount * MICRO }),
              words: (amount) =>
                `raise the budget from $${formatMoney(budgetMicroPerMonth)} to $${amount} a month`,
            },
          },
        ];
  if (vendorShare === undefined) return budget;
  const { maxPercent, of } = vendorShare;
  return [
    ...budget,
    {
      label: "vendor-share",
      subject: name,
      path: "/vendorShare",
      words: `no provider has more than ${maxPercent} % of the ${of === "spend" ? "cost" : "replicas"}`,
      without: (fleet) => omitted(fleet, "vendorShare"),
      easing: removing("fleet", name, "let one provider have more of it"),
    },
  ];
}
