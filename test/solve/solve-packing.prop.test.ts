import assert from "node:assert/strict";
import fc from "fast-check";
import { solvePacking } from "../../src/solve/index.js";
import { cheapest, faultOf, problemOf, sketches } from "./problems.js";

const SEED = 20261125;

describe("solvePacking, on random problems", () => {
  it("finds the optimum of tiny ones, bounds it from below, and calls infeasible only what is", () => {
    const tiny = sketches({ classes: 3, demand: 3, types: 3 });
    fc.assert(
      fc.property(tiny, (sketch) => {
        const problem = problemOf(sketch);
        const outcome = solvePacking(problem);
        const optimum = cheapest(problem);
        assert.equal(faultOf(problem, outcome), undefined);
        switch (outcome.status) {
          case "solved":
            assert.equal(outcome.cost, optimum);
            assert.equal(outcome.bound, optimum);
            assert.equal(outcome.stop, "proved");
            return;
          case "infeasible":
            assert.equal(optimum, Infinity);
            return;
          case "noneFound":
            assert.fail("tiny problems are decided");
        }
      }),
      { seed: SEED, numRuns: 500 },
    );
  });

  it("makes packings that hold, with a bound at or below their cost, and always the same", () => {
    const larger = sketches({ classes: 8, demand: 60, types: 6 });
    fc.assert(
      fc.property(larger, (sketch) => {
        const problem = { ...problemOf(sketch), limits: { targetGapMilliPercent: 1000, workUnits: 20_000 } };
        const outcome = solvePacking(problem);
        assert.equal(faultOf(problem, outcome), undefined);
        assert.deepEqual(solvePacking(problem), outcome);
      }),
      { seed: SEED, numRuns: 150 },
    );
  });

  it("never proves more for a relaxed problem than what the tight one cost", () => {
    const larger = sketches({ classes: 5, demand: 20, types: 4 });
    fc.assert(
      fc.property(larger, (sketch) => {
        const limits = { targetGapMilliPercent: 1000, workUnits: 20_000 };
        const tight = solvePacking({ ...problemOf(sketch), limits });
        const classes = sketch.classes.map(({ demand, size }) => ({ demand, size }));
        const relaxed = solvePacking({ ...problemOf({ ...sketch, classes }), limits });
        if (tight.status !== "solved") return;
        assert.notEqual(relaxed.status, "infeasible");
        if (relaxed.status === "solved") assert.ok(relaxed.bound <= tight.cost);
      }),
      { seed: SEED, numRuns: 150 },
    );
  });

  it("proves nothing false where only the bound is wanted, and about as much as a whole search does", () => {
    fc.assert(
      fc.property(sketches({ classes: 3, demand: 3, types: 3 }), (sketch) => {
        const problem = problemOf(sketch);
        const outcome = solvePacking({ ...problem, limits: { ...problem.limits, boundOnly: true } });
        assert.equal(faultOf(problem, outcome), undefined);
        const optimum = cheapest(problem);
        if (outcome.status === "solved") assert.ok(outcome.bound <= optimum && optimum <= outcome.cost);
        else assert.equal(optimum, Infinity);
      }),
      { seed: SEED, numRuns: 300 },
    );
    fc.assert(
      fc.property(sketches({ classes: 8, demand: 60, types: 6 }), (sketch) => {
        const limits = { targetGapMilliPercent: 1000, workUnits: 20_000 };
        const whole = solvePacking({ ...problemOf(sketch), limits });
        const outcome = solvePacking({ ...problemOf(sketch), limits: { ...limits, boundOnly: true } });
        assert.equal(outcome.status, whole.status);
        if (whole.status !== "solved" || outcome.status !== "solved") return;
        assert.ok(outcome.bound <= whole.cost && whole.bound <= outcome.cost);
        assert.ok(outcome.bound >= 0.97 * whole.bound, `${outcome.bound} against ${whole.bound}`);
      }),
      { seed: SEED, numRuns: 100 },
    );
  });

  it("names classes and caps only of what cannot be", () => {
    fc.assert(
      fc.property(sketches({ classes: 4, demand: 30, types: 3 }), (sketch) => {
        const problem = problemOf(sketch);
        const outcome = solvePacking(problem);
        if (outcome.status !== "infeasible") return;
        assert.ok(outcome.classes.length > 0);
        // The classes named are impossible by themselves, under the caps named alone.
        const classes = problem.classes.map((one, index) =>
          outcome.classes.includes(index) ? one : { ...one, demand: 0 },
        );
        assert.notEqual(solvePacking({ ...problem, classes }).status, "solved");
      }),
      { seed: SEED, numRuns: 200 },
    );
  });
});
