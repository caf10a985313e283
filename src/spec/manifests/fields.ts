/**
 * Typed reading of a manifest whose text may say anything: a field knows where it stands, and reading it as
 * what it is not gives a diagnostic and no value. Nothing here throws. As in Kubernetes, null is absence.
 */
import type { DiagnosticCode, Severity } from "../../model/diagnostic.js";
import type { Labels } from "../../model/kubernetes.js";
import { pointerTo } from "../yaml-documents.js";
import type { DocumentFaults } from "./document-faults.js";

/** Text from a manifest inside a message, cut so that it cannot fill a screen. */
export function shortened(text: string): string {
  return text.length > 80 ? `${text.slice(0, 80)}...` : text;
}

export function quoted(text: string): string {
  return JSON.stringify(shortened(text));
}

function typeWords(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  switch (typeof value) {
    case "string":
      return "a text";
    case "number":
      return "a number";
    case "boolean":
      return "true or false";
    default:
      return "an object";
  }
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export interface Member {
  readonly key: string;
  readonly field: Field;
}

export class Field {
  constructor(
    private readonly faults: DocumentFaults,
    readonly value: unknown,
    /** JSON Pointer into the document. */
    readonly pointer: string,
  ) {}

  get absent(): boolean {
    return this.value === undefined || this.value === null;
  }

  /** The field below these keys; absent where one is missing. A parent that is no object is reported. */
  at(...keys: readonly string[]): Field {
    return keys.reduce<Field>((field, key) => field.child(key), this);
  }

  /** The field below `key`, whose absence is reported. */
  required(key: string): Field {
    const field = this.child(key);
    if (field.absent && this.object() !== undefined) this.invalid(`has no ${key}`);
    return field;
  }

  private child(key: string): Field {
    const parent = this.object();
    const value = parent !== undefined && Object.hasOwn(parent, key) ? parent[key] : undefined;
    return new Field(this.faults, value, this.pointer + pointerTo(key));
  }

  object(): Readonly<Record<string, unknown>> | undefined {
    return isObject(this.value) ? this.value : this.mismatch("an object");
  }

  members(): Member[] {
    return Object.keys(this.object() ?? {}).map((key) => ({ key, field: this.child(key) }));
  }

  items(): Field[] {
    if (!Array.isArray(this.value)) {
      this.mismatch("a list");
      return [];
    }
    return this.value.map(
      (value: unknown, index) => new Field(this.faults, value, this.pointer + pointerTo(index)),
    );
  }

  text(): string | undefined {
    return typeof this.value === "string" ? this.value : this.mismatch("a text", "put it in quotation marks");
  }

  flag(): boolean | undefined {
    return typeof this.value === "boolean" ? this.value : this.mismatch("true or false");
  }

  texts(): string[] {
    return this.items().flatMap((item) => (item.absent ? [] : (item.text() ?? [])));
  }

  labels(): Labels {
    return Object.fromEntries(
      this.members().flatMap(({ key, field }) => {
        const value = field.absent ? "" : field.text();
        return value === undefined ? [] : [[key, value]];
      }),
    );
  }

  /** A whole number from `least` to `most`. */
  count(least: number, most: number): number | undefined {
    const { value } = this;
    if (typeof value !== "number") return this.mismatch("a number", "write it without quotation marks");
    if (Number.isInteger(value) && value >= least && value <= most) return value;
    return this.invalid(`is ${value}; a whole number from ${least} to ${most} is needed`);
  }

  /** A text of a closed list. */
  choice<T extends string>(choices: readonly T[]): T | undefined {
    const text = this.text();
    if (text === undefined) return undefined;
    const found = choices.find((choice) => choice === text);
    return found ?? this.invalid(`is ${quoted(text)}; it may be ${choices.join(", ")}`);
  }

  /** Says that the value is invalid, and gives what a reader returns in its place. */
  invalid<T>(what: string, hint?: string, instead?: T): T | undefined {
    this.report("invalid-manifest", "error", `${this.name} ${what}`, hint);
    return instead;
  }

  report(code: DiagnosticCode, severity: Severity, message: string, hint?: string): void {
    this.faults.add({
      code,
      severity,
      path: this.pointer,
      message,
      ...(hint === undefined ? {} : { hint }),
    });
  }

  /** Where this stands, for a message about another place: "web.yaml line 3". */
  get place(): string {
    return this.faults.place(this.pointer);
  }

  private get name(): string {
    return this.pointer === "" ? "the document" : this.pointer.slice(1).split("/").slice(-2).join("/");
  }

  private mismatch<T>(needed: string, hint?: string, instead?: T): T | undefined {
    if (this.absent) return instead;
    return this.invalid(`is ${typeWords(this.value)}; ${needed} is needed`, hint, instead);
  }
}
