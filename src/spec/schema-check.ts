/** The schema's verdict in sentences: what a field must be, what it is, and which field was meant. */
import type { DefinedError, ErrorObject, ValidateFunction } from "ajv";
import type { CatalogueOverrideFile } from "../model/catalogue-override.js";
import type { FleetSpec } from "../model/fleet-spec.js";
import type { Faults } from "./faults.js";
import { MAX_ENTRIES, longLists } from "./list-lengths.js";
import { validFleet } from "./generated/fleet-validator.js";
import { validOverride } from "./generated/override-validator.js";
import { pointerTo } from "./json-pointer.js";
import { PATTERN_WORDS, kindOf, shown, typeWords } from "./schema-words.js";
import { suggestionFor } from "./suggestion.js";

// Generated code has no types of its own.
const fleetValidator = validFleet as ValidateFunction<FleetSpec>;
const overrideValidator = validOverride as ValidateFunction<CatalogueOverrideFile>;

/** Where faults of shape go. */
type ShapeFaults = Pick<Faults, "error">;

function unknownField(error: ErrorObject, field: string, faults: ShapeFaults): void {
  const properties = (error.parentSchema as { properties?: Record<string, unknown> } | undefined)?.properties;
  const known = Object.keys(properties ?? {});
  const nearest = suggestionFor(field, known);
  faults.error(
    "unknown-field",
    error.instancePath + pointerTo(field),
    `there is no field "${field}" here`,
    nearest === undefined ? `fields: ${known.sort().join(", ")}` : `did you mean "${nearest}"?`,
  );
}

/** A quantity may be a text or a number; whatever else it is, it is no quantity. */
function isQuantity({ parentSchema }: ErrorObject): boolean {
  const type: unknown = (parentSchema as { readonly type?: unknown } | undefined)?.type;
  return Array.isArray(type) && type.includes("string") && type.includes("number");
}

function codeOf(error: ErrorObject): "invalid-quantity" | "invalid-spec" {
  return isQuantity(error) ? "invalid-quantity" : "invalid-spec";
}

/** The commonest wrong type: `version: 1.33` is a number to YAML. */
function typeHint(error: ErrorObject, type: string | readonly string[]): string | undefined {
  if (String(type) === "string" && ["number", "boolean"].includes(typeof error.data))
    return "put it in quotes";
  return undefined;
}

function notOneOf(error: ErrorObject, allowed: readonly unknown[], faults: ShapeFaults): void {
  const words = allowed.map((value) => shown(value)).join(", ");
  const texts = allowed.filter((value) => typeof value === "string");
  const nearest = typeof error.data === "string" ? suggestionFor(error.data, texts) : undefined;
  faults.error(
    "invalid-spec",
    error.instancePath,
    `must be one of ${words}, and is ${shown(error.data)}`,
    nearest === undefined ? undefined : `did you mean "${nearest}"?`,
  );
}

function entriesWords(bound: "at least" | "at most", limit: number, entries: number): string {
  const unit = limit === 1 ? "entry" : "entries";
  return `must have ${bound} ${limit} ${unit}, and ${entries === 0 ? "is empty" : `has ${entries}`}`;
}

function report(error: DefinedError, faults: ShapeFaults): void {
  const path = error.instancePath;
  switch (error.keyword) {
    case "additionalProperties":
      unknownField(error, error.params.additionalProperty, faults);
      return;
    case "required":
      faults.error(
        "invalid-spec",
        path,
        `the field "${error.params.missingProperty}" is missing`,
        `add "${error.params.missingProperty}"`,
      );
      return;
    case "enum":
      notOneOf(error, error.params.allowedValues, faults);
      return;
    case "const":
      notOneOf(error, [error.params.allowedValue], faults);
      return;
    case "type":
      faults.error(
        codeOf(error),
        path,
        `must be ${typeWords(error.params.type)}, and is ${kindOf(error.data)}`,
        typeHint(error, error.params.type),
      );
      return;
    case "minLength":
      faults.error(codeOf(error), path, "must not be empty");
      return;
    case "maxLength":
      faults.error(
        codeOf(error),
        path,
        `must have at most ${error.params.limit} characters, and has ${Array.from(String(error.data)).length}`,
      );
      return;
    case "pattern":
      faults.error(
        "invalid-spec",
        path,
        `must be ${PATTERN_WORDS[error.params.pattern] ?? `like ${error.params.pattern}`}, and is ${shown(error.data)}`,
      );
      return;
    case "minimum":
    case "maximum":
      faults.error(
        "invalid-spec",
        path,
        `must be ${error.keyword === "minimum" ? "at least" : "at most"} ${error.params.limit}, and is ${shown(error.data)}`,
      );
      return;
    case "minItems":
    case "maxItems": {
      const bound = error.keyword === "minItems" ? "at least" : "at most";
      faults.error(
        "invalid-spec",
        path,
        entriesWords(bound, error.params.limit, (error.data as readonly unknown[]).length),
      );
      return;
    }
    case "if":
      // The branch that was taken has its own errors.
      return;
    default:
      faults.error(
        "invalid-spec",
        path,
        `breaks the schema's rule "${error.keyword}", and is ${shown(error.data)}`,
      );
  }
}

function hasShape<T>(check: ValidateFunction<T>, value: unknown, faults: ShapeFaults): value is T {
  if (check(value)) return true;
  const told = new Set<string>();
  for (const error of (check.errors ?? []) as DefinedError[]) {
    // A rule that stands twice in the schema (an entry's, and its branch's) is one fault to a person.
    const key = `${error.instancePath} ${error.keyword} ${JSON.stringify(error.params)}`;
    if (told.has(key)) continue;
    told.add(key);
    report(error, faults);
  }
  return false;
}

function hasShortLists(value: unknown, faults: Faults): boolean {
  const long = longLists(value);
  for (const { pointer, entries } of long)
    faults.error(
      "invalid-spec",
      pointer,
      entriesWords("at most", MAX_ENTRIES, entries),
      "one entry with a count may stand for many",
    );
  return long.length === 0;
}

/** One workload, in a spec that is right for the rest. */
function isWorkload(entry: unknown, index: number, faults: Faults): boolean {
  const alone = { apiVersion: "stowage.dev/v1", name: "x", workloads: [entry] };
  return hasShape(fleetValidator, alone, {
    error: (code, path, message, hint) => {
      faults.error(code, path.replace("/workloads/0", `/workloads/${index}`), message, hint);
    },
  });
}

/** Whether `value` has the shape of a spec; what is wrong otherwise goes to `faults`. */
export function isFleetSpec(value: unknown, faults: Faults): value is FleetSpec {
  if (!hasShortLists(value, faults)) return false;
  if (typeof value !== "object" || value === null || !("workloads" in value))
    return hasShape(fleetValidator, value, faults);
  const { workloads } = value;
  if (!Array.isArray(workloads)) return hasShape(fleetValidator, value, faults);
  const rest = hasShape(fleetValidator, { ...value, workloads: [] }, faults);
  const wrong = workloads.filter(
    (entry: unknown, index) => !faults.full && !isWorkload(entry, index, faults),
  );
  return rest && wrong.length === 0;
}

/** The same of a catalogue override. */
export function isOverrideFile(value: unknown, faults: Faults): value is CatalogueOverrideFile {
  return hasShape(overrideValidator, value, faults);
}
