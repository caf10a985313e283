/** The faults of one document, each once, in the order of its lines. */
import type { Diagnostic } from "../../model/diagnostic.js";

export class DocumentFaults {
  private readonly found = new Map<string, Diagnostic>();

  constructor(
    private readonly file: string,
    private readonly lineOf: (pointer: string) => number | undefined,
  ) {}

  add(fault: Omit<Diagnostic, "file" | "line">): void {
    const key = [fault.code, fault.path, fault.message].join("\u0000");
    const line = this.lineOf(fault.path);
    this.found.set(key, { ...fault, file: this.file, ...(line === undefined ? {} : { line }) });
  }

  /** "web.yaml line 3". */
  place(pointer: string): string {
    const line = this.lineOf(pointer);
    return line === undefined ? this.file : `${this.file} line ${line}`;
  }

  sorted(): Diagnostic[] {
    return [...this.found.values()].sort((left, right) => (left.line ?? 0) - (right.line ?? 0));
  }
}
