/** From text, or a value built in a program, to a spec of the right shape. */
import type { Diagnostic } from "../model/diagnostic.js";
import type { CheckOutcome } from "../model/outcome.js";
import type { FleetSpec } from "../model/fleet-spec.js";
import { Faults, NO_TEXT } from "./faults.js";
import type { SpecText } from "./faults.js";
import { pointerTo } from "./json-pointer.js";
import { isTold, readablePart } from "./readable-part.js";
import { isFleetSpec } from "./schema-check.js";
import { treeFault, withoutUndefined } from "./plain-tree.js";
import { singleDocument } from "./single-document.js";

export interface ParsedFleet {
  readonly spec: FleetSpec;
  readonly text: SpecText;
}

/** What can still be checked of a spec of the wrong shape: good for more faults, never for a plan. */
export interface PartOfFleet extends ParsedFleet {
  /** Whether a fault at this JSON Pointer of the spec is the user's own. */
  readonly isTold: (pointer: string) => boolean;
}

export type ParseOutcome =
  | Extract<CheckOutcome<ParsedFleet>, { readonly ok: true }>
  | (Extract<CheckOutcome<ParsedFleet>, { readonly ok: false }> & { readonly part?: PartOfFleet });

function partOf(value: unknown, text: SpecText, diagnostics: readonly Diagnostic[]): PartOfFleet | undefined {
  const part = readablePart(
    value,
    diagnostics.map(({ path }) => path),
  );
  // A second look: what was set aside may not have been all that was wrong.
  if (part === undefined || !isFleetSpec(part.value, new Faults(NO_TEXT))) return undefined;
  return { spec: part.value, text, isTold: (pointer) => isTold(part, pointer) };
}

function parsedValue(value: unknown, text: SpecText): ParseOutcome {
  const faults = new Faults(text);
  if (isFleetSpec(value, faults)) return { ok: true, value: { spec: value, text }, diagnostics: [] };
  const { diagnostics } = faults;
  const part = partOf(value, text, diagnostics);
  return { ok: false, diagnostics, ...(part === undefined ? {} : { part }) };
}

/** A spec that a program built. Values that JSON cannot hold are refused where they stand. */
export function parseFleetValue(value: unknown): ParseOutcome {
  const fault = treeFault(value);
  if (fault === undefined) return parsedValue(withoutUndefined(value), NO_TEXT);
  const faults = new Faults(NO_TEXT);
  faults.error("invalid-spec", pointerTo(...fault.keys), `the value ${fault.reason}`);
  return { ok: false, diagnostics: faults.diagnostics };
}

/** A spec as YAML or JSON: exactly one document. */
export function parseFleetText(input: { readonly file?: string; readonly text: string }): ParseOutcome {
  const document = singleDocument({
    ...input,
    what: "spec",
    begin: 'begin with "apiVersion: stowage.dev/v1" and "name: ...", or run `stowage init`',
  });
  return document.ok ? parsedValue(document.value.value, document.value.text) : document;
}
