/** What a plan's moves are counted against: a committed plan, or the file of what runs. */
import { RUNNING_API_VERSION } from "../model/running.js";
import type { PreviousFleet } from "../model/running.js";
import { previousOfPlan, previousOfRunning } from "../plan/index.js";
import type { LoadOptions } from "./load-fleet.js";
import { readLock } from "./lock.js";
import { parsedJson, readOwnFile } from "./own-file.js";
import type { FileKind } from "./own-file.js";
import { readRunning } from "./running-file.js";

/** Of either kind. */
const PREVIOUS_FILE: FileKind = {
  apiVersion: RUNNING_API_VERSION,
  words: "a plan, or what runs",
  mostBytes: 64 * 1024 * 1024,
};

function apiVersionOf(value: unknown): unknown {
  return typeof value === "object" && value !== null && "apiVersion" in value ? value.apiVersion : undefined;
}

/**
 * Reads a plan (`stowage plan --lock`) or what runs (`stowage import --running`). A plan is judged by the verifier by
 * what it says of itself; that it is of another spec is what it is for.
 *
 * @throws FleetError where the file is neither, or cannot be read
 */
export function readPrevious(
  file: string,
  { baseDirectory = process.cwd() }: LoadOptions = {},
): PreviousFleet {
  const value = parsedJson(readOwnFile({ file, baseDirectory, kind: PREVIOUS_FILE }));
  return apiVersionOf(value) === RUNNING_API_VERSION
    ? previousOfRunning(readRunning(file, { baseDirectory }))
    : previousOfPlan(readLock(file, { baseDirectory }));
}
