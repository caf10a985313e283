import assert from "node:assert/strict";
import fc from "fast-check";
import { certify, checkCertificate, solvePacking } from "../../src/solve/index.js";
import type { NodeProof, PackingCertificate, PackingProblem } from "../../src/solve/index.js";
import { syntheticFleet } from "../../bench/fleets/synthetic.js";
import { cheapest, problemOf, sketches } from "./problems.js";

const SEED = 20261126;

interface Made {
  readonly certificate: PackingCertificate;
  readonly cost: number;
  readonly bound: number;
}

function certified(problem: PackingProblem): Made | undefined {
  const outcome = solvePacking(problem);
  if (outcome.status !== "solved") return undefined;
  const { prices, entries, cost, bound } = outcome;
  return { certificate: certify({ problem, prices, entries }), cost, bound };
}

/** The certificate with the first leaf of its first part changed. */
function withLeaf(
  { parts }: PackingCertificate,
  change: (leaf: Exclude<NodeProof, { readonly types: unknown }>) => NodeProof,
): PackingCertificate {
  const inside = (proof: NodeProof): NodeProof =>
    "types" in proof ? { ...proof, within: inside(proof.within) } : change(proof);
  const [first, ...rest] = parts;
  return { parts: first === undefined ? [] : [{ ...first, proof: inside(first.proof) }, ...rest] };
}

describe("checkCertificate", () => {
  it("accepts what certify makes, and proves no more than the optimum", () => {
    fc.assert(
      fc.property(sketches({ classes: 3, demand: 3, types: 3 }), (sketch) => {
        const problem = problemOf(sketch);
        const made = certified(problem);
        if (made === undefined) return;
        const checked = checkCertificate(problem, made.certificate);
        assert.ok(checked.ok);
        assert.ok(checked.bound <= cheapest(problem));
      }),
      { seed: SEED, numRuns: 300 },
    );
  });

  it("proves no more than the cost of a fleet of some size, and seldom less than the search", () => {
    let [solved, less] = [0, 0];
    fc.assert(
      fc.property(sketches({ classes: 8, demand: 900, types: 5 }), (sketch) => {
        const limits = { targetGapMilliPercent: 1000, workUnits: 20_000 };
        const problem = { ...problemOf(sketch), limits };
        const made = certified(problem);
        if (made === undefined) return;
        const checked = checkCertificate(problem, made.certificate);
        assert.ok(checked.ok);
        assert.ok(checked.bound <= made.cost);
        solved += 1;
        if (checked.bound < 0.999 * made.bound) less += 1;
      }),
      { seed: SEED, numRuns: 60 },
    );
    assert.ok(less <= 0.05 * solved, `${less} of ${solved} prove less`);
  });

  it("refuses values that a node holds more of than it costs, and names the type", () => {
    const problem = problemOf({
      rows: 1,
      classes: [
        { demand: 6, size: [2] },
        { demand: 6, size: [4] },
      ],
      nodeTypes: [{ capacity: [12], price: 10, eligible: [true, true] }],
    });
    const made = certified(problem);
    assert.ok(made !== undefined);
    const { certificate } = made;
    assert.deepEqual(checkCertificate(problem, certificate), { ok: true, bound: 30 });
    const raised = withLeaf(certificate, (leaf) => ({ ...leaf, value: leaf.value.map((one) => one + 1000) }));
    assert.deepEqual(checkCertificate(problem, raised), { ok: false, nodeTypes: [0] });
    const negative = withLeaf(certificate, (leaf) => ({ ...leaf, proofs: [[-1]] }));
    assert.deepEqual(checkCertificate(problem, negative), { ok: false, nodeTypes: [-1] });
    const dropped = withLeaf(certificate, (leaf) => ({ ...leaf, proofs: [] }));
    assert.deepEqual(checkCertificate(problem, dropped), { ok: false, nodeTypes: [0] });
  });

  it("proves by a split what the multipliers of a node's rows do not", () => {
    // Two of three units fit twice into 7, worth 2/2: the fractional knapsack says 7/3.
    const problem = problemOf({
      rows: 1,
      classes: [
        { demand: 40, size: [3] },
        { demand: 40, size: [5] },
      ],
      nodeTypes: [
        { capacity: [11], price: 10, eligible: [true, true] },
        { capacity: [7], price: 7, eligible: [true, true] },
      ],
    });
    const made = certified(problem);
    assert.ok(made !== undefined);
    const weak = certify({
      problem,
      prices: { value: [10 / 3, 20 / 3], rent: [] },
      entries: [],
      effort: { fillingSplits: 0, nodeSplits: 0, workUnits: 1000 },
    });
    const strong = checkCertificate(problem, made.certificate);
    const without = checkCertificate(problem, weak);
    assert.ok(strong.ok && without.ok);
    assert.ok(strong.bound > without.bound, `${strong.bound} > ${without.bound}`);
  });

  it("shows what a search proved by numbers of nodes, where fillings are too many to list", () => {
    const limits = { targetGapMilliPercent: 500, workUnits: 50_000 };
    for (const seed of [17, 19]) {
      const problem = syntheticFleet({ seed, classes: 20, types: 10, replicas: 1000 }, limits);
      const outcome = solvePacking(problem);
      assert.ok(outcome.status === "solved");
      const { prices, entries, bound } = outcome;
      assert.equal(prices.splits?.length, 1);
      const shown = checkCertificate(problem, certify({ problem, prices, entries }));
      assert.ok(shown.ok && shown.bound <= outcome.cost && shown.bound >= 0.9995 * bound);
      const { value, rent } = prices;
      const less = checkCertificate(problem, certify({ problem, prices: { value, rent }, entries }));
      assert.ok(less.ok && less.bound < 0.99 * bound);
    }
  });

  it("proves by splits on numbers of nodes what prices do not, and refuses half of a split", () => {
    const problem = problemOf({
      rows: 1,
      classes: [{ demand: 3, size: [1] }],
      nodeTypes: [
        { capacity: [2], price: 10, eligible: [true] },
        { capacity: [3], price: 19, eligible: [true] },
      ],
    });
    const made = certified(problem);
    assert.ok(made !== undefined);
    assert.deepEqual(checkCertificate(problem, made.certificate), { ok: true, bound: 19 });
    const [part] = made.certificate.parts;
    assert.ok(part !== undefined && "types" in part.proof);
    const { within, above } = part.proof;
    for (const [one, other] of [
      [within, within],
      [above, above],
    ] as const) {
      const proof = { ...part.proof, within: one, above: other };
      const checked = checkCertificate(problem, { parts: [{ ...part, proof }] });
      assert.ok(!checked.ok || checked.bound <= 19);
    }
  });
});
