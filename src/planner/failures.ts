/** What goes wrong as `FleetError`s: the values for programs, the lines for people. */
import { explainConflicts, noPlanLines } from "../explain/index.js";
import type { NoPlanReason } from "../explain/index.js";
import type { Diagnostic } from "../model/diagnostic.js";
import type { CheckedFleet } from "../model/fleet.js";
import type { Refusal, Unplanned } from "../model/outcome.js";
import { plural, printable, renderDiagnostics } from "../report/index.js";
import { FleetError } from "./fleet-error.js";

/** Faults told to a person: more of them than this scroll away unread. */
const MOST_SHOWN = 100;

function shownLines(diagnostics: readonly Diagnostic[], restWords: (rest: number) => string): string[] {
  const rest = diagnostics.length - MOST_SHOWN;
  return [
    ...renderDiagnostics(diagnostics.slice(0, MOST_SHOWN)),
    ...(rest > 0 ? [`and ${restWords(rest)}`] : []),
  ];
}

function invalid(what: string, diagnostics: readonly Diagnostic[]): FleetError {
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  return new FleetError({ kind: "invalidSpec", diagnostics }, [
    `${what}: ${plural(errors.length, "error")}.`,
    ...shownLines(
      errors,
      (rest) => `${plural(rest, "more error")}: --json lists them, a thousand at the most`,
    ),
  ]);
}

export function invalidSpec(diagnostics: readonly Diagnostic[]): FleetError {
  return invalid("The fleet spec is invalid", diagnostics);
}

/** Of manifests that no spec names. */
export function invalidManifests(diagnostics: readonly Diagnostic[]): FleetError {
  return invalid("The manifests are invalid", diagnostics);
}

/** Of what kubectl printed. */
export function invalidDump(diagnostics: readonly Diagnostic[]): FleetError {
  return invalid("The cluster's objects cannot be imported", diagnostics);
}

export function invalidOverride(diagnostics: readonly Diagnostic[]): FleetError {
  return invalid("The catalogue override is invalid", diagnostics);
}

export function invalidExport(diagnostics: readonly Diagnostic[]): FleetError {
  return invalid("The export cannot be imported", diagnostics);
}

/** `what` is what nothing carries the name of, such as "region". */
export function unknownName(what: string, name: string, hint: string): FleetError {
  return new FleetError({ kind: "unknownName", name, hint }, [
    printable(`stowage: no ${what} is called "${name}"; ${hint}`),
  ]);
}

/** Often why: what was left out of the fleet with a warning, as no plan stands where it would be told. */
function warningLines(warnings: readonly Diagnostic[]): string[] {
  if (warnings.length === 0) return [];
  return [
    "",
    "Warnings of the spec:",
    ...shownLines(warnings, (rest) => `${plural(rest, "more warning")}: --json lists them`),
  ];
}

/** `reasons`: what planning again gave, where it was asked for. */
export function noPlan(
  outcome: Unplanned,
  { diagnostics }: Pick<CheckedFleet, "diagnostics">,
  reasons?: readonly NoPlanReason[],
): FleetError {
  const warnings = diagnostics.filter(({ severity }) => severity === "warning");
  return new FleetError(
    {
      kind: outcome.status === "infeasible" ? "noFeasiblePlan" : "noPlanInBudget",
      conflicts: outcome.conflicts,
      warnings,
      ...(reasons === undefined ? {} : { reasons }),
    },
    [
      ...explainConflicts(outcome),
      ...warningLines(warnings),
      "",
      ...(reasons === undefined
        ? ["Which requirements cannot hold together, and what each way out costs: stowage explain SPEC"]
        : noPlanLines(reasons)),
    ].map(printable),
  );
}

export function staleLock(path: string, reasons: readonly string[]): FleetError {
  return new FleetError({ kind: "staleLock", path, reasons }, [
    `${path}: the lock is stale.`,
    ...reasons.map((reason) => `  ${reason}`),
    `  Plan again: stowage plan SPEC --lock ${path}`,
  ]);
}

export function staleCertificate(path: string, reason: string): FleetError {
  return new FleetError({ kind: "staleLock", path, reasons: [reason] }, [
    `${path}: the certificate is stale.`,
    `  ${reason}`,
    `  Plan again: stowage plan SPEC --lock LOCK --certificate ${path}`,
  ]);
}

/** Refusals are told by their place in the certificate. */
export function certificateRefused(path: string, refusals: readonly Refusal[]): FleetError {
  return new FleetError(
    { kind: "certificateRefused", path, refusals },
    [
      `${path}: the checker refuses this certificate: ${plural(refusals.length, "fault")}. Nothing of it counts.`,
      ...refusals.map(
        ({ path: where, message }) => `  ${where === "" ? "the certificate" : where}: ${message}`,
      ),
    ].map(printable),
  );
}

export function planRefused(path: string, refusals: readonly Refusal[]): FleetError {
  const count = `${refusals.length} fault${refusals.length === 1 ? "" : "s"}`;
  return new FleetError({ kind: "planRefused", path, refusals }, [
    `${path}: the verifier refuses this plan: ${count}.`,
    ...refusals.map(({ path: where, message }) => `  ${where === "" ? "the plan" : where}: ${message}`),
    `  Do not edit a lock by hand; plan again: stowage plan SPEC --lock ${path}`,
  ]);
}

export function fileFailure(path: string, reason: string): FleetError {
  return new FleetError({ kind: "file", path, reason }, [printable(`${path}: ${reason}`)]);
}
