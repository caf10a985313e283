/**
 * Homes for workloads: which types of nodes each should fill, so that every type is filled evenly in all resources by
 * the workloads that prefer it. It is the fractional packing
 *
 *   min sum price_k nodes_k   with   sum_k part_ik >= replicas_i   and   sum_i part_ik size_ir / capacity_kr <= nodes_k
 *
 * whose vertices give nearly every workload one home, since they have no more parts than rows. A mean pod is taken off
 * each node's capacity first: that much is lost at the end of a node on average, and large nodes lose less of it.
 */
import { DENSE_SIMPLEX } from "../../solve/index.js";
import type { LinearColumn, RowRange } from "../../solve/index.js";
import { amountOf } from "../../units/resources.js";
import type { ResourceVector } from "../../units/resources.js";
import type { NodeLimit } from "../constraints/node-limit.js";
import type { Demand } from "../formulate/demand.js";
import type { NodeKind } from "../formulate/node-kind.js";
import { cheapestTypes, firstKind, homeTypes, meanPod } from "./home-types.js";
import type { HomeType } from "./home-types.js";

export interface Homes {
  readonly types: readonly HomeType[];
  /** Whole nodes of each type. */
  readonly nodes: readonly number[];
  /** By demand: indices of its types, the one that holds most of it first. */
  readonly homes: readonly (readonly number[])[];
}

export interface HomesInput {
  readonly kinds: readonly NodeKind[];
  readonly demands: readonly Demand[];
  readonly nodeLimits: readonly NodeLimit[];
  /** Mean pods that are taken off every node. */
  readonly meanPodsLost: number;
}

/** Programs larger than this are not worth their time. */
const MOST_ROWS = 700;
/** Of each mix and group of kinds. */
const CHEAPEST = 4;
const NOTHING = 1e-6;
/** Types with less than a node that are left out, one after another. */
const MOST_LEFT_OUT = 12;

class HomeSearch {
  private readonly resources: readonly string[];
  private readonly lost: ReadonlyMap<string, number>;

  constructor(private readonly input: HomesInput) {
    const { demands, meanPodsLost } = input;
    const asked = new Set(demands.flatMap(({ workload }) => Object.keys(workload.requests)));
    this.resources = [...asked].sort();
    this.lost = new Map(
      ["cpuMilli", "memoryMiB"].map((name) => [name, meanPodsLost * meanPod(demands, name)]),
    );
  }

  private capacity({ free }: NodeKind, resource: string): number {
    return Math.max(1, amountOf(free, resource) - (this.lost.get(resource) ?? 0));
  }

  private mayRun({ workload, mask }: Demand, { indices, kinds }: HomeType): boolean {
    const holds = (free: ResourceVector): boolean =>
      this.resources.every((name) => amountOf(workload.requests, name) <= amountOf(free, name));
    return indices.every((index) => mask[index] === 1) && holds(firstKind({ kinds, indices }).free);
  }

  /** Types that are cheapest for some mix of CPU and memory in their group, and the cheapest for each demand. */
  private candidates(types: readonly HomeType[]): HomeType[] {
    const { demands } = this.input;
    const capacity = (kind: NodeKind, resource: string): number => this.capacity(kind, resource);
    const chosen = cheapestTypes(types, { demands, resources: this.resources, count: CHEAPEST, capacity });
    for (const demand of this.input.demands) {
      const own = types.filter((type) => this.mayRun(demand, type));
      if (own.some((type) => chosen.has(type))) continue;
      const least = own.reduce<HomeType | undefined>(
        (best, type) =>
          best === undefined || firstKind(type).microPerHour < firstKind(best).microPerHour ? type : best,
        undefined,
      );
      if (least !== undefined) chosen.add(least);
    }
    return types.filter((type) => chosen.has(type));
  }

  private solve(types: readonly HomeType[]): Homes | undefined {
    const { demands, nodeLimits } = this.input;
    const limits = nodeLimits.filter(({ weightOf }) => types.some((type) => weightOf(firstKind(type)) > 0));
    const capped = demands.flatMap(({ maxPerNode }, demand) => (maxPerNode === undefined ? [] : [demand]));
    const rowOf = (type: number, resource: number): number =>
      demands.length + capped.length + limits.length + type * this.resources.length + resource;
    const rows: RowRange[] = [
      ...demands.map(({ replicas }) => ({ lower: replicas, upper: Infinity })),
      ...capped.map((demand) => ({ lower: demands[demand]?.replicas ?? 0, upper: Infinity })),
      ...limits.map(({ limit }) => ({ lower: -Infinity, upper: limit })),
      ...types.flatMap(() => this.resources.map(() => ({ lower: 0, upper: Infinity }))),
    ];
    if (rows.length > MOST_ROWS) return undefined;
    const columns: LinearColumn[] = [];
    const parts: { readonly type: number; readonly demand?: number }[] = [];
    for (const [type, one] of types.entries()) {
      const kind = firstKind(one);
      const fitting = demands.map((demand) => this.mayRun(demand, one));
      const own: [number, number][] = [
        ...capped.flatMap((demand, place): [number, number][] =>
          fitting[demand] === true ? [[demands.length + place, demands[demand]?.maxPerNode ?? 1]] : [],
        ),
        ...limits.map(({ weightOf }, place): [number, number] => [
          demands.length + capped.length + place,
          weightOf(kind),
        ]),
        ...this.resources.map((_name, resource): [number, number] => [rowOf(type, resource), 1]),
      ];
      columns.push(column(kind.microPerHour, own));
      parts.push({ type });
      for (const [demand, { workload }] of demands.entries()) {
        if (fitting[demand] !== true) continue;
        const used = this.resources.map((name, resource): [number, number] => [
          rowOf(type, resource),
          -amountOf(workload.requests, name) / this.capacity(kind, name),
        ]);
        columns.push(column(0, [[demand, 1], ...used]));
        parts.push({ type, demand });
      }
    }
    const program = DENSE_SIMPLEX.create(rows);
    program.addColumns(columns);
    const solution = program.solve();
    program.dispose();
    if (solution === undefined) return undefined;
    const nodes = types.map(() => 0);
    const owns = demands.map((): { readonly type: number; readonly amount: number }[] => []);
    for (const [place, { type, demand }] of parts.entries()) {
      const amount = solution.primal[place] ?? 0;
      if (amount <= NOTHING) continue;
      if (demand === undefined) nodes[type] = amount;
      else owns[demand]?.push({ type, amount });
    }
    const homes = owns.map((own) =>
      own.sort((left, right) => right.amount - left.amount || left.type - right.type).map(({ type }) => type),
    );
    return { types, nodes, homes };
  }

