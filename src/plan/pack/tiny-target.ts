/**
 * A tiny target once more, by trying every filling (`every-filling.ts`), where its packing is not proved to be the
 * cheapest: rules that packings keep by a restriction of the plan are asked of each whole filling here.
 *
 * What is proved of all fillings is claimed where these rules are all that the target has. Of spread over zones only
 * fillings are tried that keep it whichever zones have nodes in the end; shares of spot could be kept by idle nodes,
 * and minimums by other nodes than the cheapest: there the bound stays that of the packing.
 */
import { nodeSelector } from "../constraints/node-selector.js";
import { keepsTypes, limitsTypes } from "../constraints/instance-types.js";
import { keepsSpotShare, limitsSpot } from "../constraints/spot-share.js";
import { outlivesRisks, zonesToBind } from "../constraints/zone-risks.js";
import { penaltiesOf } from "../constraints/stay-out.js";
import type { Workload } from "../../model/fleet.js";
import { mostLostZones } from "../../model/zone-loss.js";
import type { NodeLimit } from "../constraints/node-limit.js";
import type { Demand } from "../formulate/demand.js";
import type { NodeKind } from "../formulate/node-kind.js";
import type { PackTargetInput } from "../formulate/pack-input.js";
import { everyFilling } from "./every-filling.js";
import type { FilledNodes } from "./filled-nodes.js";
import { costOf, gapPpm, stopOf } from "./target-packing.js";
import type { SolvedTarget } from "./target-packing.js";

export interface TinySearch {
  readonly input: PackTargetInput;
  readonly limits: readonly NodeLimit[];
  /** With the nodes that stand idle and those that minimums ask for; undefined where a limit has no room for them. */
  readonly completed: (filled: readonly FilledNodes[]) => readonly FilledNodes[] | undefined;
}

/** Replicas of a workload by what they stand in: the node, by index, or the availability zone. */
function countsBy<Place>(
  nodes: readonly FilledNodes[],
  id: string,
  placeOf: (one: FilledNodes, index: number) => Place,
): Map<Place, number> {
  const counts = new Map<Place, number>();
  for (const [index, one] of nodes.entries()) {
    const pods = (one.pods.get(id) ?? 0) * one.nodes;
    if (pods > 0) counts.set(placeOf(one, index), (counts.get(placeOf(one, index)) ?? 0) + pods);
  }
  return counts;
}

function zoneOf({ kind }: FilledNodes): string {
  return kind.availabilityZone;
}

/** Zones that the spread counts, with or without nodes: those with kinds that the node selector meets. */
function domainsOf(workload: Workload, kinds: readonly NodeKind[]): ReadonlySet<string> {
  return new Set(kinds.filter(nodeSelector.allows(workload)).map(({ availabilityZone }) => availabilityZone));
}

class ZoneRules {
  private readonly domains: ReadonlyMap<string, ReadonlySet<string>>;

  constructor(private readonly input: PackTargetInput) {
    const spread = input.target.workloads.filter(({ zoneSpread }) => zoneSpread !== undefined);
    this.domains = new Map(spread.map((one) => [one.id, domainsOf(one, input.kinds)]));
  }

  private spreads({ id, zoneSpread }: Workload, counts: ReadonlyMap<string, number>): boolean {
    if (zoneSpread === undefined || counts.size === 0) return true;
    const { maxSkew, minDomains = 1 } = zoneSpread;
    const domains = this.domains.get(id)?.size ?? 0;
    const fewest = counts.size < domains || domains < minDomains ? 0 : Math.min(...counts.values());
    return Math.max(...counts.values()) - fewest <= maxSkew;
  }

  private stands(workload: Workload, nodes: readonly FilledNodes[]): boolean {
    const { id, survive, maxPerAvailabilityZone = Infinity, beside, replicas } = workload;
    const zones = countsBy(nodes, id, zoneOf);
    if (Math.max(0, ...zones.values()) > maxPerAvailabilityZone) return false;
    if (survive === "availabilityZone" && replicas > 1 && zones.size < 2) return false;
    if (outlivesRisks(workload) && zonesToBind(workload, zones, this.input.target) === undefined)
      return false;
    if (!this.spreads(workload, zones)) return false;
    if (beside === undefined) return true;
    const own = beside.over === "node" ? countsBy(nodes, id, (_one, index) => index) : zones;
    const other =
      beside.over === "node"
        ? countsBy(nodes, beside.workload, (_one, index) => index)
        : countsBy(nodes, beside.workload, zoneOf);
    return [...own.keys()].every((place: string | number) =>
      (other as ReadonlyMap<string | number, number>).has(place),
    );
  }

