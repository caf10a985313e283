import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { IMPORT_FORMATS } from "../../../src/catalogue/import/import-request.js";
import { DIAGNOSTIC_CODES } from "../../../src/model/diagnostic.js";
import type { ImportResult } from "../../../src/catalogue/import/import-request.js";
import { fixtureText, imported } from "./fixture.js";

const options = { seed: 20_261_122, numRuns: 400 };
const files = fc.constantFrom(...readdirSync(join(__dirname, "fixtures")));
const hostile = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom<unknown>(-1, 1e308, -0, "", "NaN", "-1", "1e99", "__proto__", "constructor", [], {}, null),
);

/** Every amount is a whole number that is safe, every price has a currency, nothing is half there. */
function assertSound({ override, diagnostics }: ImportResult): void {
  const failed = diagnostics.some(({ severity }) => severity === "error");
  assert.equal(override === undefined, failed);
  for (const { code } of diagnostics) assert.ok(DIAGNOSTIC_CODES.includes(code));
  for (const { microPerHour, currency } of override?.offerings ?? []) {
    assert.ok(Number.isSafeInteger(microPerHour) && microPerHour > 0);
    assert.match(currency, /^[A-Z]{3}$/);
  }
  for (const { cpuMilli, memoryMiB } of override?.instanceTypes ?? []) {
    assert.ok(Number.isSafeInteger(cpuMilli) && Number.isSafeInteger(memoryMiB));
  }
  for (const { limit, used = 0 } of override?.quotas ?? []) {
    assert.ok(Number.isSafeInteger(limit) && limit >= 0 && Number.isSafeInteger(used) && used >= 0);
  }
  for (const { allocatable, count } of override?.nodes ?? []) {
    assert.ok(Object.values(allocatable).every((amount) => Number.isSafeInteger(amount) && amount > 0));
    assert.ok(count > 0);
  }
}

/** Puts `value` in the place of the member that is `steps` along the tree. */
function mutate(root: unknown, steps: readonly number[], value: unknown): unknown {
  if (typeof root !== "object" || root === null) return value;
  const keys = Object.keys(root);
  const [step, ...rest] = steps;
  if (step === undefined || keys.length === 0) return value;
  const key = keys[step % keys.length] ?? "";
  const copy = (Array.isArray(root) ? [...(root as unknown[])] : { ...root }) as Record<string, unknown>;
  copy[key] = mutate(copy[key], rest, value);
  return copy;
}

describe("importCatalogue", () => {
  it("never throws and gives whole numbers, whatever one value of an export becomes", () => {
    const steps = fc.array(fc.nat(40), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(files, steps, hostile, (file, path, value) => {
        const text = fixtureText(file);
        if (file.endsWith(".csv")) return;
        const root = mutate(JSON.parse(text), path, value);
        assertSound(imported(JSON.stringify(root), { region: "eu-central-1" }));
      }),
      { ...options, numRuns: 3000 },
    );
  });

  it("never throws for any JSON read as any format", () => {
    fc.assert(
      fc.property(fc.constantFrom(...IMPORT_FORMATS), fc.json(), (format, text) => {
        assertSound(imported(text, { format }));
      }),
      options,
    );
  });

  it("never throws for any text", () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 400 }),
        fc.option(fc.constantFrom(...IMPORT_FORMATS)),
        (text, format) => {
          assertSound(imported(text, format === null ? {} : { format }));
        },
      ),
      options,
    );
  });

  it("never throws for an export that is cut off anywhere", () => {
    fc.assert(
      fc.property(files, fc.double({ min: 0, max: 1, noNaN: true }), (file, part) => {
        const text = fixtureText(file);
        assertSound(imported(text.slice(0, Math.floor(text.length * part)), { region: "eu-central-1" }));
      }),
      options,
    );
  });

  it("gives what it gave, for its own input twice", () => {
    fc.assert(
      fc.property(files, (file) => {
        const request = { region: "eu-central-1" };
        assert.deepEqual(imported(fixtureText(file), request), imported(fixtureText(file), request));
      }),
      { ...options, numRuns: 30 },
    );
  });
});
