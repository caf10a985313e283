import assert from "node:assert/strict";
import fc from "fast-check";
import { certify, checkCertificate, solvePacking } from "../../src/solve/index.js";
import { cheapest, problemOf, sketches } from "./problems.js";

const SEED = 20261126;

describe("checkCertificate", () => {
  it("accepts what certify makes, and proves no more than the optimum", () => {
    fc.assert(
      fc.property(sketches({ classes: 3, demand: 3, types: 3 }), (sketch) => {
        const problem = problemOf(sketch);
        const outcome = solvePacking(problem);
        if (outcome.status !== "solved") return;
        const checked = checkCertificate(problem, certify(problem, outcome.prices));
        assert.ok(checked.ok);
        assert.ok(checked.bound <= cheapest(problem));
      }),
      { seed: SEED, numRuns: 300 },
    );
  });

  it("proves most of the bound of a fleet of some size", () => {
    fc.assert(
      fc.property(sketches({ classes: 8, demand: 900, types: 5 }), (sketch) => {
        const limits = { targetGapMilliPercent: 1000, workUnits: 20_000 };
        const problem = { ...problemOf(sketch), limits };
        const outcome = solvePacking(problem);
        if (outcome.status !== "solved" || outcome.bound === 0) return;
        const checked = checkCertificate(problem, certify(problem, outcome.prices));
        assert.ok(checked.ok);
        assert.ok(checked.bound <= outcome.cost);
      }),
      { seed: SEED, numRuns: 60 },
    );
  });

  it("refuses values that a node holds more of than it costs, and names the type", () => {
    const problem = problemOf({
      rows: 1,
      classes: [{ demand: 6, size: [2] }],
      nodeTypes: [{ capacity: [4], price: 10, eligible: [true] }],
    });
    const outcome = solvePacking(problem);
    assert.ok(outcome.status === "solved");
    const certificate = certify(problem, outcome.prices);
    assert.deepEqual(checkCertificate(problem, certificate), { ok: true, bound: 30 });
    const raised = { ...certificate, value: certificate.value.map((one) => one + one / 1000n) };
    assert.deepEqual(checkCertificate(problem, raised), { ok: false, nodeTypes: [0] });
    const negative = { ...certificate, multipliers: [[-1n]] };
    assert.deepEqual(checkCertificate(problem, negative), { ok: false, nodeTypes: [-1] });
  });
});
