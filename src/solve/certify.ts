/**
 * From prices that a search ended with to a certificate of what they prove, part by part; parts of few nodes also by
 * splits on how many nodes there are, where that proves more.
 */
import { withBoxRows } from "./box-rows.js";
import { certifyFillings } from "./certify-fillings.js";
import { apartWithin } from "./check-certificate.js";
import type { Column } from "./column-pool.js";
import { components } from "./components.js";
import type { Component } from "./components.js";
import { MONEY_UNIT } from "./filling-proof.js";
import type { FillingClass } from "./filling-proof.js";
import { mappedSplit } from "./mapped-split.js";
import { maximalPatterns } from "./maximal-patterns.js";
import { boundOfPrices, fillingClasses, rentedPrices } from "./packing-certificate.js";
import type { NodeProof, PackingCertificate, PriceProof, SplitSide } from "./packing-certificate.js";
import { packingModel } from "./packing-model.js";
import type { PackingModel } from "./packing-model.js";
import type { NodeSplit, PackingPrices, PackingProblem, SplitPrices } from "./problem.js";
import { splitPrices } from "./split-prices.js";
import type { PriceTree } from "./split-prices.js";

/** How hard a certificate is tried for. */
export interface CertifyEffort {
  /** Splits of one type's fillings. */
  readonly fillingSplits: number;
  /** Splits on numbers of nodes of one part; 0: none. */
  readonly nodeSplits: number;
  /** Work units for the fillings of one part. */
  readonly workUnits: number;
}

export const CERTIFY_EFFORT: CertifyEffort = { fillingSplits: 1000, nodeSplits: 60, workUnits: 100_000 };

export interface CertifyInput {
  readonly problem: PackingProblem;
  readonly prices: PackingPrices;
  /** Pairs of classes that no node holds both of. */
  readonly apart?: readonly (readonly [number, number])[];
  /** Node type and nodes of a packing: what is proved of a part need not exceed what its nodes cost there. */
  readonly entries: readonly { readonly nodeType: number; readonly count: number }[];
  readonly effort?: CertifyEffort;
}

/** Room for rounding, as a share: a price less a rent must not fall below 0 by it. */
const SHRINK = 1 - 1e-12;

/** Money as whole units, rounded up where it makes nodes dearer. */
function units(money: number): number {
  return Math.min(Number.MAX_SAFE_INTEGER, Math.ceil(money * MONEY_UNIT));
}

/** Rounded down where it makes them cheaper. */
function splitUnits(money: number, side: SplitSide | undefined): number {
  if (side?.side !== "above") return units(money);
  return Math.min(Number.MAX_SAFE_INTEGER, Math.floor(money * SHRINK * MONEY_UNIT));
}

/** Prices in the indices of a part, in fractional money. */
interface Prices {
  readonly value: readonly number[];
  readonly rent: readonly number[];
  readonly splitRent: readonly number[];
}

class Part {
  constructor(
    private readonly problem: PackingProblem,
    private readonly classes: readonly FillingClass[],
    private readonly effort: CertifyEffort,
  ) {}

  leaf({ value, rent, splitRent }: Prices, sides: readonly SplitSide[]): PriceProof {
    const rents = {
      rent: rent.map(units),
      splitRent: splitRent.map((money, depth) => splitUnits(money, sides[depth])),
    };
    const prices = rentedPrices(this.problem, rents, sides);
    const types = this.problem.nodeTypes.map(({ capacity, eligible }, type) => ({
      capacity,
      eligible,
      price: prices[type] ?? { base: 0n, conditions: [] },
    }));
    const { fillingSplits: nodes, workUnits } = this.effort;
    const certified = certifyFillings({ classes: this.classes, types, value, nodes, workUnits });
    return { ...rents, value: certified.value, proofs: certified.proofs };
  }

