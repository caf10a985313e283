/** The lock: a plan committed to the repository, verified in place of planning again. */
import path from "node:path";
import type { Plan } from "../model/plan.js";
import { PLAN_API_VERSION } from "../model/plan.js";
import type { Refusal } from "../model/outcome.js";
import { fileReason, readFileText, replaceFile } from "../files/index.js";
import { catalogueRowsOf } from "../plan/index.js";
import { canonicalText } from "../units/canonical.js";
import { verifyPlan } from "../verify/index.js";
import { fileFailure, planRefused, staleLock } from "./failures.js";
import type { LoadOptions, LoadedFleet } from "./load-fleet.js";
import { VERSION } from "./version.js";

/** Locks of fleets of a million replicas stay far below this. */
const MAX_LOCK_BYTES = 64 * 1024 * 1024;

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isPlanText(text: string): boolean {
  const value = parsedJson(text);
  return (
    typeof value === "object" &&
    value !== null &&
    "apiVersion" in value &&
    value.apiVersion === PLAN_API_VERSION
  );
}

/**
 * Writes the plan. An existing file is replaced only if it is a plan.
 *
 * @throws FleetError where the file is something else or cannot be written; it is then as it was
 */
export function writeLock(
  file: string,
  plan: Plan,
  { baseDirectory = process.cwd() }: LoadOptions = {},
): void {
  const absolute = path.resolve(baseDirectory, file);
  const existing = readFileText(absolute, MAX_LOCK_BYTES);
  const isOther =
    existing.status === "tooLarge" || (existing.status === "text" && !isPlanText(existing.text));
  if (isOther) throw fileFailure(file, "the file exists and is not a plan; it was not overwritten");
  try {
    replaceFile(absolute, canonicalText(plan));
  } catch (error) {
    throw fileFailure(file, `cannot be written: ${fileReason(error)}; it is as it was`);
  }
}

/**
 * Reads a lock and has the verifier judge what it says of itself.
 *
 * @throws FleetError
 */
export function readLock(file: string, { baseDirectory = process.cwd() }: LoadOptions = {}): Plan {
  const read = readFileText(path.resolve(baseDirectory, file), MAX_LOCK_BYTES);
  if (read.status === "unreadable") throw fileFailure(file, read.reason);
  if (read.status === "tooLarge")
    throw fileFailure(file, `has ${read.bytes} bytes; at most ${MAX_LOCK_BYTES} bytes (64 MiB) are read`);
  const value = parsedJson(read.text);
  if (value === undefined) throw planRefused(file, [{ path: "", message: "is not JSON" }]);
  // The verifier begins with the shape, so whatever the file holds may be shown to it.
  const plan = value as Plan;
  const refusals = verifyPlan({ plan });
  if (refusals.length > 0) throw planRefused(file, refusals);
  return plan;
}

function refusalsOf(plan: Plan, { fleet, catalogue }: LoadedFleet): readonly Refusal[] {
  // Prices that moved since the lock was made are no fault of the lock.
  const current = plan.catalogueDigest === catalogue.digest;
  return verifyPlan({ plan, fleet, ...(current ? { offers: catalogueRowsOf(plan, catalogue) } : {}) });
}

export interface CheckLockInput {
  readonly path: string;
  readonly plan: Plan;
  readonly loaded: LoadedFleet;
}

/**
 * Whether the lock is a plan of this fleet.
 *
 * @returns warnings: what has changed without making it stale
 * @throws FleetError where the spec or its overrides have changed since, or the verifier refuses the plan
 */
export function checkLock({ path: file, plan, loaded }: CheckLockInput): readonly string[] {
  if (plan.specDigest !== loaded.fleet.specDigest)
    throw staleLock(file, [
      `the spec or its manifests have changed: the lock is of ${plan.specDigest.slice(0, 19)}, they are ${loaded.fleet.specDigest.slice(0, 19)}`,
    ]);
  if (plan.catalogueOverridesDigest !== loaded.catalogue.overridesDigest)
    throw staleLock(file, ["the catalogue overrides of the spec have changed since"]);
  const refusals = refusalsOf(plan, loaded);
  if (refusals.length > 0) throw planRefused(file, refusals);
  return [
    ...(plan.catalogueDigest === loaded.catalogue.digest
      ? []
      : ["the catalogue has changed since; prices are those of the lock"]),
    ...(plan.version === VERSION ? [] : [`made by stowage ${plan.version}, this is ${VERSION}`]),
  ];
}
