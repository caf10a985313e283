/** The one place where what went wrong becomes an exit code and lines on standard error. */
import { FleetError, type FleetFailure } from "../planner/fleet-error.js";
import { InvariantError } from "../units/invariant.js";
import { canonicalText } from "../units/canonical.js";
import { EXIT, type ExitCode } from "./exit-codes.js";
import type { Terminal } from "./terminal.js";

function exitCodeOf(failure: FleetFailure): ExitCode {
  switch (failure.kind) {
    case "invalidSpec":
      return EXIT.invalidSpec;
    case "noFeasiblePlan":
      return EXIT.noFeasiblePlan;
    case "noPlanInBudget":
      return EXIT.noPlanInBudget;
    case "staleLock":
      return EXIT.staleLock;
    case "planRefused":
      return EXIT.planRefused;
    case "file":
      return EXIT.file;
  }
}

/** Reports `error`: as JSON on standard output where asked for, otherwise as text on standard error. */
export function reportFailure(error: unknown, terminal: Terminal, json: boolean): ExitCode {
  if (error instanceof FleetError) {
    if (json) terminal.out(canonicalText({ failure: error.failure }));
    else terminal.err(`${error.message}\n`);
    return exitCodeOf(error.failure);
  }
  const message = error instanceof Error ? error.message : String(error);
  const stack = error instanceof Error && !(error instanceof InvariantError) ? `\n${error.stack ?? ""}` : "";
  terminal.err(`stowage: ${message}${stack}\n`);
  return EXIT.bug;
}
