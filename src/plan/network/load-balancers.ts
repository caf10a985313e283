/**
 * Load balancers of all workloads of an account's clusters in a region. A workload takes its own wherever it runs, however
 * many replicas it has there. What is bound to its place is a sum that no packing changes, so that too many are proved;
 * where divided workloads are put is judged on the plan found, and then nothing is proved.
 */
import type { CheckedFleet, Workload } from "../../model/fleet.js";
import { mayStayOut, withDivision } from "../../model/fleet-parts.js";
import type { LoadBalancerQuota } from "../../model/network.js";
import type { Conflict, PlanOutcome } from "../../model/outcome.js";
import type { Plan } from "../../model/plan.js";
import { omitted } from "../../units/omitted.js";
import type { PlanFleetInput, Planner, Verified } from "../plan-fleet-input.js";

function countsOf({ clusters }: LoadBalancerQuota, workloads: readonly Workload[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { target, loadBalancers = 0 } of workloads)
    if (target.kind === "cluster" && loadBalancers > 0 && clusters.includes(target.name))
      counts.set(target.name, (counts.get(target.name) ?? 0) + loadBalancers);
  return counts;
}

function sumOf(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((sum, count) => sum + count, 0);
}

function conflictOf(quota: LoadBalancerQuota, workloads: readonly Workload[]): Conflict[] {
  const counts = countsOf(quota, workloads);
  const has = sumOf(counts);
  const { key, limit, source, origin, clusters } = quota;
  if (has <= limit) return [];
  const where = source === undefined ? "" : ` (${source})`;
  const each = [...counts].map(([name, count]) => `${name} ${count}`).join(", ");
  return [
    {
      label: "quota",
      subject: clusters.join(", "),
      path: origin,
      message: `workloads take ${has} load balancers in ${key} (${each}), and there may be ${limit}${where}`,
      offeringsConsidered: 0,
      exclusions: [],
      waysOut: [
        `have the quota raised to ${has}`,
        "share load balancers among workloads (an Ingress or a Gateway takes one for many)",
        "move workloads to clusters of another region or account",
      ],
    },
  ];
}

/** Those that run in the plan, each where it does. */
function running(fleet: CheckedFleet, plan: Plan): Workload[] {
  const placed = withDivision(fleet, plan.divisions ?? {}).workloads;
  return placed.filter(({ id }) => (plan.workloads[id]?.replicas ?? 0) > 0);
}

function withCounts(plan: Plan, quotas: readonly LoadBalancerQuota[], workloads: readonly Workload[]): Plan {
  const loadBalancers = quotas.map((quota) => {
    const { key, limit, source } = quota;
    const byCluster = Object.fromEntries([...countsOf(quota, workloads)].sort());
    return [key, { limit, byCluster, ...(source === undefined ? {} : { source }) }] as const;
  });
  return { ...plan, loadBalancers: Object.fromEntries(loadBalancers) };
}

/** `plan`: plans a fleet without such limits. `verified`: the plan, judged with them. */
export function withinLoadBalancers(input: PlanFleetInput, plan: Planner, verified: Verified): PlanOutcome {
  const { fleet } = input;
  const { loadBalancerQuotas: quotas = [] } = fleet;
  if (quotas.length === 0) return plan(input);
  const certain = fleet.workloads.filter((one) => one.replicas > 0 && !mayStayOut(one));
  const proved = quotas.flatMap((quota) => conflictOf(quota, certain));
  if (proved.length > 0) return { status: "infeasible", conflicts: proved };
  const outcome = plan({ ...input, fleet: omitted(fleet, "loadBalancerQuotas") });
  if (outcome.status !== "planned") return outcome;
  const workloads = running(fleet, outcome.plan);
  const conflicts = quotas.flatMap((quota) => conflictOf(quota, workloads));
  const { workUnits } = outcome.plan.search;
  if (conflicts.length > 0) return { status: "noneFound", conflicts, workUnits };
  return { ...outcome, plan: verified(withCounts(outcome.plan, quotas, workloads), input) };
}
