import assert from "node:assert/strict";
import { answerOf } from "../../bench/reported-answer.js";
import { REPORTED_CASES } from "../../bench/reported-cases.js";

describe("cases that users of another planner reported", () => {
  for (const one of REPORTED_CASES) {
    it(`${one.report} gets what was asked for, or better`, () => {
      const { faults, machines, reported, plan } = answerOf(one);
      assert.deepEqual(faults, []);
      if (one.mostNodes === undefined) assert.ok(machines < reported, `${machines} against ${reported}`);
      assert.ok(plan.search.gapPpm <= 10_000);
    });
  }
});
