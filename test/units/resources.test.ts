import assert from "node:assert/strict";
import fc from "fast-check";
import {
  addResources,
  amountOf,
  fitsInto,
  maxResources,
  subtractResources,
} from "../../src/units/resources.js";

const vectors = fc.dictionary(
  fc.constantFrom("cpuMilli", "memoryMiB", "pods", "nvidia.com/gpu"),
  fc.nat(1000),
  {
    noNullPrototype: true,
  },
);

describe("resource vectors", () => {
  it("do not take inherited properties for resources", () => {
    assert.equal(amountOf({}, "constructor"), 0);
  });

  it("fit into their sum with anything, which gives the other back when they are taken off", () => {
    fc.assert(
      fc.property(vectors, vectors, (left, right) => {
        const sum = addResources(left, right);
        assert.ok(fitsInto(left, sum));
        assert.ok(fitsInto(subtractResources(sum, left), right));
        assert.ok(fitsInto(right, addResources(subtractResources(sum, left), {})));
      }),
      { seed: 11 },
    );
  });

  it("have a maximum that both fit into", () => {
    fc.assert(
      fc.property(vectors, vectors, (left, right) => {
        const larger = maxResources(left, right);
        assert.ok(fitsInto(left, larger) && fitsInto(right, larger));
        assert.ok(
          Object.keys(larger).every((key) => larger[key] === left[key] || larger[key] === right[key]),
        );
      }),
      { seed: 12 },
    );
  });
});
