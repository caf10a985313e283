/**
 * Designs that the realisation starts from: the packing's own nodes, on which every pod goes anywhere among its pools,
 * and nodes by fractional homes, of few large types, where every workload prefers the types that it fills evenly.
 */
import type { WorkloadKind } from "../../model/fleet.js";
import type { PackTargetInput } from "../pack/pack-target.js";
import { nodeLimits, packTarget } from "../pack/pack-target.js";
import type { FilledNodes } from "../pack/filled-nodes.js";
import type { NodeKind } from "../formulate/node-kind.js";
import { topUp } from "../pack/minimum-nodes.js";
import { amountOf } from "../../units/resources.js";
import { isSpare } from "../constraints/headroom.js";
import { fractionalHomes } from "./fractional-homes.js";
import type { Homes } from "./fractional-homes.js";
import { meanPod } from "./home-types.js";
import type { HomeType } from "./home-types.js";
import { countsOf, splitZones, standingsOf } from "./model-of-nodes.js";
import { placeOf } from "./more-nodes.js";
import type { NodeCounts, Standing, Standings } from "./model-of-nodes.js";

/** Work of a packing with slack: a plain one will do. */
const SLACK_WORK_UNITS = 20_000;

export interface Design {
  readonly counts: NodeCounts;
  /** Nodes that must stay. */
  readonly floor: NodeCounts;
  readonly standings: Standings;
  /** Layouts of the floor that hold everything; absent: to be found once the nodes are chosen. */
  readonly layouts?: readonly FilledNodes[];
}

export function packedDesign(nodes: readonly FilledNodes[]): Design {
  const counts = countsOf(nodes);
  return { counts, floor: counts, standings: standingsOf(nodes), layouts: nodes };
}

/**
 * The same, where every workload prefers the instance types on which the packing has it: scores then lead most pods to
 * where they were packed, whatever comes first.
 */
export function preferringDesign(nodes: readonly FilledNodes[], { target }: PackTargetInput): Design {
  const kindOf = new Map(target.workloads.map(({ id, kind }) => [id, kind]));
  const types = new Map<string, Set<string>>();
  for (const { kind, pods } of nodes)
    for (const id of pods.keys()) types.set(id, (types.get(id) ?? new Set<string>()).add(kind.instanceType));
  const packed = packedDesign(nodes);
  const standings = new Map(
    [...packed.standings].map(([id, standing]): [string, Standing] => {
      const kind = kindOf.get(id);
      const prefers = kind !== undefined && mayPrefer({ kind });
      return [id, { ...standing, instanceTypes: prefers ? (types.get(id) ?? new Set()) : new Set() }];
    }),
  );
  return { ...packed, standings };
}

function kindIn(type: HomeType, capacity: ReadonlyMap<string, number>): NodeKind | undefined {
  const standing = (kind: NodeKind): number => capacity.get(placeOf(kind)) ?? 0;
  return type.kinds.reduce<NodeKind | undefined>(
    (best, kind) => (best === undefined || standing(kind) < standing(best) ? kind : best),
    undefined,
  );
}

/** Whole nodes, each in the zone that has least so far: spread over zones needs as much room in each of them. */
function dealt({ types, nodes }: Homes): Map<NodeKind, number> {
  const counts = new Map<NodeKind, number>();
  const capacity = new Map<string, number>();
  const order = types.map((_type, index) => index);
  const size = (index: number): number => amountOf(types[index]?.kinds[0]?.free ?? {}, "cpuMilli");
  order.sort((left, right) => size(right) - size(left) || left - right);
  for (const index of order) {
    const type = types[index];
    for (let node = nodes[index] ?? 0; type !== undefined && node > 0; node -= 1) {
      const kind = kindIn(type, capacity);
      if (kind === undefined) break;
      counts.set(kind, (counts.get(kind) ?? 0) + 1);
      capacity.set(placeOf(kind), (capacity.get(placeOf(kind)) ?? 0) + size(index));
    }
  }
  return counts;
}

/** Pods that nobody may change are not made anew for a wish, which another plan may have otherwise. */
const FIXED_PODS: ReadonlySet<WorkloadKind> = new Set(["Job", "Pod"]);

function mayPrefer({ kind }: { readonly kind: WorkloadKind }): boolean {
  return !FIXED_PODS.has(kind);
}

function standingsIn(input: PackTargetInput, { types, homes }: Homes): Standings {
  const { demands } = input;
  const standings = new Map<string, Standing>();
  for (const [index, { workload, replicas }] of demands.whole.entries()) {
    if (isSpare(workload.id)) continue;
    const kinds = (homes[index] ?? []).flatMap((type) => types[type]?.kinds ?? []);
    standings.set(workload.id, {
      replicas,
      pools: new Set(kinds.map(({ pool }) => pool)),
      architectures: new Set(kinds.map(({ architecture }) => architecture)),
      instanceTypes: new Set(mayPrefer(workload) ? kinds.map(({ instanceType }) => instanceType) : []),
      ...splitZones(input, workload),
    });
  }
  return standings;
}

/** Undefined where homes cannot be told: nodes that stand already, replicas that may stay out, too large a program. */
export function homesDesign(input: PackTargetInput, meanPodsLost: number): Design | undefined {
  const { target, kinds, demands } = input;
  if (kinds.some(({ stock }) => stock !== undefined)) return undefined;
  if (demands.whole.some(({ penalty }) => penalty !== undefined)) return undefined;
  const limits = nodeLimits({ target, kinds });
  const homes = fractionalHomes({ kinds, demands: demands.whole, nodeLimits: limits, meanPodsLost });
  if (homes === undefined) return undefined;
  const counts = dealt(homes);
  const standing = [...counts].map(([kind, nodes]) => ({ kind, nodes, pods: new Map<string, number>() }));
  const more = topUp({ pools: target.pools, kinds, nodes: standing });
  return { counts: countsOf([...standing, ...more]), floor: new Map(), standings: standingsIn(input, homes) };
}

/** A packing that leaves some mean pods' CPU and memory free on every node: large nodes lose less by it. */
export function slackDesign(input: PackTargetInput, meanPodsLost: number): Design | undefined {
  const { kinds, demands, limits } = input;
  if (kinds.some(({ stock }) => stock !== undefined)) return undefined;
  // It could leave out more replicas than the packing, whose penalties the cost counts.
  if (demands.whole.some(({ penalty }) => penalty !== undefined)) return undefined;
  const lost = ["cpuMilli", "memoryMiB"].map(
    (name) => [name, Math.floor(meanPodsLost * meanPod(demands.whole, name))] as const,
  );
  const boughtAs = new Map<NodeKind, NodeKind>();
  for (const kind of kinds) {
    const less = lost.map(
      ([name, amount]) => [name, Math.max(0, amountOf(kind.free, name) - amount)] as const,
    );
    boughtAs.set({ ...kind, free: { ...kind.free, ...Object.fromEntries(less) } }, kind);
  }
  const packed = packTarget({
    ...input,
    kinds: [...boughtAs.keys()],
    nodesAlone: true,
    limits: { ...limits, workUnits: Math.min(limits.workUnits, SLACK_WORK_UNITS) },
  });
  if (packed.status !== "packed") return undefined;
  const nodes = packed.nodes.map((one) => ({ ...one, kind: boughtAs.get(one.kind) ?? one.kind }));
  return { counts: countsOf(nodes), floor: new Map(), standings: standingsOf(nodes) };
}
