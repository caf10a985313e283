import assert from "node:assert/strict";
import { randomFrom } from "../../src/units/random.js";
import { comparedWithOptimum } from "./compared-with-optimum.js";
import { FAMILIES } from "./tiny-families.js";
import type { TinyProblem } from "./tiny-families.js";

/** Seeds that the bench does not use. */
const SEED = 7_000_000;
const EACH = 4;

function drawn(family: number, problem: number): TinyProblem {
  const one = FAMILIES[family];
  assert.ok(one !== undefined);
  return one.draw(randomFrom(SEED + problem), problem % 2 === 1);
}

describe("tiny fleets of each constraint family", function () {
  this.timeout(600_000);

  for (const [family, { name }] of FAMILIES.entries())
    it(`are never said to cost less, bounded by more, or called infeasible: ${name}`, () => {
      const results = Array.from({ length: EACH }, (_none, problem) =>
        comparedWithOptimum(drawn(family, problem)),
      );
      for (const one of results) if (one.result === "violation") assert.fail(one.why);
      assert.ok(
        results.some(({ result }) => result === "planned"),
        JSON.stringify(results),
      );
    });

  it("have names of their own", () => {
    assert.equal(new Set(FAMILIES.map(({ name }) => name)).size, FAMILIES.length);
  });
});

describe("a comparison with the optimum", () => {
  const problem = drawn(0, 0);
  const why = (changed: Partial<TinyProblem>): string => {
    const compared = comparedWithOptimum({ ...problem, ...changed });
    return compared.result === "violation" ? compared.why : compared.result;
  };

  it("sees a bound above the optimum, a cost below it and a plan where there is none", () => {
    assert.equal(why({}), "planned");
    const { cost, leftOut } = problem.optimum() ?? assert.fail("no optimum");
    assert.match(
      why({ claim: () => ({ bound: cost + 1, cost: cost + 1 }) }),
      /bound .* is above the optimum/,
    );
    assert.match(why({ claim: () => ({ bound: 0, cost: cost - 1 }) }), /cost .* is below the optimum/);
    assert.match(why({ optimum: () => undefined }), /a plan where none exists/);
    assert.match(why({ optimum: () => ({ cost: cost - 1, leftOut }) }), /bound .* is above the optimum/);
  });

  it("sees what is called infeasible and is not", () => {
    const { fleet } = problem;
    const large = (fleet.workloads ?? []).map((one) => ({
      ...one,
      requests: { ...one.requests, cpuMilli: 99_000 },
    }));
    assert.match(
      why({ fleet: { ...fleet, workloads: large } }),
      /called infeasible, and a plan for .* exists/,
    );
  });
});
