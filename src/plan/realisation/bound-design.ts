/**
 * A design of bound homes: every workload is required to run on one instance type of one pool, with a cap of replicas a
 * node, so that any order of arrival holds (`home-items.ts`). Its layouts are the even filling that the caps allow.
 */
import type { UnboundReason } from "../../model/plan.js";
import { evenParts } from "../constraints/zone-spread.js";
import { outlivesRisks } from "../constraints/zone-risks.js";
import { isSpare } from "../constraints/headroom.js";
import type { FilledNodes } from "../pack/filled-nodes.js";
import { topUp } from "../pack/minimum-nodes.js";
import type { NodeKind } from "../formulate/node-kind.js";
import type { PackTargetInput } from "../pack/pack-target.js";
import { boundHomes } from "./bound-homes.js";
import type { Design } from "./design.js";
import { capOn } from "./home-items.js";
import type { Home, HomeSpace } from "./home-space.js";
import { countsOf } from "./model-of-nodes.js";
import type { Standing } from "./model-of-nodes.js";

/** Looks at workloads by the search for homes. */
const WORK_UNITS = 120_000_000;

/** What bound homes know nothing of: another design has to do. */
function isBeyond({ target, kinds, demands }: PackTargetInput): boolean {
  if (target.licences.length > 0 || kinds.some(({ stock }) => stock !== undefined)) return true;
  return demands.whole.some(({ workload, penalty, priority, gang, holds }) => {
    const { beside, apartFrom, dedicatedNodes, maxPerAvailabilityZone, peak, hourly, zoneSpread } = workload;
    const others = [penalty, priority, gang, holds, workload.gang, workload.performance];
    const rules = [
      beside,
      apartFrom,
      dedicatedNodes,
      maxPerAvailabilityZone,
      peak,
      hourly,
      zoneSpread?.minDomains,
    ];
    if (outlivesRisks(workload)) return true;
    return [...others, ...rules].some((rule) => rule !== undefined);
  });
}

interface Node {
  readonly kind: NodeKind;
  readonly pods: Map<string, number>;
}

/** One node after the other, each in the zone that has least of the pool so far, but evenly within a home. */
function nodesOf({ types }: HomeSpace, { type, nodes }: Home, standing: Map<string, number>): Node[] {
  const kinds = types[type]?.kinds ?? [];
  const order = [...kinds].sort(
    (left, right) => (standing.get(left.availabilityZone) ?? 0) - (standing.get(right.availabilityZone) ?? 0),
  );
  return Array.from({ length: nodes }, (_none, number) => order[number % order.length]).flatMap((kind) => {
    if (kind === undefined) return [];
    standing.set(kind.availabilityZone, (standing.get(kind.availabilityZone) ?? 0) + kind.vcpu);
    return [{ kind, pods: new Map<string, number>() }];
  });
}

/** Replicas in turn, one a node. */
function deal(nodes: readonly Node[], id: string, replicas: number): void {
  for (let left = replicas; left > 0;)
    for (const { pods } of nodes.slice(0, left)) {
      pods.set(id, (pods.get(id) ?? 0) + 1);
      left -= 1;
    }
}

/** What is spread over zones evenly among them, whatever nodes each has. */
function dealOverZones(nodes: readonly Node[], id: string, replicas: number): void {
  const zones = [...new Set(nodes.map(({ kind }) => kind.availabilityZone))];
  for (const { availabilityZone, replicas: own } of evenParts(replicas, zones, 0))
    deal(
      nodes.filter(({ kind }) => kind.availabilityZone === availabilityZone),
      id,
      own,
    );
}

function filledOf(nodes: readonly Node[]): FilledNodes[] {
  const alike = new Map<string, FilledNodes>();
  for (const { kind, pods } of nodes) {
    const key = `${kind.availabilityZone}\n${[...pods].join("\n")}`;
    alike.set(key, { kind, pods, nodes: (alike.get(key)?.nodes ?? 0) + 1 });
  }
  return [...alike.values()];
}

/** A reason where some workload has rules that homes know nothing of, or finds no home. */
export function boundDesign(input: PackTargetInput): Design | Extract<UnboundReason, "rules" | "noTypes"> {
  if (isBeyond(input)) return "rules";
  const { target, kinds, demands } = input;
  const found = boundHomes({ kinds, demands: demands.whole }, WORK_UNITS);
  if (found === undefined) return "noTypes";
  const { space, homes } = found;
  const standing = new Map<string, number>();
  const standings = new Map<string, Standing>();
  const filled = homes.flatMap((home) => {
    const nodes = nodesOf(space, home, standing);
    for (const member of home.members) {
      const item = space.items[member];
      const kind = nodes[0]?.kind;
      if (item === undefined || kind === undefined) continue;
      const { workload, replicas } = item.demand;
      if (isSpare(workload.id)) continue;
      const cap = capOn(item, home.nodes, space.zonesOf(home.type)) ?? replicas;
      standings.set(workload.id, {
        replicas,
        pools: new Set([kind.pool]),
        architectures: new Set([kind.architecture]),
        instanceTypes: new Set([kind.instanceType]),
        ...(cap < replicas ? { bound: { mostPerNode: cap } } : { bound: {} }),
      });
      if (item.isSpread) dealOverZones(nodes, workload.id, replicas);
      else deal(nodes, workload.id, replicas);
    }
    return filledOf(nodes);
  });
  const layouts = [...filled, ...topUp({ pools: target.pools, kinds, nodes: filled })];
  const counts = countsOf(layouts);
  return { counts, floor: counts, standings, layouts };
}
