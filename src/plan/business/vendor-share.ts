/**
 * At most x % of the cost, or of the replicas, at any one provider. It counts all workloads together, which no packing
 * knows; where the cheapest plan has too much at one, every divided workload is held to such a share by itself, more
 * strictly each time, until the sum keeps it. The bound is that of the plan without the rule: the rule only adds cost.
 */
import type { VendorShare, VendorSharePlan } from "../../model/business.js";
import { mayStayOut } from "../../model/fleet-parts.js";
import type { CheckedFleet, DividedWorkload } from "../../model/fleet.js";
import type { Conflict, PlanOutcome } from "../../model/outcome.js";
import { costWithPenalties } from "../../model/plan-cost.js";
import type { ByName, DivisionPlan, Plan, TargetPlan } from "../../model/plan.js";
import { compareText } from "../../units/compare.js";
import { omitted } from "../../units/omitted.js";
import type { PlanFleetInput, Planner } from "../plan-fleet-input.js";
import { gapPpm, stopOf } from "../pack/target-packing.js";

/** Shares that workloads are held to, in per cent of the share asked for. */
const STRICTER = [100, 90, 80, 65, 50] as const;

function usedBy({ of }: VendorShare, slice: TargetPlan): number {
  if (of === "spend") return slice.microPerHour;
  return Object.values(slice.placements).reduce((sum, { replicas }) => sum + replicas, 0);
}

export function vendorSharePlan(share: VendorShare, plan: Plan): VendorSharePlan {
  const byProvider = new Map<string, number>();
  const add = (provider: string, slice: TargetPlan): void => {
    byProvider.set(provider, (byProvider.get(provider) ?? 0) + usedBy(share, slice));
  };
  for (const cluster of Object.values(plan.clusters)) add(cluster.provider, cluster);
  for (const [name, site] of Object.entries(plan.edgeSites)) add(name, site);
  const sorted = [...byProvider].sort(([left], [right]) => compareText(left, right));
  return { ...share, byProvider: Object.fromEntries(sorted) };
}

/** The provider with the most, where that is too much. */
function excess({
  maxPercent,
  byProvider,
}: VendorSharePlan): { provider: string; percent: number } | undefined {
  const parts = Object.entries(byProvider);
  const all = parts.reduce((sum, [, part]) => sum + part, 0);
  const [provider, most] = parts.reduce<readonly [string, number]>(
    (best, [name, part]) => (part > best[1] ? [name, part] : best),
    ["", 0],
  );
  return 100 * most > maxPercent * all ? { provider, percent: Math.ceil((100 * most) / all) } : undefined;
}

export function keepsVendorShare(share: VendorShare, plan: Plan): boolean {
  return excess(vendorSharePlan(share, plan)) === undefined;
}

function providersOf({ candidates }: DividedWorkload, { clusters }: CheckedFleet): number {
  const names = candidates.map(
    ({ target }) =>
      clusters.find(({ name }) => target.kind === "cluster" && name === target.name)?.provider ?? target.name,
  );
  return new Set(names).size;
}

/** So many may be lost with one provider: as many as it may have. Those that must outlive a loss already stay as they are. */
function heldTo(one: DividedWorkload, percent: number, fleet: CheckedFleet): DividedWorkload {
  const most = Math.floor((one.replicas * percent) / 100);
  const left = one.replicas - most;
  if (
    one.candidates.some(mayStayOut) ||
    one.survive !== undefined ||
    most < 1 ||
    left < 1 ||
    most * providersOf(one, fleet) < one.replicas
  )
    return one;
  return { ...one, survive: { loss: "provider", replicas: left } };
}

/** Without what the fleet does not ask for, and with what is proved of every plan of it. */
function asAsked(plan: Plan, { divided = [], limits }: CheckedFleet, cheapest: Plan): Plan {
  const asked = new Map(divided.map((one) => [one.key, one]));
  const divisions: ByName<DivisionPlan> = Object.fromEntries(
    Object.entries(plan.divisions ?? {}).map(([key, division]) => [
      key,
      asked.get(key)?.survive === undefined ? omitted(division, "survive") : division,
    ]),
  );
  const { boundMicroPerHour, weighed } = cheapest.search;
  const gap = gapPpm(costWithPenalties(plan), boundMicroPerHour);
  const own = plan.search.weighed;
  const told: Plan = {
    ...plan,
    divisions,
    search: {
      ...plan.search,
      boundMicroPerHour,
      gapPpm: gap,
      stop: stopOf(gap, limits.targetGapMilliPercent, plan.search.stop === "workBudget"),
      boundMethod: `${plan.search.boundMethod}; without the share of providers, which no bound counts`,
      ...(own === undefined || weighed === undefined
        ? {}
        : {
            weighed: {
              ...own,
              boundMicroPerHour: weighed.boundMicroPerHour,
              gapPpm: gapPpm(own.microPerHour, weighed.boundMicroPerHour),
            },
          }),
    },
  };
  return divided.some(({ survive }) => survive !== undefined) ? told : omitted(told, "standby");
}

function conflictOf(share: VendorShare, plan: Plan): Conflict {
  const { provider, percent } = excess(vendorSharePlan(share, plan)) ?? { provider: "", percent: 0 };
  return {
    label: "vendor-share",
    subject: provider,
    path: "/vendorShare",
    message: `at most ${share.maxPercent} % of the ${share.of === "spend" ? "cost" : "replicas"} may be at one provider, and ${provider} has ${percent} % in the cheapest plan found`,
    offeringsConsidered: 0,
    exclusions: [],
    waysOut: [
      "let more workloads be divided among places of other providers (divideAmong)",
      `raise vendorShare.maxPercent to ${percent}`,
    ],
  };
}

/** Whether every replica's provider is fixed by the spec, so that no plan has another share of them. */
function isFixed({ of }: VendorShare, { divided = [], workloads }: CheckedFleet): boolean {
  const varies = workloads.some((one) => mayStayOut(one) || one.performance !== undefined);
  return of === "replicas" && divided.length === 0 && !varies;
}

/** `input`: without the rule. */
export function withinVendorShare(input: PlanFleetInput, share: VendorShare, plan: Planner): PlanOutcome {
  const first = plan(input);
  if (first.status !== "planned" || keepsVendorShare(share, first.plan)) return first;
  const { fleet } = input;
  const { divided = [] } = fleet;
  const conflicts = [conflictOf(share, first.plan)];
  if (isFixed(share, fleet)) return { status: "infeasible", conflicts };
  for (const part of divided.length === 0 ? [] : STRICTER) {
    const percent = Math.floor((share.maxPercent * part) / 100);
    const held = divided.map((one) => heldTo(one, percent, fleet));
    if (held.every((one, index) => one === divided[index])) break;
    const outcome = plan({ ...input, fleet: { ...fleet, divided: held } });
    if (outcome.status !== "planned" || !keepsVendorShare(share, outcome.plan)) continue;
    const more = divided.some(({ key, replicas, survive }) => {
      const planned = outcome.plan.divisions?.[key]?.replicas ?? replicas;
      return survive === undefined && planned !== replicas;
    });
    if (!more) return { ...outcome, plan: asAsked(outcome.plan, fleet, first.plan) };
  }
  return { status: "noneFound", conflicts, workUnits: first.plan.search.workUnits };
}
