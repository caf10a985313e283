import assert from "node:assert/strict";
import { Readable } from "node:stream";
import fc from "fast-check";
import { readJsonItemStream } from "../../src/files/index.js";
import type { JsonItem, JsonItemsRead } from "../../src/files/index.js";

interface Cut {
  readonly read: JsonItemsRead;
  readonly items: readonly JsonItem[];
}

async function cut(text: string, chunkBytes = 7): Promise<Cut> {
  const bytes = Buffer.from(text);
  const chunks = Array.from({ length: Math.ceil(bytes.length / chunkBytes) }, (_none, index) =>
    bytes.subarray(index * chunkBytes, (index + 1) * chunkBytes),
  );
  const items: JsonItem[] = [];
  const read = await readJsonItemStream(Readable.from(chunks), (item) => items.push(item));
  return { read, items };
}

describe("readJsonItemStream", () => {
  it("gives the objects of any list, wherever its bytes are cut and however it is indented", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.dictionary(fc.string({ unit: "binary" }), fc.jsonValue()), { maxLength: 5 }),
        fc.integer({ min: 1, max: 40 }),
        fc.constantFrom(0, 4),
        async (objects, chunkBytes, indent) => {
          const text = JSON.stringify(
            { apiVersion: "v1", note: '"items": [{}]', items: objects, kind: "List" },
            undefined,
            indent,
          );
          const { read, items } = await cut(text, chunkBytes);
          assert.deepEqual(read, { status: "read", items: objects.length });
          assert.deepEqual(
            items.map(({ value }) => value),
            JSON.parse(JSON.stringify(objects)),
          );
          assert.deepEqual(
            items.map(({ pointer }) => pointer),
            objects.map((_one, index) => `/items/${index}`),
          );
        },
      ),
      { seed: 11, numRuns: 200 },
    );
  });

  it("gives an object that is no list as itself, and counts on through lists that follow each other", async () => {
    const { read, items } = await cut('{"kind":"Node"}\n{"items":[{"a":1}]} {"items":[{"b":2}]}');
    assert.deepEqual(read, { status: "read", items: 3 });
    assert.deepEqual(
      items.map(({ pointer }) => pointer),
      ["", "/items/1", "/items/2"],
    );
  });

  for (const [what, text, pointer, reason] of [
    ["nothing", "", "", /is empty/],
    ["no JSON", "NAME  READY\nweb   1/1\n", "", /an object is needed/],
    ["half a list", '{"items":[{"a":1},{"b"', "/items/1", /ends in the middle, after 1 whole object/],
    ["a broken object", '{"items":[{"a":1},{"b":}]}', "/items/1", /is not JSON/],
    ["a number among the items", '{"items":[1]}', "/items", /no object/],
    ["a list of its own", '[{"a":1}]', "", /an object with `items` is needed/],
    ["items that are no list", '{"items":{"a":1}}', "/items", /no list/],
  ] as const)
    it(`says where ${what} stops being a list of objects`, async () => {
      const { read } = await cut(text);
      assert.ok(read.status === "malformed");
      assert.equal(read.pointer, pointer);
      assert.match(read.reason, reason);
    });
});
