import {
  certifyFleetSync,
  checkLock,
  checkPlanCertificate,
  freshCertificate,
  loadFleet,
  planFleetSync,
  readCertificate,
  readLock,
  readPrevious,
  rehearse,
} from "../../planner/index.js";
import type { CertifiedBound, LoadedFleet, Plan, ReadCertificate } from "../../planner/index.js";
import type { Diagnostic } from "../../model/diagnostic.js";
import { certifiedBoundText, plural, renderDiagnostics, renderRehearsal } from "../../report/index.js";
import { canonicalText } from "../../units/canonical.js";
import { EXIT, type ExitCode } from "../exit-codes.js";
import type { Terminal } from "../terminal.js";

export interface CheckOptions {
  readonly json?: boolean;
  /** A committed plan to verify in place of planning again. */
  readonly lock?: string;
  /** A file with the certificate of the plan's bound; true: one is made of a fresh plan. */
  readonly certificate?: string | true;
  /** What the lock was planned with, so that its moves are counted again. */
  readonly previous?: string;
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

interface Given {
  readonly plan: Plan;
  readonly certificate?: ReadCertificate;
}

function given(loaded: LoadedFleet, { lock, certificate }: CheckOptions, terminal: Terminal): Given {
  const at = { baseDirectory: terminal.cwd };
  if (certificate === true && lock === undefined) {
    const certified = certifyFleetSync(loaded);
    return { plan: certified.plan, certificate: freshCertificate(certified.certificate) };
  }
  const plan = lock === undefined ? planFleetSync(loaded) : readLock(lock, at);
  return typeof certificate === "string" ? { plan, certificate: readCertificate(certificate, at) } : { plan };
}

function certifiedLines(plan: Plan, source: string, certified: CertifiedBound): string[] {
  return [
    `${source}: every proof holds; no plan costs less than ${certifiedBoundText(plan, certified)}`,
    ...certified.unproved.map(
      (name) =>
        `${source}: nothing is shown of cluster ${name} but what stands there and what its pools must have`,
    ),
    ...(certified.isNamed
      ? []
      : [`${source}: the plan names no certificate; this one is of its spec and catalogue`]),
  ];
}

/**
 * Spec diagnostics, verification of the lock or of a fresh plan and of the certificate of its bound, and what the
 * scheduler model would leave pending. Throws what is wrong; what it returns is done.
 */
export function check(spec: string, options: CheckOptions, terminal: Terminal): ExitCode {
  if (options.certificate === true && options.lock !== undefined) {
    terminal.err(
      "stowage: a lock is checked with the certificate that was made with it: --certificate FILE\n",
    );
    return EXIT.usage;
  }
  if (options.previous !== undefined && options.lock === undefined) {
    terminal.err("stowage: --previous is what a lock was planned with: give --lock FILE too\n");
    return EXIT.usage;
  }
  const at = { baseDirectory: terminal.cwd };
  const loaded = loadFleet(spec, at);
  const { plan, certificate } = given(loaded, options, terminal);
  const before = options.previous === undefined ? {} : { previous: readPrevious(options.previous, at) };
  const warnings =
    options.lock === undefined ? [] : checkLock({ path: options.lock, plan, loaded, ...before });
  const proof = typeof options.certificate === "string" ? options.certificate : "a fresh certificate";
  const certified =
    certificate === undefined ? undefined : checkPlanCertificate({ path: proof, certificate, plan, loaded });
  const rehearsal = rehearse(plan, loaded);
  if (options.json === true) {
    const { boundMicroPerHour, gapPpm } = plan.search;
    terminal.out(
      canonicalText({
        diagnostics: loaded.fleet.diagnostics,
        warnings,
        rehearsal,
        accepted: true,
        ...(certified === undefined ? {} : { certificate: certified, search: { boundMicroPerHour, gapPpm } }),
      }),
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
      ...(certified === undefined ? [] : certifiedLines(plan, proof, certified)),
      ...renderRehearsal(rehearsal),
      "",
    ].join("\n"),
  );
  return EXIT.done;
}
