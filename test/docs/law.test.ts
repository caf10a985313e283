import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { REGIMES, TRANSFER_RULES } from "../../src/catalogue/index.js";

describe("docs/law.md", () => {
  it("has a row for every rule of every regime, and for no other", () => {
    const text = readFileSync(join(__dirname, "../../docs/law.md"), "utf8");
    const rows = [...text.matchAll(/^\| ([A-Z0-9]+:[^ ]+)/gm)].map(([, id]) => id);
    const rules = [...Object.values(REGIMES).flat(), ...TRANSFER_RULES].map(({ id }) => id);
    assert.deepEqual(rows.sort(), rules.sort());
  });
});
