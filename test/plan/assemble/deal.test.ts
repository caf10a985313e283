import assert from "node:assert/strict";
import { dealt } from "../../../src/plan/assemble/deal.js";

describe("dealt", () => {
  it("levels what stands already before it goes on evenly", () => {
    assert.deepEqual(dealt(5, [0, 0, 0]), [2, 2, 1]);
    assert.deepEqual(dealt(3, [4, 0, 2]), [0, 3, 0]);
    assert.deepEqual(dealt(1, [1, 0]), [0, 1]);
    assert.deepEqual(dealt(0, [1, 0]), [0, 0]);
  });

  it("takes no longer for a million nodes", () => {
    assert.deepEqual(dealt(1_000_000, [0, 10]), [500_005, 499_995]);
  });
});
