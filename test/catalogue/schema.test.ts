import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv";

const ROOT = join(__dirname, "../..");
const DATA = join(ROOT, "src/catalogue/data");
const schema = JSON.parse(readFileSync(join(ROOT, "schemas/catalogue.schema.json"), "utf8")) as {
  readonly definitions: Readonly<Record<string, unknown>>;
};
const ajv = new Ajv({ strict: false }).addSchema(schema, "catalogue");

/** The definition for a file's `kind`: one message in place of one an alternative. */
function definitionOf(kind: string): string {
  return `${kind.charAt(0).toUpperCase()}${kind.slice(1)}File`;
}

describe("schemas/catalogue.schema.json", () => {
  it("holds for every file of the package", () => {
    const paths = readdirSync(DATA, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
    assert.ok(paths.length > 170);
    for (const path of paths) {
      const file = JSON.parse(readFileSync(path, "utf8")) as { readonly kind: string };
      const validate = ajv.getSchema(`catalogue#/definitions/${definitionOf(file.kind)}`);
      assert.ok(validate !== undefined, `${path} has the kind ${file.kind}`);
      assert.ok(validate(file), `${path}: ${ajv.errorsText(validate.errors)}`);
    }
  });

  it("refuses a row with a cell of the wrong kind, too few or too many", () => {
    const validate = ajv.getSchema("catalogue#/definitions/PricesFile");
    assert.ok(validate !== undefined);
    const prices = (row: readonly unknown[]) => ({
      kind: "prices",
      provider: "aws",
      region: "eu-west-1",
      currency: "USD",
      columns: [],
      rows: [row],
    });
    assert.equal(validate(prices(["m5.large", 96_000])), true);
    assert.equal(validate(prices(["m5.large", "96000"])), false);
    assert.equal(validate(prices(["m5.large"])), false);
    assert.equal(validate(prices(["m5.large", 1, 1, 1, 1, 1, 1])), false);
  });
});
