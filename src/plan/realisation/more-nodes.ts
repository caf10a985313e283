/**
 * Which nodes to add for pods that found none: of all kinds that may be bought, the one on which pending pods worth
 * most for its price would stand. A pod is worth what it costs alone on the kind that is cheapest for it.
 */
import type { Workload } from "../../model/fleet.js";
import { NODE_LABELS } from "../../model/kubernetes.js";
import { amountOf } from "../../units/resources.js";
import type { ResourceVector } from "../../units/resources.js";
import { maxPerNodeOf } from "../constraints/per-node.js";
import type { FilledNodes } from "../pack/filled-nodes.js";
import type { NodeKind } from "../formulate/node-kind.js";
import type { PackTargetInput } from "../pack/pack-target.js";
import type { NodeCounts, Standings, TargetModel } from "./model-of-nodes.js";
import type { Failure } from "./trials.js";

interface Waiting {
  readonly workload: Workload;
  readonly count: number;
  readonly most: number;
  /** By node kind of the target. */
  readonly mayRun: (index: number) => boolean;
  /** Availability zones in which its spread would let it stand. */
  readonly zones: ReadonlySet<string>;
  value: number;
}

/** How many of it stand on a node of its own. */
export function fitting(requests: ResourceVector, free: ResourceVector, most: number): number {
  let count = most;
  for (const name of Object.keys(requests)) {
    const each = amountOf(requests, name);
    if (each > 0) count = Math.min(count, Math.floor(amountOf(free, name) / each));
  }
  return count;
}

/** Zones where one more of the pods keeps their spread, by what stands where after the replay. */
function zonesOpen({ model }: Failure, pods: number, kinds: readonly NodeKind[]): ReadonlySet<string> {
  const open = new Set(kinds.map(({ availabilityZone }) => availabilityZone));
  const standing = new Set<string>();
  const closed = new Set<string>();
  for (let node = 0; node < model.nodeNames.length; node += 1) {
    const zone = model.zoneOfNode(node);
    if (zone === undefined || standing.has(zone)) continue;
    standing.add(zone);
    if (!model.keepsSpread(pods, node, NODE_LABELS.availabilityZone)) closed.add(zone);
  }
  for (const zone of closed) open.delete(zone);
  return open;
}

function waitingOf(input: PackTargetInput, target: TargetModel, failure: Failure): Waiting[] {
  const { kinds } = input;
  const byId = new Map(input.target.workloads.map((workload) => [workload.id, workload]));
  const masks = new Map(input.demands.whole.map(({ workload, mask }) => [workload.id, mask]));
  return target.pods.flatMap((pods, index): Waiting[] => {
    const count = failure.pending[index] ?? 0;
    const workload = byId.get(pods.id);
    const mask = masks.get(pods.id);
    if (count === 0 || workload === undefined || mask === undefined) return [];
    const [term] = pods.requiredNodeTerms;
    const allowed = (key: string): readonly string[] =>
      term?.requirements.findLast((one) => one.key === key && one.operator === "In")?.values ?? [];
    const [pools, architectures] = [allowed(NODE_LABELS.pool), allowed(NODE_LABELS.architecture)];
    const mayRun = (at: number): boolean => {
      const kind = kinds[at];
      return (
        kind !== undefined &&
        mask[at] === 1 &&
        pools.includes(kind.pool) &&
        architectures.includes(kind.architecture)
      );
    };
    const zones = zonesOpen(failure, index, kinds);
    return [{ workload, count, most: maxPerNodeOf(workload) ?? Infinity, mayRun, zones, value: 0 }];
  });
}

export interface Wanted {
  readonly kind: NodeKind;
  /** How many of them the pending pods would fill. */
  readonly nodes: number;
}

/** Pending pods, largest first, that stand on one empty node of the kind, and what they are worth. */
function filledWith(
  waiting: readonly Waiting[],
  kind: NodeKind,
  index: number,
): { value: number; nodes: number } {
  let free = kind.free;
  let [value, nodes] = [0, Infinity];
  for (const one of waiting) {
    if (!one.mayRun(index) || !one.zones.has(kind.availabilityZone)) continue;
    const { requests } = one.workload;
    const count = Math.min(one.count, fitting(requests, free, one.most));
    if (count <= 0) continue;
    value += count * one.value;
    nodes = Math.min(nodes, Math.ceil(one.count / count));
    free = lessOf(free, requests, count);
  }
  return { value, nodes };
}

