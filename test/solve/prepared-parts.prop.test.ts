import assert from "node:assert/strict";
import fc from "fast-check";
import type { PackingProblem } from "../../src/solve/index.js";
import { prepared } from "../../src/solve/prepared-parts.js";
import type { PreparedPart } from "../../src/solve/prepared-parts.js";
import { solveRemembering } from "../../src/solve/solve-packing.js";
import { cheapest, problemOf, sketches } from "./problems.js";

const SEED = 20261127;
const changes = fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 4, maxLength: 4 });

/** Other demands, and one more of everything that a cap allows. */
function changed(problem: PackingProblem, change: readonly number[]): PackingProblem {
  return {
    ...problem,
    classes: problem.classes.map((one, index) => ({
      ...one,
      demand: Math.max(0, one.demand + (change[index] ?? 0)),
    })),
    caps: problem.caps.map((cap) => ({ ...cap, limit: cap.limit + 1 })),
  };
}

function bare({ component, model }: PreparedPart): unknown {
  return { component, model: { ...model, boxes: model.boxes?.kindOf } };
}

describe("prepared parts", () => {
  it("taken over from an earlier problem are those that would be prepared anew", () => {
    let takenOver = 0;
    fc.assert(
      fc.property(sketches({ classes: 4, demand: 4, types: 5 }), changes, (sketch, change) => {
        const problem = problemOf(sketch);
        const before = prepared(problem);
        const next = changed(problem, change);
        const [anew, again] = [prepared(next), prepared(next, before)];
        assert.deepEqual(again.parts.map(bare), anew.parts.map(bare));
        if (again.parts[0]?.model.fitting === before.parts[0]?.model.fitting) takenOver += 1;
      }),
      { seed: SEED, numRuns: 300 },
    );
    assert.ok(takenOver > 30, `${takenOver} were taken over`);
  });

  it("carry values and rents that stay a proof under other demands and limits", () => {
    let proved = 0;
    fc.assert(
      fc.property(sketches({ classes: 3, demand: 3, types: 3 }), changes, (sketch, change) => {
        const problem = problemOf(sketch);
        const { outcome, prepared: left } = solveRemembering(problem, {});
        if (outcome.status !== "solved") return;
        const next = changed(problem, change);
        const bounds = prepared(next, left).parts.map(({ findings }) => findings?.proof.bound ?? 0);
        const bound = bounds.reduce((sum, one) => sum + one, 0);
        assert.ok(bound <= cheapest(next) * (1 + 1e-9), `${bound} is above ${cheapest(next)}`);
        if (bound > 0) proved += 1;
      }),
      { seed: SEED, numRuns: 1500 },
    );
    assert.ok(proved > 60, `${proved} proofs were carried`);
  });

  it("are prepared anew where a price differs", () => {
    const problem: PackingProblem = {
      rows: 1,
      classes: [{ demand: 3, size: [2] }],
      nodeTypes: [
        { capacity: [4], price: 10, eligible: [true] },
        { capacity: [5], price: 11, eligible: [true] },
      ],
      caps: [],
      limits: { targetGapMilliPercent: 0, workUnits: 1000 },
    };
    const [cheaper, dearer] = problem.nodeTypes;
    assert.ok(cheaper !== undefined && dearer !== undefined);
    const next = { ...problem, nodeTypes: [{ ...cheaper, price: 12 }, dearer] };
    assert.deepEqual([...(prepared(next, prepared(problem)).parts[0]?.model.price ?? [])], [11]);
  });
});
