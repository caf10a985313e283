import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { parseFleetText } from "../../src/spec/index.js";

const PAGE = readFileSync(join(__dirname, "../../docs/fleet-spec.md"), "utf8");
const BASE = {
  apiVersion: "stowage.dev/v1",
  name: "page",
  clusters: [{ name: "fra", platform: "eks", region: "eu-central-1", pools: [{ name: "general" }] }],
};

describe("docs/fleet-spec.md", () => {
  it("shows parts of specs that the schema knows", () => {
    const blocks = [...PAGE.matchAll(/^```yaml\n([^]*?)^```$/gm)].map(([, text]) => text ?? "");
    assert.ok(blocks.length >= 5);
    for (const block of blocks) {
      const parsed = parseFleetText({ text: stringify({ ...BASE, ...(parse(block) as object) }) });
      assert.ok(parsed.ok, `${block}\n${JSON.stringify(parsed)}`);
    }
  });
});
