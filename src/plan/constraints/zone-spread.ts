/**
 * Spread over availability zones: replicas are split evenly over the zones that can take the workload. An
 * even split keeps every `maxSkew` >= 1; where the rule allows more skew it may cost more than the best
 * split, so the bound is taken without it (`src/plan/pack/pack-target.ts`).
 *
 * As Kubernetes counts (scheduling/topology-spread-constraints, v1.36): domains are the zones of the nodes
 * that the node selector meets, whether tainted or full. A domain that cannot take the workload holds 0, and
 * so does the smallest one where there are fewer domains than `minDomains`: then no zone may exceed maxSkew.
 */
import type { Workload } from "../../model/fleet.js";
import type { Conflict } from "../../model/outcome.js";
import { mostLostZones, outlivesZones } from "../../model/zone-loss.js";
import type { EligibilityMask } from "../formulate/eligibility.js";
import type { NodeKind } from "../formulate/node-kind.js";
import type { PlanTarget } from "../formulate/plan-target.js";
import { nodeSelector } from "./node-selector.js";
import { listed } from "./offering-rule.js";
import { fewZones, outlives, outlivesRisks, zonesToBind } from "./zone-risks.js";
import type { ZonesFirst } from "./zone-risks.js";

export interface ZonePart {
  readonly availabilityZone: string;
  readonly replicas: number;
}

export type ZoneSplit =
  | { readonly status: "free" }
  /** `forced`: no other split keeps the rules, so what is proved of this one is proved of all. */
  | { readonly status: "split"; readonly parts: readonly ZonePart[]; readonly forced: boolean }
  | { readonly status: "conflict"; readonly conflict: Conflict }
  /** No split that is tried keeps the rules; another might. */
  | { readonly status: "unfound"; readonly conflict: Conflict };

function zonesOf(kinds: readonly NodeKind[]): string[] {
  return [...new Set(kinds.map(({ availabilityZone }) => availabilityZone))].sort();
}

interface Caps {
  /** Most replicas in one availability zone. */
  readonly perZone: number;
  readonly reason: string;
}

function capsOf(workload: Workload, domains: readonly string[], eligible: readonly string[]): Caps {
  const { zoneSpread, maxPerAvailabilityZone } = workload;
  const own: Caps = {
    perZone: maxPerAvailabilityZone ?? Infinity,
    reason: `at most ${maxPerAvailabilityZone ?? 0} replica(s) may share an availability zone`,
  };
  if (zoneSpread === undefined) return own;
  const { maxSkew, minDomains = 1 } = zoneSpread;
  const emptyDomain = domains.length > eligible.length || domains.length < minDomains;
  if (!emptyDomain || maxSkew >= own.perZone) return own;
  const why =
    domains.length < minDomains
      ? `${minDomains} availability zones are asked for and nodes stand in ${domains.length}`
      : `${listed(domains.filter((zone) => !eligible.includes(zone)))} cannot take it`;
  return {
    perZone: maxSkew,
    reason: `${why}, so that a skew of ${maxSkew} allows ${maxSkew} replica(s) a zone`,
  };
}

function spreadConflict(
  workload: Workload,
  kinds: readonly NodeKind[],
  why: string,
  waysOut: readonly string[],
): Conflict {
  return {
    label: "zone-spread",
    subject: workload.id,
    path: workload.origin,
    message: `workload "${workload.name}" cannot spread its ${workload.replicas} replicas over availability zones: ${why}`,
    offeringsConsidered: kinds.length,
    exclusions: [],
    waysOut,
  };
}

/** Replicas over zones, those left over in turn from `rotation` on. */
export function evenParts(replicas: number, zones: readonly string[], rotation: number): ZonePart[] {
  const each = Math.floor(replicas / zones.length);
  const extra = replicas % zones.length;
  return zones
    .map((availabilityZone, index) => {
      const turn = (index - (rotation % zones.length) + zones.length) % zones.length;
      return { availabilityZone, replicas: each + (turn < extra ? 1 : 0) };
    })
    .filter((part) => part.replicas > 0);
}

/**
 * Whether the rules leave one split only: every zone at a cap that always holds, or no skew to spend, nothing left
 * over, and all zones asked for. Without that a plan may have nodes in fewer zones, which are then all that count.
 */
function isForced(workload: Workload, domains: readonly string[], zones: number): boolean {
  const { replicas, zoneSpread, maxPerAvailabilityZone: cap = Infinity } = workload;
  if (replicas === zones * cap) return true;
  if (zoneSpread === undefined) return false;
  const { maxSkew, minDomains = 1 } = zoneSpread;
  if (domains.length < minDomains) return replicas === zones * Math.min(maxSkew, cap);
  return maxSkew === 1 && replicas % zones === 0 && domains.length === zones && minDomains === zones;
}

