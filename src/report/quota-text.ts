/** What the plan uses of the quotas of the clouds' accounts. */
import type { Plan, QuotaPlan } from "../model/plan.js";
import { count } from "./amounts.js";
import { byName } from "./by-name.js";

const UNITS: Readonly<Record<QuotaPlan["unit"], string>> = {
  vcpu: "vCPU",
  accelerators: "accelerators",
  instances: "instances",
};

/** "aws/eu-central-1/L-1216C47A: 48 of 64 vCPU, 60 at peak". */
export function quotaLines({ quotas = {} }: Plan): string[] {
  return byName(quotas).map(([key, { unit, limit, planned, atPeak }]) => {
    const peak = atPeak === undefined ? "" : `, ${count(atPeak)} at peak`;
    return `${key}: ${count(planned)} of ${count(limit)} ${UNITS[unit]}${peak}`;
  });
}
