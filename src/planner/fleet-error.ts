/**
 * What the throwing doors throw when the user's data has no plan. Everything that is wrong is in it, both as
 * values and as the lines that a person reads; edges translate it once (exit code, `pulumi.RunError`).
 */
import type { NoPlanReason } from "../explain/index.js";
import type { Diagnostic } from "../model/diagnostic.js";
import type { Conflict, Refusal } from "../model/outcome.js";

export type FleetFailure =
  | { readonly kind: "invalidSpec"; readonly diagnostics: readonly Diagnostic[] }
  | {
      readonly kind: "noFeasiblePlan" | "noPlanInBudget";
      readonly conflicts: readonly Conflict[];
      /** Of the spec. */
      readonly warnings: readonly Diagnostic[];
      /** Smallest sets of requirements and priced ways out; absent where nobody asked for them. */
      readonly reasons?: readonly NoPlanReason[];
    }
  | { readonly kind: "staleLock"; readonly path: string; readonly reasons: readonly string[] }
  | { readonly kind: "planRefused"; readonly path: string; readonly refusals: readonly Refusal[] }
  | { readonly kind: "certificateRefused"; readonly path: string; readonly refusals: readonly Refusal[] }
  /** A question names what there is not. */
  | { readonly kind: "unknownName"; readonly name: string; readonly hint: string }
  | { readonly kind: "file"; readonly path: string; readonly reason: string };

export class FleetError extends Error {
  readonly failure: FleetFailure;

  constructor(failure: FleetFailure, lines: readonly string[]) {
    super(lines.join("\n"));
    this.name = "FleetError";
    this.failure = failure;
  }
}
