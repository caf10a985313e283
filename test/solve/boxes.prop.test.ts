import assert from "node:assert/strict";
import fc from "fast-check";
import { BoxPacking } from "../../src/solve/box-packing.js";
import { certify, checkCertificate, PackingSolver, solvePacking } from "../../src/solve/index.js";
import type { PackingProblem } from "../../src/solve/index.js";
import { boxedSketches, cheapest, faultOf, holdsInBoxes, problemOf } from "./problems.js";

const SEED = 20261127;

describe("solvePacking, with boxes", () => {
  it("finds the optimum of tiny problems, and calls infeasible only what is", () => {
    fc.assert(
      fc.property(boxedSketches({ classes: 3, demand: 4, types: 3 }), (sketch) => {
        const problem = problemOf(sketch);
        const outcome = solvePacking(problem);
        const optimum = cheapest(problem);
        assert.equal(faultOf(problem, outcome), undefined);
        if (outcome.status === "solved") {
          assert.equal(outcome.cost, optimum);
          assert.equal(outcome.bound, optimum);
        } else assert.equal(optimum, Infinity);
      }),
      { seed: SEED, numRuns: 600 },
    );
  });

  it("makes packings that hold box by box, always the same, and no bound above their cost", () => {
    fc.assert(
      fc.property(boxedSketches({ classes: 8, demand: 40, types: 6 }), (sketch) => {
        const problem = { ...problemOf(sketch), limits: { targetGapMilliPercent: 1000, workUnits: 20_000 } };
        const outcome = solvePacking(problem);
        assert.equal(faultOf(problem, outcome), undefined);
        assert.deepEqual(solvePacking(problem), outcome);
      }),
      { seed: SEED, numRuns: 150 },
    );
  });

  it("packs as a problem without boxes where every item takes whole ones", () => {
    fc.assert(
      fc.property(boxedSketches({ classes: 3, demand: 4, types: 3 }), (sketch) => {
        const whole = sketch.classes.map(({ boxes, ...one }) => ({
          ...one,
          ...(boxes === undefined ? {} : { boxes: { count: boxes.count } }),
        }));
        const rowed: PackingProblem = problemOf({
          rows: sketch.rows + 1,
          classes: whole.map(({ boxes, ...one }) => ({ ...one, size: [...one.size, boxes?.count ?? 0] })),
          nodeTypes: sketch.nodeTypes.map(({ boxes, ...one }) => ({
            ...one,
            capacity: [...one.capacity, boxes?.count ?? 1000],
          })),
        });
        const [one, other] = [solvePacking(problemOf({ ...sketch, classes: whole })), solvePacking(rowed)];
        assert.equal(one.status, other.status);
        if (one.status === "solved" && other.status === "solved") assert.equal(one.cost, other.cost);
      }),
      { seed: SEED, numRuns: 200 },
    );
  });

  it("keeps to the boxes where a changed demand is packed again", () => {
    fc.assert(
      fc.property(
        boxedSketches({ classes: 6, demand: 30, types: 5 }),
        fc.array(fc.integer({ min: -10, max: 10 }), { minLength: 6, maxLength: 6 }),
        (sketch, changes) => {
          const solver = new PackingSolver();
          const limits = { targetGapMilliPercent: 1000, workUnits: 20_000 };
          const first = { ...problemOf(sketch), limits };
          assert.equal(faultOf(first, solver.solve(first)), undefined);
          const classes = first.classes.map((one, index) => ({
            ...one,
            demand: Math.max(0, one.demand + (changes[index] ?? 0)),
          }));
          const second = { ...first, classes };
          assert.equal(faultOf(second, solver.solve(second)), undefined);
        },
      ),
      { seed: SEED, numRuns: 100 },
    );
  });

  it("is certified for no more than the optimum", () => {
    fc.assert(
      fc.property(boxedSketches({ classes: 3, demand: 4, types: 3 }), (sketch) => {
        const problem = problemOf(sketch);
        const outcome = solvePacking(problem);
        if (outcome.status !== "solved") return;
        const { prices, entries } = outcome;
        const checked = checkCertificate(problem, certify({ problem, prices, entries }));
        assert.ok(checked.ok);
        assert.ok(checked.bound <= cheapest(problem));
      }),
      { seed: SEED, numRuns: 200 },
    );
  });

  it("sees that a box holds one of two shares above a half, which the sum over boxes does not", () => {
    const problem: PackingProblem = {
      rows: 1,
      classes: [
        { demand: 400, size: [1], boxes: { count: 1, share: [600] } },
        { demand: 100, size: [1], boxes: { count: 1, share: [400] } },
        { demand: 100, size: [1], boxes: { count: 2 } },
      ],
      nodeTypes: [
        { capacity: [64], price: 800, eligible: [true, true, true], boxes: { count: 8, capacity: [1000] } },
      ],
      caps: [],
      limits: { targetGapMilliPercent: 0, workUnits: 20_000 },
    };
    const outcome = solvePacking(problem);
    assert.equal(faultOf(problem, outcome), undefined);
    assert.ok(outcome.status === "solved");
    // 400 boxes with a share above a half, and 200 whole ones.
    assert.deepEqual([outcome.cost, outcome.bound], [60_000, 60_000]);
    const { prices, entries } = outcome;
    assert.deepEqual(checkCertificate(problem, certify({ problem, prices, entries })), {
      ok: true,
      bound: 60_000,
    });
  });
});

describe("BoxPacking", () => {
  const need = fc.record(
    {
      count: fc.integer({ min: 1, max: 3 }),
      share: fc.tuple(fc.integer({ min: 0, max: 8 }), fc.integer({ min: 0, max: 8 })),
    },
    { requiredKeys: ["count"] },
  );

  it("answers as trying every placement does, and its layouts hold what was asked", () => {
    fc.assert(
      fc.property(
        fc.array(need, { minLength: 1, maxLength: 3 }),
        fc.integer({ min: 1, max: 4 }),
        fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 3, maxLength: 3 }),
        (needs, count, drawn) => {
          const boxes = { count, capacity: [7, 8] };
          const counts = needs.map((_need, index) => drawn[index] ?? 0);
          const packing = new BoxPacking(boxes, needs);
          assert.equal(packing.fit(counts), holdsInBoxes(boxes, needs, counts) ? "fits" : "doesNotFit");
          const layout = packing.layout(counts);
          if (layout === undefined) return;
          for (const held of layout)
            for (const row of [0, 1]) {
              const used = held.reduce(
                (sum, items, kind) => sum + items * (needs[kind]?.share ?? boxes.capacity)[row]!,
                0,
              );
              assert.ok(used <= boxes.capacity[row]!);
            }
          for (const [kind, { count: each }] of needs.entries()) {
            const pieces: number = layout.reduce((sum, held) => sum + held[kind]!, 0);
            assert.equal(pieces, counts[kind]! * each);
          }
        },
      ),
      { seed: SEED, numRuns: 1000 },
    );
  });
});
