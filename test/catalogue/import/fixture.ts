/** Small exports with the field names of the real ones, and how the tests import them. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { importCatalogue } from "../../../src/catalogue/import/import-catalogue.js";
import type { ImportRequest, ImportResult } from "../../../src/catalogue/import/import-request.js";
import type { Diagnostic } from "../../../src/model/diagnostic.js";
import { catalogue } from "../loaded.js";

export const KNOWN_TYPES = (["aws", "azure", "gcp"] as const).flatMap((provider) =>
  catalogue.instanceTypes(provider),
);

export function fixtureText(name: string): string {
  return readFileSync(join(__dirname, "fixtures", name), "utf8");
}

export function imported(text: string, request: Partial<ImportRequest> = {}): ImportResult {
  return importCatalogue({ text, asOf: "2026-11-22", knownTypes: KNOWN_TYPES, ...request });
}

/** The fixture with one value changed: `path` leads to it. */
export function changed(name: string, path: readonly (string | number)[], value: unknown): string {
  const root: unknown = JSON.parse(fixtureText(name));
  let parent = root as Record<string | number, unknown>;
  for (const key of path.slice(0, -1)) parent = parent[key] as Record<string | number, unknown>;
  const last = path.at(-1) ?? "";
  if (value === undefined) Reflect.deleteProperty(parent, last);
  else parent[last] = value;
  return JSON.stringify(root);
}

export function errors(result: ImportResult): readonly Diagnostic[] {
  return result.diagnostics.filter(({ severity }) => severity === "error");
}

/** "code path: message" of each error. */
export function told(result: ImportResult): string[] {
  return errors(result).map(({ code, path, message }) => `${code} ${path}: ${message}`);
}
