/** What an event is about, in a plan and in its fleet. */
import { everyWorkload } from "../model/fleet-parts.js";
import type { CheckedFleet, Cluster, Target, Workload } from "../model/fleet.js";
import type { Link } from "../model/latency.js";
import type { Plan, Purchase } from "../model/plan.js";
import type { WhatIfEvent } from "../model/whatif.js";

export type Loss = Extract<WhatIfEvent, { readonly kind: "lose" }>;

type Groups = Pick<CheckedFleet, "riskGroups">;

/** A risk group as what it takes; the spec has no groups of groups. */
export function membersOf(loss: Loss, { riskGroups = [] }: Groups): readonly Loss[] {
  if (loss.what !== "group") return [loss];
  return riskGroups.find(({ name }) => name === loss.name)?.losses ?? [];
}

/** Losses among the events, risk groups as what they take. */
export function lossesOf(events: readonly WhatIfEvent[], fleet: Groups): Loss[] {
  return events.flatMap((event) => (event.kind === "lose" ? membersOf(event, fleet) : []));
}

/** The availability zone of one cluster that a loss takes, or undefined. */
export function lostZone({ what, name }: Loss, cluster: Cluster): string | undefined {
  if (what !== "az") return undefined;
  const slash = name.indexOf("/");
  if (slash !== -1 && name.slice(0, slash) !== cluster.name) return undefined;
  const zone = name.slice(slash + 1);
  return cluster.availabilityZones.includes(zone) ? zone : undefined;
}

function losesCluster({ what, name }: Loss, cluster: Cluster): boolean {
  switch (what) {
    case "cluster":
      return cluster.name === name;
    case "region":
      return cluster.region === name || `${cluster.provider}/${cluster.region}` === name;
    case "provider":
      return cluster.provider === name;
    case "az":
    case "site":
    case "group":
    case "pool":
    case "link":
    case "node":
      return false;
  }
}

/** Whether the loss is of this link, whichever of its ends is named first. */
export function isLink({ what, name }: Loss, { between: [one, other] }: Link): boolean {
  return what === "link" && (name === `${one}-${other}` || name === `${other}-${one}`);
}

/** Whether a loss takes the whole cluster or site. */
export function losesTarget(loss: Loss, target: Target, fleet: CheckedFleet): boolean {
  if (target.kind === "edgeSite") return loss.what === "site" && loss.name === target.name;
  const cluster = fleet.clusters.find(({ name }) => name === target.name);
  if (cluster === undefined) return false;
  if (losesCluster(loss, cluster)) return true;
  return lostZone(loss, cluster) !== undefined && cluster.availabilityZones.length === 1;
}

/** Nodes of a purchase that a loss takes. */
export function nodesOfLoss(loss: Loss, target: Target, purchase: Purchase, fleet: CheckedFleet): number {
  if (losesTarget(loss, target, fleet)) return purchase.count;
  if (loss.what === "pool") return loss.name === `${target.name}/${purchase.pool}` ? purchase.count : 0;
  if (loss.what === "node") return loss.name === `${target.name}/${purchase.key}` ? 1 : 0;
  const cluster = fleet.clusters.find(({ name }) => target.kind === "cluster" && name === target.name);
  return cluster !== undefined && lostZone(loss, cluster) === purchase.availabilityZone ? purchase.count : 0;
}

/** Nodes of a purchase that the losses take together. */
export function lostNodes(
  losses: readonly Loss[],
  target: Target,
  purchase: Purchase,
  fleet: CheckedFleet,
): number {
  return losses.reduce((most, loss) => Math.max(most, nodesOfLoss(loss, target, purchase, fleet)), 0);
}

export function isAbout(of: string, { id, name }: Workload): boolean {
  return of === "all" || of === name || of === id;
}

function isLosable(loss: Loss, fleet: CheckedFleet, plan: Plan): boolean {
  const pools = fleet.clusters.flatMap(({ name, pools: own }) => own.map((pool) => `${name}/${pool.name}`));
  if (loss.what === "pool") return pools.includes(loss.name);
  if (loss.what === "link") return (fleet.links ?? []).some((link) => isLink(loss, link));
  return targetsOf(plan).some(
    ({ target, purchases }) =>
      losesTarget(loss, target, fleet) ||
      purchases.some((purchase) => nodesOfLoss(loss, target, purchase, fleet) > 0) ||
      fleet.clusters.some((cluster) => lostZone(loss, cluster) !== undefined),
  );
}

/** Whether there is anything in the fleet and its plan that the event is about. */
export function isKnown(event: WhatIfEvent, fleet: CheckedFleet, plan: Plan): boolean {
  switch (event.kind) {
    case "lose":
      return event.what === "group"
        ? (fleet.riskGroups ?? []).some(({ name }) => name === event.name)
        : isLosable(event, fleet, plan);
    case "demand":
      return everyWorkload(fleet).some((workload) => isAbout(event.of, workload));
    case "withdraw":
    case "price":
      return true;
  }
}

export interface PlannedTarget {
  readonly target: Target;
  readonly purchases: readonly Purchase[];
}

export function targetsOf({ clusters, edgeSites }: Plan): PlannedTarget[] {
  return [
    ...Object.values(clusters).map(({ name, purchases }) => ({
      target: { kind: "cluster" as const, name },
      purchases: Object.values(purchases),
    })),
    ...Object.values(edgeSites).map(({ name, purchases }) => ({
      target: { kind: "edgeSite" as const, name },
      purchases: Object.values(purchases),
    })),
  ];
}
