/**
 * Replicas that outlive the loss of any one risk group, where groups take availability zones of their cluster. They do
 * where the zones that hold them are in no one group together. The scheduler keeps to that by one rule of spread over
 * zones (`src/model/zone-loss.ts`): over all zones, or, where that would ask for more zones than there are replicas or
 * zones to choose from, over those to which the pods are bound.
 */
import type { Workload } from "../../model/fleet.js";
import { mostLostZones, zoneRuleOf } from "../../model/zone-loss.js";
import { compareText } from "../../units/compare.js";
import type { FilledNodes } from "../pack/filled-nodes.js";
import type { PlanTarget } from "../formulate/plan-target.js";
import { boundToZonesOf } from "./zone-terms.js";

/** Over which zones replicas are split first: over all that can take them, or over few. */
export type ZonesFirst = "all" | "few";

/** Availability zone -> replicas. */
export type ZoneCounts = ReadonlyMap<string, number>;

/** Whether the rule is that of risk groups, and asks for anything: one replica survives nothing. */
export function outlivesRisks({ survive, replicas }: Workload): boolean {
  return survive === "riskGroup" && replicas > 1;
}

/** Whether no loss takes all of these zones. */
export function outlives({ riskZones = {} }: Workload, zones: readonly string[]): boolean {
  return (
    zones.length > 1 && Object.values(riskZones).every((group) => zones.some((zone) => !group.includes(zone)))
  );
}

/** Whether pods that stand so keep the rule. Zones of the counts that hold none are those that may have nodes for them. */
function keepsRule(
  workload: Workload,
  boundZones: readonly string[] | undefined,
  counts: ZoneCounts,
): boolean {
  const bound = boundZones === undefined ? workload : { ...workload, boundZones };
  // With as many replicas as zones that are lost at once, or fewer, the rule would not say so.
  if (workload.replicas <= mostLostZones(bound)) return false;
  const { maxSkew, minDomains = 1 } = zoneRuleOf(bound) ?? { maxSkew: Infinity };
  const least = counts.size < minDomains ? 0 : Math.min(...counts.values());
  return Math.max(...counts.values()) - least <= maxSkew;
}

/**
 * The zones to which pods that stand so must be bound for the scheduler to keep to it: none ("any"), those in which they
 * are, or undefined where neither is enough. What is spread over zones by a rule of its own, or rises, may not be bound:
 * fewer zones are fewer domains, and no room is kept there for more.
 */
export function zonesToBind(
  workload: Workload,
  counts: ZoneCounts,
  target: PlanTarget,
): readonly string[] | "any" | undefined {
  const zones = [...counts.keys()].sort();
  if (!outlives(workload, zones)) return undefined;
  const all = target.kind === "cluster" ? target.cluster.availabilityZones : zones;
  // A zone without any counts as 0 as soon as a node of it is there.
  const padded = new Map([...all.map((zone) => [zone, 0] as const), ...counts]);
  if (keepsRule(workload, undefined, padded)) return "any";
  const { zoneSpread, peak, hourly } = workload;
  if (zoneSpread !== undefined || peak !== undefined || hourly !== undefined) return undefined;
  return keepsRule(workload, zones, counts) ? zones : undefined;
}

/** As its nodes have it: what is planned beside them is bound where they bind it. */
export function boundToRisks(
  workload: Workload,
  nodes: readonly FilledNodes[],
  target: PlanTarget,
): Workload {
  if (!outlivesRisks(workload)) return workload;
  const counts = new Map<string, number>();
  for (const { kind, nodes: count, pods } of nodes) {
    const replicas = count * (pods.get(workload.id) ?? 0);
    const zone = kind.availabilityZone;
    if (replicas > 0) counts.set(zone, (counts.get(zone) ?? 0) + replicas);
  }
  const zones = zonesToBind(workload, counts, target);
  return zones === undefined || zones === "any" ? workload : boundToZonesOf(workload, nodes);
}

/** Subsets of `size`, in the order of the zones. */
function* subsets(zones: readonly string[], size: number): Generator<readonly string[]> {
  if (size === 0) yield [];
  else
    for (const [index, zone] of zones.entries())
      for (const rest of subsets(zones.slice(index + 1), size - 1)) yield [zone, ...rest];
}

/** Sets of zones that are looked at. Where no two groups share a zone, some pair of zones is in no one group. */
const MOST_SETS = 5000;

/** Few zones that no loss takes together, the fewest and cheap ones first. `prices`: of each zone's cheapest node. */
export function* fewZones(
  workload: Workload,
  prices: ReadonlyMap<string, number>,
): Generator<readonly string[]> {
  const sorted = [...prices]
    .sort(([zone, price], [other, its]) => price - its || compareText(zone, other))
    .map(([zone]) => zone);
  let looks = 0;
  for (let size = 2; size <= Math.min(workload.replicas, sorted.length); size += 1)
    for (const zones of subsets(sorted, size)) {
      looks += 1;
      if (looks > MOST_SETS) return;
      if (outlives(workload, zones)) yield [...zones].sort();
    }
}
