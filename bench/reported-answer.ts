/** A reported case, planned and set against what its reporter got and asked for. */
import { planFleetSync, readFleet } from "../src/planner/index.js";
import type { LoadedFleet, Plan } from "../src/planner/index.js";
import type { BoughtNodes, ReportedCase } from "./reported-cases.js";

export interface ReportedAnswer {
  readonly plan: Plan;
  /** "2 g5.xlarge on-demand". */
  readonly bought: string;
  /** Micro-units an hour of the plan's machines, of what was got, of what was asked for. */
  readonly machines: number;
  readonly reported: number;
  readonly asked: number;
  /** Why the plan is not what was asked for. */
  readonly faults: readonly string[];
}

function priceOf({ catalogue, fleet }: LoadedFleet, nodes: readonly BoughtNodes[]): number {
  const [cluster] = fleet.clusters;
  const offerings = cluster === undefined ? [] : catalogue.offerings(cluster.provider, cluster.region);
  return nodes.reduce((sum, { instanceType, option, count }) => {
    const found = offerings.find(
      (offering) => offering.instanceType === instanceType && offering.purchaseOption === option,
    );
    if (found === undefined) throw new Error(`the catalogue has no price of ${instanceType} (${option})`);
    return sum + count * found.microPerHour;
  }, 0);
}

export function answerOf({ spec, ...one }: ReportedCase): ReportedAnswer {
  const loaded = readFleet(spec);
  const plan = planFleetSync(loaded);
  const purchases = Object.values(plan.clusters).flatMap((cluster) => Object.values(cluster.purchases));
  const counts = new Map<string, number>();
  for (const { instanceType, purchaseOption, count } of purchases) {
    const name = `${instanceType} ${purchaseOption}`;
    counts.set(name, (counts.get(name) ?? 0) + count);
  }
  const nodes = purchases.reduce((sum, { count }) => sum + count, 0);
  const machines = plan.cost.machinesMicroPerHour;
  const [reported, asked] = [priceOf(loaded, one.reported), priceOf(loaded, one.asked)];
  const faults = [
    ...(machines > asked
      ? [`the plan costs ${machines}, and ${asked} micro-units an hour were asked for`]
      : []),
    ...(nodes > (one.mostNodes ?? Infinity)
      ? [`the plan has ${nodes} nodes, and ${one.mostNodes ?? 0} were asked for`]
      : []),
  ];
  const bought = [...counts].map(([name, count]) => `${count} ${name}`).join(", ");
  return { plan, bought, machines, reported, asked, faults };
}
