import assert from "node:assert/strict";
import fc from "fast-check";
import { bitsText } from "../../../src/plan/formulate/bits-text.js";

const text = (bits: readonly boolean[]): string => bitsText(bits.length, (index) => bits[index] === true);

describe("bitsText", () => {
  it("is the same for the same alone, of as many things", () => {
    const bits = fc.array(fc.boolean(), { minLength: 47, maxLength: 47 });
    fc.assert(
      fc.property(bits, fc.array(fc.nat({ max: 46 }), { maxLength: 3 }), (one, turned) => {
        const other = one.map((bit, index) => (turned.includes(index) ? !bit : bit));
        assert.equal(text(one) === text(other), turned.length === 0);
        assert.equal(text(one).length, 4);
      }),
      { seed: 20261127, numRuns: 300 },
    );
  });
});
