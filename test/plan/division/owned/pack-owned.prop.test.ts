import assert from "node:assert/strict";
import fc from "fast-check";
import { packOwned } from "../../../../src/plan/division/owned/pack-owned.js";
import { ownedPrices } from "../../../../src/plan/division/owned/owned-prices.js";
import { ownedProblem } from "../../../../src/plan/division/owned/owned-problem.js";
import { ownedSearch } from "../../../../src/plan/division/owned/owned-search.js";
import type { PackingProblem } from "../../../../src/solve/problem.js";
import { faultOf } from "../../../solve/problems.js";

interface Tiny {
  readonly nodes: readonly { readonly capacity: readonly number[]; readonly count: number }[];
  readonly items: readonly {
    readonly size: readonly number[];
    readonly demand: number;
    readonly penalty: number;
    readonly open: readonly boolean[];
  }[];
}

const amounts = (max: number): fc.Arbitrary<number[]> =>
  fc.array(fc.integer({ min: 0, max }), { minLength: 2, maxLength: 2 });

const tiny: fc.Arbitrary<Tiny> = fc.record({
  nodes: fc.array(fc.record({ capacity: amounts(9), count: fc.integer({ min: 1, max: 2 }) }), {
    minLength: 1,
    maxLength: 3,
  }),
  items: fc.array(
    fc.record({
      size: amounts(6),
      demand: fc.integer({ min: 1, max: 2 }),
      penalty: fc.constantFrom(6, 6, 9, 15),
      open: fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }),
    }),
    { minLength: 1, maxLength: 4 },
  ),
});

/** As the planner formulates it: nodes without a price and with a stock, and a way out for each class. */
function problemOf({ nodes, items }: Tiny): PackingProblem {
  return {
    rows: 2,
    classes: items.map(({ size, demand }) => ({ size, demand })),
    nodeTypes: [
      ...nodes.map(({ capacity }, node) => ({
        capacity,
        price: 0,
        eligible: items.map(({ open }) => open[node] === true),
      })),
      ...items.map(({ size, penalty }, item) => ({
        capacity: size,
        price: penalty,
        eligible: items.map((_one, other) => other === item),
      })),
    ],
    caps: nodes.map(({ count }, nodeType) => ({ limit: count, terms: [{ nodeType, weight: 1 }] })),
    limits: { targetGapMilliPercent: 0, workUnits: 20_000 },
  };
}

/** Ways out come after the nodes. */
function waysOut({ nodes }: Pick<Tiny, "nodes">): (nodeType: number) => boolean {
  return (nodeType) => nodeType >= nodes.length;
}

/** The fewest penalties, by trying every place of every item. */
function fewest({ nodes, items }: Tiny): number {
  const each = items.flatMap((one) => new Array<Tiny["items"][number]>(one.demand).fill(one));
  const bins = nodes.flatMap(({ capacity, count }, node) =>
    Array.from({ length: count }, () => ({ node, left: [...capacity] })),
  );
  let best = Infinity;
  const go = (index: number, penalties: number): void => {
    const item = each[index];
    if (penalties >= best) return;
    if (item === undefined) {
      best = penalties;
      return;
    }
    for (const bin of bins) {
      if (item.open[bin.node] !== true || item.size.some((part, row) => part > (bin.left[row] ?? 0)))
        continue;
      item.size.forEach((part, row) => (bin.left[row] = (bin.left[row] ?? 0) - part));
      go(index + 1, penalties);
      item.size.forEach((part, row) => (bin.left[row] = (bin.left[row] ?? 0) + part));
    }
    go(index + 1, penalties + item.penalty);
  };
  go(0, 0);
  return best;
}

describe("packOwned", () => {
  it("bound <= fewest penalties <= its own, on nodes that hold what it puts there", () => {
    let [all, optimal, bounded, found] = [0, 0, 0, 0];
    fc.assert(
      fc.property(tiny, (one) => {
        const problem = problemOf(one);
        const least = fewest(one);
        const outcome = packOwned(problem, waysOut(one));
        assert.ok(outcome?.status === "solved");
        assert.equal(faultOf(problem, outcome), undefined);
        assert.ok(
          outcome.bound <= least && least <= outcome.cost,
          `${outcome.bound} ${least} ${outcome.cost}`,
        );
        const owned = ownedProblem(problem, waysOut(one));
        assert.ok(owned !== undefined);
        // Without the solver: prices and moves alone.
        const prices = ownedPrices(owned, 1000);
        assert.ok(prices.bound <= least);
        const { penalties } = ownedSearch(owned, prices, { least: prices.bound, looks: 100_000 });
        assert.ok(penalties >= least);
        all += 1;
        if (outcome.cost === least) optimal += 1;
        if (prices.bound === least) bounded += 1;
        if (penalties === least) found += 1;
      }),
      { seed: 20261127, numRuns: 300 },
    );
    assert.equal(optimal, all);
    assert.ok(found >= 0.97 * all, `${found} of ${all} found by moves alone`);
    assert.ok(bounded >= 0.5 * all, `${bounded} of ${all} proved by prices alone`);
  });

  it("leaves to the solver what is bought, must run or is counted together", () => {
    const [nodes, items] = [
      [{ capacity: [4, 4], count: 1 }],
      [{ size: [1, 1], demand: 1, penalty: 5, open: [true] }],
    ];
    const problem = problemOf({ nodes, items });
    const packed = (other: PackingProblem) => packOwned(other, waysOut({ nodes }));
    assert.ok(packed(problem) !== undefined);
    const [node, out] = problem.nodeTypes;
    assert.ok(node !== undefined && out !== undefined);
    assert.equal(packed({ ...problem, nodeTypes: [{ ...node, price: 3 }, out] }), undefined);
    // Nodes that are bought for its class alone are no ways out, however alike.
    assert.equal(
      packOwned(problem, () => false),
      undefined,
    );
    assert.equal(packed({ ...problem, nodeTypes: [node] }), undefined);
    const together = [{ limit: 1, terms: [0, 1].map((nodeType) => ({ nodeType, weight: 1 })) }];
    assert.equal(packed({ ...problem, caps: together }), undefined);
  });
});
