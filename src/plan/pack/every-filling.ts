/**
 * Every way to fill a tiny target, by depth-first search with a bound: replicas are placed one by one, on a node that
 * is open already or on a new one of any kind, or left out at their penalty. The rules that the solver knows in a
 * restricted form alone (an even spread over zones, an even division of guests, shares of spot moved node by node)
 * are asked of whole fillings here, so that the restriction costs a small fleet nothing.
 *
 * What is cut: fillings that cost as much as the best so far with what the rest needs at least (the row of CPU or
 * memory that costs most at its cheapest price per unit); nodes that hold the same; kinds that are inferior to others
 * (efficient-kinds.ts).
 */
import { amountOf, resourceNames } from "../../units/resources.js";
import { apartOf } from "../constraints/apart.js";
import type { Apart } from "../constraints/apart.js";
import { isSpare } from "../constraints/headroom.js";
import type { Demand } from "../formulate/demand.js";
import type { NodeKind } from "../formulate/node-kind.js";
import { MOST_EFFICIENT, efficientKinds } from "./efficient-kinds.js";
import type { KindChoice } from "./efficient-kinds.js";
import type { FilledNodes } from "./filled-nodes.js";

/** Replicas of all demands together, above which the search is not begun. */
const MOST_REPLICAS = 10;
/** Kinds above which it is not begun, before those that are inferior to others are left out. */
const MOST_KINDS = 3000;
const MOST_STEPS = 20_000;
const BOUNDING_ROWS = ["cpuMilli", "memoryMiB"];

export interface FillingSearch extends KindChoice {
  /** Whether nodes with every replica in place keep the target's rules, and what they are then with nodes that must exist. */
  readonly settled: (nodes: readonly FilledNodes[]) => readonly FilledNodes[] | undefined;
  /** What settled nodes cost, with penalties. */
  readonly costOf: (nodes: readonly FilledNodes[]) => number;
  readonly workUnits: number;
}

export interface FoundFilling {
  /** Absent where nothing costs less. */
  readonly nodes?: readonly FilledNodes[];
  /** Whether every filling was tried or is known to cost at least as much. */
  readonly complete: boolean;
  readonly workUnits: number;
}

interface OpenNode {
  readonly kind: number;
  readonly free: Float64Array;
  readonly held: number[];
}

/** Where the last replica of the demand went: the next one of it goes no further back, as all are alike. */
interface Last {
  readonly node: number;
  readonly kind: number;
}

const FIRST: Last = { node: 0, kind: 0 };

class Fillings {
  best: readonly FilledNodes[] | undefined;
  steps = 0;
  private below: number;
  private readonly rows: readonly string[];
  private readonly sizes: readonly Float64Array[];
  private readonly frees: readonly Float64Array[];
  private readonly apart: Apart;
  private readonly nodes: OpenNode[] = [];
  private readonly used: number[];
  private readonly leftOut: number[];
  /** Per row that bounds: what demands that must be placed need in all, and the least price of a unit of it. */
  private readonly bounding: readonly { readonly row: number; readonly each: number }[];
  private readonly queue: readonly number[];
  /** What replicas from a place of the queue on must have of each row. */
  private readonly needs: readonly Float64Array[];

  constructor(
    private readonly search: FillingSearch,
    private readonly open: readonly number[],
  ) {
    const { demands, kinds, limits } = search;
    this.below = search.below;
    this.rows = resourceNames(...demands.map(({ workload }) => workload.requests));
    const vector = (amounts: NodeKind["free"]): Float64Array =>
      Float64Array.from(this.rows, (row) => amountOf(amounts, row));
    this.sizes = demands.map(({ workload }) => vector(workload.requests));
    this.frees = kinds.map(({ free }) => vector(free));
    this.apart = apartOf(demands.map((demand) => ({ ...demand.workload, id: this.idOf(demand) })));
    this.used = limits.map(() => 0);
    this.leftOut = demands.map(() => 0);
    this.bounding = this.rows.flatMap((name, row) =>
      BOUNDING_ROWS.includes(name) ? [{ row, each: this.leastPrice(row) }] : [],
    );
    this.queue = this.largestFirst();
    this.needs = this.needsFrom();
  }

