/**
 * Prices for a part of few nodes, where the LP leaves much open because nodes come whole: branch and bound over all
 * maximal fillings on the number of nodes of a type, then on how many of them hold so many items of a class
 * (C. Barnhart et al., "Branch-and-price", 1998), lowest bound first. The duals of every leaf are its prices. Nothing of it needs to be right: whoever uses the prices proves anew
 * what they are worth.
 */
import type { Column } from "./column-pool.js";
import { DENSE_SIMPLEX } from "./dense-simplex.js";
import { aloneValues } from "./item-values.js";
import type { LinearSolution } from "./linear-program.js";
import type { PackingModel } from "./packing-model.js";

/** Duals at one leaf, by class and cap of the model. */
export interface LeafPrices {
  readonly value: Float64Array;
  readonly rent: Float64Array;
  /** By split above, the outermost first. */
  readonly splitRent: readonly number[];
}

export type PriceTree = LeafPrices | PriceSplit;

/** Nodes of one type of the model and of all that it beats. */
export interface CountedNodes {
  readonly type: number;
  /** Only those with at least so many items of a class of the model. */
  readonly holding?: { readonly class: number; readonly least: number };
}

export interface PriceSplit extends CountedNodes {
  readonly most: number;
  readonly within: PriceTree;
  readonly above: PriceTree;
}

export interface SplitInput {
  readonly model: PackingModel;
  /** All maximal fillings. */
  readonly columns: readonly Column[];
  /** No more needs to be proved. */
  readonly goal: number;
  /** Splits at most. */
  readonly splits: number;
}

interface Side extends CountedNodes {
  readonly nodes: number;
  readonly atMost: boolean;
}

type Branching = CountedNodes & { readonly most: number };

interface Node {
  readonly sides: readonly Side[];
  readonly bound: number;
  readonly prices: LeafPrices;
  readonly branching: Branching | undefined;
  halves?: { readonly within: Node; readonly above: Node };
}

const WHOLE = 1e-6;
/** An item that is left out costs so many times what it costs alone. */
const PENALTY = 50;

function counts({ type, holding }: CountedNodes, column: Column): boolean {
  if (type !== column.type) return false;
  if (holding === undefined) return true;
  const place = column.pattern.item.indexOf(holding.class);
  return place >= 0 && (column.pattern.each[place] ?? 0) >= holding.least;
}

/** How far from whole. */
function partOf(amount: number): number {
  const part = amount - Math.floor(amount);
  return Math.min(part, 1 - part);
}

/**
 * Rents of splits on the same nodes, set off against each other: one for the tightest of them. Where a and b nodes are
 * asked for at least and at most, a <= b, as much off both rents takes nothing off the bound.
 */
function netRents(sides: readonly Side[], dual: Float64Array): number[] {
  const rents = sides.map(() => 0);
  const groups = new Map<string, { net: number; least: number; most: number }>();
  for (const [depth, { type, holding, nodes, atMost }] of sides.entries()) {
    const key = `${type} ${holding?.class ?? ""} ${holding?.least ?? ""}`;
    const group = groups.get(key) ?? { net: 0, least: depth, most: depth };
    groups.set(key, group);
    group.net += dual[depth] ?? 0;
    const [least, most] = [sides[group.least], sides[group.most]];
    if (!atMost && (least?.atMost !== false || nodes > least.nodes)) group.least = depth;
    if (atMost && (most?.atMost !== true || nodes < most.nodes)) group.most = depth;
  }
  for (const { net, least, most } of groups.values()) {
    const depth = net > 0 ? least : most;
    if (sides[depth]?.atMost === net <= 0) rents[depth] = Math.abs(net);
  }
  return rents;
}

class Splitting {
  private readonly alone: Float64Array;

  constructor(private readonly input: SplitInput) {
    this.alone = aloneValues(input.model);
  }

  private solve(sides: readonly Side[]): LinearSolution | undefined {
    const { model, columns } = this.input;
    const base = model.classes + model.capLimit.length;
    const program = DENSE_SIMPLEX.create([
      ...Array.from(model.demand, (lower) => ({ lower, upper: Infinity })),
      ...Array.from(model.capLimit, (upper) => ({ lower: -Infinity, upper })),
      ...sides.map(({ atMost, nodes }) =>
        atMost ? { lower: -Infinity, upper: nodes } : { lower: nodes, upper: Infinity },
      ),
    ]);
    program.addColumns(
      columns.map((column) => {
        const { type, pattern } = column;
        const caps = model.capsOf[type] ?? [];
        const counting = sides.flatMap((side, depth) => (counts(side, column) ? [base + depth] : []));
        return {
          cost: model.price[type] ?? 0,
          rows: Int32Array.from([
            ...pattern.item,
            ...caps.map(({ cap }) => model.classes + cap),
            ...counting,
          ]),
          values: Float64Array.from([
            ...pattern.each,
            ...caps.map(({ weight }) => weight),
            ...counting.map(() => 1),
          ]),
        };
      }),
    );
    program.addColumns(
      Array.from(this.alone, (cost, item) => ({
        cost: PENALTY * cost,
        rows: Int32Array.of(item),
        values: Float64Array.of(1),
      })),
    );
    const solution = program.solve();
    program.dispose();
    return solution;
  }

