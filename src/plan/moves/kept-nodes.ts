/**
 * Nodes of a previous plan as nodes of this one: those that its pools still have, with the pods that may still
 * stand on them and fit. How many of them stay is a matter of price (`keep-target.ts`).
 */
import type { Workload } from "../../model/fleet.js";
import type { RunningNodes } from "../../model/running.js";
import { amountOf } from "../../units/resources.js";
import { apartOf } from "../constraints/apart.js";
import type { Apart } from "../constraints/apart.js";
import { isSpare } from "../constraints/headroom.js";
import type { Demand } from "../formulate/demand.js";
import { zonesOf } from "../formulate/eligibility.js";
import type { FilledNodes } from "../pack/filled-nodes.js";
import type { NodeKind } from "../formulate/node-kind.js";
import type { PlanTarget } from "../formulate/plan-target.js";
import { kindKey } from "./staying-nodes.js";

/** Demands whose items are one replica of their workload: the others are groups that stand together. */
function keepableParts(demands: readonly Demand[]): ReadonlyMap<string, readonly Demand[]> {
  const grouped = new Set(demands.flatMap(({ holds }) => [...(holds?.keys() ?? [])]));
  const parts = new Map<string, Demand[]>();
  for (const demand of demands) {
    const { id } = demand.workload;
    if (isSpare(id) || grouped.has(id) || demand.holds !== undefined) continue;
    parts.set(id, [...(parts.get(id) ?? []), demand]);
  }
  return parts;
}

function zoneOf({ mask }: Demand, kinds: readonly NodeKind[]): string | undefined {
  const [zone, ...others] = zonesOf(mask, kinds);
  return others.length === 0 ? zone : undefined;
}

/**
 * A split over availability zones gives the replicas left over to zones in turn; which zones those are changes
 * with any workload before it. The same shares, the largest where most replicas stand already.
 */
export function splitAsBefore(
  demands: readonly Demand[],
  kinds: readonly NodeKind[],
  { name }: PlanTarget,
  before: readonly RunningNodes[],
): Demand[] {
  const changed = new Map<Demand, number>();
  for (const [id, parts] of keepableParts(demands)) {
    const replicas = parts.map((part) => part.replicas);
    if (parts.length < 2 || new Set(replicas).size === 1) continue;
    const zones = parts.map((part) => zoneOf(part, kinds));
    if (zones.includes(undefined) || new Set(zones).size < parts.length) continue;
    const short = id.slice(name.length + 1);
    const there = zones.map((zone) =>
      before.reduce(
        (sum, row) => sum + (row.availabilityZone === zone ? row.count * (row.pods[short] ?? 0) : 0),
        0,
      ),
    );
    const order = [...parts.keys()].sort(
      (one, other) =>
        (there[other] ?? 0) - (there[one] ?? 0) ||
        (replicas[other] ?? 0) - (replicas[one] ?? 0) ||
        one - other,
    );
    const shares = [...replicas].sort((one, other) => other - one);
    for (const [rank, index] of order.entries()) {
      const part = parts[index];
      if (part !== undefined) changed.set(part, shares[rank] ?? 0);
    }
  }
  return demands.map((demand) => {
    const replicas = changed.get(demand);
    return replicas === undefined || replicas === demand.replicas ? demand : { ...demand, replicas };
  });
}

interface Placing {
  readonly workloads: ReadonlyMap<string, Workload>;
  readonly parts: ReadonlyMap<string, readonly Demand[]>;
  readonly apart: Apart;
}

function clashes(id: string, others: Iterable<string>, apart: Apart): boolean {
  for (const other of others) if (apart.get(id)?.has(other) === true) return true;
  return false;
}

/** How many of `pods` replicas of a workload still fit beside what is `held`. */
function fitting(
  kind: NodeKind,
  held: ReadonlyMap<string, number>,
  part: Demand,
  pods: number,
  all: Placing,
): number {
  const { requests, id } = part.workload;
  let most = Math.min(pods, part.maxPerNode ?? pods);
  for (const [resource, amount] of Object.entries(requests)) {
    if (amount === 0) continue;
    let room = amountOf(kind.free, resource);
    for (const [other, count] of held)
      room -= count * amountOf(all.workloads.get(other)?.requests ?? {}, resource);
    most = Math.min(most, Math.floor(room / amount));
  }
  return clashes(id, held.keys(), all.apart) ? 0 : Math.max(0, most);
}

