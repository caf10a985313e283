// A real Pulumi engine: the one that is installed, otherwise one built from Go modules into the cache.
// @ts-check
import { spawnSync } from "node:child_process";
import { accessSync, constants, mkdirSync, renameSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { buildProgram, cacheFolder } from "./build-program.mjs";
import { PULUMI, YAML_HOST } from "./recipes.mjs";
import { MINIMUM_VERSION, atLeast } from "./version.mjs";

/**
 * @typedef {object} Engine
 * @property {string} pulumi absolute path of the command
 * @property {string} version
 * @property {"installed" | "built"} origin
 * @property {readonly string[]} hostFolders folders to put on PATH: language hosts that are not beside it
 */

/**
 * @typedef {object} Options
 * @property {NodeJS.ProcessEnv} env
 * @property {(line: string) => void} log
 */

/** No engine can be had; the message says which ways there are. */
export class EngineUnavailableError extends Error {
  /** @param {string} reason */
  constructor(reason) {
    super(
      [
        `No Pulumi engine: ${reason}. There are three ways to get one:`,
        `  1. install pulumi ${MINIMUM_VERSION} or newer, so that it is on PATH;`,
        `  2. name its file in STOWAGE_PULUMI;`,
        `  3. install Go ${PULUMI.minimumGo} or newer: it is then built from Go modules, once, in about five minutes.`,
      ].join("\n"),
    );
    this.name = "EngineUnavailableError";
  }
}

/** @param {string} name @param {NodeJS.ProcessEnv} env @returns {string | undefined} */
function onPath(name, env) {
  for (const folder of (env.PATH ?? "").split(path.delimiter)) {
    const file = path.join(folder, name);
    if (folder !== "" && isExecutable(file)) return file;
  }
  return undefined;
}

/** @param {string} file */
function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** @param {string} pulumi @param {NodeJS.ProcessEnv} env */
function versionOf(pulumi, env) {
  const asked = spawnSync(pulumi, ["version"], {
    env: { ...env, PULUMI_SKIP_UPDATE_CHECK: "1" },
    encoding: "utf8",
  });
  return asked.status === 0 ? asked.stdout.trim().replace(/^v/, "") : undefined;
}

/** @param {Options} options @returns {{ pulumi: string, version: string } | undefined} */
function installed({ env, log }) {
  const named = env.STOWAGE_PULUMI;
  const pulumi = named ? path.resolve(named) : onPath("pulumi", env);
  if (pulumi === undefined) return undefined;
  const version = versionOf(pulumi, env);
  if (version !== undefined && atLeast(version, MINIMUM_VERSION)) return { pulumi, version };
  const what =
    version === undefined ? "does not answer `version`" : `is ${version}, older than ${MINIMUM_VERSION}`;
  if (named) throw new EngineUnavailableError(`STOWAGE_PULUMI names ${pulumi}, which ${what}`);
  log(`engine: ${pulumi} ${what}: not used`);
  return undefined;
}

/**
 * Our own Node language host: beside a built engine, which looks there first; otherwise in the cache, to be
 * found through PATH. It needs no place in the project.
 * @param {string} folder
 */
function writeNodeHost(folder) {
  const host = path.join(folder, "pulumi-language-nodejs");
  mkdirSync(folder, { recursive: true });
  const script = path.join(import.meta.dirname, "language-host.mjs");
  const text = `#!/bin/sh\nexec "${process.execPath}" "${script}" "$@"\n`;
  // Written aside and renamed: another run may be starting it just now.
  const fresh = `${host}.${process.pid}`;
  writeFileSync(fresh, text, { mode: 0o755 });
  renameSync(fresh, host);
  return folder;
}

/** @param {string} pulumi @param {string} host */
function placeBeside(pulumi, host) {
  const link = path.join(path.dirname(pulumi), path.basename(host));
  const fresh = `${link}.${process.pid}`;
  symlinkSync(host, fresh);
  renameSync(fresh, link);
}

/** @param {string} pulumi @param {string} host @param {NodeJS.ProcessEnv} env */
function hasHost(pulumi, host, env) {
  return isExecutable(path.join(path.dirname(pulumi), host)) || onPath(host, env) !== undefined;
}

/**
 * Finds or builds the engine. `yaml` asks for the host of Pulumi YAML programs as well.
 * @param {Options & { yaml?: boolean }} options
 * @returns {Promise<Engine>}
 */
export async function findEngine({ env, log, yaml = false }) {
  const found = installed({ env, log });
  const engine =
    found === undefined
      ? await built({ env, log })
      : { ...found, origin: /** @type {const} */ ("installed") };
  const hostFolders = [];
  if (engine.origin === "built") writeNodeHost(path.dirname(engine.pulumi));
  else if (!hasHost(engine.pulumi, "pulumi-language-nodejs", env))
    hostFolders.push(writeNodeHost(path.join(cacheFolder(env), "node-host")));
  if (yaml && !hasHost(engine.pulumi, "pulumi-language-yaml", env)) {
    const folder = await buildOrExplain(YAML_HOST, { env, log });
    if (engine.origin === "built") placeBeside(engine.pulumi, path.join(folder, YAML_HOST.name));
    else hostFolders.push(folder);
  }
  return { ...engine, hostFolders };
}

/** @param {Options} options */
async function built(options) {
  const folder = await buildOrExplain(PULUMI, options);
  return {
    pulumi: path.join(folder, PULUMI.name),
    version: PULUMI.version,
    origin: /** @type {const} */ ("built"),
  };
}

/** @param {import("./build-program.mjs").Recipe} recipe @param {Options} options */
async function buildOrExplain(recipe, options) {
  try {
    return await buildProgram(recipe, options);
  } catch (error) {
    throw new EngineUnavailableError(error instanceof Error ? error.message : String(error));
  }
}
