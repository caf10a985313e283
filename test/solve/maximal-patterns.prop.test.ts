import assert from "node:assert/strict";
import fc from "fast-check";
import { maximalPatterns } from "../../src/solve/maximal-patterns.js";
import { packingModel } from "../../src/solve/packing-model.js";
import type { PackingModel } from "../../src/solve/packing-model.js";
import { problemOf, sketches } from "./problems.js";

const SEED = 20261128;

function fits(model: PackingModel, type: number, counts: readonly number[]): boolean {
  return Array.from({ length: model.rows }, (_none, row) =>
    counts.reduce((sum, count, item) => sum + count * (model.size[item * model.rows + row] ?? 0), 0),
  ).every((used, row) => used <= (model.capacity[type * model.rows + row] ?? 0));
}

/** Every filling of the type that nothing can be added to, by counting through all of them. */
function byCounting(model: PackingModel, type: number): string[] {
  const open = [...(model.fitting[type] ?? [])];
  const most = (item: number): number => (open.includes(item) ? (model.perNode[item] ?? 0) : 0);
  let all: number[][] = [[]];
  for (let item = 0; item < model.classes; item += 1)
    all = all.flatMap((counts) =>
      Array.from({ length: most(item) + 1 }, (_none, count) => [...counts, count]),
    );
  const fitting = all.filter((counts) => fits(model, type, counts));
  return fitting
    .filter((counts) =>
      open.every((item) => {
        const more = counts.map((count, other) => count + (other === item ? 1 : 0));
        return (counts[item] ?? 0) >= most(item) || !fits(model, type, more);
      }),
    )
    .map((counts) => counts.join(" "))
    .sort();
}

describe("maximalPatterns", () => {
  it("finds each filling to which nothing can be added, once", () => {
    fc.assert(
      fc.property(sketches({ classes: 3, demand: 4, types: 3 }), (sketch) => {
        const model = packingModel(problemOf(sketch));
        const columns = maximalPatterns(model) ?? [];
        for (let type = 0; type < model.types; type += 1) {
          const found = columns
            .filter((column) => column.type === type)
            .map(({ pattern }) => {
              const counts = new Array<number>(model.classes).fill(0);
              for (const [place, item] of pattern.item.entries()) counts[item] = pattern.each[place] ?? 0;
              return counts.join(" ");
            });
          assert.deepEqual(found.sort(), byCounting(model, type));
        }
      }),
      { seed: SEED, numRuns: 300 },
    );
  });
});
