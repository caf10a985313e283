/** Diagnostics as lines for people: `file:line: severity code at path: message`, then the way to fix it. */
import type { Diagnostic } from "../model/diagnostic.js";
import { printable } from "./printable.js";

function place(diagnostic: Diagnostic): string {
  const { file, line } = diagnostic;
  if (file === undefined) return "";
  return line === undefined ? `${file}: ` : `${file}:${line}: `;
}

export function renderDiagnostic(diagnostic: Diagnostic): string[] {
  const at = diagnostic.path === "" ? "" : ` at ${diagnostic.path}`;
  const first = `${place(diagnostic)}${diagnostic.severity} [${diagnostic.code}]${at}: ${diagnostic.message}`;
  const lines = diagnostic.hint === undefined ? [first] : [first, `    ${diagnostic.hint}`];
  return lines.map(printable);
}

export function renderDiagnostics(diagnostics: readonly Diagnostic[]): string[] {
  return diagnostics.flatMap(renderDiagnostic);
}
