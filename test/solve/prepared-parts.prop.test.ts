import assert from "node:assert/strict";
import fc from "fast-check";
import type { PackingProblem } from "../../src/solve/index.js";
import { changedDemand } from "../../bench/fleets/changed-demand.js";
import { syntheticFleet } from "../../bench/fleets/synthetic.js";
import type { Column } from "../../src/solve/column-pool.js";
import { prepared } from "../../src/solve/prepared-parts.js";
import type { Prepared, PreparedPart } from "../../src/solve/prepared-parts.js";
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

function keyOf({ type, pattern }: Column): string {
  return `${type} ${pattern.item.join()} ${pattern.each.join()}`;
}

/** Fillings that are known of each part. */
function keysOf({ parts }: Prepared): Set<string> {
  return new Set(
    parts.flatMap(({ findings }, part) => (findings?.columns ?? []).map((one) => `${part} ${keyOf(one)}`)),
  );
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

  it("hold fillings of earlier searches, and few of them twice, however often demands change", () => {
    const limits = { targetGapMilliPercent: 2000, workUnits: 150_000 };
    const fleet = syntheticFleet({ seed: 13, classes: 30, types: 40, replicas: 3000 }, limits);
    let left = solveRemembering(fleet, {}).prepared;
    const known = keysOf(left);
    for (let round = 0; round < 60; round += 1) {
      const remembered = solveRemembering(changedDemand(fleet, round, 5), {}, left);
      assert.equal(remembered.outcome.status, "solved");
      left = remembered.prepared;
      for (const { findings } of left.parts) {
        assert.ok(findings !== undefined);
        const { columns, toldApart } = findings;
        assert.ok(columns.length <= 2 * toldApart, `${columns.length} fillings, ${toldApart} told apart`);
        assert.ok(new Set(columns.map(keyOf)).size >= toldApart);
      }
    }
    const now = keysOf(left);
    const kept = [...known].filter((key) => now.has(key)).length;
    // Where a demand fell below what a filling held, the filling holds less.
    assert.ok(kept >= known.size / 2, `${kept} of ${known.size} fillings are known still`);
    assert.ok(now.size > known.size);
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