  keptBy(nodes: readonly FilledNodes[]): boolean {
    return this.input.target.workloads.every((workload) => this.stands(workload, nodes));
  }
}

/** What the search of every filling knows all rules of. */
function isKnown({ target, kinds, demands, limits }: PackTargetInput): boolean {
  return (
    target.kind === "cluster" &&
    limits.boundOnly !== true &&
    kinds.every(({ deviceShares }) => deviceShares === undefined) &&
    demands.whole.every(({ gang, holds }) => gang === undefined && holds === undefined)
  );
}

function isExact({ target }: PackTargetInput): boolean {
  return (
    !limitsSpot(target) &&
    target.pools.every(({ minNodes }) => minNodes === 0) &&
    // Of zones that risk groups take, only fillings are tried that some rule of Kubernetes' keeps.
    target.workloads.every((one) => one.zoneSpread === undefined && mostLostZones(one) === 1)
  );
}

/** What a rule counts that the search does not know of a kind beforehand. */
function groupsOf(target: PackTargetInput["target"]): (kind: NodeKind) => string {
  const [spot, types] = [limitsSpot(target), limitsTypes(target)];
  return ({ pool, availabilityZone, purchaseOption, vcpu, instanceType, stock }) =>
    [
      pool,
      availabilityZone,
      stock ?? "",
      spot ? `${purchaseOption}/${vcpu}` : "",
      types ? instanceType : "",
    ].join("\u0000");
}

/** Nodes that are alike, as one entry. */
function merged(nodes: readonly FilledNodes[]): FilledNodes[] {
  const entries = new Map<string, FilledNodes>();
  const kinds = [...new Set(nodes.map(({ kind }) => kind))];
  for (const one of nodes) {
    const pods = [...one.pods].sort(([left], [right]) => (left < right ? -1 : 1));
    const key = `${kinds.indexOf(one.kind)} ${JSON.stringify(pods)}`;
    const known = entries.get(key);
    entries.set(key, known === undefined ? one : { ...known, nodes: known.nodes + one.nodes });
  }
  return [...entries.values()];
}

/** The packing, or a cheaper filling; the same where its cost is proved near enough. Work units are added. */
export function withEveryFilling(packing: SolvedTarget, search: TinySearch): SolvedTarget {
  const { input, limits, completed } = search;
  if (packing.stop === "proved" || packing.stop === "gapReached" || !isKnown(input)) return packing;
  const { target, kinds, demands } = input;
  const whole: readonly Demand[] = demands.whole;
  const rules = new ZoneRules(input);
  const standing = kinds.reduce((sum, { stock = 0, microPerHour }) => sum + stock * microPerHour, 0);
  const found = everyFilling(
    {
      kinds,
      demands: whole,
      limits,
      groupOf: groupsOf(target),
      settled: (filled) => {
        const nodes = rules.keptBy(filled) ? completed(filled) : undefined;
        return nodes !== undefined && keepsSpotShare(target, nodes) && keepsTypes(target, nodes)
          ? nodes
          : undefined;
      },
      costOf: (nodes) => costOf(nodes) + penaltiesOf(whole, nodes),
      below: packing.cost,
      workUnits: input.limits.workUnits - packing.workUnits,
    },
    standing,
  );
  const workUnits = packing.workUnits + found.workUnits;
  const nodes = found.nodes === undefined ? packing.nodes : merged(found.nodes);
  const cost = found.nodes === undefined ? packing.cost : costOf(nodes) + penaltiesOf(whole, nodes);
  const triedAll = found.complete && isExact(input);
  const bound = triedAll ? cost : packing.bound;
  const stop = stopOf(gapPpm(cost, bound), input.limits.targetGapMilliPercent, packing.stop === "workBudget");
  return { ...packing, nodes, cost, bound, stop, workUnits, ...(triedAll ? { triedAll } : {}) };
}
