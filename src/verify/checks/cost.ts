/** Money adds up: machines, licences, fees, each target, the hour and the month of 730 hours. */
import { HOURS_PER_MONTH } from "../../units/money.js";
import type { Path, Refuse } from "../refusals.js";
import { entryOf, purchasesOf } from "../review.js";
import type { Check, ReviewedTarget } from "../review.js";
import type { Plan } from "../../model/plan.js";

export function machinesMicroPerHour(target: ReviewedTarget): number {
  return purchasesOf(target).reduce((sum, { purchase }) => sum + purchase.count * purchase.microPerHour, 0);
}

export function licencesMicroPerHour(target: ReviewedTarget, { licences = {} }: Plan): number {
  let sum = 0;
  for (const { purchase } of purchasesOf(target))
    for (const [name, units] of Object.entries(purchase.licences ?? {}))
      sum += purchase.count * units * (entryOf(licences, name)?.microPerHour ?? 0);
  return sum;
}

function fee(target: ReviewedTarget): number {
  return target.kind === "cluster" ? target.slice.fixedFeeMicroPerHour : 0;
}

export const checkCost: Check = ({ plan, targets }, refuse) => {
  const equal = (stated: number, expected: number, path: Path, what: string, to: Refuse = refuse): void => {
    if (stated !== expected) to(path, `is ${stated}, and ${what} ${expected} micro-units`);
  };
  for (const target of targets)
    equal(
      target.slice.microPerHour,
      machinesMicroPerHour(target) + licencesMicroPerHour(target, plan) + fee(target),
      [...target.path, "microPerHour"],
      "its machines, licences and fee add up to",
    );
  const machines = targets.reduce((sum, target) => sum + machinesMicroPerHour(target), 0);
  const licences = targets.reduce((sum, target) => sum + licencesMicroPerHour(target, plan), 0);
  const fees = targets.reduce((sum, target) => sum + fee(target), 0);
  const { cost } = plan;
  equal(cost.machinesMicroPerHour, machines, ["cost", "machinesMicroPerHour"], "the purchases add up to");
  equal(
    cost.clusterFeesMicroPerHour,
    fees,
    ["cost", "clusterFeesMicroPerHour"],
    "the clusters' fees add up to",
  );
  equal(
    cost.licencesMicroPerHour ?? 0,
    licences,
    ["cost", "licencesMicroPerHour"],
    "the licences of all nodes add up to",
  );
  equal(
    cost.microPerHour,
    machines + licences + fees,
    ["cost", "microPerHour"],
    "machines, licences and fees add up to",
  );
  equal(
    cost.microPerMonth,
    cost.microPerHour * HOURS_PER_MONTH,
    ["cost", "microPerMonth"],
    `${HOURS_PER_MONTH} hours of it are`,
  );
};
