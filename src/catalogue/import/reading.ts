/**
 * Reads a value that somebody else made, field by field: every wrong shape becomes a diagnostic with its place,
 * what was expected and what was found, and reading goes on. Only own members are seen, so that a key such as
 * "__proto__" is a key like any other.
 */
import type { Diagnostic, DiagnosticCode, Severity } from "../../model/diagnostic.js";
import { microFromDecimal } from "../../units/money.js";

/** A value and the JSON Pointer that leads to it. */
export interface Place {
  readonly value: unknown;
  readonly path: string;
}

/** Faults that are told one by one; the rest is a number. */
const MAX_FAULTS = 100;
/** Characters of the user's text that a message quotes. */
const QUOTED = 40;

/** Names of types, regions, zones, families and metrics, and nothing that could be markup or a path. */
const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/;
/** Units of a currency an hour: a thousand times what the dearest machine costs, so that sums stay exact. */
const MAX_PRICE = 100_000;
const CURRENCY = /^[A-Z]{3}$/;
const DECIMAL = /^[+-]?(?:\d{1,15}(?:\.\d{0,30})?|\.\d{1,30})(?:[eE][+-]?\d{1,2})?$/;

function found(value: unknown): string {
  if (value === undefined) return "nothing";
  if (value === null) return "null";
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === "string") {
    const cut = value.length > QUOTED ? `${value.slice(0, QUOTED)}...` : value;
    return `the text ${JSON.stringify(cut)}`;
  }
  if (typeof value === "number") return `the number ${value}`;
  if (typeof value === "boolean") return value ? "true" : "false";
  return "an object";
}

function step(key: string | number): string {
  return `/${String(key).replaceAll("~", "~0").replaceAll("/", "~1")}`;
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** NaN: neither a number nor text that is one. */
function numberOf(value: unknown): number {
  if (typeof value === "number") return value;
  return typeof value === "string" && DECIMAL.test(value) ? Number(value) : NaN;
}

export class Reading {
  private readonly kept: Diagnostic[] = [];
  private errors = 0;

  constructor(private readonly file?: string) {}

  get failed(): boolean {
    return this.errors > 0;
  }

  diagnostics(): readonly Diagnostic[] {
    if (this.errors <= MAX_FAULTS) return this.kept;
    const rest = this.errors - MAX_FAULTS;
    const more = this.diagnostic("error", "invalid-spec", "", `${rest} more faults are not shown`);
    return [...this.kept, more];
  }

  private diagnostic(
    severity: Severity,
    code: DiagnosticCode,
    path: string,
    message: string,
    hint?: string,
  ): Diagnostic {
    return {
      code,
      severity,
      ...(this.file === undefined ? {} : { file: this.file }),
      path,
      message,
      ...(hint === undefined ? {} : { hint }),
    };
  }

  /** An error: nothing will be imported. */
  fault(code: DiagnosticCode, path: string, message: string, hint?: string): void {
    this.errors += 1;
    if (this.errors <= MAX_FAULTS) this.kept.push(this.diagnostic("error", code, path, message, hint));
  }

  warn(code: DiagnosticCode, path: string, message: string, hint?: string): void {
    this.kept.push(this.diagnostic("warning", code, path, message, hint));
  }

  /** What was left out on purpose. */
  note(message: string): void {
    this.kept.push(this.diagnostic("info", "skipped-kind", "", message));
  }

  expected(what: string, place: Place): void {
    const code = what.includes("amount") ? "invalid-quantity" : "invalid-spec";
    this.fault(code, place.path, `expected ${what}, found ${found(place.value)}`);
  }

  /** `value`; where it is undefined, a fault says what was expected at `place`. */
  must<Value>(value: Value | undefined, what: string, place: Place): Value | undefined {
    if (value === undefined) this.expected(what, place);
    return value;
  }

  field(place: Place, key: string): Place {
    const { value, path } = place;
    const own = isRecord(value) && Object.hasOwn(value, key) ? value[key] : undefined;
    return { value: own, path: path + step(key) };
  }

  has(place: Place, key: string): boolean {
    const { value } = this.field(place, key);
    return value !== undefined && value !== null;
  }

  record(place: Place, what = "an object"): Place | undefined {
    return this.must(isRecord(place.value) ? place : undefined, what, place);
  }

  /** Each entry of a list that is an object; others are faults. */
  records(place: Place, what = "a list of objects"): Place[] {
    return this.items(place, what).flatMap((item) => this.record(item) ?? []);
  }

  items(place: Place, what = "a list"): Place[] {
    if (!Array.isArray(place.value)) {
      this.expected(what, place);
      return [];
    }
    return place.value.map((value: unknown, index) => ({ value, path: place.path + step(index) }));
  }

  /** The members of an object, in its own order. */
  entries(place: Place, what = "an object"): [string, Place][] {
    if (!isRecord(place.value)) {
      this.expected(what, place);
      return [];
    }
    return Object.entries(place.value).map(([key, value]) => [key, { value, path: place.path + step(key) }]);
  }

  text(place: Place): string | undefined {
    return this.must(typeof place.value === "string" ? place.value : undefined, "text", place);
  }

  /** Undefined without a fault where the field is absent or no text. */
  optionalText(place: Place): string | undefined {
    return typeof place.value === "string" && place.value !== "" ? place.value : undefined;
  }

  name(place: Place, what = "a name"): string | undefined {
    const name = typeof place.value === "string" && NAME.test(place.value) ? place.value : undefined;
    return this.must(name, `${what} of letters, digits and . _ -`, place);
  }

  currency(place: Place): string | undefined {
    const code = typeof place.value === "string" && CURRENCY.test(place.value) ? place.value : undefined;
    return this.must(code, "a currency of three capitals (ISO 4217)", place);
  }

  /** A number, or text that is one: not negative and finite. */
  decimal(place: Place, what: string, atMost = Number.MAX_SAFE_INTEGER): number | undefined {
    const number = numberOf(place.value);
    const fits = number >= 0 && number <= atMost;
    return this.must(fits ? number : undefined, `an amount (${what}) from 0 to ${atMost}`, place);
  }

  /** A whole number, or text that is one. */
  whole(place: Place, what: string, atMost = Number.MAX_SAFE_INTEGER, atLeast = 0): number | undefined {
    const number = numberOf(place.value);
    const fits = Number.isSafeInteger(number) && number >= atLeast && number <= atMost;
    return this.must(
      fits ? number : undefined,
      `a whole amount (${what}) from ${atLeast} to ${atMost}`,
      place,
    );
  }

  /** A price an hour in micro-units. */
  micro(place: Place): number | undefined {
    const number = numberOf(place.value);
    const micro = number >= 0 && number <= MAX_PRICE ? microFromDecimal(number) : undefined;
    return this.must(micro, `an amount (price an hour) from 0 to ${MAX_PRICE}`, place);
  }
}
