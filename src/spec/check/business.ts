/** What the fleet may cost, and how much of it one provider may have. */
import type { CheckedFleet } from "../../model/fleet.js";
import { HOURS_PER_MONTH, microFromDecimal } from "../../units/money.js";
import type { CheckContext } from "./context.js";

const MICRO = 1_000_000;

type Business = Pick<CheckedFleet, "budgetMicroPerMonth" | "fees" | "vendorShare">;

/** Absent members: anything goes. */
export function businessOf({ spec }: CheckContext): Business {
  const { budget, fees, vendorShare } = spec;
  const hourly = (perMonth = 0): number => Math.round((perMonth * MICRO) / HOURS_PER_MONTH);
  const micro = budget === undefined ? undefined : microFromDecimal(budget.perMonth);
  return {
    ...(micro === undefined ? {} : { budgetMicroPerMonth: micro }),
    ...(fees === undefined
      ? {}
      : {
          fees: {
            microPerClusterHour: hourly(fees.perCluster),
            microPerExtraPlatformHour: hourly(fees.perExtraPlatform),
          },
        }),
    ...(vendorShare === undefined ? {} : { vendorShare }),
  };
}
