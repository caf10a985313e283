import { loadFleet, paretoFrontSync, readPrevious } from "../../planner/index.js";
import type { ParetoAxis } from "../../planner/index.js";
import { renderPareto } from "../../report/index.js";
import { canonicalText } from "../../units/canonical.js";
import { EXIT, type ExitCode } from "../exit-codes.js";
import type { Terminal } from "../terminal.js";

export const DEFAULT_POINTS = 6;
export const MOST_POINTS = 40;

export interface FrontOptions {
  readonly json?: boolean;
  /** "cost,carbon" and the like. */
  readonly pareto?: string;
  readonly points?: number;
  readonly previous?: string;
}

/** Cost against one other objective. */
export function front(spec: string, options: FrontOptions, terminal: Terminal): ExitCode {
  const at = { baseDirectory: terminal.cwd };
  const [, axis] = (options.pareto ?? "").split(",");
  const made = paretoFrontSync(loadFleet(spec, at), {
    axis: axis as ParetoAxis,
    points: options.points ?? DEFAULT_POINTS,
    ...(options.previous === undefined ? {} : { previous: readPrevious(options.previous, at) }),
  });
  terminal.out(options.json === true ? canonicalText(made) : renderPareto(made));
  return EXIT.done;
}