  run(): Homes | undefined {
    const all = homeTypes(this.input.kinds);
    let types = this.candidates(all);
    let best = this.solve(types);
    // Fractions of nodes are bought whole: where that costs much, fewer types are better.
    for (let left = 0; left < MOST_LEFT_OUT && best !== undefined; left += 1) {
      const smallest = worstRounded(best);
      if (smallest === undefined) break;
      const { nodes } = best;
      types = best.types.filter((_type, index) => index !== smallest && (nodes[index] ?? 0) > 0);
      const next = this.solve(types);
      if (next === undefined || wholePrice(next) >= wholePrice(best)) break;
      best = next;
    }
    return best !== undefined && best.homes.every((own) => own.length > 0)
      ? this.whole(best, all)
      : undefined;
  }

  /** What a fraction of a node is bought as: the cheapest type of its pool and architecture that holds as much. */
  private remainder(type: HomeType, part: number, all: readonly HomeType[]): HomeType {
    const own = firstKind(type);
    const holds = (kind: NodeKind): boolean =>
      this.resources.every((name) => {
        const asked = part * this.capacity(own, name);
        return amountOf(own.free, name) === 0 || amountOf(kind.free, name) >= asked;
      });
    return all.reduce((best, other) => {
      const kind = firstKind(other);
      const alike =
        kind.pool === own.pool &&
        kind.architecture === own.architecture &&
        kind.purchaseOption === own.purchaseOption &&
        other.kinds.length === type.kinds.length;
      return alike && kind.microPerHour < firstKind(best).microPerHour && holds(kind) ? other : best;
    }, type);
  }

  private whole({ types, nodes, homes }: Homes, all: readonly HomeType[]): Homes {
    const counts = new Map<HomeType, number>();
    const boughtAs = new Map<number, readonly HomeType[]>();
    for (const [index, type] of types.entries()) {
      const amount = nodes[index] ?? 0;
      if (amount <= NOTHING) continue;
      const whole = Math.floor(amount + NOTHING);
      const part = amount - whole;
      const rest = part > NOTHING ? [this.remainder(type, part, all)] : [];
      const bought = [...(whole > 0 ? [type] : []), ...rest];
      boughtAs.set(index, bought);
      if (whole > 0) counts.set(type, (counts.get(type) ?? 0) + whole);
      for (const one of rest) counts.set(one, (counts.get(one) ?? 0) + 1);
    }
    const chosen = [...counts.keys()];
    return {
      types: chosen,
      nodes: chosen.map((type) => counts.get(type) ?? 0),
      homes: homes.map((own) => [
        ...new Set(own.flatMap((index) => (boughtAs.get(index) ?? []).map((type) => chosen.indexOf(type)))),
      ]),
    };
  }
}

/** Without entries of 0, rows ascending. */
function column(cost: number, entries: readonly (readonly [number, number])[]): LinearColumn {
  const kept = entries.filter(([, value]) => value !== 0).sort(([left], [right]) => left - right);
  return {
    cost,
    rows: Int32Array.from(kept, ([row]) => row),
    values: Float64Array.from(kept, ([, value]) => value),
  };
}

function wholePrice({ types, nodes }: Homes): number {
  return types.reduce(
    (sum, type, index) => sum + wholeNodes(nodes[index] ?? 0) * firstKind(type).microPerHour,
    0,
  );
}

function wholeNodes(nodes: number): number {
  return Math.ceil(nodes - NOTHING);
}

/** The type whose rounding up costs most, among those of which less than two nodes are needed. */
function worstRounded({ types, nodes }: Homes): number | undefined {
  let [worst, most]: [number | undefined, number] = [undefined, 0];
  for (const [index, type] of types.entries()) {
    const amount = nodes[index] ?? 0;
    const loss = (wholeNodes(amount) - amount) * firstKind(type).microPerHour;
    if (amount > 0 && amount < 2 && loss > most) [worst, most] = [index, loss];
  }
  return worst;
}

/** Undefined where the program is too large or has no solution. */
export function fractionalHomes(input: HomesInput): Homes | undefined {
  return new HomeSearch(input).run();
}