  private idOf({ workload, apartAs }: Demand): string {
    return apartAs ?? workload.id;
  }

  private leastPrice(row: number): number {
    return this.open.reduce((least, kind) => {
      const free = this.frees[kind]?.[row] ?? 0;
      return free === 0 ? least : Math.min(least, this.priceOf(kind) / free);
    }, Infinity);
  }

  private priceOf(kind: number): number {
    const own = this.search.kinds[kind];
    return own === undefined || own.stock !== undefined ? 0 : own.microPerHour;
  }

  /** Large replicas have fewer places to go to. */
  private largestFirst(): number[] {
    const weight = (demand: number): number =>
      this.bounding.reduce((most, { row, each }) => {
        const share = (this.sizes[demand]?.[row] ?? 0) * (each === Infinity ? 0 : each);
        return Math.max(most, share);
      }, 0);
    return this.search.demands
      .map((_demand, index) => index)
      .sort((one, other) => weight(other) - weight(one) || one - other)
      .flatMap((index) => Array.from({ length: this.search.demands[index]?.replicas ?? 0 }, () => index));
  }

  private needsFrom(): Float64Array[] {
    const needs = [new Float64Array(this.rows.length)];
    for (const demand of [...this.queue].reverse()) {
      const must = this.search.demands[demand]?.penalty === undefined;
      const size = this.sizes[demand];
      const after = needs[0] ?? new Float64Array(this.rows.length);
      needs.unshift(after.map((amount, row) => amount + (must ? (size?.[row] ?? 0) : 0)));
    }
    return needs;
  }

  /** What the replicas from `step` on cost at least beside the open nodes. */
  private atLeast(step: number): number {
    let most = 0;
    for (const { row, each } of this.bounding) {
      let missing = this.needs[step]?.[row] ?? 0;
      for (const { free } of this.nodes) missing -= free[row] ?? 0;
      if (missing > 0) most = Math.max(most, each === Infinity ? Infinity : missing * each);
    }
    return most;
  }

  private fits(demand: number, { kind, free, held }: OpenNode): boolean {
    const { demands } = this.search;
    const own = demands[demand];
    const size = this.sizes[demand];
    if (own?.mask[kind] !== 1 || size === undefined) return false;
    if ((held[demand] ?? 0) >= (own.maxPerNode ?? Infinity)) return false;
    for (let row = 0; row < size.length; row += 1) if ((size[row] ?? 0) > (free[row] ?? 0)) return false;
    const away = this.apart.get(this.idOf(own));
    return (
      away === undefined ||
      demands.every((other, index) => (held[index] ?? 0) === 0 || !away.has(this.idOf(other)))
    );
  }

  private put({ free, held }: OpenNode, demand: number, sign: 1 | -1): void {
    const size = this.sizes[demand];
    if (size === undefined) return;
    for (let row = 0; row < size.length; row += 1) free[row] = (free[row] ?? 0) - sign * (size[row] ?? 0);
    held[demand] = (held[demand] ?? 0) + sign;
  }

  /** Counts a node of the kind against every limit; false, and not counted, where one has no room. */
  private count(kind: number, sign: 1 | -1): boolean {
    const { limits, kinds } = this.search;
    const own = kinds[kind];
    if (own === undefined) return false;
    const weights = limits.map(({ weightOf }) => weightOf(own));
    const tooMany = limits.some(
      ({ limit }, index) => sign === 1 && (this.used[index] ?? 0) + (weights[index] ?? 0) > limit,
    );
    if (tooMany) return false;
    for (const [index, weight] of weights.entries())
      this.used[index] = (this.used[index] ?? 0) + sign * weight;
    return true;
  }

  private filled(): FilledNodes[] {
    const { demands, kinds } = this.search;
    return this.nodes.flatMap(({ kind, held }): FilledNodes[] => {
      const own = kinds[kind];
      const pods = new Map(
        demands.flatMap(({ workload: { id } }, index): [string, number][] =>
          (held[index] ?? 0) > 0 && !isSpare(id) ? [[id, held[index] ?? 0]] : [],
        ),
      );
      return own === undefined ? [] : [{ kind: own, nodes: 1, pods }];
    });
  }

