import { exportTexts, loadFleet, planFleetSync, readLock, writeExport } from "../../planner/index.js";
import type { ExportFormat, ExportSettings } from "../../planner/index.js";
import { printable } from "../../report/index.js";
import { EXIT, type ExitCode } from "../exit-codes.js";
import type { Terminal } from "../terminal.js";

export interface ExportOptions extends ExportSettings {
  readonly format: ExportFormat;
  /** Folder to write to; absent: the documents are printed. */
  readonly output?: string;
  /** A committed plan, in place of planning. */
  readonly lock?: string;
}

/** Prints or writes the plan in another engine's words; what that engine cannot say goes to standard error. */
export function exportPlan(spec: string, options: ExportOptions, terminal: Terminal): ExitCode {
  const { format, output, lock, ...settings } = options;
  const at = { baseDirectory: terminal.cwd };
  const plan = lock === undefined ? planFleetSync(loadFleet(spec, at)) : readLock(lock, at);
  const { files, warnings } = exportTexts(plan, format, settings);
  if (output === undefined) terminal.out(files.map(({ text }) => text).join("---\n"));
  for (const { subject, message } of warnings)
    terminal.err(`${printable(`warning: ${subject}: ${message}`)}\n`);
  if (files.length === 0) terminal.err(`stowage: the plan has nothing that ${format} speaks of\n`);
  if (output !== undefined)
    for (const file of writeExport(output, files, at)) terminal.err(`stowage: ${file} written\n`);
  return EXIT.done;
}
