/** From text to a catalogue override of the right shape. */
import type { CatalogueOverrideFile } from "../model/catalogue-override.js";
import type { CheckOutcome } from "../model/outcome.js";
import { Faults } from "./faults.js";
import type { SpecText } from "./faults.js";
import { isOverrideFile } from "./schema-check.js";
import { singleDocument } from "./single-document.js";

export interface ParsedOverride {
  readonly override: CatalogueOverrideFile;
  readonly text: SpecText;
}

/** An override as YAML or JSON: exactly one document. */
export function parseOverrideText(input: {
  readonly file?: string;
  readonly text: string;
}): CheckOutcome<ParsedOverride> {
  const document = singleDocument({
    ...input,
    what: "catalogue override",
    begin:
      'begin with "apiVersion: stowage.dev/catalogue/v1", "source: ...", "asOf: ..." and "confidence: ..."',
  });
  if (!document.ok) return document;
  const { value, text } = document.value;
  const faults = new Faults(text);
  if (isOverrideFile(value, faults)) return { ok: true, value: { override: value, text }, diagnostics: [] };
  return { ok: false, diagnostics: faults.diagnostics };
}
