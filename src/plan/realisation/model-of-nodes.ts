/** A target's nodes and pods for the scheduler model, as its plan's components would create them. */
import { availabilityZoneLabel } from "../../catalogue/index.js";
import type { Workload } from "../../model/fleet.js";
import { modelPods } from "../../simulate/index.js";
import type { ModelNodes, ModelPods, PlannedPods } from "../../simulate/index.js";
import { maxPerNodeOf } from "../constraints/per-node.js";
import { outlivesRisks, zonesToBind } from "../constraints/zone-risks.js";
import type { ZoneCounts } from "../constraints/zone-risks.js";
import { zonesOf } from "../formulate/eligibility.js";
import type { PackTargetInput } from "../formulate/pack-input.js";
import type { FilledNodes } from "../pack/filled-nodes.js";
import type { NodeKind } from "../formulate/node-kind.js";
import type { PlanTarget } from "../formulate/plan-target.js";

/** Where a workload may be, and where it would rather be. */
export interface Standing {
  readonly replicas: number;
  readonly pools: ReadonlySet<string>;
  readonly architectures: ReadonlySet<string>;
  readonly instanceTypes: ReadonlySet<string>;
  /** Availability zone -> replicas, of those that zones are told apart for at least. */
  readonly zones?: ZoneCounts;
  /** Present where it must be on these types, with at most so many replicas on a node. */
  readonly bound?: { readonly mostPerNode?: number };
}

/** By workload id. */
export type Standings = ReadonlyMap<string, Standing>;

/** What the layouts of the nodes say. */
export function standingsOf(nodes: readonly FilledNodes[]): Standings {
  const standings = new Map<
    string,
    {
      replicas: number;
      pools: Set<string>;
      architectures: Set<string>;
      instanceTypes: Set<string>;
      zones: Map<string, number>;
    }
  >();
  for (const { kind, nodes: count, pods } of nodes)
    for (const [id, each] of pods) {
      const one = standings.get(id) ?? {
        replicas: 0,
        pools: new Set(),
        architectures: new Set(),
        instanceTypes: new Set(),
        zones: new Map<string, number>(),
      };
      standings.set(id, one);
      one.replicas += count * each;
      one.zones.set(kind.availabilityZone, (one.zones.get(kind.availabilityZone) ?? 0) + count * each);
      one.pools.add(kind.pool);
      one.architectures.add(kind.architecture);
    }
  return standings;
}

/** The same of one workload as its demands are split, for designs without layouts; none where nothing asks for it. */
export function splitZones(
  { demands, kinds }: Pick<PackTargetInput, "demands" | "kinds">,
  workload: Workload,
): Pick<Standing, "zones"> {
  if (!outlivesRisks(workload)) return {};
  const zones = new Map<string, number>();
  for (const { workload: own, replicas, mask } of demands.demands) {
    const [zone, ...others] = own.id === workload.id ? zonesOf(mask, kinds) : [];
    if (zone !== undefined && others.length === 0) zones.set(zone, (zones.get(zone) ?? 0) + replicas);
  }
  return { zones };
}

export interface TargetModel {
  /** In the order of `nodes`. */
  readonly kinds: readonly NodeKind[];
  readonly nodes: readonly ModelNodes[];
  readonly pods: readonly ModelPods[];
  /** Indices of `nodes` that must be replaceable one at a time: those of pools that say what an upgrade adds. */
  readonly replaceable: readonly number[];
}

export type NodeCounts = ReadonlyMap<NodeKind, number>;

/** Micro-units an hour. */
export function priceOf(counts: NodeCounts): number {
  return [...counts].reduce((sum, [kind, nodes]) => sum + nodes * kind.microPerHour, 0);
}

export function countsOf(filled: readonly FilledNodes[]): NodeCounts {
  const counts = new Map<NodeKind, number>();
  for (const { kind, nodes } of filled) counts.set(kind, (counts.get(kind) ?? 0) + nodes);
  return counts;
}

function nodesOf(counts: NodeCounts): Pick<TargetModel, "kinds" | "nodes"> {
  const kinds = [...counts.keys()].filter((kind) => (counts.get(kind) ?? 0) > 0);
  return {
    kinds,
    nodes: kinds.map((kind, number) => ({
      names: Array.from({ length: counts.get(kind) ?? 0 }, (_none, node) => `${number}-${node}`),
      labels: kind.labels,
      taints: kind.taints,
      availabilityZone: kind.availabilityZone,
      allocatable: kind.allocatable,
      systemLoad: kind.systemLoad,
    })),
  };
}

/** Machines that exist are not replaced by bought ones. */
function replaceableOf(kinds: readonly NodeKind[], pools: PlanTarget["pools"]): number[] {
  const upgraded = new Set(
    pools.flatMap(({ name, headroom }) => ((headroom?.surgeNodes ?? 0) > 0 ? [name] : [])),
  );
  return kinds.flatMap(({ pool, stock }, index) =>
    stock === undefined && upgraded.has(pool) ? [index] : [],
  );
}

/** As components will bind it, by names and by the labels of nodes. */
function zonesOfPods(
  workload: Workload,
  { zones }: Standing,
  target: PlanTarget,
): Pick<PlannedPods, "boundZones" | "zoneLabels"> {
  if (!outlivesRisks(workload) || zones === undefined) return {};
  const boundZones = zonesToBind(workload, zones, target);
  if (boundZones === undefined || boundZones === "any") return {};
  const labelOf = (zone: string): string =>
    target.kind === "cluster"
      ? availabilityZoneLabel(target.cluster.provider, target.cluster.region, zone)
      : zone;
  return { boundZones, zoneLabels: boundZones.map(labelOf) };
}

function podsOf(target: PlanTarget, standings: Standings): readonly ModelPods[] {
  const planned = target.workloads.flatMap((workload): PlannedPods[] => {
    const one = standings.get(workload.id);
    if (one === undefined) return [];
    const { id, kind, requests, zoneSpread, survive, riskZones, dedicatedNodes } = workload;
    const { bound } = one;
    const maxPerNode = bound?.mostPerNode ?? maxPerNodeOf(workload);
    const types = [...one.instanceTypes].sort();
    return [
      {
        id,
        kind,
        requests,
        replicas: one.replicas,
        ...(zoneSpread === undefined ? {} : { zoneSpread }),
        ...(survive === undefined ? {} : { survive }),
        ...(riskZones === undefined ? {} : { riskZones }),
        ...zonesOfPods(workload, one, target),
        ...(maxPerNode === undefined ? {} : { maxPerNode }),
        ...(dedicatedNodes === undefined ? {} : { dedicatedNodes }),
        pools: [...one.pools].sort(),
        architectures: [...one.architectures].sort(),
        ...(bound === undefined ? { preferredInstanceTypes: types } : { requiredInstanceTypes: types }),
        workload,
      },
    ];
  });
  return modelPods(planned);
}

/** The same pods on other nodes. */
export function modelOn(
  { pools }: PlanTarget,
  counts: NodeCounts,
  { pods }: Pick<TargetModel, "pods">,
): TargetModel {
  const bought = nodesOf(counts);
  return { ...bought, pods, replaceable: replaceableOf(bought.kinds, pools) };
}

export function modelOf(target: PlanTarget, counts: NodeCounts, standings: Standings): TargetModel {
  return modelOn(target, counts, { pods: podsOf(target, standings) });
}