export interface SpreadInput {
  readonly workload: Workload;
  readonly kinds: readonly NodeKind[];
  readonly mask: EligibilityMask;
  readonly target: PlanTarget;
  /** @default "all" */
  readonly zonesFirst?: ZonesFirst;
  /** Which zone takes the first replica that does not divide evenly; goes round from workload to workload. */
  readonly rotation: number;
}

/** Why a loss takes all zones that can take it. */
function lostTogether({ riskZones = {} }: Workload, eligible: readonly string[]): string {
  const group = Object.keys(riskZones).find((name) =>
    eligible.every((zone) => riskZones[name]?.includes(zone)),
  );
  return eligible.length < 2 || group === undefined
    ? `only ${listed(eligible)} can take it`
    : `risk group "${group}" takes ${listed(eligible)}, which are all that can take it`;
}

/** By eligible zone: what its cheapest node costs that may take it. */
function leastPrices({ kinds, mask }: SpreadInput): ReadonlyMap<string, number> {
  const prices = new Map<string, number>();
  for (const [index, { availabilityZone: zone, microPerHour }] of kinds.entries())
    if (mask[index] === 1) prices.set(zone, Math.min(microPerHour, prices.get(zone) ?? Infinity));
  return prices;
}

/** Sets of zones over which it is tried to be split, in turn. */
function* zoneSets(input: SpreadInput, eligible: readonly string[]): Generator<readonly string[]> {
  if (input.zonesFirst !== "few") yield eligible;
  yield* fewZones(input.workload, leastPrices(input));
  if (input.zonesFirst === "few") yield eligible;
}

/** The even split that no risk group takes together, over all zones or over those to which the pods are then bound. */
function splitOverRisks(
  input: SpreadInput,
  domains: readonly string[],
  eligible: readonly string[],
): ZoneSplit {
  const { workload, kinds, rotation, target } = input;
  const { name, replicas } = workload;
  const without = `remove survive from workload "${name}"`;
  if (!outlives(workload, eligible)) {
    const why = `it must survive the loss of any one risk group, and ${lostTogether(workload, eligible)}`;
    const waysOut = [
      "take an availability zone out of the risk group, if it does not fail with the others",
      "give the cluster an availability zone outside of it that can take the workload",
      "divide it among clusters: divideAmong: { survive: riskGroup }",
      without,
    ];
    return { status: "conflict", conflict: spreadConflict(workload, kinds, why, waysOut) };
  }
  const { perZone } = capsOf(workload, domains, eligible);
  for (const zones of zoneSets(input, eligible)) {
    const parts = evenParts(replicas, zones, rotation);
    const counts = new Map(parts.map((part) => [part.availabilityZone, part.replicas] as const));
    if (Math.max(...counts.values()) > perZone) continue;
    if (zonesToBind(workload, counts, target) === undefined) continue;
    const forced = zones === eligible && isForced(workload, domains, eligible.length);
    return { status: "split", parts, forced };
  }
  const why = `it must survive the loss of any one risk group, and no even split of them over ${listed(eligible)} keeps that beside its other rules`;
  const most = mostLostZones(workload);
  const waysOut = [
    `raise its replicas to ${most + 1} or more: the largest risk group takes ${most} availability zone(s)`,
    "do without its peak, or make its spread over availability zones a soft rule",
    without,
  ];
  return { status: "unfound", conflict: spreadConflict(workload, kinds, why, waysOut) };
}

export function splitOverZones(input: SpreadInput): ZoneSplit {
  const { workload, kinds, mask, rotation } = input;
  const { zoneSpread, maxPerAvailabilityZone, survive, replicas, name } = workload;
  if (zoneSpread === undefined && maxPerAvailabilityZone === undefined && !outlivesZones(survive)) {
    return { status: "free" };
  }
  const eligible = zonesOf(kinds.filter((_kind, index) => mask[index] === 1));
  const domains = zonesOf(kinds.filter(nodeSelector.allows(workload)));
  if (survive === "availabilityZone" && replicas > 1 && eligible.length < 2) {
    const why = `it must survive the loss of one, and only ${listed(eligible)} can take it`;
    const waysOut = ["give the cluster a second availability zone", `remove survive from workload "${name}"`];
    return { status: "conflict", conflict: spreadConflict(workload, kinds, why, waysOut) };
  }
  const { perZone, reason } = capsOf(workload, domains, eligible);
  const room = perZone * eligible.length;
  if (room < replicas) {
    const why = `${reason}, and ${eligible.length} availability zone(s) take ${room} of them`;
    const waysOut = [
      `give the cluster ${Math.ceil(replicas / perZone)} availability zones that can take it`,
      `lower its replicas from ${replicas} to ${room}`,
      "allow more skew, or make the spread a soft rule",
    ];
    return { status: "conflict", conflict: spreadConflict(workload, kinds, why, waysOut) };
  }
  if (outlivesRisks(workload)) return splitOverRisks(input, domains, eligible);
  const parts = evenParts(replicas, eligible, rotation);
  return { status: "split", parts, forced: isForced(workload, domains, eligible.length) };
}