  private finish(): void {
    const nodes = this.search.settled(this.filled());
    if (nodes === undefined) return;
    const cost = this.search.costOf(nodes);
    if (cost < this.below) [this.below, this.best] = [cost, nodes];
  }

  /** Nodes that are alike need one try: the same kind with the same replicas. */
  private places(demand: number, from: number): number[] {
    const tried = new Set<string>();
    return this.nodes.flatMap((node, index) => {
      if (index < from || !this.fits(demand, node)) return [];
      const key = `${node.kind}:${node.held.join(",")}`;
      if (tried.has(key)) return [];
      tried.add(key);
      return [index];
    });
  }

  private onOpenNodes(step: number, spent: number, last: Last): boolean {
    const demand = this.queue[step] ?? 0;
    for (const index of this.places(demand, last.node)) {
      const node = this.nodes[index];
      if (node === undefined) continue;
      this.put(node, demand, 1);
      const finished = this.place(step + 1, spent, { ...last, node: index });
      this.put(node, demand, -1);
      if (!finished) return false;
    }
    return true;
  }

  private onNewNode(step: number, spent: number, last: Last): boolean {
    const demand = this.queue[step] ?? 0;
    for (const kind of this.open) {
      const free = this.frees[kind];
      if (kind < last.kind || free === undefined) continue;
      const node: OpenNode = { kind, free: free.slice(), held: this.search.demands.map(() => 0) };
      if (!this.fits(demand, node) || !this.count(kind, 1)) continue;
      this.nodes.push(node);
      this.put(node, demand, 1);
      const next = { node: this.nodes.length - 1, kind };
      const finished = this.place(step + 1, spent + this.priceOf(kind), next);
      this.nodes.pop();
      this.count(kind, -1);
      if (!finished) return false;
    }
    return true;
  }

  private outside(step: number, spent: number, last: Last): boolean {
    const demand = this.queue[step] ?? 0;
    const { penalty, priority, mostLeftOut = Infinity } = this.search.demands[demand] ?? {};
    if (penalty === undefined) return true;
    const together = this.search.demands.reduce(
      (sum, other, index) => (other.priority === priority ? sum + (this.leftOut[index] ?? 0) : sum),
      0,
    );
    if (priority !== undefined && together >= mostLeftOut) return true;
    this.leftOut[demand] = (this.leftOut[demand] ?? 0) + 1;
    // Those that follow of the same demand stay out too, or the order in which alike ones are placed would count.
    const finished = this.place(step + 1, spent + penalty, { ...last, node: Infinity });
    this.leftOut[demand] = (this.leftOut[demand] ?? 0) - 1;
    return finished;
  }

  /** False where a limit of the search ended it. */
  place(step: number, spent: number, last: Last): boolean {
    if (this.steps >= Math.min(MOST_STEPS, this.search.workUnits)) return false;
    this.steps += 1;
    if (spent + this.atLeast(step) * (1 - 1e-9) > this.below - 1 + 1e-6) return true;
    const demand = this.queue[step];
    if (demand === undefined) {
      this.finish();
      return true;
    }
    const from = this.queue[step - 1] === demand ? last : FIRST;
    const mayBePlaced = from.node !== Infinity;
    if (mayBePlaced && !this.onOpenNodes(step, spent, from)) return false;
    if (mayBePlaced && !this.onNewNode(step, spent, from)) return false;
    return this.outside(step, spent, from);
  }
}

/** `standing`: what nodes that exist already cost, used or not. */
export function everyFilling(search: FillingSearch, standing: number): FoundFilling {
  const replicas = search.demands.reduce((sum, one) => sum + one.replicas, 0);
  const unfit = { complete: false, workUnits: 0 };
  if (replicas > MOST_REPLICAS || search.kinds.length > MOST_KINDS) return unfit;
  const open = efficientKinds(search);
  if (open.length > MOST_EFFICIENT) return unfit;
  const fillings = new Fillings(search, open);
  const complete = fillings.place(0, standing, FIRST);
  const { best, steps } = fillings;
  return { complete, workUnits: steps, ...(best === undefined ? {} : { nodes: best }) };
}
