/** What the fleet may cost, and how much of it one provider may have. */
import type { CheckedFleet } from "../../model/fleet.js";
import { microFromDecimal } from "../../units/money.js";
import type { CheckContext } from "./context.js";

type Business = Pick<CheckedFleet, "budgetMicroPerMonth" | "vendorShare">;

/** Absent members: anything goes. */
export function businessOf({ spec }: CheckContext): Business {
  const { budget, vendorShare } = spec;
  const micro = budget === undefined ? undefined : microFromDecimal(budget.perMonth);
  return {
    ...(micro === undefined ? {} : { budgetMicroPerMonth: micro }),
    ...(vendorShare === undefined ? {} : { vendorShare }),
  };
}
