/** What the plan uses of the quotas of the clouds' accounts. */
import type { Plan, QuotaPlan } from "../model/plan.js";
import { count } from "./amounts.js";
import { byName } from "./by-name.js";

const UNITS: Readonly<Record<QuotaPlan["unit"], string>> = {
  vcpu: "vCPU",
  accelerators: "accelerators",
  instances: "instances",
};

/** "aws/eu-central-1: 12 of 50 load balancers (shop 8, bank 4)". */
export function loadBalancerLines({ loadBalancers = {} }: Plan): string[] {
  return byName(loadBalancers).map(([key, { limit, byCluster, source }]) => {
    const counts = byName(byCluster);
    const sum = counts.reduce((all, [, own]) => all + own, 0);
    const each = counts.length === 0 ? "" : ` (${counts.map(([name, own]) => `${name} ${own}`).join(", ")})`;
    const where = source === undefined ? "" : `; limit by ${source}`;
    return `${key}: ${count(sum)} of ${count(limit)} load balancers${each}${where}`;
  });
}

/** "aws/eu-central-1/L-1216C47A: 48 of 64 vCPU, 60 at peak". */
export function quotaLines({ quotas = {} }: Plan): string[] {
  return byName(quotas).map(([key, { unit, limit, planned, atPeak }]) => {
    const peak = atPeak === undefined ? "" : `, ${count(atPeak)} at peak`;
    return `${key}: ${count(planned)} of ${count(limit)} ${UNITS[unit]}${peak}`;
  });
}
