/** A catalogue override as YAML: one entry a line, so that a diff of two imports reads well. */
import { stringify } from "yaml";
import type { CatalogueOverrideFile } from "../model/catalogue-override.js";

function entryText(entry: unknown): string {
  return stringify(entry, { collectionStyle: "flow", lineWidth: 0 }).trimEnd();
}

export function renderOverride({
  apiVersion,
  source,
  asOf,
  confidence,
  ...lists
}: CatalogueOverrideFile): string {
  const head = stringify({ apiVersion, source, asOf, confidence }, { lineWidth: 0 });
  const body = Object.entries(lists).flatMap(([name, list]: [string, readonly unknown[]]) => [
    `${name}:`,
    ...list.map((entry) => `  - ${entryText(entry)}`),
  ]);
  return body.length === 0 ? head : `${head}${body.join("\n")}\n`;
}
