/**
 * Gangs: all replicas of a workload, or of several with one gang's name, within one domain, and all of them or none.
 * On one node they are packed as one item, which is exact. In one availability zone they keep to zones that take
 * every workload of the gang; which of these is chosen by packing each choice (`src/plan/pack/pack-gangs.ts`).
 * Kueue calls such a domain a pod set's required topology (Topology Aware Scheduling, v0.17).
 */
import type { Workload } from "../../model/fleet.js";
import { mayStayOut } from "../../model/fleet-parts.js";
import type { Conflict } from "../../model/outcome.js";
import { omitted } from "../../units/omitted.js";
import { addResources, fitsInto } from "../../units/resources.js";
import type { Demand } from "../formulate/demand.js";
import { inZones, zonesOf } from "../formulate/eligibility.js";
import type { EligibilityMask } from "../formulate/eligibility.js";
import type { FilledNodes } from "../pack/filled-nodes.js";
import type { NodeKind } from "../formulate/node-kind.js";
import type { PlanTarget } from "../formulate/plan-target.js";
import type { BesideInput, Placing } from "./beside.js";
import { boundToZonesOf } from "./zone-terms.js";

/** What tells the gangs of a target apart. */
function gangKey({ within, name }: NonNullable<Workload["gang"]>): string {
  return `${within} ${name}`;
}

/** Members with replicas to place, by gang. */
function membersOf({ placings, workloads }: BesideInput): Map<string, Workload[]> {
  const gangs = new Map<string, Workload[]>();
  for (const workload of workloads) {
    if (workload.gang === undefined || !placings.has(workload.id)) continue;
    const key = gangKey(workload.gang);
    gangs.set(key, [...(gangs.get(key) ?? []), workload]);
  }
  return gangs;
}

function conflictOf(members: readonly Workload[], kinds: readonly NodeKind[], why: string): Conflict {
  const [first] = members;
  const names = members.map(({ name }) => `"${name}"`).join(", ");
  return {
    label: "gang",
    subject: first?.id ?? "",
    path: first?.origin ?? "",
    message: `all replicas of ${names} must stand together (gang): ${why}`,
    offeringsConsidered: kinds.length,
    exclusions: [],
    waysOut: [
      first?.gang?.within === "node"
        ? "let a pool buy larger instance types, or gather them in one availability zone in place of one node"
        : "let one availability zone have nodes for all of them",
      "lower the replicas, or do without the gang",
    ],
  };
}

function everyMask(demands: readonly Demand[], kinds: readonly NodeKind[]): EligibilityMask {
  return Uint8Array.from(kinds, (_kind, index) => (demands.every(({ mask }) => mask[index] === 1) ? 1 : 0));
}

/** What one item of the whole gang asks for, and which nodes hold it. */
function oneItem(key: string, demands: readonly Demand[], kinds: readonly NodeKind[]): Demand | undefined {
  const [first] = demands;
  if (first === undefined) return undefined;
  const requests = demands.reduce(
    (sum, { workload, replicas }) => addResources(sum, workload.requests, replicas),
    {},
  );
  const isCapped = demands.some(({ replicas, maxPerNode = Infinity }) => replicas > maxPerNode);
  const mask = everyMask(demands, kinds).map((eligible, index) => {
    const kind = kinds[index];
    return eligible === 1 && !isCapped && kind !== undefined && fitsInto(requests, kind.free) ? 1 : 0;
  });
  const licences = [...new Set(demands.flatMap(({ workload }) => workload.licences ?? []))].sort();
  const { penalty } = first;
  return {
    ...omitted(first, "maxPerNode", "penalty"),
    ...(penalty === undefined
      ? {}
      : { penalty: demands.reduce((sum, one) => sum + one.replicas * (one.penalty ?? 0), 0) }),
    workload: {
      ...first.workload,
      id: `gang/${key}`,
      requests,
      ...(licences.length === 0 ? {} : { licences }),
    },
    replicas: 1,
    mask,
    apartAs: first.workload.id,
    holds: new Map(demands.map(({ workload, replicas }) => [workload.id, replicas])),
  };
}

export interface Gathered {
  readonly placings: ReadonlyMap<string, Placing>;
  /** No plan exists. */
  readonly conflicts: readonly Conflict[];
}

/**
 * Placings whose gangs keep to what can take all of each. As a whole each keeps every node that its other rules leave
 * it, as a certificate takes it.
 */
export function gather(input: BesideInput): Gathered {
  const { kinds } = input;
  const placings = new Map(input.placings);
  const conflicts: Conflict[] = [];
  for (const [key, members] of membersOf(input)) {
    const wholes = members.flatMap(({ id }) => placings.get(id)?.whole ?? []);
    const mustRun = members.some((member) => !mayStayOut(member));
    if (members[0]?.gang?.within === "node") {
      const item = oneItem(key, wholes, kinds);
      if (item === undefined) continue;
      if (mustRun && !item.mask.includes(1))
        conflicts.push(conflictOf(members, kinds, "no node takes all of them"));
      for (const [index, whole] of wholes.entries())
        placings.set(whole.workload.id, {
          whole,
          parts: index === 0 ? [item] : [],
          exact: true,
        });
      continue;
    }
    const zones = wholes
      .map(({ mask }) => zonesOf(mask, kinds))
      .reduce((shared, own) => shared.filter((zone) => own.includes(zone)));
    if (mustRun && zones.length === 0)
      conflicts.push(conflictOf(members, kinds, "no availability zone has nodes for each of them"));
    for (const whole of wholes) {
      const gathered = { ...whole, mask: inZones(whole.mask, kinds, zones), gang: key };
      placings.set(whole.workload.id, { whole: { ...whole, gang: key }, parts: [gathered], exact: true });
    }
  }
  return { placings, conflicts };
}

/** Availability zones that hold any of the workloads. */
export function zonesHolding(ids: ReadonlySet<string>, nodes: readonly FilledNodes[]): string[] {
  const holding = nodes.filter(({ pods }) => [...pods.keys()].some((id) => ids.has(id)));
  return [...new Set(holding.map(({ kind }) => kind.availabilityZone))].sort();
}

/** Demands whose gangs stay in the zone where the nodes have them. */
export function asGathered(
  demands: readonly Demand[],
  nodes: readonly FilledNodes[],
  kinds: readonly NodeKind[],
): Demand[] {
  return demands.map((demand) => {
    if (demand.gang === undefined) return demand;
    const zones = zonesHolding(new Set([demand.workload.id]), nodes);
    return zones.length === 0 ? demand : { ...demand, mask: inZones(demand.mask, kinds, zones) };
  });
}

/** The workload bound to the availability zone where its gang is: its pods ask for that by the node's label. */
export function boundToZone(workload: Workload, nodes: readonly FilledNodes[]): Workload {
  return workload.gang?.within === "availabilityZone" ? boundToZonesOf(workload, nodes) : workload;
}

/** The target with its gangs where they are. */
export function withGangsBound<T extends PlanTarget>(target: T, nodes: readonly FilledNodes[]): T {
  if (target.workloads.every(({ gang }) => gang === undefined)) return target;
  return { ...target, workloads: target.workloads.map((workload) => boundToZone(workload, nodes)) };
}

/** Each choice of zones that was tried leaves something without a place. */
export function gangsConflict(
  gangs: readonly (readonly Workload[])[],
  kinds: readonly NodeKind[],
  proved: boolean,
): Conflict {
  const why = proved
    ? "no one availability zone has room for all of them"
    : "no availability zone that was tried for them has a plan";
  return conflictOf(gangs.flat(), kinds, why);
}
