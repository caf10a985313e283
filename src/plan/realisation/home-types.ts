/** Types of nodes that homes are made of: kinds that differ in their availability zone alone. */
import { present } from "../../units/invariant.js";
import { amountOf } from "../../units/resources.js";
import type { Demand } from "../formulate/demand.js";
import type { NodeKind } from "../formulate/node-kind.js";

export interface HomeType {
  readonly kinds: readonly NodeKind[];
  /** Indices of the same in the target's list. */
  readonly indices: readonly number[];
}

export function homeTypes(kinds: readonly NodeKind[]): HomeType[] {
  const types = new Map<string, { kinds: NodeKind[]; indices: number[] }>();
  for (const [index, kind] of kinds.entries()) {
    if (kind.stock !== undefined) continue;
    const key = [kind.pool, kind.instanceType, kind.purchaseOption, kind.microPerHour].join("\n");
    const type = types.get(key) ?? { kinds: [], indices: [] };
    types.set(key, type);
    type.kinds.push(kind);
    type.indices.push(index);
  }
  return [...types.values()];
}

export function firstKind({ kinds }: HomeType): NodeKind {
  return present(kinds[0], "kind of a home");
}

export function meanPod(demands: readonly Demand[], resource: string): number {
  let [all, pods] = [0, 0];
  for (const { workload, replicas } of demands) {
    all += replicas * amountOf(workload.requests, resource);
    pods += replicas;
  }
  return pods === 0 ? 0 : all / pods;
}

/** Mixes of CPU and memory for which the cheapest types are looked for. */
const MIXES = 12;

export interface CheapestInput {
  readonly demands: readonly Demand[];
  readonly resources: readonly string[];
  /** Of each mix and group of types. */
  readonly count: number;
  readonly capacity: (kind: NodeKind, resource: string) => number;
}

function cheapestOf(group: readonly HomeType[], { demands, count, capacity }: CheapestInput): Set<HomeType> {
  const [cpu, memory] = ["cpuMilli", "memoryMiB"].map((name) => Math.max(1, meanPod(demands, name)));
  const chosen = new Set<HomeType>();
  for (let mix = 0; mix <= MIXES; mix += 1) {
    const priced = group.map((type) => {
      const kind = firstKind(type);
      const holds =
        (mix * capacity(kind, "cpuMilli")) / (cpu ?? 1) +
        ((MIXES - mix) * capacity(kind, "memoryMiB")) / (memory ?? 1);
      return { type, price: kind.microPerHour / Math.max(1e-9, holds) };
    });
    priced.sort((left, right) => left.price - right.price);
    for (const { type } of priced.slice(0, count)) chosen.add(type);
  }
  return chosen;
}

/** Types that are cheapest for some mix of CPU and memory among those of their pool, chip, option and devices. */
export function cheapestTypes(types: readonly HomeType[], input: CheapestInput): Set<HomeType> {
  const groups = new Map<string, HomeType[]>();
  for (const type of types) {
    const { pool, architecture, purchaseOption, free } = firstKind(type);
    const devices = input.resources.filter((name) => name.includes("/") && amountOf(free, name) > 0);
    const key = [pool, architecture, purchaseOption, type.kinds.length, ...devices].join("\n");
    const group = groups.get(key) ?? [];
    groups.set(key, group);
    group.push(type);
  }
  return new Set([...groups.values()].flatMap((group) => [...cheapestOf(group, input)]));
}
