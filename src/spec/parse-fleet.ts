/** From text, or a value built in a program, to a spec of the right shape. */
import type { CheckOutcome } from "../model/outcome.js";
import type { FleetSpec } from "../model/fleet-spec.js";
import { Faults, NO_TEXT } from "./faults.js";
import type { SpecText } from "./faults.js";
import { pointerTo } from "./json-pointer.js";
import { isFleetSpec } from "./schema-check.js";
import { treeFault, withoutUndefined } from "./plain-tree.js";
import { singleDocument } from "./single-document.js";

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
  const fault = treeFault(value);
  if (fault === undefined) return parsedValue(withoutUndefined(value), NO_TEXT);
  const faults = new Faults(NO_TEXT);
  faults.error("invalid-spec", pointerTo(...fault.keys), `the value ${fault.reason}`);
  return { ok: false, diagnostics: faults.diagnostics };
}

/** A spec as YAML or JSON: exactly one document. */
export function parseFleetText(input: {
  readonly file?: string;
  readonly text: string;
}): CheckOutcome<ParsedFleet> {
  const document = singleDocument({
    ...input,
    what: "spec",
    begin: 'begin with "apiVersion: stowage.dev/v1" and "name: ...", or run `stowage init`',
  });
  return document.ok ? parsedValue(document.value.value, document.value.text) : document;
}
