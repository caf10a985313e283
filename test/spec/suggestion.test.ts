import assert from "node:assert/strict";
import { nameHint, suggestionFor } from "../../src/spec/suggestion.js";

const FAMILIES = ["n2d-standard", "n2-standard", "n2-highmem", "g2-standard", "c4-standard"];
const hint = (name: string): string => nameHint(name, FAMILIES, "family");

describe("the hint for an unknown name", () => {
  it("is the name that is nearest", () => {
    assert.equal(hint("c4-standart"), 'did you mean "c4-standard"?');
  });

  it("is the name that differs in its number alone", () => {
    assert.equal(suggestionFor("family", ["families", "name"]), "families");
    assert.equal(suggestionFor("Taints", ["taint"]), "taint");
    assert.equal(suggestionFor("family", ["instanceTypes", "name"]), undefined);
  });

  it("is what the name is the first part of, and no longer part", () => {
    assert.equal(hint("n2"), "did you mean one of n2-highmem, n2-standard?");
    assert.equal(hint("G2"), 'did you mean "g2-standard"?');
  });

  it("is what begins with the name, where it is no part of any", () => {
    assert.equal(hint("n"), "did you mean one of n2-highmem, n2-standard, n2d-standard?");
  });

  it("is the first of all that are known, where none is like it", () => {
    const known = Array.from({ length: 14 }, (_none, index) => `zone-${String.fromCharCode(97 + index)}`);
    assert.equal(nameHint("mars", known, "zone"), `known: ${known.slice(0, 12).join(", ")} and 2 more`);
    assert.equal(nameHint("", known.slice(0, 1), "zone"), "known: zone-a");
    assert.equal(nameHint("mars", [], "zone"), "there is no zone");
  });
});
