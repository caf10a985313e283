import assert from "node:assert/strict";
import { solvePacking } from "../../src/solve/index.js";
import type { PackingProblem } from "../../src/solve/index.js";
import { faultOf } from "./problems.js";

const LIMITS = { targetGapMilliPercent: 0, workUnits: 100_000 };

function problem(more: Partial<PackingProblem>): PackingProblem {
  return {
    rows: 2,
    classes: [{ demand: 10, size: [2, 4] }],
    nodeTypes: [{ capacity: [8, 16], price: 100, eligible: [true] }],
    caps: [],
    limits: LIMITS,
    ...more,
  };
}

describe("solvePacking", () => {
  it("packs nothing for nothing", () => {
    const outcome = solvePacking(problem({ classes: [{ demand: 0, size: [1, 1] }] }));
    assert.deepEqual(outcome, {
      status: "solved",
      entries: [],
      cost: 0,
      bound: 0,
      prices: { value: [0], rent: [] },
      stop: "proved",
      workUnits: 0,
    });
  });

  it("rounds up where the last node is half empty, and proves it", () => {
    const outcome = solvePacking(problem({}));
    assert.ok(outcome.status === "solved");
    assert.deepEqual([outcome.cost, outcome.bound, outcome.stop], [300, 300, "proved"]);
  });

  it("fills what is paid for already before it buys", () => {
    const outcome = solvePacking(
      problem({
        nodeTypes: [
          { capacity: [8, 16], price: 100, eligible: [true] },
          { capacity: [8, 16], price: 0, eligible: [true] },
        ],
        caps: [{ limit: 2, terms: [{ nodeType: 1, weight: 1 }] }],
      }),
    );
    assert.ok(outcome.status === "solved");
    assert.equal(outcome.cost, 100);
  });

  it("names the class that fits no type", () => {
    const outcome = solvePacking(
      problem({
        classes: [
          { demand: 1, size: [1, 1] },
          { demand: 1, size: [9, 1] },
        ],
        nodeTypes: [{ capacity: [8, 16], price: 1, eligible: [true, true] }],
      }),
    );
    assert.ok(outcome.status === "infeasible");
    assert.deepEqual(outcome.classes, [1]);
  });

  it("names the cap that is too tight by a sum", () => {
    const outcome = solvePacking(problem({ caps: [{ limit: 2, terms: [{ nodeType: 0, weight: 1 }] }] }));
    assert.ok(outcome.status === "infeasible");
    assert.deepEqual([outcome.classes, outcome.caps], [[0], [0]]);
  });

  it("keeps a limit a node", () => {
    const outcome = solvePacking(problem({ classes: [{ demand: 5, size: [1, 1], maxPerNode: 1 }] }));
    assert.ok(outcome.status === "solved");
    assert.deepEqual([outcome.cost, outcome.bound], [500, 500]);
  });

  it("weighs a cap that counts types differently", () => {
    const two = problem({
      nodeTypes: [
        { capacity: [8, 16], price: 100, eligible: [true] },
        { capacity: [16, 32], price: 190, eligible: [true] },
      ],
      caps: [
        {
          limit: 4,
          terms: [
            { nodeType: 0, weight: 1 },
            { nodeType: 1, weight: 3 },
          ],
        },
      ],
    });
    const outcome = solvePacking(two);
    assert.ok(outcome.status === "solved");
    assert.equal(faultOf(two, outcome), undefined);
    assert.equal(outcome.cost, 290);
  });

  it("stops at its work budget and says so, with whatever it has", () => {
    const many = problem({
      classes: Array.from({ length: 30 }, (_none, index) => ({
        demand: 7 + index,
        size: [1 + (index % 5), 2 + (index % 7)],
      })),
      nodeTypes: Array.from({ length: 6 }, (_none, index) => ({
        capacity: [8 + 3 * index, 16 + 5 * index],
        price: 100 + 37 * index,
        eligible: Array<boolean>(30).fill(true),
      })),
      limits: { targetGapMilliPercent: 0, workUnits: 1500 },
    });
    const outcome = solvePacking(many);
    assert.ok(outcome.status === "solved");
    assert.equal(faultOf(many, outcome), undefined);
    assert.equal(outcome.stop, "workBudget");
    assert.equal(solvePacking({ ...many, limits: { ...many.limits, workUnits: 1 } }).status, "noneFound");
  });

  const large = problem({
    rows: 3,
    classes: Array.from({ length: 20 }, (_none, index) => ({
      demand: 500 + 97 * index,
      size: [250 + 130 * (index % 7), 512 + 311 * (index % 11), 1],
    })),
    nodeTypes: [2, 4, 8, 16, 32].flatMap((cpu) =>
      [2, 4, 8].map((ratio) => ({
        capacity: [cpu * 940, cpu * ratio * 920, 110],
        price: Math.round(cpu * (31_000 + 5_500 * ratio)),
        eligible: Array<boolean>(20).fill(true),
      })),
    ),
    limits: { targetGapMilliPercent: 1000, workUnits: 2_000_000 },
  });

  it("loses little on a large fleet", () => {
    const outcome = solvePacking(large);
    assert.ok(outcome.status === "solved");
    assert.equal(faultOf(large, outcome), undefined);
    assert.ok(outcome.cost <= outcome.bound * 1.02, `${outcome.cost} against ${outcome.bound}`);
  });

  it("begins no search for money that is to spare, and searches down to the target for more", () => {
    const within = (spare?: number) => {
      const limits = {
        targetGapMilliPercent: 100,
        workUnits: 20_000,
        ...(spare === undefined ? {} : { spare }),
      };
      const outcome = solvePacking({ ...large, limits });
      assert.ok(outcome.status === "solved");
      return outcome;
    };
    const searched = within();
    const unsearched = within(Number.MAX_SAFE_INTEGER);
    assert.ok(unsearched.cost > searched.cost && unsearched.workUnits < searched.workUnits);
    const beyond = unsearched.cost - unsearched.bound - Math.floor(unsearched.bound / 1000);
    assert.ok(beyond > 0);
    assert.deepEqual(within(beyond), unsearched);
    assert.deepEqual(within(beyond - 1), searched);
  });

  it("begins with nodes that are known, and drops those that do not hold", () => {
    const tight = problem({
      classes: [
        { demand: 6, size: [3, 2] },
        { demand: 6, size: [5, 3] },
      ],
      nodeTypes: [{ capacity: [8, 16], price: 100, eligible: [true, true] }],
      caps: [{ limit: 6, terms: [{ nodeType: 0, weight: 1 }] }],
    });
    const pattern = [0, 1].map((packingClass) => ({ packingClass, items: 1 }));
    const wrong = { nodeType: 0, count: 4, pattern: [{ packingClass: 1, items: 2 }] };
    for (const known of [
      [{ nodeType: 0, count: 6, pattern }],
      [{ nodeType: 0, count: 90, pattern }],
      [wrong, { nodeType: 7, count: 1, pattern }, { nodeType: 0, count: 1, pattern: [] }],
    ]) {
      const outcome = solvePacking({ ...tight, known });
      assert.ok(outcome.status === "solved");
      assert.deepEqual([outcome.cost, outcome.bound, faultOf(tight, outcome)], [600, 600, undefined]);
    }
  });
});
