// Builds a program from Go modules into the cache, once: keyed by its recipe, whole or absent.
// @ts-check
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
} from "node:fs";
import os from "node:os";
import path from "node:path";
import { withBuildLock } from "./build-lock.mjs";
import { atLeast } from "./version.mjs";

const PROGRESS_MS = 15_000;

/** @param {NodeJS.ProcessEnv} env */
export function cacheFolder(env) {
  const base = env.XDG_CACHE_HOME || path.join(env.HOME || os.homedir(), ".cache");
  return env.STOWAGE_CACHE || path.join(base, "stowage");
}

/**
 * @typedef {object} Recipe
 * @property {string} name the program's file name
 * @property {string} version
 * @property {string} modules folder with go.mod, go.sum and the Go files
 * @property {string} package Go import path
 * @property {string} versionSymbol variable that the linker sets to the version
 * @property {Readonly<Record<string, string>>} [symbols] more variables that the linker sets
 * @property {string} minimumGo
 */

/** @param {Recipe} recipe */
function digestOf(recipe) {
  const hash = createHash("sha256").update(JSON.stringify({ ...recipe, modules: "" }));
  const sources = readdirSync(recipe.modules).filter((file) => file.endsWith(".go"));
  for (const file of ["go.mod", "go.sum", ...sources.sort()])
    hash.update(readFileSync(path.join(recipe.modules, file)));
  return hash.digest("hex").slice(0, 12);
}

/** @param {Recipe} recipe @param {NodeJS.ProcessEnv} env */
export function programFolder(recipe, env) {
  return path.join(cacheFolder(env), `${recipe.name}-${recipe.version}-${digestOf(recipe)}`);
}

/**
 * The installed Go's version, or undefined where there is none.
 * @param {NodeJS.ProcessEnv} env
 */
export function goVersion(env) {
  const asked = spawnSync("go", ["env", "GOVERSION"], { env, encoding: "utf8" });
  return asked.status === 0 ? asked.stdout.trim().replace(/^go/, "") : undefined;
}

/** @param {Recipe} recipe @param {string} folder @param {NodeJS.ProcessEnv} env @param {(line: string) => void} log */
async function compile(recipe, folder, env, log) {
  const started = Date.now();
  const elapsed = () => `${Math.round((Date.now() - started) / 1000)} s`;
  log(`build: ${recipe.name} ${recipe.version} from Go modules, once; this takes some minutes`);
  const ticker = setInterval(() => log(`build: still at ${recipe.name} (${elapsed()})`), PROGRESS_MS);
  const symbols = { [recipe.versionSymbol]: `v${recipe.version}`, ...recipe.symbols };
  const flags = ["-s -w", ...Object.entries(symbols).map(([name, value]) => `-X ${name}=${value}`)].join(" ");
  const args = ["build", "-mod=readonly", "-trimpath", "-ldflags", flags, "-o", recipe.name, recipe.package];
  /** @type {string[]} */
  const output = [];
  try {
    await new Promise((resolve, reject) => {
      const child = spawn("go", args, {
        cwd: folder,
        env: { ...env, CGO_ENABLED: "0", GOWORK: "off" },
        stdio: ["ignore", "pipe", "pipe"],
      });
      for (const stream of [child.stdout, child.stderr])
        stream.on("data", (chunk) => output.push(String(chunk)));
      child.on("error", reject);
      child.on("close", (code) => {
        if (code === 0) resolve(undefined);
        else
          reject(
            new Error(
              `go build ended with exit code ${code}:\n${output.join("").split("\n").slice(-15).join("\n")}`,
            ),
          );
      });
    });
  } finally {
    clearInterval(ticker);
  }
  log(`build: ${recipe.name} took ${elapsed()}`);
}

/**
 * The folder that holds the built program; builds it where it is not there yet.
 * @param {Recipe} recipe
 * @param {{ env: NodeJS.ProcessEnv, log: (line: string) => void }} options
 */
export async function buildProgram(recipe, { env, log }) {
  const folder = programFolder(recipe, env);
  if (existsSync(path.join(folder, recipe.name))) return folder;
  await withBuildLock({
    folder: `${folder}.lock`,
    log,
    work: async () => {
      if (existsSync(path.join(folder, recipe.name))) return;
      const go = goVersion(env);
      if (go === undefined) throw new Error("Go is not installed");
      if (!atLeast(`${go}.0`, recipe.minimumGo))
        throw new Error(`Go ${go} is older than ${recipe.minimumGo}`);
      mkdirSync(path.dirname(folder), { recursive: true });
      const work = mkdtempSync(`${folder}.work-`);
      try {
        cpSync(recipe.modules, work, { recursive: true });
        await compile(recipe, work, env, log);
        const ready = `${work}.ready`;
        mkdirSync(ready);
        renameSync(path.join(work, recipe.name), path.join(ready, recipe.name));
        rmSync(folder, { recursive: true, force: true });
        renameSync(ready, folder);
      } finally {
        rmSync(work, { recursive: true, force: true });
      }
    },
  });
  return folder;
}
