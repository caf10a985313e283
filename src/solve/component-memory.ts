/** Memories, prices and entries between the indices of a part and those of the whole problem. */
import type { Component } from "./components.js";
import type { Filled } from "./filled.js";
import { mappedSplit } from "./mapped-split.js";
import type { Prepared, PreparedPart } from "./prepared-parts.js";
import type { PackingEntry, PackingPrices, PackingProblem, UnsplitPrices } from "./problem.js";
import { fillingsOf, pricesOf } from "./search-memory.js";
import type { KnownFilling, SearchMemory, SearchStart } from "./search-memory.js";

/** A part's numbers at the indices of the whole. */
function gathered(length: number, indices: readonly number[], numbers: readonly number[]): number[] {
  const all = Array<number>(length).fill(0);
  for (const [at, index] of indices.entries()) all[index] = numbers[at] ?? 0;
  return all;
}

function sums(length: number, parts: readonly (readonly number[])[]): number[] {
  return Array.from({ length }, (_none, index) => parts.reduce((sum, one) => sum + (one[index] ?? 0), 0));
}

export function entriesInWhole(
  { classes, types }: Component,
  entries: readonly PackingEntry[],
): PackingEntry[] {
  return entries.map(({ nodeType, count, pattern }) => ({
    nodeType: types[nodeType] ?? 0,
    count,
    pattern: pattern.map(({ packingClass, items }) => ({ packingClass: classes[packingClass] ?? 0, items })),
  }));
}

export function pricesInWhole(
  problem: PackingProblem,
  { classes, caps, types }: Component,
  prices: PackingPrices,
): PackingPrices {
  const inWhole = <T extends UnsplitPrices>(own: T): T => ({
    ...own,
    value: gathered(problem.classes.length, classes, own.value),
    rent: gathered(problem.caps.length, caps, own.rent),
  });
  const { splits, ...plain } = prices;
  if (splits === undefined) return inWhole(plain);
  return {
    ...inWhole(plain),
    splits: splits.map((split) => mappedSplit(split, (type) => types[type] ?? 0, inWhole)),
  };
}

/** Parts share no class and no cap, so that their prices add up. */
export function joinedPrices(problem: PackingProblem, parts: readonly PackingPrices[]): PackingPrices {
  const splits = parts.flatMap((one) => one.splits ?? []);
  return {
    ...(splits.length === 0 ? {} : { splits }),
    value: sums(
      problem.classes.length,
      parts.map(({ value }) => value),
    ),
    rent: sums(
      problem.caps.length,
      parts.map(({ rent }) => rent),
    ),
  };
}

/** The part's share of a memory. Its fillings may name classes of other parts, which it leaves out. */
export function startOf({ classes, types, caps }: Component, { fillings, prices }: SearchStart): SearchStart {
  const classIndex = new Map(classes.map((item, index) => [item, index]));
  const typeIndex = new Map(types.map((type, index) => [type, index]));
  return {
    fillings: fillings.flatMap(({ nodeType, count, pattern }) => {
      const own = typeIndex.get(nodeType);
      const items = pattern.flatMap(({ packingClass, items: each }) => {
        const index = classIndex.get(packingClass);
        return index === undefined ? [] : [{ packingClass: index, items: each }];
      });
      return own === undefined || items.length === 0 ? [] : [{ nodeType: own, count, pattern: items }];
    }),
    ...(prices === undefined
      ? {}
      : {
          prices: {
            value: classes.map((item) => prices.value[item] ?? 0),
            rent: caps.map((cap) => prices.rent[cap] ?? 0),
          },
        }),
  };
}

function fillingsInWhole({ component, model, findings }: PreparedPart): KnownFilling[] {
  if (findings === undefined) return [];
  const { classes, types } = component;
  const looked = findings.columns.map(({ type, pattern }): Filled => ({ type, count: 0, pattern }));
  return fillingsOf(model, [...findings.nodes, ...looked]).map(({ nodeType, count, pattern }) => ({
    nodeType: types[nodeType] ?? 0,
    count,
    pattern: pattern.map(({ packingClass, items }) => ({ packingClass: classes[packingClass] ?? 0, items })),
  }));
}

/** What was found of all parts, for a problem that has others. */
export function memoryOf({ problem, parts }: Prepared): SearchMemory {
  const prices = parts.flatMap(({ component, model, findings }) =>
    findings === undefined
      ? []
      : [pricesInWhole(problem, component, pricesOf(model, component.problem, findings.found))],
  );
  return { fillings: parts.flatMap(fillingsInWhole), prices: joinedPrices(problem, prices) };
}
