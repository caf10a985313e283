/**
 * Where all nodes are alike and items few a node, which is vector bin packing: nodes filled one after another by
 * several rules (bin-filling.ts), and from the best of them a node fewer as long as that works (bin-emptying.ts). In
 * the time of a few greedy passes this finds what columns, of which each item is in very many, miss by several per cent.
 */
import { BinEmptying } from "./bin-emptying.js";
import { FILLING_RULES, filledBins } from "./bin-filling.js";
import { binItems } from "./bin-items.js";
import type { Bin, BinItems } from "./bin-items.js";
import type { Filled } from "./filled.js";
import { packingOf } from "./filled.js";
import type { Packing } from "./filled.js";
import type { PackingModel } from "./packing-model.js";
import { patternOf } from "./pattern.js";
import type { WorkBudget } from "./work.js";

/** Looks grow with the square of the items. */
const MOST_ITEMS = 1000;
/** What a work unit is in looks, and how much of what is left of the work may be spent here. */
const LOOKS_A_UNIT = 200;
const SHARE_OF_WORK = 0.4;
/** Without an end in sight: no more than this, however much work is left, and for each item on the way to a node fewer. */
const MOST_LOOKS = 5_000_000;
const LOOKS_AN_ITEM = 20_000;

/** Nodes of one type, of which there are as many as are paid for, with any number of items of a class on each. */
function suits({ types, boxes, capsOf, demand, perNode, classes }: PackingModel): boolean {
  if (types !== 1 || boxes !== undefined || (capsOf[0]?.length ?? 0) > 0) return false;
  let items = 0;
  for (let item = 0; item < classes; item += 1) {
    if ((perNode[item] ?? 0) < (demand[item] ?? 0)) return false;
    items += demand[item] ?? 0;
  }
  return items <= MOST_ITEMS;
}

function packed(model: PackingModel, { classOf }: BinItems, bins: readonly Bin[]): Packing {
  const filled = bins.map((bin): Filled => {
    const each = new Float64Array(model.classes);
    for (const item of bin) each[classOf[item] ?? 0] = (each[classOf[item] ?? 0] ?? 0) + 1;
    return { type: 0, count: 1, pattern: patternOf(each) };
  });
  return packingOf(model, filled);
}

/** Undefined where nodes are not alike; `bound` is what no packing costs less than. */
export function packAlikeNodes(model: PackingModel, work: WorkBudget, bound: number): Packing | undefined {
  if (!suits(model)) return undefined;
  const items = binItems(model);
  const fewest = bound / (model.price[0] ?? 1);
  const most = Math.min(MOST_LOOKS, SHARE_OF_WORK * LOOKS_A_UNIT * (work.limit - work.used));
  let looks = 0;
  let best: readonly Bin[] | undefined;
  for (const rule of FILLING_RULES) {
    const filled = filledBins(items, rule);
    looks += filled.looks;
    if (best === undefined || filled.bins.length < best.length) best = filled.bins;
    if (best.length <= fewest || looks > most) break;
  }
  const emptying = new BinEmptying(items, best ?? []);
  while (best !== undefined && best.length > Math.max(1, fewest) && looks + emptying.looks < most) {
    const fewer = emptying.run(Math.min(LOOKS_AN_ITEM * items.count, most - looks - emptying.looks));
    if (fewer === undefined) break;
    best = fewer;
  }
  work.spend(Math.ceil((looks + emptying.looks) / LOOKS_A_UNIT));
  return best === undefined ? undefined : packed(model, items, best);
}
