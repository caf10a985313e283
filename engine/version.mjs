// Versions of the engine: what is new enough, what is built.
// @ts-check

/** Oldest engine that Stowage's programs run on (the SDK's floor for `requirePulumiVersion`). */
export const MINIMUM_VERSION = "3.217.0";
/** What is built from Go modules where no engine is installed. */
export const BUILT_VERSION = "3.254.0";

/**
 * "v3.254.0-dev.1" -> [3, 254, 0]; undefined for anything else.
 * @param {string} text
 */
export function parseVersion(text) {
  const match = /^\s*v?(\d+)\.(\d+)\.(\d+)/.exec(text);
  return match === null ? undefined : match.slice(1).map(Number);
}

/** @param {string} version @param {string} floor */
export function atLeast(version, floor) {
  const [left, right] = [parseVersion(version), parseVersion(floor)];
  if (left === undefined || right === undefined) return false;
  for (const [index, part] of right.entries()) {
    const other = left[index] ?? 0;
    if (other !== part) return other > part;
  }
  return true;
}
