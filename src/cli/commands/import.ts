import type { FileText } from "../../files/index.js";
import { fileFailure, importFleetText } from "../../planner/index.js";
import { EXIT, type ExitCode } from "../exit-codes.js";
import { renderDiagnostics } from "../../report/index.js";
import { canonicalText } from "../../units/canonical.js";
import type { Terminal } from "../terminal.js";

export interface ImportOptions {
  readonly json?: boolean;
}

function givenText(input: FileText): { readonly text: string | undefined } {
  switch (input.status) {
    case "text":
      return { text: input.text };
    case "tooLarge":
      return { text: undefined };
    case "unreadable":
      throw fileFailure("standard input", input.reason);
  }
}

/** Prints the spec that the manifests say; what was assumed or skipped goes to standard error. */
export async function importManifests(
  source: string,
  options: ImportOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const given = source === "-" ? givenText(await terminal.readInput()) : undefined;
  const imported = importFleetText(source, given, { baseDirectory: terminal.cwd });
  terminal.out(options.json === true ? canonicalText(imported.spec) : imported.text);
  const lines = renderDiagnostics(imported.diagnostics);
  if (lines.length > 0) terminal.err(`${lines.join("\n")}\n`);
  return EXIT.done;
}
