import assert from "node:assert/strict";
import { Questions } from "../../src/plan/index.js";

describe("Questions", () => {
  it("end with the first one that is asked when none is left, not with the last that is answered", () => {
    const questions = new Questions(2);
    const asked = Array.from({ length: 4 }, () => [questions.take(), questions.ended]);
    assert.deepEqual(asked, [
      [true, false],
      [true, false],
      [false, true],
      [false, true],
    ]);
    assert.equal(new Questions(0).ended, false);
  });
});
