/** Cost and rules that a plan leaves out, in words. */
import type { CheckedFleet } from "../../model/fleet.js";

const ALWAYS: readonly string[] = [
  "container registries, logs and monitoring",
  "data transfer between availability zones, regions and the internet",
  "embodied carbon, and carbon of disks, networks and control planes",
  "load balancers, NAT gateways and public addresses",
  "root disks of nodes and persistent volumes",
  "support plans, taxes, commitments and negotiated discounts",
];

export function notCountedOf(fleet: CheckedFleet, ofTargets: readonly string[]): string[] {
  const softRules = fleet.workloads.some(
    ({ softSpread, preferredNodeTerms }) => softSpread.length > 0 || preferredNodeTerms.length > 0,
  );
  const rules = softRules
    ? ["soft spread and preferred node affinity: wishes that do not bind the plan"]
    : [];
  return [...new Set([...ALWAYS, ...rules, ...ofTargets])].sort();
}
