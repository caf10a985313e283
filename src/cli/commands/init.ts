import { writeStarterFleet } from "../../planner/index.js";
import { EXIT, type ExitCode } from "../exit-codes.js";
import type { Terminal } from "../terminal.js";

/** Writes a small fleet.yaml that plans as it stands; an existing file is never overwritten. */
export function init(directory: string, terminal: Terminal): ExitCode {
  const path = writeStarterFleet(directory, { baseDirectory: terminal.cwd });
  terminal.out(`${path} written. Next: stowage plan ${path}\n`);
  return EXIT.done;
}
