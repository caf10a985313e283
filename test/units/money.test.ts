import assert from "node:assert/strict";
import { formatMoney, microFromDecimal, microPerMonth } from "../../src/units/money.js";

describe("money", () => {
  it("reads decimals as micro-units and refuses what is not exact", () => {
    assert.equal(microFromDecimal(0.0416), 41_600);
    assert.equal(microFromDecimal(-1), undefined);
    assert.equal(microFromDecimal(Number.NaN), undefined);
    assert.equal(microFromDecimal(1e12), undefined);
  });

  it("counts a month as 730 hours", () => {
    assert.equal(microPerMonth(1_000_000), 730_000_000);
  });

  it("groups thousands", () => {
    assert.equal(formatMoney(1_234_567_890_000), "1,234,567.89");
    assert.equal(formatMoney(5_000, 4), "0.0050");
    assert.equal(formatMoney(12_000_000, 0), "12");
  });
});
