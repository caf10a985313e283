import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { IMPORT_FORMATS } from "../../../src/catalogue/import/import-request.js";
import type { ImportFormat } from "../../../src/catalogue/import/import-request.js";
import { errors, fixtureText, imported, told } from "./fixture.js";

const FILES: Readonly<Record<ImportFormat, string>> = {
  "aws-price-list": "aws-price-list.json",
  "aws-instance-types": "aws-instance-types.json",
  "aws-instance-type-offerings": "aws-instance-type-offerings.json",
  "aws-service-quotas": "aws-service-quotas.json",
  "azure-retail-prices": "azure-retail-prices.json",
  "azure-skus": "azure-skus.json",
  "azure-usage": "azure-usage.json",
  "gcp-billing-skus": "gcp-billing-skus.json",
  "gcp-machine-types": "gcp-machine-types.json",
  "gcp-region-quotas": "gcp-region-quotas.json",
  "kubernetes-nodes": "kubernetes-nodes.json",
  "opencost-assets": "opencost-assets.json",
  "opencost-csv": "opencost-prices.csv",
  infracost: "infracost.json",
  "price-csv": "prices.csv",
};

describe("importCatalogue", () => {
  it("knows every format by its content, and there is a fixture of each", () => {
    for (const format of IMPORT_FORMATS) {
      const result = imported(fixtureText(FILES[format]), { region: "eu-central-1" });
      assert.equal(result.format, format);
      assert.notEqual(result.override, undefined, format);
    }
    assert.deepEqual(readdirSync(join(__dirname, "fixtures")).sort(), Object.values(FILES).sort());
  });

  it("names its source by what made it and the user's file, and takes the date that it is given", () => {
    const { override } = imported(fixtureText("azure-skus.json"), { file: "skus.json", asOf: "2026-11-20" });
    assert.equal(override?.source, "az vm list-skus: skus.json");
    assert.equal(override.asOf, "2026-11-20");
    assert.equal(override.confidence, "vendor-doc");
  });

  it("names the user's file in every diagnostic", () => {
    const { diagnostics } = imported("{}", { file: "own.json" });
    assert.deepEqual(
      diagnostics.map(({ file }) => file),
      ["own.json"],
    );
  });

  it("gives the same bytes for rows in another order", () => {
    for (const [file, list] of [
      ["aws-instance-types.json", "InstanceTypes"],
      ["aws-service-quotas.json", "Quotas"],
      ["azure-retail-prices.json", "Items"],
      ["gcp-billing-skus.json", "skus"],
      ["kubernetes-nodes.json", "items"],
    ] as const) {
      const text = fixtureText(file);
      const root = JSON.parse(text) as Record<string, unknown[]>;
      const turned = JSON.stringify({ ...root, [list]: root[list]?.toReversed() });
      assert.deepEqual(imported(turned).override, imported(text).override, file);
    }
  });

  it("reads a text with a byte-order mark", () => {
    const text = fixtureText("gcp-region-quotas.json");
    assert.deepEqual(imported(`\uFEFF${text}`).override, imported(text).override);
  });

  it("says what a text is that it does not know", () => {
    assert.deepEqual(told(imported('{"hello": "world"}')), [
      "not-supported : expected one of the known exports, found JSON of another shape",
    ]);
    assert.deepEqual(told(imported("a,b\n1,2")), [
      "not-supported : expected one of the known exports, found text whose first line names no known columns",
    ]);
    assert.match(imported("").diagnostics[0]?.hint ?? "", /aws-price-list, .*price-csv/);
  });

  it("says that a truncated export is cut off", () => {
    const text = fixtureText("aws-price-list.json");
    const [first = ""] = told(imported(text.slice(0, text.length / 2)));
    assert.match(first, /^syntax : the text is no JSON/);
  });

  it("refuses a format that the text is not", () => {
    assert.deepEqual(told(imported("a,b", { format: "azure-skus" })), [
      "invalid-spec : expected JSON for azure-skus, found something else",
    ]);
    assert.deepEqual(told(imported("[]", { format: "price-csv" })), [
      "invalid-spec : expected comma-separated values for price-csv, found JSON",
    ]);
    assert.match(
      told(imported("[7]", { format: "azure-skus" }))[0] ?? "",
      /^invalid-spec \/0: expected an object/,
    );
  });

  it("refuses a date that is none", () => {
    const result = imported(fixtureText("azure-skus.json"), { asOf: "yesterday" });
    assert.match(told(result)[0] ?? "", /^invalid-spec : expected the date of the export as YYYY-MM-DD/);
  });

  it("warns where an export holds nothing", () => {
    const result = imported('{"InstanceTypes": []}');
    assert.deepEqual(Object.keys(result.override ?? {}), ["source", "asOf", "confidence"]);
    assert.equal(result.diagnostics[0]?.severity, "warning");
  });

  it("tells a hundred faults and counts the others", () => {
    const Quotas = Array.from({ length: 500 }, () => 7);
    const result = imported(JSON.stringify({ Quotas }));
    assert.equal(errors(result).length, 101);
    assert.equal(errors(result).at(-1)?.message, "400 more faults are not shown");
  });

  it("imports nothing of an export with one fault", () => {
    const root = JSON.parse(fixtureText("aws-instance-types.json")) as { InstanceTypes: unknown[] };
    root.InstanceTypes.push({});
    assert.equal(imported(JSON.stringify(root)).override, undefined);
  });
});
