import { writeStarterFleet } from "../../planner/index.js";
import { canonicalText } from "../../units/canonical.js";
import { EXIT, type ExitCode } from "../exit-codes.js";
import type { Terminal } from "../terminal.js";

export interface InitOptions {
  readonly json?: boolean;
}

/** Writes a small fleet.yaml that plans as it stands; an existing file is never overwritten. */
export function init(directory: string, options: InitOptions, terminal: Terminal): ExitCode {
  const written = writeStarterFleet(directory, { baseDirectory: terminal.cwd });
  terminal.out(
    options.json === true
      ? canonicalText({ written })
      : `${written} written. Next: stowage plan ${written}\n`,
  );
  return EXIT.done;
}
