/** Specs that are JSON are read without the parser of YAML: what they say must be what it would have read. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { MAX_DEPTH } from "../../src/spec/yaml-bounds.js";
import { parseYamlDocuments, pointerTo } from "../../src/spec/yaml-documents.js";
import type { YamlText } from "../../src/spec/yaml-documents.js";

const SEED = 20261128;

/** A comment is no JSON, so that the parser of YAML reads all of it, a line further down. */
function asYaml(text: string): YamlText {
  return parseYamlDocuments(undefined, `# as YAML\n${text}`);
}

function pointersOf(value: unknown, keys: readonly string[] = []): string[] {
  const children = typeof value === "object" && value !== null ? Object.entries(value) : [];
  return [pointerTo(...keys), ...children.flatMap(([key, child]) => pointersOf(child, [...keys, key]))];
}

describe("a text that is JSON", () => {
  it("has the values and lines that YAML has", () => {
    const trees = fc
      .letrec((tie) => ({
        leaf: fc.oneof(
          fc.constantFrom(null, true, false, 0, -1, 1.5, 1e21, 12_345_678_901_234_567_890),
          fc.integer(),
          fc.double({ noNaN: true, noDefaultInfinity: true }),
          fc.string({ unit: "grapheme" }),
          fc.constantFrom(
            "",
            '"',
            "\\",
            '\\"',
            "a\\",
            "{",
            ": ",
            "# no comment",
            "yes",
            "2026-11-28",
            "~",
            "\t",
            "\uFFFD",
          ),
        ),
        list: fc.array(tie("value"), { maxLength: 4 }),
        map: fc.dictionary(fc.constantFrom("a", "b c", '"', "\\", "1", "<", "null"), tie("value"), {
          maxKeys: 4,
        }),
        value: fc.oneof({ maxDepth: 4 }, tie("leaf"), tie("list"), tie("map")),
      }))
      .map.filter((map) => Object.keys(map as object).length > 0);
    fc.assert(
      fc.property(trees, fc.constantFrom(0, 1, 2), (tree, indent) => {
        const text = JSON.stringify(tree, undefined, indent);
        const [own, yaml] = [parseYamlDocuments(undefined, text), asYaml(text)];
        assert.deepEqual(own.diagnostics, []);
        assert.deepEqual(yaml.diagnostics, []);
        const [one, other] = [own.documents[0], yaml.documents[0]];
        assert.ok(one !== undefined && other !== undefined);
        assert.deepEqual(one.value, JSON.parse(text));
        assert.deepEqual(one.value, other.value);
        for (const pointer of pointersOf(one.value)) {
          assert.equal((one.lineOf(pointer) ?? NaN) + 1, other.lineOf(pointer));
          assert.equal((one.keyLineOf(pointer) ?? NaN) + 1, other.keyLineOf(pointer));
        }
      }),
      { seed: SEED, numRuns: 300 },
    );
  });

  it("is refused as YAML is where a key stands twice, however it is written", () => {
    for (const twice of ['{"a": 1, "a": 2}', '{"b": [{"a": "x", "\\u0061": {}}]}', '{"a": "\\"", "a": ""}']) {
      const { diagnostics, documents } = parseYamlDocuments("fleet.json", twice);
      assert.deepEqual(documents, []);
      assert.match(diagnostics.map(({ message }) => message).join(), /"a" stands twice/);
    }
  });

  it("is refused as YAML is where it is nested too deep", () => {
    const nested = (levels: number): string => `{"a":${"[".repeat(levels - 1)}${"]".repeat(levels - 1)}}`;
    const told = (levels: number): string =>
      parseYamlDocuments(undefined, nested(levels))
        .diagnostics.map(({ message }) => message)
        .join();
    assert.equal(told(MAX_DEPTH), "");
    assert.match(told(MAX_DEPTH + 1), /nested more than 100 levels/);
    assert.match(told(1_000_000), /nested more than 100 levels/);
  });

  it("merges what YAML merges, and sets no prototype", () => {
    const merged = '{"a": {"<<": {"b": 1}}, "__proto__": {"c": 1}}';
    assert.deepEqual(
      parseYamlDocuments(undefined, merged).documents.map(({ value }) => value),
      asYaml(merged).documents.map(({ value }) => value),
    );
  });
});