  private pricesOf({ dual }: LinearSolution, sides: readonly Side[]): LeafPrices {
    const { classes, capLimit } = this.input.model;
    const base = classes + capLimit.length;
    return {
      value: dual.slice(0, classes).map((price) => Math.max(0, price)),
      rent: dual.slice(classes, base).map((price) => Math.max(0, -price)),
      splitRent: netRents(sides, dual.subarray(base)),
    };
  }

  /** What the prices prove once each class is scaled to the fillings that hold it. */
  private boundOf({ value, rent, splitRent }: LeafPrices, sides: readonly Side[]): number {
    const { model, columns } = this.input;
    const factor = new Float64Array(model.classes).fill(Infinity);
    for (const column of columns) {
      const { type, pattern } = column;
      let price = model.price[type] ?? 0;
      for (const { cap, weight } of model.capsOf[type] ?? []) price += weight * (rent[cap] ?? 0);
      for (const [depth, side] of sides.entries())
        if (counts(side, column)) price += (side.atMost ? 1 : -1) * (splitRent[depth] ?? 0);
      let worth = 0;
      for (const [place, item] of pattern.item.entries())
        worth += (pattern.each[place] ?? 0) * (value[item] ?? 0);
      if (worth <= 0) continue;
      for (const item of pattern.item) factor[item] = Math.min(factor[item] ?? 0, Math.max(0, price) / worth);
    }
    let bound = 0;
    for (const [item, each] of value.entries())
      if (factor[item] !== Infinity) bound += (model.demand[item] ?? 0) * each * (factor[item] ?? 0);
    for (const [cap, limit] of model.capLimit.entries()) bound -= limit * (rent[cap] ?? 0);
    for (const [depth, { atMost, nodes }] of sides.entries())
      bound += (atMost ? -1 : 1) * nodes * (splitRent[depth] ?? 0);
    return bound;
  }

  /** The least whole of some numbers of nodes. */
  private leastWhole({ primal }: LinearSolution, choices: readonly CountedNodes[]): Branching | undefined {
    const { columns } = this.input;
    let found: Branching | undefined;
    let most = WHOLE;
    for (const choice of choices) {
      let nodes = 0;
      for (const [at, column] of columns.entries())
        if ((primal[at] ?? 0) > 0 && counts(choice, column)) nodes += primal[at] ?? 0;
      if (partOf(nodes) > most) [most, found] = [partOf(nodes), { ...choice, most: Math.floor(nodes) }];
    }
    return found;
  }

  /** Of types first, then of fillings with so many items of a class that stands for itself. */
  private branchOn(solution: LinearSolution): Branching | undefined {
    const { model, columns } = this.input;
    const byType = this.leastWhole(
      solution,
      Array.from({ length: model.types }, (_none, type) => ({ type })),
    );
    if (byType !== undefined) return byType;
    const choices = columns.flatMap(({ type, pattern }, at) =>
      partOf(solution.primal[at] ?? 0) <= WHOLE
        ? []
        : [...pattern.item.entries()].flatMap(([place, item]) =>
            model.members[item]?.length === 1
              ? [{ type, holding: { class: item, least: pattern.each[place] ?? 0 } }]
              : [],
          ),
    );
    return this.leastWhole(solution, choices);
  }

  private node(sides: readonly Side[]): Node {
    const solution = this.solve(sides);
    if (solution === undefined) {
      const { classes, capLimit } = this.input.model;
      const nothing = { value: new Float64Array(classes), rent: new Float64Array(capLimit.length) };
      const prices = { ...nothing, splitRent: sides.map(() => 0) };
      return { sides, bound: 0, prices, branching: undefined };
    }
    const prices = this.pricesOf(solution, sides);
    return { sides, prices, bound: this.boundOf(prices, sides), branching: this.branchOn(solution) };
  }

  private tree({ halves, branching, prices }: Node): PriceTree {
    if (halves === undefined || branching === undefined) return prices;
    return { ...branching, within: this.tree(halves.within), above: this.tree(halves.above) };
  }

  run(): PriceTree {
    const { goal, splits } = this.input;
    const root = this.node([]);
    const leaves = [root];
    for (let step = 0; step < splits; step += 1) {
      let least = 0;
      for (const [at, { bound }] of leaves.entries()) if (bound < (leaves[least]?.bound ?? 0)) least = at;
      const leaf = leaves[least];
      if (leaf?.branching === undefined || leaf.bound >= goal) break;
      const { most, ...counted } = leaf.branching;
      const within = this.node([...leaf.sides, { ...counted, nodes: most, atMost: true }]);
      const above = this.node([...leaf.sides, { ...counted, nodes: most + 1, atMost: false }]);
      leaf.halves = { within, above };
      leaves[least] = within;
      leaves.push(above);
    }
    return this.tree(root);
  }
}

export function splitPrices(input: SplitInput): PriceTree {
  return new Splitting(input).run();
}
