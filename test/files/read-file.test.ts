import assert from "node:assert/strict";
import { decoded } from "../../src/files/read-file.js";
import { parseYamlDocuments } from "../../src/spec/yaml-documents.js";

describe("the text of bytes", () => {
  it("has the sign for lost letters where the bytes have it", () => {
    const text = decoded(Buffer.from('{"name": "caf\uFFFD"}'));
    assert.equal(text, '{"name": "caf\uFFFD"}');
    assert.deepEqual(
      parseYamlDocuments(undefined, text).documents.map(({ value }) => value),
      [{ name: "caf\uFFFD" }],
    );
  });

  it("is no text where bytes are not UTF-8", () => {
    const text = decoded(Buffer.from("name: caf\xe9", "latin1"));
    assert.match(parseYamlDocuments(undefined, text).diagnostics[0]?.message ?? "", /not UTF-8/);
  });
});
