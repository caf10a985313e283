/** Diagnostics as lines for people: `file:line: severity code at path: message`, then the way to fix it. */
import type { Diagnostic } from "../model/diagnostic.js";

function place(diagnostic: Diagnostic): string {
  const { file, line } = diagnostic;
  if (file === undefined) return "";
  return line === undefined ? `${file}: ` : `${file}:${line}: `;
}

export function renderDiagnostic(diagnostic: Diagnostic): string[] {
  const at = diagnostic.path === "" ? "" : ` at ${diagnostic.path}`;
  const first = `${place(diagnostic)}${diagnostic.severity} [${diagnostic.code}]${at}: ${diagnostic.message}`;
  return diagnostic.hint === undefined ? [first] : [first, `    ${diagnostic.hint}`];
}

export function renderDiagnostics(diagnostics: readonly Diagnostic[]): string[] {
  return diagnostics.flatMap(renderDiagnostic);
}
