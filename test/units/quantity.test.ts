import assert from "node:assert/strict";
import fc from "fast-check";
import { formatCpu, formatMiB, parseCount, parseCpuMilli, parseMiB } from "../../src/units/quantity.js";

describe("parseCpuMilli", () => {
  for (const [text, milli] of [
    ["1", 1000],
    ["100m", 100],
    ["0.1", 100],
    [".5", 500],
    ["1e3", 1_000_000],
    ["1n", 1],
    ["1500u", 2],
    ["0", 0],
  ] as const) {
    it(`reads ${text} as ${milli} thousandths, rounding requests up`, () => {
      assert.equal(parseCpuMilli(text), milli);
    });
  }

  it("rounds capacities down", () => {
    assert.equal(parseCpuMilli("1999u", "down"), 1);
  });

  for (const text of [
    "",
    "-1",
    "1.2.3",
    "abc",
    "1x",
    "NaN",
    "1e999",
    "9E",
    " 1",
    "1 ",
    "0x10",
    "1".repeat(65),
  ]) {
    it(`refuses ${JSON.stringify(text.slice(0, 20))}`, () => {
      assert.equal(parseCpuMilli(text), undefined);
    });
  }
});

describe("parseMiB", () => {
  for (const [text, mebibytes] of [
    ["1Gi", 1024],
    ["100M", 96],
    ["1Ki", 1],
    ["1.5Gi", 1536],
    ["128974848", 123],
    ["129e6", 124],
    ["500m", 1],
  ] as const) {
    it(`reads ${text} as ${mebibytes} MiB`, () => {
      assert.equal(parseMiB(text), mebibytes);
    });
  }
});

describe("parseCount", () => {
  it("takes whole numbers only", () => {
    assert.equal(parseCount("2"), 2);
    assert.equal(parseCount("2000m"), 2);
    assert.equal(parseCount("1.5"), undefined);
  });
});

describe("formatCpu and formatMiB", () => {
  it("are read back as the same amount", () => {
    fc.assert(
      fc.property(fc.nat({ max: 10_000_000 }), (amount) => {
        assert.equal(parseCpuMilli(formatCpu(amount)), amount);
        assert.equal(parseMiB(formatMiB(amount)), amount);
      }),
      { seed: 7 },
    );
  });
});
