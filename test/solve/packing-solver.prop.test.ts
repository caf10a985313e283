import assert from "node:assert/strict";
import fc from "fast-check";
import { PackingSolver, solvePacking } from "../../src/solve/index.js";
import type { PackingProblem } from "../../src/solve/index.js";
import { changedDemand } from "../../bench/fleets/changed-demand.js";
import { syntheticFleet } from "../../bench/fleets/synthetic.js";
import { movesBetween } from "../../bench/moves.js";
import { cheapest, faultOf, problemOf, sketches } from "./problems.js";

const SEED = 20261127;

function withDemands(problem: PackingProblem, change: readonly number[]): PackingProblem {
  return {
    ...problem,
    classes: problem.classes.map((one, index) => ({
      ...one,
      demand: Math.max(0, one.demand + (change[index] ?? 0)),
    })),
  };
}

describe("PackingSolver", () => {
  it("finds the optimum of tiny problems again after demands changed", () => {
    const changes = fc.array(fc.integer({ min: -2, max: 2 }), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(sketches({ classes: 3, demand: 3, types: 3 }), changes, (sketch, change) => {
        const solver = new PackingSolver();
        const problem = problemOf(sketch);
        solver.solve(problem);
        const changed = withDemands(problem, change);
        const outcome = solver.solve(changed);
        assert.equal(faultOf(changed, outcome), undefined);
        assert.equal(outcome.status === "solved" ? outcome.cost : Infinity, cheapest(changed));
        if (outcome.status === "solved") assert.equal(outcome.bound, outcome.cost);
      }),
      { seed: SEED, numRuns: 200 },
    );
  });

  it("makes packings that hold, within the target where a fresh search is, and always the same", () => {
    const changes = fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 8, maxLength: 8 });
    fc.assert(
      fc.property(sketches({ classes: 8, demand: 60, types: 6 }), changes, (sketch, change) => {
        const limits = { targetGapMilliPercent: 1000, workUnits: 20_000 };
        const problem = { ...problemOf(sketch), limits };
        const changed = withDemands(problem, change);
        const twice = [new PackingSolver(), new PackingSolver()].map((solver) => {
          solver.solve(problem);
          return solver.solve(changed);
        });
        assert.equal(faultOf(changed, twice[0]!), undefined);
        assert.deepEqual(twice[0], twice[1]);
        const fresh = solvePacking(changed);
        if (twice[0]?.status === "solved" && fresh.status === "solved")
          assert.ok(twice[0].bound <= fresh.cost && fresh.bound <= twice[0].cost);
      }),
      { seed: SEED, numRuns: 80 },
    );
  });

  it("keeps most nodes where they are after a small change, and all of them after none", () => {
    const classes = Array.from({ length: 20 }, (_none, index) => ({
      demand: 50 + 7 * index,
      size: [250 + 130 * (index % 7), 512 + 311 * (index % 11), 1],
    }));
    const fleet: PackingProblem = {
      rows: 3,
      classes,
      nodeTypes: [2, 4, 8, 16].flatMap((cpu) =>
        [2, 4, 8].map((ratio) => ({
          capacity: [cpu * 940, cpu * ratio * 920, 110],
          price: Math.round(cpu * (31_000 + 5_500 * ratio)),
          eligible: Array<boolean>(20).fill(true),
        })),
      ),
      caps: [],
      limits: { targetGapMilliPercent: 1500, stableGapMilliPercent: 2500, workUnits: 200_000 },
    };
    const solver = new PackingSolver();
    const first = solver.solve(fleet);
    assert.ok(first.status === "solved" && first.stop === "gapReached");
    const again = solver.solve(fleet);
    assert.ok(again.status === "solved");
    assert.deepEqual(again.entries, first.entries);
    const changed = withDemands(
      fleet,
      classes.map((_one, index) => (index % 3) - 1),
    );
    const next = solver.solve(changed);
    assert.ok(next.status === "solved" && next.cost <= next.bound * 1.025);
    assert.equal(faultOf(changed, next), undefined);
    const moved = movesBetween(first.entries, next.entries);
    const fresh = solvePacking(changed);
    assert.ok(fresh.status === "solved");
    assert.ok(moved * 5 <= movesBetween(first.entries, fresh.entries), `${moved} items moved`);
    assert.ok(next.workUnits * 2 <= fresh.workUnits, `${next.workUnits} against ${fresh.workUnits} units`);
  });

  it("looks for a better proof before it packs anew what was only badly proved", () => {
    const limits = { targetGapMilliPercent: 1000, stableGapMilliPercent: 1700, workUnits: 150_000 };
    const fleet = syntheticFleet({ seed: 13, classes: 100, types: 200, replicas: 10_000 }, limits);
    const changed = changedDemand(fleet, 13, 5);
    const solver = new PackingSolver();
    const [first, next] = [solver.solve(fleet), solver.solve(changed)];
    assert.ok(first.status === "solved" && next.status === "solved");
    assert.equal(faultOf(changed, next), undefined);
    const moved = movesBetween(first.entries, next.entries);
    assert.ok(moved < 1000, `${moved} of 10,000 items moved`);
  });

  it("packs a tenth of changed demand in a fifth of the work of a fresh search, at its cost and with few moves", () => {
    const limits = { targetGapMilliPercent: 1000, stableGapMilliPercent: 1750, workUnits: 150_000 };
    const fleet = syntheticFleet({ seed: 12, classes: 100, types: 200, replicas: 10_000 }, limits);
    const changed = changedDemand(fleet, 12, 10);
    const solver = new PackingSolver();
    const [first, next, fresh] = [solver.solve(fleet), solver.solve(changed), solvePacking(changed)];
    assert.ok(first.status === "solved" && next.status === "solved" && fresh.status === "solved");
    assert.equal(faultOf(changed, next), undefined);
    assert.ok(next.workUnits * 5 <= fresh.workUnits, `${next.workUnits} against ${fresh.workUnits} units`);
    assert.ok(next.cost <= 1.01 * fresh.cost, `${next.cost} against ${fresh.cost}`);
    const moved = [next, fresh].map(({ entries }) => movesBetween(first.entries, entries));
    assert.ok(moved[0]! * 5 <= moved[1]!, `${moved[0]} against ${moved[1]} moves`);
  });
});
