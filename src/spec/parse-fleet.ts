/** From text, or a value built in a program, to a spec of the right shape. */
import type { CheckOutcome } from "../model/outcome.js";
import type { FleetSpec } from "../model/fleet-spec.js";
import { Faults, NO_TEXT } from "./faults.js";
import type { SpecText } from "./faults.js";
import { isFleetSpec } from "./schema-check.js";
import { parseYamlDocuments } from "./yaml-documents.js";

export interface ParsedFleet {
  readonly spec: FleetSpec;
  readonly text: SpecText;
}

function parsedValue(value: unknown, text: SpecText): CheckOutcome<ParsedFleet> {
  const faults = new Faults(text);
  if (isFleetSpec(value, faults)) return { ok: true, value: { spec: value, text }, diagnostics: [] };
  return { ok: false, diagnostics: faults.diagnostics };
}

/** A spec that a program built. Values that JSON cannot hold are refused where they stand. */
export function parseFleetValue(value: unknown): CheckOutcome<ParsedFleet> {
  return parsedValue(value, NO_TEXT);
}

/** A spec as YAML or JSON: exactly one document. */
export function parseFleetText(input: {
  readonly file?: string;
  readonly text: string;
}): CheckOutcome<ParsedFleet> {
  const { documents, diagnostics } = parseYamlDocuments(input.file, input.text);
  if (diagnostics.length > 0) return { ok: false, diagnostics };
  const filled = documents.filter(({ value }) => value !== null && value !== undefined);
  const [first, second] = filled;
  const named = input.file === undefined ? {} : { file: input.file };
  if (first === undefined) {
    const faults = new Faults({ ...named, lineOf: () => 1 });
    faults.error(
      "invalid-spec",
      "",
      "the spec is empty",
      'begin with "apiVersion: stowage.dev/v1" and "name: ...", or run `stowage init`',
    );
    return { ok: false, diagnostics: faults.diagnostics };
  }
  const text: SpecText = { ...named, lineOf: first.lineOf };
  if (second !== undefined) {
    const faults = new Faults({ ...named, lineOf: second.lineOf });
    faults.error("invalid-spec", "", `one spec is expected, and the file has ${filled.length} documents`);
    return { ok: false, diagnostics: faults.diagnostics };
  }
  return parsedValue(first.value, text);
}
