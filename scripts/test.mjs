// `npm test [-- --cluster] [-- --demo]`: all set-up, then every check of the project. Lines of checks run side by side:
// tests that compute; checks of the text; what mostly waits for programs (the package as it is installed, the plugin, a
// real engine, with --demo the demo); and with --cluster a real control plane. The first line prints as it goes, the
// others when they end; the first check that fails ends them all.
// @ts-check
import { spawn } from "node:child_process";
import { createWriteStream, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { fileURLToPath } from "node:url";
import path from "node:path";
import { ensureDependencies } from "./setup.mjs";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const MOCHA = ["node_modules/mocha/bin/mocha.js", "--config", "scripts/tests-as-one-file.json"];
const CLUSTER_TESTS = "test/cluster/**";
/** They start programs, and need the built package. */
const PROGRAM_TESTS = ["engine", "package", "policy", "provider"].map(
  (house) => `test/${house}/**/*.test.ts`,
);

/** @typedef {readonly [name: string, args: readonly string[]]} Check */

/** @type {readonly Check[]} */
const TEXT = [
  ["format", ["node_modules/prettier/bin/prettier.cjs", "--check", "--log-level", "warn", "."]],
  ["types and lint", ["scripts/types-and-lint.mjs"]],
  [
    "import rules",
    [
      "node_modules/dependency-cruiser/bin/dependency-cruise.mjs",
      "--config",
      ".dependency-cruiser.cjs",
      "src",
    ],
  ],
  ["schemas", ["node_modules/tsx/dist/cli.mjs", "scripts/schemas.ts", "--check"]],
];

/** @type {readonly Check[]} */
const COMPUTING = [
  [
    "tests",
    [
      ...MOCHA,
      "test/**/*.test.ts",
      ...[CLUSTER_TESTS, ...PROGRAM_TESTS].flatMap((pattern) => ["--ignore", pattern]),
    ],
  ],
];

/**
 * @param {string} flag
 * @param {readonly Check[]} checks
 */
function where(flag, checks) {
  return process.argv.includes(flag) ? checks : [];
}

/** @type {readonly Check[]} */
const WAITING = [
  ["build", ["scripts/build.mjs", "--types-checked"]],
  ["engine", ["engine/cli.mjs", "--yaml", "--optional"]],
  ["tests that start programs", [...MOCHA, ...PROGRAM_TESTS]],
  ...where("--demo", [["demo", ["scripts/demo.mjs", "--built"]]]),
];

/** What is built, or made sure of, by the checks before it. */
const NEEDS_ENGINE = "engine";

/** Before the engine is there: a control plane that has never been built takes minutes. */
/** @type {readonly Check[]} */
const EARLY = where("--cluster", [["control plane", ["cluster/cli.mjs", "--optional"]]]);
/** @type {readonly Check[]} */
const LATE = where("--cluster", [["cluster tests", ["scripts/test-cluster.mjs", "--built"]]]);

/** @type {Set<import("node:child_process").ChildProcess>} */
const running = new Set();
/** @type {string | undefined} */
let failed;

/**
 * @param {readonly string[]} args
 * @param {"inherit" | import("node:fs").WriteStream} output
 * @returns {Promise<number>} the exit code
 */
function run(args, output) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [...args], { cwd: root, stdio: ["ignore", output, output] });
    running.add(child);
    child.on("close", (code) => {
      running.delete(child);
      resolve(code ?? 1);
    });
  });
}

/** @type {(value: boolean) => void} */
let tellEngine = () => undefined;
/** Whether the package is built and the engine sought. */
const hasEngine = new Promise((/** @type {(value: boolean) => void} */ resolve) => {
  tellEngine = resolve;
});

/**
 * @param {readonly Check[]} checks
 * @param {"inherit" | import("node:fs").WriteStream} output
 */
async function runAll(checks, output) {
  for (const [name, args] of checks) {
    if (failed !== undefined) return;
    if (output === "inherit") console.log(`\n== ${name}`);
    else output.write(`\n== ${name}\n`);
    const started = Date.now();
    const passed = (await run(args, output)) === 0;
    times.push(`${name} ${Math.round((Date.now() - started) / 1000)} s`);
    if (name === NEEDS_ENGINE) tellEngine(passed);
    if (passed || failed !== undefined) continue;
    failed = name;
    tellEngine(false);
    for (const child of running) child.kill();
  }
}

/** @type {string[]} */
const times = [];

/**
 * @param {string} folder
 * @param {string} name
 * @param {(output: import("node:fs").WriteStream) => Promise<void>} checks
 */
async function printedAtTheEnd(folder, name, checks) {
  const log = path.join(folder, name);
  const output = createWriteStream(log);
  await new Promise((resolve) => output.on("open", resolve));
  await checks(output);
  await new Promise((resolve) => output.end(resolve));
  process.stdout.write(readFileSync(log, "utf8"));
}

async function runLines() {
  const folder = mkdtempSync(path.join(tmpdir(), "stowage-test-"));
  await Promise.all([
    runAll(COMPUTING, "inherit"),
    printedAtTheEnd(folder, "text", (output) => runAll(TEXT, output)),
    printedAtTheEnd(folder, "programs", (output) => runAll(WAITING, output)),
    printedAtTheEnd(folder, "late", async (output) => {
      await runAll(EARLY, output);
      if (await hasEngine) await runAll(LATE, output);
    }),
  ]);
  rmSync(folder, { recursive: true });
  console.log(`\n${times.join(", ")}`);
}

ensureDependencies();
for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM"]))
  process.on(signal, () => {
    for (const child of running) child.kill(signal);
    process.exit(1);
  });
await runLines();
if (failed !== undefined) {
  console.error(`\nnpm test: "${failed}" failed`);
  process.exitCode = 1;
}