/** What still may stand on a node of the kind, in the order of the workloads' ids. */
function stillHeld(
  row: RunningNodes,
  kind: NodeKind,
  index: number,
  { name }: PlanTarget,
  all: Placing,
): ReadonlyMap<string, number> {
  const held = new Map<string, number>();
  for (const short of Object.keys(row.pods).sort()) {
    const id = `${name}/${short}`;
    const part = all.parts.get(id)?.find(({ mask }) => mask[index] === 1);
    if (part === undefined) continue;
    const pods = fitting(kind, held, part, row.pods[short] ?? 0, all);
    if (pods > 0) held.set(id, pods);
  }
  return held;
}

function podsOn(held: ReadonlyMap<string, number>): number {
  let sum = 0;
  for (const pods of held.values()) sum += pods;
  return sum;
}

export interface KeepInput {
  readonly target: PlanTarget;
  readonly kinds: readonly NodeKind[];
  readonly demands: readonly Demand[];
  readonly before: readonly RunningNodes[];
}

/** Every node of before that is still offered, with what may stay on it; those that would hold nothing are left out. */
export function keepableNodes({ target, kinds, demands, before }: KeepInput): FilledNodes[] {
  const all: Placing = {
    workloads: new Map(demands.map(({ workload }) => [workload.id, workload])),
    parts: keepableParts(demands),
    apart: apartOf(target.workloads),
  };
  const byKey = new Map<string, number[]>();
  for (const [index, kind] of kinds.entries())
    byKey.set(kindKey(kind), [...(byKey.get(kindKey(kind)) ?? []), index]);
  const left = new Map(kinds.map((kind) => [kind, kind.stock ?? kind.reservation?.count ?? Infinity]));
  return before.flatMap((row) => {
    let [best, held]: [NodeKind | undefined, ReadonlyMap<string, number>] = [undefined, new Map()];
    for (const index of byKey.get(kindKey(row)) ?? []) {
      const kind = kinds[index];
      if (kind === undefined || (left.get(kind) ?? 0) === 0) continue;
      const here = stillHeld(row, kind, index, target, all);
      const more = podsOn(here) - podsOn(held);
      if (
        more > 0 ||
        (more === 0 && podsOn(here) > 0 && kind.microPerHour < (best?.microPerHour ?? Infinity))
      )
        [best, held] = [kind, here];
    }
    if (best === undefined || held.size === 0) return [];
    const nodes = Math.min(row.count, left.get(best) ?? 0);
    left.set(best, (left.get(best) ?? 0) - nodes);
    return [{ kind: best, nodes, pods: held }];
  });
}

/** What is left of demands once some nodes are kept, and how much of each node could be. */
export interface Kept {
  readonly nodes: readonly FilledNodes[];
  /** Demands without what those nodes hold. */
  readonly rest: readonly Demand[];
}

/** Keeps nodes in the order given, as far as there is demand for what they hold. */
export function keepInOrder(
  keepable: readonly FilledNodes[],
  demands: readonly Demand[],
  kinds: readonly NodeKind[],
): Kept {
  const parts = keepableParts(demands);
  const remaining = new Map(demands.map((demand) => [demand, demand.replicas]));
  const indices = new Map(kinds.map((kind, index) => [kind, index]));
  const nodes: FilledNodes[] = [];
  for (const { kind, nodes: count, pods } of keepable) {
    const index = indices.get(kind) ?? -1;
    const partOf = (id: string): Demand | undefined =>
      parts.get(id)?.find((part) => part.mask[index] === 1 && (remaining.get(part) ?? 0) > 0);
    for (let open = count; open > 0;) {
      const held = [...pods].flatMap(([id, each]): [Demand, number][] => {
        const part = partOf(id);
        const most = part === undefined ? 0 : Math.min(each, remaining.get(part) ?? 0);
        return part === undefined || most === 0 ? [] : [[part, most]];
      });
      if (held.length === 0) break;
      const times = Math.min(
        open,
        ...held.map(([part, each]) => Math.floor((remaining.get(part) ?? 0) / each)),
      );
      for (const [part, each] of held) remaining.set(part, (remaining.get(part) ?? 0) - times * each);
      nodes.push({ kind, nodes: times, pods: new Map(held.map(([part, each]) => [part.workload.id, each])) });
      open -= times;
    }
  }
  const rest = demands.flatMap((demand) => {
    const replicas = remaining.get(demand) ?? 0;
    return replicas === 0 ? [] : [replicas === demand.replicas ? demand : { ...demand, replicas }];
  });
  return { nodes, rest };
}
