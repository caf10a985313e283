import { checkLock, loadFleet, planFleetSync, readLock, rehearse } from "../../planner/index.js";
import type { Diagnostic } from "../../model/diagnostic.js";
import { plural, renderDiagnostics, renderRehearsal } from "../../report/index.js";
import { canonicalText } from "../../units/canonical.js";
import { EXIT, type ExitCode } from "../exit-codes.js";
import type { Terminal } from "../terminal.js";

export interface CheckOptions {
  readonly json?: boolean;
  /** A committed plan to verify in place of planning again. */
  readonly lock?: string;
}

/** Warnings; of what was only noted, such as kinds that are skipped, how much there is. */
function diagnosticLines(diagnostics: readonly Diagnostic[]): readonly string[] {
  const notes = diagnostics.filter(({ severity }) => severity === "info").length;
  return [
    ...renderDiagnostics(diagnostics.filter(({ severity }) => severity !== "info")),
    ...(notes === 0
      ? []
      : [`${plural(notes, "note")} of objects and wishes that do not enter the plan: --json lists them`]),
  ];
}

/**
 * Spec diagnostics, verification of the lock or of a fresh plan, and what the scheduler model would leave
 * pending. Throws what is wrong; what it returns is done.
 */
export function check(spec: string, options: CheckOptions, terminal: Terminal): ExitCode {
  const at = { baseDirectory: terminal.cwd };
  const loaded = loadFleet(spec, at);
  const plan = options.lock === undefined ? planFleetSync(loaded) : readLock(options.lock, at);
  const warnings = options.lock === undefined ? [] : checkLock({ path: options.lock, plan, loaded });
  const rehearsal = rehearse(plan, loaded);
  if (options.json === true) {
    terminal.out(
      canonicalText({ diagnostics: loaded.fleet.diagnostics, warnings, rehearsal, accepted: true }),
    );
    return EXIT.done;
  }
  const source = options.lock ?? "a fresh plan";
  terminal.out(
    [
      ...diagnosticLines(loaded.fleet.diagnostics),
      `${spec}: the spec is valid`,
      `${source}: accepted by the verifier`,
      ...warnings.map((warning) => `${source}: ${warning}`),
      ...renderRehearsal(rehearsal),
      "",
    ].join("\n"),
  );
  return EXIT.done;
}
