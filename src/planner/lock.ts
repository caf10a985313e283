/** The lock: a plan committed to the repository, verified in place of planning again. */
import type { Plan } from "../model/plan.js";
import { PLAN_API_VERSION } from "../model/plan.js";
import type { Refusal } from "../model/outcome.js";
import type { PreviousFleet } from "../model/running.js";
import { catalogueRowsOf } from "../plan/index.js";
import { canonicalText } from "../units/canonical.js";
import { verifyPlan } from "../verify/index.js";
import { planRefused, staleLock } from "./failures.js";
import type { LoadOptions, LoadedFleet } from "./load-fleet.js";
import { parsedJson, readOwnFile, writeOwnFile } from "./own-file.js";
import type { FileKind } from "./own-file.js";
import { VERSION } from "./version.js";

/** Locks of fleets of a million replicas stay far below this. */
const LOCK_FILE: FileKind = {
  apiVersion: PLAN_API_VERSION,
  words: "a plan",
  mostBytes: 64 * 1024 * 1024,
};

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
  writeOwnFile({ file, baseDirectory, kind: LOCK_FILE }, canonicalText(plan));
}

/**
 * Reads a lock and has the verifier judge what it says of itself.
 *
 * @throws FleetError
 */
export function readLock(file: string, { baseDirectory = process.cwd() }: LoadOptions = {}): Plan {
  const value = parsedJson(readOwnFile({ file, baseDirectory, kind: LOCK_FILE }));
  if (value === undefined) throw planRefused(file, [{ path: "", message: "is not JSON" }]);
  // The verifier begins with the shape, so whatever the file holds may be shown to it.
  const plan = value as Plan;
  const refusals = verifyPlan({ plan });
  if (refusals.length > 0) throw planRefused(file, refusals);
  return plan;
}

function refusalsOf({ plan, loaded: { fleet, catalogue }, previous }: CheckLockInput): readonly Refusal[] {
  // Prices that moved since the lock was made are no fault of the lock.
  const current = plan.catalogueDigest === catalogue.digest;
  return verifyPlan({
    plan,
    fleet,
    ...(current ? { offers: catalogueRowsOf(plan, catalogue) } : {}),
    ...(previous === undefined ? {} : { previous }),
  });
}

export interface CheckLockInput {
  readonly path: string;
  readonly plan: Plan;
  readonly loaded: LoadedFleet;
  /** What the plan was made with, so that its moves are counted again. */
  readonly previous?: PreviousFleet;
}

/**
 * Whether the lock is a plan of this fleet.
 *
 * @returns warnings: what has changed without making it stale
 * @throws FleetError where the spec or its overrides have changed since, or the verifier refuses the plan
 */
export function checkLock(input: CheckLockInput): readonly string[] {
  const { path: file, plan, loaded } = input;
  if (plan.specDigest !== loaded.fleet.specDigest)
    throw staleLock(file, [
      `the spec or its manifests have changed: the lock is of ${plan.specDigest.slice(0, 19)}, they are ${loaded.fleet.specDigest.slice(0, 19)}`,
    ]);
  if (plan.catalogueOverridesDigest !== loaded.catalogue.overridesDigest)
    throw staleLock(file, ["the catalogue overrides of the spec have changed since"]);
  const refusals = refusalsOf(input);
  if (refusals.length > 0) throw planRefused(file, refusals);
  return [
    ...(plan.catalogueDigest === loaded.catalogue.digest
      ? []
      : ["the catalogue has changed since; prices are those of the lock"]),
    ...(plan.version === VERSION ? [] : [`made by stowage ${plan.version}, this is ${VERSION}`]),
  ];
}
