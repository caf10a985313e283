import {
  loadFleet,
  parseRisk,
  parseRiskGroup,
  planFleetSync,
  runTrialsSync,
  unknownEvents,
} from "../../planner/index.js";
import { renderTrials } from "../../report/index.js";
import { canonicalText } from "../../units/canonical.js";
import { EXIT, type ExitCode } from "../exit-codes.js";
import type { Terminal } from "../terminal.js";

export const MOST_TRIALS = 1_000_000;

export interface TrialsOptions {
  readonly trials?: number;
  readonly seed?: number;
  readonly risk?: readonly string[];
  readonly group?: readonly string[];
  readonly json?: boolean;
}

/** Drawn failures: what is down how often, and what the most frequent ones cost. */
export function trials(
  spec: string,
  { trials: wanted = 0, seed = 0, risk = [], group = [], json }: TrialsOptions,
  terminal: Terminal,
): ExitCode {
  const risks = risk.map(parseRisk);
  const groups = group.map(parseRiskGroup);
  const faults = [...risks, ...groups].flatMap((one) => ("fault" in one ? [one.fault] : []));
  if (faults.length > 0) {
    terminal.err(faults.map((fault) => `stowage: ${fault}\n`).join(""));
    return EXIT.usage;
  }
  const loaded = loadFleet(spec, { baseDirectory: terminal.cwd });
  const plan = planFleetSync(loaded);
  const own = groups.flatMap((one) => ("fault" in one ? [] : [one]));
  const unknown = own.filter(({ losses }) => unknownEvents(loaded, plan, losses).length > 0);
  if (unknown.length > 0) {
    terminal.err(
      unknown.map(({ name }) => `stowage: group ${name} names what the fleet does not have\n`).join(""),
    );
    return EXIT.usage;
  }
  const result = runTrialsSync(loaded, {
    plan,
    seed,
    trials: wanted,
    risks: Object.assign({}, ...risks) as Record<string, number>,
    groups: own,
  });
  terminal.out(json === true ? canonicalText(result) : renderTrials(result));
  return EXIT.done;
}
