/** What a hostile or careless file may hold: each ends as a diagnostic, never as a crash or an empty answer. */
import assert from "node:assert/strict";
import { mkdirSync, symlinkSync } from "node:fs";
import { FLEET, WEB, eachInFolder, spec } from "./stowage.js";

const LAUGHS = Array.from("abcdefghi", (name, index) => {
  const inner = index === 0 ? "lol" : `*${"abcdefghi"[index - 1] ?? ""}`;
  return `${name}: &${name} [${Array<string>(9).fill(inner).join(",")}]\n`;
}).join("");

const resources = (requests: string): string => spec(`{ name: web, replicas: 2, requests: ${requests} }`);

/** The file, and what its first diagnostic says. */
const BAD: Readonly<Record<string, readonly [text: string | Buffer, told: RegExp]>> = {
  "an empty file": ["", /\[invalid-spec\]: the spec is empty/],
  "only comments": ["# nothing\n---\n", /\[invalid-spec\]: the spec is empty/],
  "a file of 50 MB": [Buffer.alloc(50_000_000, "#"), /\[file-too-large\]: the file has 50000000 bytes/],
  "binary data": [Buffer.from([0x7f, 0x45, 0, 1, 2, 3, 0, 0, 0xff]), /\[syntax\]: binary data/],
  "bytes that are no UTF-8": [Buffer.from("name: \xe9\n", "latin1"), /\[syntax\]: the text is not UTF-8/],
  "bytes that are no UTF-8, beside the sign for such": [
    Buffer.concat([Buffer.from("# \uFFFD\nname: "), Buffer.from([0xe9])]),
    /\[syntax\]: the text is not UTF-8/,
  ],
  "UTF-16 with a mark": [Buffer.from(`\uFEFF${FLEET}`, "utf16le"), /\[syntax\]: the text is UTF-16/],
  "UTF-16 without a mark": [Buffer.from(FLEET, "utf16le"), /\[syntax\]: the text is UTF-16/],
  "a billion laughs": [LAUGHS, /\[syntax\]: aliases: Excessive alias count/],
  "a cycle of aliases": ["a: &a { b: *a }\n", /\[syntax\]: the document contains itself/],
  "deep lists": [`a: ${"[".repeat(50_000)}`, /\[syntax\]: the text is nested more than 100 levels deep/],
  "deep blocks": [
    Array.from({ length: 2000 }, (_, depth) => `${" ".repeat(depth)}a:\n`).join(""),
    /nested more than 100 levels/,
  ],
  "tabs as indentation": [
    `${FLEET}\t- x\n`,
    /1 error\.\n.*:7: error \[syntax\]: not YAML: Tabs are not allowed/,
  ],
  "a key that stands twice": [`${FLEET}name: y\n`, /:7: error \[syntax\]: .*"name" stands twice/],
  "a tag with a meaning of its own": [spec('!!js/function "x"'), /the tag !!js\/function is not read/],
  "two documents": [`${FLEET}---\n${FLEET}`, /the file has 2 documents/],
  "a text in place of an object": ["hello\n", /must be an object, and is the text "hello"/],
  "negative amounts": [
    resources("{ cpu: -500m }"),
    /\[invalid-quantity\] at \/workloads\/0\/requests\/cpu: "-500m"/,
  ],
  "amounts without end": [resources("{ cpu: .inf }"), /\[invalid-quantity\].* is Infinity/],
  "amounts beyond every machine": [resources("{ memory: 999999999999Ei }"), /\[invalid-quantity\]/],
  "amounts that are none": [resources("{ memory: 1GiB }"), /\[invalid-quantity\].*"1GiB" is not a quantity/],
  "more replicas than there may be": [
    spec("{ name: web, replicas: 1e300, requests: {} }"),
    /must be at most 10000000, and is 1e\+300/,
  ],
  "workloads of one name": [spec(WEB, WEB), /:7: error \[duplicate-name\] at \/workloads\/1/],
  "a region that there is not": [
    FLEET.replace("eu-central-1", "eu-centrl-1"),
    /:4: error \[unknown-name\] at \/clusters\/0\/region[^]*did you mean "eu-central-1"\?/,
  ],
  "fields of every object's prototype": [
    `${FLEET}__proto__: { polluted: 1 }\nconstructor: 1\n`,
    /\[unknown-field\] at \/__proto__[^]*\[unknown-field\] at \/constructor/,
  ],
  "a name of another file": [
    spec("manifests: ./none"),
    /\[file-unreadable\].*there is no such file or folder/,
  ],
  "a name that no file has": [spec('manifests: "a\\u0000b"'), /\[file-unreadable\].*no file name may have/],
  "a name too long": [spec(`manifests: ${"x".repeat(5000)}`), /\[file-unreadable\].*its name is too long/],
  "an empty name": [spec('manifests: ""'), /1 error\.\n.*\[invalid-spec\].*must not be empty/],
  "a folder without manifests": [spec("manifests: ./empty"), /the folder has no \.yaml, \.yml, \.json file/],
  "a folder that links to itself": [spec("manifests: ./self"), /its links lead in a circle/],
  "a list longer than any spec's": [
    FLEET.replace("families: [m7i]", `families: [${"1,".repeat(20_000)}]`),
    /at \/clusters\/0\/pools\/0\/families: must have at most 10000 entries, and has 20000/,
  ],
  // The validator takes hours for as many faults at once.
  "a fault in each of many workloads": [spec(...Array<string>(100_000).fill("{}")), /: 1,000 errors\.\n/],
  "an empty manifest": [spec("manifests: ./nothing.yaml"), /\[invalid-manifest\]: the file is empty/],
};

describe("bad input", () => {
  const held = eachInFolder();

  for (const [name, [text, told]] of Object.entries(BAD)) {
    it(`is told: ${name} (exit 3)`, async () => {
      const { folder } = held;
      folder.write("fleet.yaml", text);
      folder.write("nothing.yaml", "");
      mkdirSync(folder.at("empty"));
      symlinkSync("self", folder.at("self"));
      const { code, out, err } = await folder.run(["plan"]);
      assert.deepEqual([code, out], [3, ""], err);
      assert.match(err, told);
      const json = await folder.run(["check", "--json"]);
      const { failure } = JSON.parse(json.out) as { readonly failure: { readonly kind: string } };
      assert.deepEqual([json.code, json.err, failure.kind], [3, "", "invalidSpec"]);
      assert.equal(({} as Readonly<Record<string, unknown>>)["polluted"], undefined);
    });
  }

  it("is told: a folder in place of a file (exit 74)", async () => {
    const { code, err } = await held.folder.run(["plan", "."]);
    assert.deepEqual([code, err], [74, ".: it is a folder\n"]);
  });

  it("is told without end only up to a hundred faults, and as JSON all of them", async () => {
    const { folder } = held;
    folder.write("fleet.yaml", spec(...Array.from({ length: 300 }, () => "{ name: web }")));
    const { code, err } = await folder.run(["plan"]);
    assert.equal(code, 3);
    assert.equal(err.match(/: error \[/g)?.length, 100);
    assert.match(err, /and 500 more errors: --json lists them, a thousand at the most\n$/);
    const { failure } = JSON.parse((await folder.run(["plan", "--json"])).out) as {
      readonly failure: { readonly diagnostics: readonly unknown[] };
    };
    assert.equal(failure.diagnostics.length, 600);
  });
});
