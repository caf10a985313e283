// What the demo's steps act on: a copy of the examples, a stack on a file backend, a simulated cloud.
// @ts-check
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { findEngine } from "../../engine/find-engine.mjs";
import { engineEnvironment } from "../../engine/workspace.mjs";

/**
 * @typedef {object} Run
 * @property {number} status
 * @property {string} output standard output and standard error together
 */

/**
 * @param {string} root the repository
 * @param {{ readonly built: boolean }} given whether the package stands already
 */
export async function openStage(root, { built }) {
  const folder = path.join(root, ".stowage", "demo");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(path.join(folder, "state"), { recursive: true });
  cpSync(path.join(root, "examples"), path.join(folder, "examples"), { recursive: true });
  for (const project of [".", "examples/handwritten-slice"]) {
    const text = readFileSync(path.join(root, project, "Pulumi.yaml"), "utf8");
    // The copy lies elsewhere; the plugin is still that of the repository.
    const moved = text.replace(/^( +path: ).*$/m, `$1${JSON.stringify(root)}`);
    writeFileSync(path.join(folder, project, "Pulumi.yaml"), moved);
  }
  const say = (/** @type {string} */ text) => process.stdout.write(`${text}\n`);

  if (!built) run(root, process.execPath, ["scripts/build.mjs"], process.env);
  const engine = await findEngine({
    env: process.env,
    log: (/** @type {string} */ line) => process.stderr.write(`${line}\n`),
  });
  say(`engine: pulumi ${engine.version} (${engine.origin})`);
  const cloudFile = path.join(folder, "cloud.json");
  const env = {
    ...engineEnvironment({ engine, home: path.join(folder, "home"), backendDir: path.join(folder, "state") }),
    STOWAGE_SIM_FILE: cloudFile,
  };

  return {
    root,
    folder,
    say,
    heading: (/** @type {string} */ text) => say(`\n${"=".repeat(100)}\n${text}\n`),
    /** The path of a file of the copied examples. */
    at: (/** @type {string[]} */ ...parts) => path.join(folder, "examples", ...parts),
    /** Runs `stowage`. @returns {Run} */
    stowage: (/** @type {string[]} */ ...args) =>
      run(
        path.join(folder, "examples", "shop"),
        process.execPath,
        [path.join(root, "dist", "cli", "bin.js"), ...args],
        env,
      ),
    /** Runs `pulumi` in a copied project: "." is the shop. @returns {Run} */
    pulumi: (/** @type {string} */ project, /** @type {string[]} */ ...args) =>
      run(path.join(folder, project), engine.pulumi, ["--non-interactive", "--color=never", ...args], env),
    /** What the simulated cloud holds now, by collection and id. @returns {Record<string, Record<string, any>>} */
    cloud: () => (existsSync(cloudFile) ? JSON.parse(readFileSync(cloudFile, "utf8")) : {}),
    close: () => rmSync(path.join(folder, "home"), { recursive: true, force: true }),
  };
}

/**
 * @param {string} cwd
 * @param {string} command
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @returns {Run}
 */
function run(cwd, command, args, env) {
  const done = spawnSync(command, [...args], { cwd, env, encoding: "utf8", maxBuffer: 64 << 20 });
  if (done.error) throw done.error;
  return { status: done.status ?? 1, output: done.stdout + done.stderr };
}
