/** The shape of what a plan says of its budget and of the shares of providers. */
import type { BudgetPlan, VendorSharePlan } from "../../model/business.js";
import { byName, integer, oneOf, record } from "./shape.js";
import { amount } from "./value-shapes.js";

export const budgetShape = record<BudgetPlan>({ microPerMonth: amount });

export const vendorShareShape = record<VendorSharePlan>({
  maxPercent: integer(1, 100),
  of: oneOf(["spend", "replicas"]),
  byProvider: byName(amount),
});
