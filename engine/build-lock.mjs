// One build at a time on a machine: a folder made atomically, that names the process which holds it.
// @ts-check
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const POLL_MS = 500;
/** A folder without an owner's file is a crash between two system calls once it is this old. */
const ORPHAN_MS = 10_000;

/** @param {string} folder @returns {number | undefined} */
function ownerOf(folder) {
  try {
    const pid = Number(readFileSync(path.join(folder, "pid"), "utf8"));
    return Number.isSafeInteger(pid) && pid > 0 ? pid : undefined;
  } catch {
    return undefined;
  }
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === "EPERM";
  }
}

/** @param {string} folder */
function isStale(folder) {
  const owner = ownerOf(folder);
  if (owner !== undefined) return !isAlive(owner);
  try {
    return Date.now() - statSync(folder).mtimeMs > ORPHAN_MS;
  } catch {
    return false;
  }
}

/**
 * One process at a time, looking again: else a second one could remove the lock that a first one had just
 * taken in place of the dead one's.
 * @param {string} folder
 */
function removeStale(folder) {
  const guard = `${folder}.takeover`;
  try {
    mkdirSync(guard);
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== "EEXIST") throw error;
    if (isStale(guard)) rmSync(guard, { recursive: true, force: true });
    return false;
  }
  try {
    if (isStale(folder)) rmSync(folder, { recursive: true, force: true });
    return true;
  } finally {
    rmSync(guard, { recursive: true, force: true });
  }
}

/** @param {string} folder */
function tryTake(folder) {
  try {
    mkdirSync(folder);
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === "EEXIST") return false;
    throw error;
  }
  writeFileSync(path.join(folder, "pid"), String(process.pid));
  return true;
}

/**
 * Runs `work` while holding `folder`; waits while a living process holds it.
 * @template T
 * @param {{ folder: string, log: (line: string) => void, work: () => Promise<T> }} request
 * @returns {Promise<T>}
 */
export async function withBuildLock({ folder, log, work }) {
  mkdirSync(path.dirname(folder), { recursive: true });
  for (let told = false; !tryTake(folder);) {
    if (isStale(folder) && removeStale(folder)) continue;
    if (!told) log(`build: waiting for another build (process ${ownerOf(folder) ?? "unknown"})`);
    told = true;
    await sleep(POLL_MS);
  }
  try {
    return await work();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
