import path from "node:path";
import type { Diagnostic } from "../../model/diagnostic.js";
import { fileFailure, importRunningFile, importRunningStream, writeRunning } from "../../planner/index.js";
import type { ImportRunningOptions, ImportedRunning } from "../../planner/index.js";
import { plural, renderDiagnostics } from "../../report/index.js";
import { canonicalText } from "../../units/canonical.js";
import { EXIT, type ExitCode } from "../exit-codes.js";
import { kubectlGet } from "../kubectl.js";
import type { Terminal } from "../terminal.js";

export interface RunningSource {
  /** A file that `kubectl get -o json` printed, or - for standard input. */
  readonly fromJson?: string;
  /** A kubeconfig, of whose current context kubectl asks. */
  readonly kubeconfig?: string;
}

export interface RunningOptions {
  readonly json?: boolean;
  /** File to write what runs to: the spec names it, and plans are compared with it. */
  readonly running?: string;
}

/** A large cluster has thousands of them; warnings come first. */
const MOST_SHOWN = 100;

async function ofKubectl(kubeconfig: string, options: ImportRunningOptions): Promise<ImportedRunning> {
  const directory = options.baseDirectory ?? ".";
  const { output, failure } = kubectlGet(path.resolve(directory, kubeconfig));
  // Both are awaited together: what kubectl complains of goes before what is wrong with half an answer.
  const [imported, failed] = await Promise.allSettled([
    importRunningStream(kubeconfig, output, options),
    failure,
  ]);
  if (failed.status === "fulfilled" && failed.value !== undefined)
    throw fileFailure(kubeconfig, failed.value);
  if (imported.status === "rejected") throw imported.reason;
  return imported.value;
}

async function importedOf(
  source: RunningSource,
  options: ImportRunningOptions,
  terminal: Terminal,
): Promise<ImportedRunning> {
  const { fromJson, kubeconfig } = source;
  if (kubeconfig !== undefined) return ofKubectl(kubeconfig, options);
  if (fromJson === "-")
    return importRunningStream("standard input", terminal.input(), { name: "fleet", ...options });
  return importRunningFile(fromJson ?? "", options);
}

function shown(diagnostics: readonly Diagnostic[]): string[] {
  const sorted = [
    ...diagnostics.filter(({ severity }) => severity !== "info"),
    ...diagnostics.filter(({ severity }) => severity === "info"),
  ];
  const rest = sorted.length - MOST_SHOWN;
  return [
    ...renderDiagnostics(sorted.slice(0, MOST_SHOWN)),
    ...(rest > 0 ? [`and ${plural(rest, "more line")} of that kind`] : []),
  ];
}

/** Prints what runs as a spec; what was assumed or skipped goes to standard error. */
export async function importRunning(
  source: RunningSource,
  options: RunningOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const at = { baseDirectory: terminal.cwd };
  const imported = await importedOf(
    source,
    { ...at, ...(options.running === undefined ? {} : { runningFile: options.running }) },
    terminal,
  );
  terminal.out(options.json === true ? canonicalText(imported.spec) : imported.text);
  const lines = shown(imported.diagnostics);
  if (lines.length > 0) terminal.err(`${lines.join("\n")}\n`);
  if (options.running !== undefined) {
    writeRunning(options.running, imported.running, at);
    terminal.err(`stowage: what runs (${plural(imported.nodes, "node")}) written to ${options.running}\n`);
  }
  return EXIT.done;
}
