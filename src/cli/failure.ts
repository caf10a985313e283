/** The one place where what went wrong becomes an exit code and lines on standard error. */
import { FleetError, type FleetFailure } from "../planner/fleet-error.js";
import { InvariantError } from "../units/invariant.js";
import { canonicalText } from "../units/canonical.js";
import { VERSION } from "../planner/version.js";
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
    case "certificateRefused":
      return EXIT.planRefused;
    case "unknownName":
      return EXIT.usage;
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
  // An invariant says itself that it is a bug; of anything else the stack says where to look.
  const told =
    error instanceof InvariantError
      ? error.message
      : `this is a bug in Stowage ${VERSION}, please report it: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
  terminal.err(`stowage: ${told}\n`);
  return EXIT.bug;
}
