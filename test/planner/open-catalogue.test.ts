import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import type { Diagnostic } from "../../src/model/diagnostic.js";
import type { CheckOutcome } from "../../src/model/outcome.js";
import type { Catalogue } from "../../src/catalogue/index.js";
import { openCatalogue } from "../../src/planner/open-catalogue.js";

const HEAD = `apiVersion: stowage.dev/catalogue/v1
source: our agreement
asOf: "2026-10-01"
confidence: measured
`;
const REGIONS = [{ provider: "aws", region: "eu-central-1" }] as const;

describe("openCatalogue", () => {
  let directory = "";
  before(() => {
    directory = mkdtempSync(path.join(tmpdir(), "stowage-overrides-"));
  });
  after(() => {
    rmSync(directory, { recursive: true });
  });

  function open(...texts: readonly string[]): CheckOutcome<Catalogue> {
    const overrides = texts.map((text, index) => {
      const file = `override-${index}.yaml`;
      writeFileSync(path.join(directory, file), text);
      return { file };
    });
    return openCatalogue({ regions: REGIONS, overrides, baseDirectory: directory });
  }

  function faults(...texts: readonly string[]): readonly Diagnostic[] {
    const outcome = open(...texts);
    assert.equal(outcome.ok, false, "the override was taken");
    assert.ok(outcome.diagnostics.some(({ severity }) => severity === "error"));
    return outcome.diagnostics;
  }

  function words(text: string): readonly string[] {
    return faults(text).map(({ path: where, line, message }) => `${where} ${line ?? "-"} ${message}`);
  }

  const offer = (fields: string): string =>
    `${HEAD}offerings:\n  - { provider: aws, region: eu-central-1, instanceType: m7g.large, purchaseOption: on-demand, ${fields} }\n`;

  it("reads an override, and says nothing where nothing is wrong", () => {
    const outcome = open(offer("microPerHour: 70000, currency: USD"));
    assert.ok(outcome.ok);
    assert.deepEqual(outcome.diagnostics, []);
    const price = outcome.value
      .offerings("aws", "eu-central-1")
      .find(({ instanceType }) => instanceType === "m7g.large");
    assert.equal(price?.microPerHour, 70_000);
    assert.equal(price.evidence.source, "our agreement");
  });

  it("takes the example of the README", () => {
    const readme = readFileSync(path.join(__dirname, "../../README.md"), "utf8");
    const example = /```yaml\n(apiVersion: stowage\.dev\/catalogue\/v1\n[^`]*)```/.exec(readme)?.[1];
    const outcome = open(example ?? "");
    assert.deepEqual(outcome.diagnostics, []);
    assert.ok(outcome.ok);
    const price = outcome.value
      .offerings("aws", "eu-central-1")
      .find(({ instanceType }) => instanceType === "m7g.large");
    assert.deepEqual(
      [price?.microPerHour, price?.availabilityZones],
      [81_000, ["eu-central-1a", "eu-central-1c"]],
    );
  });

  it("takes JSON as well", () => {
    const text = JSON.stringify({
      apiVersion: "stowage.dev/catalogue/v1",
      source: "our agreement",
      asOf: "2026-10-01",
      confidence: "measured",
      withdrawn: [{ provider: "aws", region: "eu-central-1", instanceType: "m5.large" }],
    });
    assert.ok(open(text).ok);
  });

  it("wants a source and a date", () => {
    assert.deepEqual(
      faults("apiVersion: stowage.dev/catalogue/v1\nconfidence: measured\n").map(({ message }) => message),
      ['the field "asOf" is missing', 'the field "source" is missing'],
    );
    assert.match(
      words(HEAD.replace("2026-10-01", "1 October"))[0] ?? "",
      /^\/asOf 3 must be a date, such as/,
    );
    assert.deepEqual(words(HEAD.replace("2026-10-01", "2026-02-30")), ["/asOf 3 there is no day 2026-02-30"]);
    assert.match(words(HEAD.replace("our agreement", '""'))[0] ?? "", /^\/source 2 must not be empty/);
  });

  it("refuses prices that are none", () => {
    for (const price of [".nan", ".inf", "-5", "0", "1.5", "1e300", '"70000"', "true", "null"]) {
      const [first] = words(offer(`microPerHour: ${price}, currency: USD`));
      assert.match(first ?? "", /^\/offerings\/0\/microPerHour 6 must be /, price);
    }
  });

  it("refuses fields that it does not know, prototype keys among them, and leaves prototypes alone", () => {
    const [first] = faults(offer("microPerHour: 70000, currency: USD, price: 3"));
    assert.equal(first?.code, "unknown-field");
    for (const key of ["__proto__", "constructor", "prototype", "toString"]) {
      const found = faults(`${HEAD}${key}: { polluted: true }\n`);
      assert.deepEqual(
        found.map(({ code, path: where }) => [code, where]),
        [["unknown-field", `/${key}`]],
        key,
      );
      const inside = faults(offer(`microPerHour: 70000, currency: USD, ${key}: { polluted: true }`));
      assert.equal(inside[0]?.path, `/offerings/0/${key}`);
    }
    assert.equal(({} as { polluted?: boolean }).polluted, undefined);
    assert.match(
      words(`${HEAD}withdrawn:\n  - { provider: aws, region: eu-central-1, instanceType: __proto__ }\n`)[0] ??
        "",
      /^\/withdrawn\/0\/instanceType 6 must be 1 to 128 letters/,
    );
  });

  it("refuses names that nobody knows, with the nearest", () => {
    const [type] = faults(offer("microPerHour: 1, currency: USD").replace("m7g.large", "m7g.lage"));
    assert.equal(type?.code, "unknown-name");
    assert.equal(type.hint, 'did you mean "m7g.large"?');
    const [region] = faults(offer("microPerHour: 1, currency: USD").replace("eu-central-1", "eu-centrl-1"));
    assert.equal(region?.path, "/offerings/0/region");
    const [zone] = faults(
      `${HEAD}availabilityZones:\n  - { provider: aws, region: eu-central-1, instanceType: m5.large, availabilityZones: [eu-central-1z] }\n`,
    );
    assert.match(zone?.message ?? "", /no availability zone of eu-central-1 is called "eu-central-1z"/);
  });

  it("refuses what is given twice, and what is sold and withdrawn at once", () => {
    const one =
      "  - { provider: aws, region: eu-central-1, instanceType: m5.large, purchaseOption: spot, microPerHour: 5, currency: USD }\n";
    assert.match(
      words(`${HEAD}offerings:\n${one}${one}`)[0] ?? "",
      /^\/offerings\/1 7 the price of "aws eu-central-1 m5\.large spot" is there already, at \/offerings\/0/,
    );
    const contradiction = faults(
      `${HEAD}offerings:\n${one}withdrawn:\n  - { provider: aws, region: eu-central-1, instanceType: m5.large }\n`,
    );
    assert.deepEqual(
      contradiction.map(({ code, path: where }) => [code, where]),
      [["bound-disagreement", "/withdrawn/0"]],
    );
  });

  it("warns where there is nothing to withdraw", () => {
    const outcome = open(
      `${HEAD}withdrawn:\n  - { provider: aws, region: eu-central-1, instanceType: t1.micro }\n`,
    );
    assert.ok(outcome.ok);
    assert.deepEqual(
      outcome.diagnostics.map(({ severity, path: where }) => [severity, where]),
      [["warning", "/withdrawn/0"]],
    );
  });

  it("warns of what no plan reads yet, and says where to state it", () => {
    const machine =
      "{ type: box, count: 1, architecture: amd64, capacity: {}, allocatable: {}, labels: {}, taints: [] }";
    const outcome = open(`${HEAD}nodes:\n  - ${machine}\n`);
    assert.ok(outcome.ok);
    assert.deepEqual(
      outcome.diagnostics.map(({ code, severity, path: where }) => [code, severity, where]),
      [["not-supported", "warning", "/nodes"]],
    );
    assert.match(outcome.diagnostics[0]?.hint ?? "", /nodes field of a pool/);
  });

  it("takes rates of commitments, which plans read", () => {
    const outcome = open(
      HEAD + "commitments:\n  - { provider: aws, name: ours, kind: reserved, years: 1, payPpm: 630000 }\n",
    );
    assert.ok(outcome.ok);
    assert.deepEqual(outcome.diagnostics, []);
    const [ours] = outcome.value.commitmentTerms("aws").filter(({ name }) => name === "ours");
    assert.equal(ours?.payPpm, 630_000);
  });

  it("takes nothing of any file where one is wrong, and tells the faults of all", () => {
    const good = offer("microPerHour: 70000, currency: USD");
    const found = faults(good, good.replace("70000", "-1"), good.replace("USD", "dollars"));
    assert.deepEqual(
      found.map(({ file, path: where }) => [file, where]),
      [
        ["override-1.yaml", "/offerings/0/microPerHour"],
        ["override-2.yaml", "/offerings/0/currency"],
      ],
    );
  });

  it("lets a later file price what an earlier one adds", () => {
    const type =
      "instanceTypes:\n  - { name: m99.large, provider: aws, family: m99, architecture: arm64, cpuMilli: 2000, memoryMiB: 8192 }\n";
    const price = offer("microPerHour: 70000, currency: USD").replace("m7g.large", "m99.large");
    assert.ok(open(`${HEAD}${type}`, price).ok);
    assert.equal(faults(price, `${HEAD}${type}`)[0]?.code, "unknown-name");
  });

  it("says which file cannot be read, and where it was named", () => {
    const place = { file: "fleet.yaml", path: "/catalogue/overrides/0", line: 3 };
    const outcome = openCatalogue({
      regions: REGIONS,
      overrides: [{ file: "missing.yaml", place }],
      baseDirectory: directory,
    });
    assert.ok(!outcome.ok);
    assert.deepEqual(outcome.diagnostics, [
      {
        code: "file-unreadable",
        severity: "error",
        ...place,
        message: "cannot read the catalogue override missing.yaml: there is no such file or folder",
      },
    ]);
  });

  it("answers every truncation of a file with a catalogue or with diagnostics", () => {
    const text = JSON.stringify(
      {
        apiVersion: "stowage.dev/catalogue/v1",
        source: "our agreement",
        asOf: "2026-10-01",
        confidence: "measured",
        offerings: [
          {
            ...REGIONS[0],
            instanceType: "m7g.large",
            purchaseOption: "spot",
            microPerHour: 7,
            currency: "USD",
          },
        ],
      },
      undefined,
      1,
    );
    fc.assert(
      fc.property(fc.integer({ min: 0, max: text.length - 1 }), (length) => {
        assert.ok(!open(text.slice(0, length)).ok, `the first ${length} characters were taken for a file`);
      }),
      { seed: 20_261_001, numRuns: 60 },
    );
  });

  it("answers any value in any place with a catalogue or with diagnostics that point into the file", () => {
    fc.assert(
      fc.property(
        fc.jsonValue(),
        fc.constantFrom(
          "offerings",
          "instanceTypes",
          "withdrawn",
          "nodes",
          "quotas",
          "commitments",
          "exchangeRates",
          "availabilityZones",
          "asOf",
        ),
        (value, field) => {
          const outcome = open(
            JSON.stringify({
              apiVersion: "stowage.dev/catalogue/v1",
              source: "s",
              asOf: "2026-10-01",
              confidence: "measured",
              [field]: value,
            }),
          );
          if (outcome.ok) assert.deepEqual(value, []);
          else
            for (const one of outcome.diagnostics)
              assert.ok(one.path.startsWith(`/${field}`) || one.code === "syntax", one.path);
        },
      ),
      { seed: 20_261_002, numRuns: 100 },
    );
  });
});
