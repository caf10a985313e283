/**
 * What a search leaves for the next one on a changed demand: fillings and prices, in the indices of the problem.
 * A filling stays a filling whatever the demand is, and prices are only a start; nothing of it needs to be right.
 */
import type { Certificate } from "./certificate.js";
import type { Filled } from "./filled.js";
import { boxesHold } from "./model-boxes.js";
import type { PackingModel } from "./packing-model.js";
import { patternOf, usedBy } from "./pattern.js";
import type { NodeSplit, PackingPrices, PackingProblem, SplitPrices } from "./problem.js";
import type { PriceSplit, PriceTree } from "./split-prices.js";

export interface KnownFilling {
  readonly nodeType: number;
  /** Nodes of the packing that are filled so; 0: the filling was only looked at. */
  readonly count: number;
  readonly pattern: readonly { readonly packingClass: number; readonly items: number }[];
}

/** What a search begins with. */
export interface SearchStart {
  readonly fillings: readonly KnownFilling[];
  /** Absent: only nodes are known, and what items are worth is to be found. */
  readonly prices?: PackingPrices;
}

export interface SearchMemory extends SearchStart {
  readonly prices: PackingPrices;
}

/** In the indices of the problem; a merged class goes by its first member. */
export function fillingsOf(model: PackingModel, filled: readonly Filled[]): KnownFilling[] {
  return filled.map(({ type, pattern, count }) => ({
    nodeType: model.origin[type] ?? 0,
    count,
    pattern: [...pattern.item].map((item, at) => ({
      packingClass: model.members[item]?.[0] ?? 0,
      items: pattern.each[at] ?? 0,
    })),
  }));
}

/** By class and cap of the problem: every member of a merged class is worth the same. */
export function pricesOf(
  { members }: PackingModel,
  { classes }: PackingProblem,
  { value, rent }: Certificate,
): PackingPrices {
  const all = Array<number>(classes.length).fill(0);
  for (const [merged, own] of members.entries()) for (const item of own) all[item] = value[merged] ?? 0;
  return { value: all, rent: [...rent] };
}

/** A tree's prices by class, cap and type of the problem; undefined where nothing is split. */
export function splitsOf(
  model: PackingModel,
  problem: PackingProblem,
  tree: PriceTree,
): NodeSplit | undefined {
  const inProblem = (node: PriceTree): SplitPrices =>
    "within" in node
      ? splitInProblem(node)
      : { ...pricesOf(model, problem, { ...node, bound: 0 }), splitRent: node.splitRent };
  const splitInProblem = ({ type, most, within, above }: PriceSplit): NodeSplit => ({
    nodeType: model.origin[type] ?? 0,
    most,
    within: inProblem(within),
    above: inProblem(above),
  });
  return "within" in tree ? splitInProblem(tree) : undefined;
}

/** The fillings that are ones of this model, with no more items than it has. */
export function columnsOf(model: PackingModel, fillings: readonly KnownFilling[]): Filled[] {
  const typeOf = new Map(Array.from(model.origin, (nodeType, type) => [nodeType, type]));
  const classOf = new Map(model.members.flatMap((members, item) => members.map((one) => [one, item])));
  const { classes, types, perNode } = model;
  const fits = new Uint8Array(types * classes);
  for (const [type, items] of model.fitting.entries())
    for (const item of items) fits[type * classes + item] = 1;
  const each = new Float64Array(classes);
  return fillings.flatMap(({ nodeType, count, pattern }) => {
    const type = typeOf.get(nodeType);
    if (type === undefined) return [];
    each.fill(0);
    for (const { packingClass, items } of pattern) {
      const item = classOf.get(packingClass);
      if (item === undefined || fits[type * classes + item] !== 1) continue;
      each[item] = Math.min((each[item] ?? 0) + items, perNode[item] ?? 0);
    }
    const own = patternOf(each);
    const used = usedBy(model, own);
    const holds = used.every((amount, row) => amount <= (model.capacity[type * model.rows + row] ?? 0));
    return holds && boxesHold(model.boxes, type, own) ? [{ type, count, pattern: own }] : [];
  });
}