  /** Types of the problem that are the model's type, or that it beats. */
  private beatenBy(model: PackingModel): number[][] {
    const groups = Array.from({ length: model.types }, (): number[] => []);
    for (const [index, node] of this.problem.nodeTypes.entries()) {
      const own = [...model.origin].indexOf(index);
      const better = own >= 0 ? own : this.beats(model, index);
      if (node.price >= 0 && better >= 0) groups[better]?.push(index);
    }
    return groups;
  }

  private beats(model: PackingModel, index: number): number {
    const worse = this.problem.nodeTypes[index];
    return [...model.origin].findIndex((origin, live) => {
      const better = this.problem.nodeTypes[origin];
      if (better === undefined || worse === undefined || better.price > worse.price) return false;
      const caps = model.capsOf[live] ?? [];
      return (
        worse.capacity.every((amount, row) => amount <= (better.capacity[row] ?? 0)) &&
        worse.eligible.every((may, item) => !may || better.eligible[item] === true) &&
        caps.every(({ cap, weight }) =>
          (this.problem.caps[cap]?.terms ?? []).some((one) => one.nodeType === index && one.weight >= weight),
        )
      );
    });
  }

  /** The certified proof of a tree of prices in the model's indices. */
  tree(model: PackingModel, tree: PriceTree): NodeProof {
    const groups = this.beatenBy(model);
    const valueOf = (value: Float64Array): number[] => {
      const all = this.problem.classes.map(() => 0);
      for (const [merged, members] of model.members.entries())
        for (const item of members) all[item] = value[merged] ?? 0;
      return all;
    };
    const certified = (node: PriceTree, sides: readonly SplitSide[]): NodeProof => {
      if (!("within" in node))
        return this.leaf(
          { value: valueOf(node.value), rent: [...node.rent], splitRent: node.splitRent },
          sides,
        );
      const holding =
        node.holding === undefined
          ? {}
          : { holding: { ...node.holding, class: model.members[node.holding.class]?.[0] ?? 0 } };
      const side = { types: groups[node.type] ?? [], ...holding, most: node.most };
      // Only what is counted and how often is read of the splits above.
      const above = (which: SplitSide["side"]): SplitSide[] => [
        ...sides,
        { split: { ...side, within: NOTHING, above: NOTHING }, side: which },
      ];
      return {
        ...side,
        within: certified(node.within, above("within")),
        above: certified(node.above, above("above")),
      };
    };
    return certified(tree, []);
  }

  bound(proof: NodeProof, sides: readonly SplitSide[] = []): bigint {
    if (!("types" in proof)) return boundOfPrices(this.problem, proof, sides);
    const half = (side: SplitSide["side"]): bigint =>
      this.bound(proof[side], [...sides, { split: proof, side }]);
    const [few, many] = [half("within"), half("above")];
    return few < many ? few : many;
  }
}

const NOTHING: PriceProof = { value: [], rent: [], splitRent: [], proofs: [] };

/** More fillings than this are not worth their LP. */
const MOST_FILLINGS = 6000;

function without({ type, pattern: { item, each } }: Column, dropped: number): Column {
  return {
    type,
    pattern: {
      item: item.filter((one) => one !== dropped),
      each: each.filter((_each, place) => item[place] !== dropped),
    },
  };
}

/** The fillings without those that mix classes apart, and in their place the largest parts of them that mix none. */
function withoutClashes(
  { members }: PackingModel,
  columns: readonly Column[],
  apart: PartInput["apart"],
): readonly Column[] {
  if (apart.length === 0) return columns;
  const merged = new Map(members.flatMap((own, item) => own.map((one) => [one, item])));
  const clashes = apart.map(([one, other]) => [merged.get(one) ?? -1, merged.get(other) ?? -1] as const);
  const seen = new Set<string>();
  const kept: Column[] = [];
  for (const open = [...columns]; open.length > 0 && seen.size <= MOST_FILLINGS;) {
    const column = open.pop();
    if (column === undefined) break;
    const { type, pattern } = column;
    const key = [type, ...pattern.item, "x", ...pattern.each].join(" ");
    if (seen.has(key)) continue;
    seen.add(key);
    const clash = clashes.find(
      ([one, other]) => one !== other && pattern.item.includes(one) && pattern.item.includes(other),
    );
    if (clash === undefined) kept.push(column);
    else open.push(...clash.map((dropped) => without(column, dropped)));
  }
  return seen.size > MOST_FILLINGS ? columns : kept;
}

