/** Collects everything that is wrong with one spec, each fault with the line that it stands on. */
import type { Diagnostic, DiagnosticCode, Severity } from "../model/diagnostic.js";
import { nameHint } from "./suggestion.js";

export interface SpecText {
  readonly file?: string;
  readonly lineOf: (pointer: string) => number | undefined;
}

/** A spec that was built in a program: it has no file and no lines. */
export const NO_TEXT: SpecText = { lineOf: () => undefined };

/** Errors told of one spec: the first thousand have to be mended anyway. */
export const MOST_ERRORS = 1000;

export class Faults {
  private readonly found: Diagnostic[] = [];
  private errors = 0;

  constructor(private readonly text: SpecText) {}

  get diagnostics(): readonly Diagnostic[] {
    return this.found;
  }

  /** Whether as many errors are told as ever are. */
  get full(): boolean {
    return this.errors >= MOST_ERRORS;
  }

  add(severity: Severity, code: DiagnosticCode, path: string, message: string, hint?: string): void {
    if (severity === "error") {
      if (this.full) return;
      this.errors += 1;
    }
    const line = this.text.lineOf(path);
    this.found.push({
      code,
      severity,
      ...(this.text.file === undefined ? {} : { file: this.text.file }),
      path,
      ...(line === undefined ? {} : { line }),
      message,
      ...(hint === undefined ? {} : { hint }),
    });
  }

  error(code: DiagnosticCode, path: string, message: string, hint?: string): void {
    this.add("error", code, path, message, hint);
  }

  warning(code: DiagnosticCode, path: string, message: string, hint?: string): void {
    this.add("warning", code, path, message, hint);
  }

  /** A name that should be one of `known`; false, and a fault, if it is not. */
  knows(name: string, known: readonly string[], path: string, what: string): boolean {
    if (known.includes(name)) return true;
    this.error("unknown-name", path, `no ${what} is called "${name}"`, nameHint(name, known, what));
    return false;
  }

  /** A list that is given and empty: neither "all" nor "none" would be a safe guess. */
  filled(list: readonly unknown[] | undefined, path: string, hint: string): void {
    if (list?.length === 0)
      this.error("invalid-spec", path, "must have at least 1 entry, and is empty", hint);
  }

  /** Names that must differ from each other, each with its path. */
  distinct(names: readonly (readonly [string, string])[], what: string, hint = "rename one of them"): void {
    const first = new Map<string, string>();
    for (const [name, path] of names) {
      const before = first.get(name);
      if (before === undefined) first.set(name, path);
      else this.error("duplicate-name", path, `${what} "${name}" is there already, at ${before}`, hint);
    }
  }
}
