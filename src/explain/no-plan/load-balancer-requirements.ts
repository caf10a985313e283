/** Quotas of load balancers: each goes, or workloads do. */
import type { CheckedFleet } from "../../model/fleet.js";
import { omitted } from "../../units/omitted.js";
import { removing } from "./requirement.js";
import type { Requirement } from "./requirement.js";

export function loadBalancerRequirements({ loadBalancerQuotas = [] }: CheckedFleet): Requirement[] {
  return loadBalancerQuotas.map(({ key, limit, origin }): Requirement => ({
    label: "quota",
    subject: key,
    path: origin,
    words: `accounts have ${limit} load balancers at most in ${key}`,
    without: (fleet) => {
      const left = (fleet.loadBalancerQuotas ?? []).filter((one) => one.key !== key);
      const rest = omitted(fleet, "loadBalancerQuotas");
      return left.length === 0 ? rest : { ...rest, loadBalancerQuotas: left };
    },
    easing: removing("quota", key, "have the quota of load balancers raised"),
  }));
}
