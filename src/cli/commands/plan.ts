import {
  certifyFleetSync,
  compareWithRunning,
  loadFleet,
  planFleetSync,
  readPrevious,
  rolloutSync,
  writeCertificate,
  writeLock,
} from "../../planner/index.js";
import type { PreviousFleet } from "../../planner/index.js";
import { percentOfPpm, renderComparison, renderPlan, renderRollout } from "../../report/index.js";
import { canonicalText } from "../../units/canonical.js";
import { EXIT, type ExitCode } from "../exit-codes.js";
import type { Terminal } from "../terminal.js";

export interface PlanOptions {
  readonly json?: boolean;
  /** File to write the plan to; an existing one is replaced only if it is a plan. */
  readonly lock?: string;
  /** File to write the certificate of the bound to; an existing one is replaced only if it is a certificate. */
  readonly certificate?: string;
  /** Percent; a plan with a wider gap fails the gate. */
  readonly maxGap?: number;
  /** A plan, or what runs, that pods are moved against. */
  readonly previous?: string;
  /** The order in which the plan takes the place of `previous`. */
  readonly waves?: boolean;
}

export function plan(spec: string, options: PlanOptions, terminal: Terminal): ExitCode {
  const at = { baseDirectory: terminal.cwd };
  const loaded = loadFleet(spec, at);
  const before: { readonly previous?: PreviousFleet } =
    options.previous === undefined ? {} : { previous: readPrevious(options.previous, at) };
  const certified = options.certificate === undefined ? undefined : certifyFleetSync(loaded, before);
  const made = certified?.plan ?? planFleetSync(loaded, before);
  const compared = compareWithRunning(made, loaded);
  // What runs is no part of a plan, so a lock never has it.
  const { previous } = before;
  const rollout =
    options.waves === true && previous !== undefined ? rolloutSync(loaded, made, previous) : undefined;
  const shown = {
    ...made,
    ...(compared === undefined ? {} : { runningComparison: compared }),
    ...(rollout === undefined ? {} : { rollout }),
  };
  terminal.out(options.json === true ? canonicalText(shown) : renderPlan(made));
  if (compared !== undefined && options.json !== true) terminal.out(renderComparison(compared));
  if (rollout !== undefined && options.json !== true) terminal.out(renderRollout(rollout));
  // Of what was made small: cost, or the weighed sum.
  const { gapPpm } = made.search.weighed ?? made.search;
  if (options.maxGap !== undefined && gapPpm > options.maxGap * 10_000) {
    terminal.err(
      `stowage: the gap is ${percentOfPpm(gapPpm)}, --max-gap allows ${options.maxGap} %; nothing was written\n`,
    );
    return EXIT.gateFailed;
  }
  if (certified !== undefined && options.certificate !== undefined) {
    writeCertificate(options.certificate, certified.certificate, at);
    terminal.err(`stowage: certificate written to ${options.certificate}\n`);
  }
  if (options.lock !== undefined) {
    writeLock(options.lock, made, at);
    terminal.err(`stowage: plan written to ${options.lock}\n`);
  }
  return EXIT.done;
}
