// `npm test [-- --cluster]`: all set-up, then every check of the project. Two lines of checks run side by side: what
// computes, and what mostly waits for programs (the package as it is installed, the plugin, a real engine; with
// --cluster a real control plane too). The first line prints as it goes, the second when it ends; the first check
// that fails ends both.
// @ts-check
import { spawn } from "node:child_process";
import { createWriteStream, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { fileURLToPath } from "node:url";
import path from "node:path";
import { ensureDependencies } from "./setup.mjs";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const MOCHA = "node_modules/mocha/bin/mocha.js";
const CLUSTER_TESTS = "test/cluster/**";
/** They start programs, and need the built package. */
const PROGRAM_TESTS = ["engine", "package", "policy", "provider"].map(
  (house) => `test/${house}/**/*.test.ts`,
);

/** @typedef {readonly [name: string, args: readonly string[]]} Check */

/** @type {readonly Check[]} */
const COMPUTING = [
  ["format", ["node_modules/prettier/bin/prettier.cjs", "--check", "--log-level", "warn", "."]],
  ["types", ["node_modules/typescript/bin/tsc", "-p", "tsconfig.json", "--noEmit"]],
  ["lint", ["node_modules/eslint/bin/eslint.js", "."]],
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
  [
    "tests",
    [
      MOCHA,
      "test/**/*.test.ts",
      ...[CLUSTER_TESTS, ...PROGRAM_TESTS].flatMap((pattern) => ["--ignore", pattern]),
    ],
  ],
];

/** @type {readonly Check[]} */
const WAITING = [
  ["build", ["scripts/build.mjs"]],
  ["engine", ["engine/cli.mjs", "--yaml", "--optional"]],
  ["tests that start programs", [MOCHA, ...PROGRAM_TESTS]],
  ...(process.argv.includes("--cluster")
    ? /** @type {readonly Check[]} */ ([["cluster tests", ["scripts/test-cluster.mjs", "--built"]]])
    : []),
];

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

/**
 * @param {readonly Check[]} checks
 * @param {"inherit" | import("node:fs").WriteStream} output
 */
async function runAll(checks, output) {
  for (const [name, args] of checks) {
    if (failed !== undefined) return;
    if (output === "inherit") console.log(`\n== ${name}`);
    else output.write(`\n== ${name}\n`);
    if ((await run(args, output)) === 0 || failed !== undefined) continue;
    failed = name;
    for (const child of running) child.kill();
  }
}

async function runBoth() {
  const folder = mkdtempSync(path.join(tmpdir(), "stowage-test-"));
  const log = path.join(folder, "log");
  const output = createWriteStream(log);
  await new Promise((resolve) => output.on("open", resolve));
  const waiting = runAll(WAITING, output).then(() => {
    console.log(readFileSync(log, "utf8"));
  });
  await Promise.all([runAll(COMPUTING, "inherit"), waiting]);
  output.end();
  rmSync(folder, { recursive: true });
}

ensureDependencies();
for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM"]))
  process.on(signal, () => {
    for (const child of running) child.kill(signal);
    process.exit(1);
  });
await runBoth();
if (failed !== undefined) {
  console.error(`\nnpm test: "${failed}" failed`);
  process.exitCode = 1;
}
