/** What can be wrong with the user's data. A closed list: README has the table, a test keeps both equal. */
export const DIAGNOSTIC_CODES = [
  "ambiguous-target",
  "assumption",
  "bound-disagreement",
  "duplicate-name",
  "file-too-large",
  "file-unreadable",
  "invalid-manifest",
  "invalid-quantity",
  "invalid-spec",
  "left-out",
  "missing-requests",
  "not-supported",
  "outdated",
  "skipped-kind",
  "syntax",
  "unknown-field",
  "unknown-name",
  "unpriced",
] as const;

export type DiagnosticCode = (typeof DIAGNOSTIC_CODES)[number];

/** An error stops planning (exit 3); a warning is in the plan; information only tells what was done. */
export type Severity = "error" | "warning" | "info";

/** One fault of the user's data. */
export interface Diagnostic {
  readonly code: DiagnosticCode;
  readonly severity: Severity;
  /** The file, as the user named it; absent for objects built in a program. */
  readonly file?: string;
  /** JSON Pointer (RFC 6901) into the spec or the manifest document. */
  readonly path: string;
  /** From 1; present where the text was read from a file. */
  readonly line?: number;
  /** What is wrong, with both numbers and their units. */
  readonly message: string;
  /** What would fix it. */
  readonly hint?: string;
}
