import assert from "node:assert/strict";
import fc from "fast-check";
import { packAlikeNodes } from "../../src/solve/alike-nodes.js";
import { BinEmptying } from "../../src/solve/bin-emptying.js";
import { FILLING_RULES, filledBins } from "../../src/solve/bin-filling.js";
import { binItems } from "../../src/solve/bin-items.js";
import type { Bin } from "../../src/solve/bin-items.js";
import { packingModel } from "../../src/solve/packing-model.js";
import { solvePacking } from "../../src/solve/index.js";
import type { PackingProblem } from "../../src/solve/index.js";
import { WorkBudget } from "../../src/solve/work.js";
import { randomFrom } from "../../src/units/random.js";
import { faultOf } from "./problems.js";

const CAPACITY = [100, 100, 100];

function problemOf(sizes: readonly (readonly number[])[]): PackingProblem {
  return {
    rows: CAPACITY.length,
    classes: sizes.map((size) => ({ demand: 1, size })),
    nodeTypes: [{ capacity: CAPACITY, price: 1, eligible: sizes.map(() => true) }],
    caps: [],
    limits: { targetGapMilliPercent: 0, workUnits: 30_000 },
  };
}

/** Three items a node that fill it to the last unit of every row. */
function triplets(nodes: number, seed: number): number[][] {
  const random = randomFrom(seed);
  return Array.from({ length: nodes }, () => {
    const [one, two] = [0, 1].map(() => CAPACITY.map(() => 20 + random(21)));
    return [one ?? [], two ?? [], CAPACITY.map((room, row) => room - (one?.[row] ?? 0) - (two?.[row] ?? 0))];
  }).flat();
}

/** Why the nodes are no packing of all items, added up anew. */
function faultIn(sizes: readonly (readonly number[])[], bins: readonly Bin[]): string | undefined {
  const items = bins.flat().sort((one, other) => one - other);
  if (items.join() !== [...sizes.keys()].join()) return "some item is on no node, or on two";
  for (const bin of bins)
    for (const [row, room] of CAPACITY.entries())
      if (bin.reduce((sum, item) => sum + (sizes[item]?.[row] ?? 0), 0) > room) return "a node is too full";
  return undefined;
}

const randomSizes = fc.array(
  fc.array(fc.integer({ min: 1, max: 100 }), { minLength: CAPACITY.length, maxLength: CAPACITY.length }),
  { minLength: 1, maxLength: 40 },
);

describe("nodes that are all alike", () => {
  it("are filled by every rule so that they hold all items, and emptied so that they still do", () => {
    fc.assert(
      fc.property(randomSizes, (drawn) => {
        // In the order of the model's classes, of which equal ones are one.
        const items = binItems(packingModel(problemOf(drawn)));
        const sizes = [...items.classOf].map((_class, item) => [...items.size.slice(item * 3, item * 3 + 3)]);
        for (const rule of FILLING_RULES) {
          const { bins } = filledBins(items, rule);
          assert.equal(faultIn(sizes, bins), undefined);
          const fewer = bins.length < 2 ? undefined : new BinEmptying(items, bins).run(20_000);
          if (fewer === undefined) continue;
          assert.equal(faultIn(sizes, fewer), undefined);
          assert.equal(fewer.length, bins.length - 1);
        }
      }),
      { seed: 20261130, numRuns: 60 },
    );
  });

  it("are fewer than any rule fills where three items fill each of them wholly", () => {
    for (const seed of [1, 2, 3]) {
      const sizes = triplets(20, seed);
      const problem = problemOf(sizes);
      const items = binItems(packingModel(problem));
      const byRules = Math.min(...FILLING_RULES.map((rule) => filledBins(items, rule).bins.length));
      const outcome = solvePacking(problem);
      assert.equal(faultOf(problem, outcome), undefined);
      assert.ok(outcome.status === "solved" && outcome.bound <= 20);
      assert.ok(outcome.cost < byRules && outcome.cost <= 21, `${outcome.cost} nodes, ${byRules} by rules`);
    }
  });

  it("are packed the same way each time, within the share of the work that is theirs", () => {
    const model = packingModel(problemOf(triplets(15, 7)));
    const [one, other] = [new WorkBudget(5000), new WorkBudget(5000)];
    assert.deepEqual(packAlikeNodes(model, one, 0), packAlikeNodes(model, other, 0));
    assert.equal(one.used, other.used);
    assert.ok(one.used > 1500 && one.used < 2100, `${one.used} units`);
  });

  it("are left to the other stages where types, caps or most items of a class a node tell them apart", () => {
    const alike = problemOf(triplets(4, 1));
    const [type] = alike.nodeTypes;
    assert.ok(type !== undefined);
    const packs = (problem: PackingProblem): boolean =>
      packAlikeNodes(packingModel(problem), new WorkBudget(1000), 0) !== undefined;
    assert.ok(packs(alike));
    const larger = { ...type, capacity: [200, 200, 200], price: 3 };
    assert.ok(!packs({ ...alike, nodeTypes: [type, larger] }));
    assert.ok(!packs({ ...alike, caps: [{ limit: 9, terms: [{ nodeType: 0, weight: 1 }] }] }));
    const twice = { demand: 2, size: [10, 10, 10] };
    const nodeTypes = [{ ...type, eligible: [...type.eligible, true] }];
    assert.ok(packs({ ...alike, nodeTypes, classes: [...alike.classes, twice] }));
    assert.ok(!packs({ ...alike, nodeTypes, classes: [...alike.classes, { ...twice, maxPerNode: 1 }] }));
  });
});
