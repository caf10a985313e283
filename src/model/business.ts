/** Budget and share of providers as checked, and what a plan says of them. */
import type { VendorShareOf } from "./business-spec.js";
import type { ByName } from "./by-name.js";

export interface VendorShare {
  readonly maxPercent: number;
  readonly of: VendorShareOf;
}

export interface Fees {
  readonly microPerClusterHour: number;
  readonly microPerExtraPlatformHour: number;
}

export interface BudgetPlan {
  /** Most that the plan may cost. */
  readonly microPerMonth: number;
}

export interface VendorSharePlan extends VendorShare {
  /** Cloud, or name of an edge site -> micro-units an hour, or replicas. */
  readonly byProvider: ByName<number>;
}