interface PartInput {
  readonly component: Component;
  readonly prices: Prices;
  /** That the search found, in the indices of the part. */
  readonly split: NodeSplit | undefined;
  readonly apart: readonly (readonly [number, number])[];
  /** What the part's nodes cost in a packing. */
  readonly cost: number;
  readonly effort: CertifyEffort;
}

/** By class and type of the model; undefined where it does not have a type. */
function treeOf(model: PackingModel, { nodeType, most, ...sides }: NodeSplit): PriceTree | undefined {
  const type = model.origin.indexOf(nodeType);
  const treeAt = (side: SplitPrices): PriceTree | undefined =>
    "within" in side
      ? treeOf(model, side)
      : {
          value: Float64Array.from(model.members, ([item]) => side.value[item ?? 0] ?? 0),
          rent: Float64Array.from(side.rent),
          splitRent: side.splitRent,
        };
  const [within, above] = [treeAt(sides.within), treeAt(sides.above)];
  return type < 0 || within === undefined || above === undefined ? undefined : { type, most, within, above };
}

function certifyPart({ component, prices, split, apart, cost, effort }: PartInput): NodeProof {
  const { problem } = component;
  const part = new Part(problem, fillingClasses(problem, apart), effort);
  const enough = BigInt(MONEY_UNIT) * BigInt(Math.max(0, cost - 1));
  let best: NodeProof = part.leaf(prices, []);
  let bound = part.bound(best);
  const improve = (proof: NodeProof): void => {
    const own = part.bound(proof);
    if (own > bound) [best, bound] = [proof, own];
  };
  if (effort.nodeSplits === 0 || bound > enough) return best;
  const model = packingModel(problem);
  const found = split && treeOf(model, split);
  if (found !== undefined) improve(part.tree(model, found));
  const columns = bound > enough ? undefined : maximalPatterns(model);
  if (columns === undefined) return best;
  const all = withoutClashes(model, columns, apart);
  improve(
    part.tree(model, splitPrices({ model, columns: all, goal: cost - 0.5, splits: effort.nodeSplits })),
  );
  return best;
}

/** The split of the part, in its indices. */
function splitOf({ classes, types, caps }: Component, { splits = [] }: PackingPrices): NodeSplit | undefined {
  const own = splits.find(({ nodeType }) => types.includes(nodeType));
  if (own === undefined) return undefined;
  const at = (numbers: readonly number[], indices: readonly number[]): number[] =>
    indices.map((index) => numbers[index] ?? 0);
  return mappedSplit(
    own,
    (nodeType) => types.indexOf(nodeType),
    ({ value, rent, splitRent }) => ({ value: at(value, classes), rent: at(rent, caps), splitRent }),
  );
}

/** The certificate of the prices; `checkCertificate` says what it proves. */
export function certify({
  problem: given,
  prices,
  apart = [],
  entries,
  effort = CERTIFY_EFFORT,
}: CertifyInput): PackingCertificate {
  const problem = withBoxRows(given);
  const nodes = problem.nodeTypes.map(() => 0);
  for (const { nodeType, count } of entries) nodes[nodeType] = (nodes[nodeType] ?? 0) + count;
  return {
    parts: components(problem).map((component) => {
      const { classes, types, caps } = component;
      const proof = certifyPart({
        component,
        prices: {
          value: classes.map((item) => prices.value[item] ?? 0),
          rent: caps.map((cap) => prices.rent[cap] ?? 0),
          splitRent: [],
        },
        split: splitOf(component, prices),
        apart: apartWithin(apart, classes),
        cost: types.reduce(
          (sum, type) => sum + (nodes[type] ?? 0) * (problem.nodeTypes[type]?.price ?? 0),
          0,
        ),
        effort,
      });
      return { classes, types, caps, proof };
    }),
  };
}