export function lessOf(free: ResourceVector, requests: ResourceVector, count: number): ResourceVector {
  const left: Record<string, number> = { ...free };
  for (const name of Object.keys(requests))
    left[name] = amountOf(free, name) - count * amountOf(requests, name);
  return left;
}

/**
 * A node of the type that holds most of the largest pending pod's workload, in the zone that has least of its place among those
 * that its spread leaves open. Undefined where it prefers none, or none may be bought.
 */
export function homeNode(
  input: PackTargetInput,
  target: TargetModel,
  failure: Failure,
  { counts, standings, mayBuy }: HomeNodeInput,
): { readonly kind: NodeKind; readonly workload: string } | undefined {
  const waiting = waitingOf(input, target, failure).map((one) => ({
    one,
    kinds: input.kinds.filter(
      (kind, index) =>
        one.mayRun(index) &&
        one.zones.has(kind.availabilityZone) &&
        (standings.get(one.workload.id)?.instanceTypes.has(kind.instanceType) ?? false) &&
        mayBuy(kind),
    ),
  }));
  const sized = waiting.flatMap(({ one, kinds }) => {
    const share = Math.min(
      ...kinds.map(({ free }) => 1 / Math.max(1, fitting(one.workload.requests, free, 1e6))),
    );
    return kinds.length === 0 ? [] : [{ kinds, share, id: one.workload.id }];
  });
  sized.sort((left, right) => right.share - left.share || (left.id < right.id ? -1 : 1));
  const capacity = (kind: NodeKind): number =>
    [...counts].reduce(
      (sum, [other, nodes]) =>
        placeOf(other) === placeOf(kind) ? sum + nodes * amountOf(other.free, "cpuMilli") : sum,
      0,
    );
  const [largest] = sized;
  const [main] = [...(standings.get(largest?.id ?? "")?.instanceTypes ?? [])].filter((type) =>
    largest?.kinds.some(({ instanceType }) => instanceType === type),
  );
  const kind = largest?.kinds
    .filter(({ instanceType }) => instanceType === main)
    .reduce<NodeKind | undefined>(
      (best, one) => (best === undefined || capacity(one) < capacity(best) ? one : best),
      undefined,
    );
  return largest === undefined || kind === undefined ? undefined : { kind, workload: largest.id };
}

interface HomeNodeInput {
  readonly counts: NodeCounts;
  readonly standings: Standings;
  readonly mayBuy: (kind: NodeKind) => boolean;
}

/** What the components let a workload choose among: one architecture in one pool. */
export function classOf({ pool, architecture }: NodeKind): string {
  return [pool, architecture].join("\n");
}

/** What spread over zones tells apart: pods of one architecture in one pool. */
export function placeOf(kind: NodeKind): string {
  return [classOf(kind), kind.availabilityZone].join("\n");
}

/** `mayBuy`: whether limits allow one more node of a kind. Undefined where nothing that may be bought helps. */
export function wantedNodes(
  input: PackTargetInput,
  target: TargetModel,
  failure: Failure,
  mayBuy: (kind: NodeKind) => boolean,
): Wanted | undefined {
  const waiting = waitingOf(input, target, failure);
  const open = input.kinds.map((kind) => kind.stock === undefined && mayBuy(kind));
  for (const one of waiting) {
    one.value = Infinity;
    for (const [index, kind] of input.kinds.entries()) {
      if (open[index] !== true || !one.mayRun(index)) continue;
      const count = fitting(one.workload.requests, kind.free, one.most);
      if (count > 0) one.value = Math.min(one.value, kind.microPerHour / count);
    }
  }
  const worth = waiting.filter(({ value }) => Number.isFinite(value));
  worth.sort((left, right) => right.value - left.value || (left.workload.id < right.workload.id ? -1 : 1));
  let best: (Wanted & { readonly ratio: number }) | undefined;
  for (const [index, kind] of input.kinds.entries()) {
    if (open[index] !== true) continue;
    const { value, nodes } = filledWith(worth, kind, index);
    if (!Number.isFinite(nodes)) continue;
    const ratio = value / Math.max(1, kind.microPerHour);
    if (best === undefined || ratio > best.ratio) best = { kind, nodes, ratio };
  }
  return best;
}

/** With `count` empty nodes more. */
export function withEmpty(
  nodes: readonly FilledNodes[],
  kind: NodeKind,
  count: number,
): readonly FilledNodes[] {
  return [...nodes, { kind, nodes: count, pods: new Map<string, number>() }];
}
