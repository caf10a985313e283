import {
  explainWhyHere,
  explainWorkload,
  loadFleet,
  planOrExplain,
  workloadHint,
} from "../../planner/index.js";
import { canonicalText } from "../../units/canonical.js";
import { EXIT, type ExitCode } from "../exit-codes.js";
import type { Terminal } from "../terminal.js";

export interface ExplainOptions {
  readonly json?: boolean;
}

/** Why workloads are where they are; a fleet without a plan fails with the smallest reasons and priced ways out. */
export function explain(
  spec: string,
  workload: string | undefined,
  options: ExplainOptions,
  terminal: Terminal,
): ExitCode {
  const loaded = loadFleet(spec, { baseDirectory: terminal.cwd });
  const made = planOrExplain(loaded);
  // Of one workload everything is asked, of all what the plan itself says.
  const explanations =
    workload === undefined ? explainWorkload(made) : explainWhyHere(loaded, made, workload);
  if (workload !== undefined && explanations.length === 0) {
    terminal.err(`stowage: no workload is called "${workload}"; ${workloadHint(made, workload)}\n`);
    return EXIT.usage;
  }
  terminal.out(
    options.json === true
      ? canonicalText(explanations)
      : `${explanations.map((one) => one.lines.join("\n")).join("\n\n")}\n`,
  );
  return EXIT.done;
}
