import assert from "node:assert/strict";
import fc from "fast-check";
import { DENSE_SIMPLEX } from "../../src/solve/dense-simplex.js";
import { NodeCounts } from "../../src/solve/node-counts.js";
import { packingModel } from "../../src/solve/packing-model.js";
import { resourcePrices } from "../../src/solve/resource-prices.js";
import { SearchState } from "../../src/solve/search-state.js";
import { WorkBudget } from "../../src/solve/work.js";
import { cheapest, problemOf, sketches } from "./problems.js";

const SEED = 20261132;

/** A search with a first packing and the proof of prices alone. */
function begun(sketch: Parameters<typeof problemOf>[0]): SearchState {
  const problem = problemOf(sketch);
  const state = new SearchState({
    model: packingModel(problem),
    problem,
    work: new WorkBudget(20_000),
    tools: {},
  });
  state.learn(resourcePrices(state.model, state.work));
  state.pack({ value: state.alone, rent: state.proof.rent });
  return state;
}

describe("NodeCounts", () => {
  it("bounds tiny problems from below, loses nothing, and mostly closes the gap", () => {
    let [open, closed] = [0, 0];
    fc.assert(
      fc.property(sketches({ classes: 4, demand: 4, types: 3 }), (sketch) => {
        const state = begun(sketch);
        if (state.model.types === 0 || !NodeCounts.suits(state) || state.gap === 0) return;
        const before = state.best?.cost ?? Infinity;
        new NodeCounts(state, DENSE_SIMPLEX).run();
        const optimum = cheapest(problemOf(sketch));
        assert.ok(state.bound <= optimum, `a bound of ${state.bound}, and ${optimum} is possible`);
        assert.ok((state.best?.cost ?? 0) >= optimum, "cheaper than possible");
        assert.ok((state.best?.cost ?? Infinity) <= before, "dearer than before");
        if (state.gap === 0) closed += 1;
        else open += 1;
      }),
      { seed: SEED, numRuns: 400 },
    );
    assert.ok(closed > 3 * open, `${closed} closed, ${open} left open`);
  });
});
