import assert from "node:assert/strict";
import fc from "fast-check";
import { csvFields } from "../../../src/catalogue/import/csv-rows.js";
import type { ImportResult } from "../../../src/catalogue/import/import-request.js";
import { fixtureText, imported, told } from "./fixture.js";

function prices({ override }: ImportResult): unknown {
  return override?.offerings?.map(({ provider, region, instanceType, purchaseOption, microPerHour }) => [
    provider,
    region,
    instanceType,
    purchaseOption,
    microPerHour,
  ]);
}

describe("import of OpenCost assets", () => {
  it("divides what nodes cost by their hours, on demand and as spot", () => {
    const result = imported(fixtureText("opencost-assets.json"));
    assert.deepEqual(prices(result), [
      ["aws", "eu-central-1", "m5.large", "on-demand", 115_000],
      ["aws", "eu-central-1", "m5.large", "spot", 35_000],
    ]);
    assert.equal(result.override?.confidence, "measured");
  });

  it("asks for the region where the nodes carry none", () => {
    const text = fixtureText("opencost-assets.json").replaceAll("region", "elsewhere");
    assert.match(told(imported(text))[0] ?? "", /the region of the node type m5.large is not in the export/);
    assert.equal(told(imported(text, { region: "eu-west-1" })).length, 0);
  });
});

describe("import of OpenCost's pricing CSV", () => {
  it("takes prices of types and leaves those of single machines and cards", () => {
    const result = imported(fixtureText("opencost-prices.csv"));
    assert.equal(result.format, "opencost-csv");
    assert.deepEqual(prices(result), [
      ["aws", "us-east-1", "m5.large", "on-demand", 96_000],
      ["aws", "us-east-1", "t3.medium", "on-demand", 41_600],
    ]);
  });
});

describe("import of Infracost", () => {
  it("takes instance hours of resources and of what is nested in them", () => {
    const result = imported(fixtureText("infracost.json"), { region: "eu-central-1" });
    assert.deepEqual(prices(result), [
      ["aws", "eu-central-1", "m5.large", "on-demand", 115_000],
      ["aws", "eu-central-1", "m5.large", "spot", 42_100],
    ]);
    assert.equal(result.override?.asOf, "2026-11-20");
  });

  it("asks for the region", () => {
    assert.match(told(imported(fixtureText("infracost.json")))[0] ?? "", /does not say which region/);
  });

  it("reads subresources nested a hundred thousand deep", () => {
    const depth = 100_000;
    const head = '{"costComponents":[],"subresources":[';
    const nested = `${head.repeat(depth)}${"]}".repeat(depth)}`;
    const text = `{"version":"0.2","currency":"USD","projects":[{"breakdown":{"resources":[${nested}]}}]}`;
    assert.deepEqual(told(imported(text, { region: "eu-central-1" })), []);
  });
});

describe("import of a price table", () => {
  it("takes prices, machines that are described, and zones", () => {
    const result = imported(fixtureText("prices.csv"));
    assert.deepEqual(prices(result), [
      ["aws", "eu-central-1", "m7g.xlarge", "on-demand", 156_300],
      ["azure", "westeurope", "Standard_D4s_v5", "on-demand", 210_000],
      ["gcp", "europe-west3", "own-box", "owned", 1_250_000],
    ]);
    assert.deepEqual(
      result.override?.offerings?.map(({ currency }) => currency),
      ["USD", "EUR", "EUR"],
    );
    assert.deepEqual(result.override.instanceTypes, [
      {
        name: "own-box",
        provider: "gcp",
        family: "own-box",
        architecture: "amd64",
        cpuMilli: 32_000,
        memoryMiB: 131_072,
      },
    ]);
    assert.deepEqual(result.override.availabilityZones?.[0]?.availabilityZones, [
      "eu-central-1a",
      "eu-central-1b",
    ]);
  });

  it("warns of a column that it does not read", () => {
    const { diagnostics } = imported(fixtureText("prices.csv"));
    assert.deepEqual(
      diagnostics.map(({ code, message }) => `${code}: ${message}`),
      ['unknown-field: the column "note" is not read'],
    );
  });

  const header = "provider,region,instanceType,pricePerHour";
  const faults: readonly (readonly [what: string, text: string, told: RegExp])[] = [
    [
      "a negative price",
      `${header}\naws,eu-west-1,m5.large,-1`,
      /^invalid-quantity \/1\/pricePerHour: expected an amount/,
    ],
    ["NaN", `${header}\naws,eu-west-1,m5.large,NaN`, /^invalid-quantity \/1\/pricePerHour/],
    [
      "a price beyond all money",
      `${header}\naws,eu-west-1,m5.large,1e6`,
      /^invalid-quantity \/1\/pricePerHour/,
    ],
    ["a missing price", `${header}\naws,eu-west-1,m5.large,`, /pricePerHour: .* found nothing/],
    [
      "an unknown provider",
      `${header}\nibm,eu-west-1,m5.large,1`,
      /^invalid-spec \/1\/provider: expected a provider/,
    ],
    [
      "a row that is too short",
      `${header}\naws,eu-west-1`,
      /^invalid-spec \/1: expected 4 fields .* found 2/,
    ],
    ["an open quote", `${header}\naws,"eu-west-1,m5.large,1`, /^syntax : expected closed quotes/],
    ["a column twice", `${header},region\naws,a,b,1,c`, /^duplicate-name \/0: the column "region"/],
    [
      "two prices of one offering",
      `${header}\naws,e1,m5.large,1\naws,e1,m5.large,2`,
      /^duplicate-name \/2: aws e1 m5.large/,
    ],
    ["a type called like a path", `${header}\naws,e1,../../etc,1`, /^invalid-spec \/1\/instanceType/],
    ["a prototype's name", `${header}\naws,__proto__,m5.large,1`, /^invalid-spec \/1\/region/],
  ];
  for (const [what, text, expected] of faults) {
    it(`refuses ${what}, and imports nothing`, () => {
      const result = imported(text);
      assert.equal(result.override, undefined);
      assert.match(told(result)[0] ?? "", expected);
    });
  }
});

describe("csvFields", () => {
  it("reads back every table that is written by RFC 4180", () => {
    const field = fc.string({ unit: fc.constantFrom("a", ",", '"', "\n", "\r", " ", "0") });
    const table = fc
      .integer({ min: 2, max: 5 })
      .chain((width) =>
        fc.array(fc.array(field, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 6 }),
      );
    const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
    fc.assert(
      fc.property(table, fc.constantFrom("\n", "\r\n"), (rows, lineEnd) => {
        const text = rows.map((row) => row.map(quoted).join(",")).join(lineEnd);
        assert.deepEqual(csvFields(text), rows);
        assert.deepEqual(csvFields(text + lineEnd), rows);
      }),
      { seed: 20_261_122, numRuns: 500 },
    );
  });

  it("knows a quote that is never closed", () => {
    assert.equal(csvFields('a,"b'), undefined);
  });
});

describe("a price of the retail list", () => {
  it("is read exactly to a millionth", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 99_999_999_999 }), (micro) => {
        const text = `${Math.floor(micro / 1e6)}.${String(micro % 1e6).padStart(6, "0")}`;
        const { override } = imported(`provider,region,instanceType,pricePerHour\naws,e1,m5.large,${text}`);
        assert.equal(override?.offerings?.[0]?.microPerHour, micro);
      }),
      { seed: 20_261_122, numRuns: 200 },
    );
  });
});
