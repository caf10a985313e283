import assert from "node:assert/strict";
import fc from "fast-check";
import { solvePacking } from "../../src/solve/index.js";
import type { PackingEntry, PackingProblem } from "../../src/solve/index.js";
import { packingModel } from "../../src/solve/packing-model.js";
import { resourcePrices } from "../../src/solve/resource-prices.js";
import { columnsOf } from "../../src/solve/search-memory.js";
import { SearchState } from "../../src/solve/search-state.js";
import { leastCost, packBeside } from "../../src/solve/warm-start.js";
import { WorkBudget } from "../../src/solve/work.js";
import { cheapest, problemOf, sketches } from "./problems.js";

const SEED = 20261127;

/** What the nodes leave of the problem. */
function rest(problem: PackingProblem, entries: readonly PackingEntry[]): PackingProblem {
  const demand = problem.classes.map((one) => one.demand);
  const limit = problem.caps.map((one) => one.limit);
  for (const { nodeType, count, pattern } of entries) {
    for (const { packingClass, items } of pattern) demand[packingClass]! -= count * items;
    for (const [cap, { terms }] of problem.caps.entries())
      limit[cap]! -= count * (terms.find((term) => term.nodeType === nodeType)?.weight ?? 0);
  }
  return {
    ...problem,
    classes: problem.classes.map((one, item) => ({ ...one, demand: demand[item]! })),
    caps: problem.caps.map((one, cap) => ({ ...one, limit: limit[cap]! })),
  };
}

describe("leastCost", () => {
  it("is no more than any packing with the nodes costs, and sometimes as much", () => {
    let [asMuch, asked] = [0, 0];
    fc.assert(
      fc.property(
        sketches({ classes: 3, demand: 3, types: 3 }),
        fc.array(fc.boolean(), { minLength: 9, maxLength: 9 }),
        (sketch, stays) => {
          const problem = problemOf(sketch);
          const outcome = solvePacking(problem);
          if (outcome.status !== "solved") return;
          const entries = outcome.entries.filter((_entry, at) => stays[at] === true);
          const model = packingModel(problem);
          const proof = resourcePrices(model, new WorkBudget(1000));
          const kept = columnsOf(model, entries);
          const price = entries.reduce(
            (sum, { nodeType, count }) => sum + count * problem.nodeTypes[nodeType]!.price,
            0,
          );
          const truth = price + cheapest(rest(problem, entries));
          const least = leastCost({ model, proof }, kept);
          assert.ok(least <= truth * (1 + 1e-9) + 1e-9, `${least} is above ${truth}`);
          asked += 1;
          if (kept.length > 0 && least > 0.999 * truth) asMuch += 1;
        },
      ),
      { seed: SEED, numRuns: 1500 },
    );
    assert.ok(asked > 200 && asMuch > 20, `${asMuch} of ${asked} are as much`);
  });
});

describe("packBeside", () => {
  /** A cheap type of which there are two nodes, a dear one, and one that costs less for small demands. */
  const problem = (demand: number): PackingProblem => ({
    rows: 1,
    classes: [{ demand, size: [1] }],
    nodeTypes: [
      { capacity: [4], price: 4, eligible: [true] },
      { capacity: [4], price: 9, eligible: [true] },
      { capacity: [1], price: 2, eligible: [true] },
    ],
    caps: [{ limit: 2, terms: [{ nodeType: 0, weight: 1 }] }],
    limits: { targetGapMilliPercent: 0, workUnits: 1000 },
  });
  const bought = (demand: number, known: ReadonlySet<number> | undefined): string => {
    const own = problem(demand);
    const [model, work] = [packingModel(own), new WorkBudget(1000)];
    const state = new SearchState({ model, problem: own, work, tools: {} });
    state.known = known;
    const packing = packBeside(state, { value: state.alone, rent: state.proof.rent });
    assert.equal(packing.missing, 0);
    return packing.filled
      .flatMap(({ type, count }) => Array<number>(count).fill(model.origin[type]!))
      .join(" ");
  };

  it("buys types of which fillings are known, and others where those leave something out", () => {
    assert.equal(bought(8, new Set([0])), "0 0");
    assert.equal(bought(11, new Set([0, 1])), "0 0 1");
    assert.equal(bought(11, new Set([0])), "0 0 2 2 2");
    assert.equal(bought(11, undefined), "0 0 2 2 2");
  });
});
