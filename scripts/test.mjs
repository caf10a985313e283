// `npm test [-- --cluster]`: all set-up, then every check of the project, stopping at the first that fails. With
// --cluster the tests that need a real control plane run beside the others, which wait for engines most of the time,
// and are told at the end.
// @ts-check
import { spawn } from "node:child_process";
import { createWriteStream, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { fileURLToPath } from "node:url";
import path from "node:path";
import { ensureDependencies } from "./setup.mjs";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/** @type {readonly (readonly [string, readonly string[]])[]} */
const CHECKS = [
  ["format", ["node_modules/prettier/bin/prettier.cjs", "--check", "--log-level", "warn", "."]],
  ["build", ["scripts/build.mjs"]],
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
  ["engine", ["engine/cli.mjs", "--yaml", "--optional"]],
  ["tests", ["node_modules/mocha/bin/mocha.js", "test/**/*.test.ts", "--ignore", "test/cluster/**"]],
];

/** They need what these checks make. */
const CLUSTER_AFTER = "engine";

/** @returns {Promise<number>} the exit code; its output is printed when it ends */
function clusterTests() {
  const folder = mkdtempSync(path.join(tmpdir(), "stowage-cluster-tests-"));
  const log = path.join(folder, "log");
  const output = createWriteStream(log);
  return new Promise((resolve) => {
    output.on("open", () => {
      const args = [path.join("scripts", "test-cluster.mjs"), "--built"];
      const child = spawn(process.execPath, args, { cwd: root, stdio: ["ignore", output, output] });
      child.on("close", (code) => {
        console.log(`\n== cluster tests\n${readFileSync(log, "utf8")}`);
        rmSync(folder, { recursive: true });
        resolve(code ?? 1);
      });
    });
  });
}

/** @param {readonly string[]} args @returns {Promise<number>} */
function run(args) {
  return new Promise((resolve) => {
    spawn(process.execPath, [...args], { cwd: root, stdio: "inherit" }).on("close", (code) =>
      resolve(code ?? 1),
    );
  });
}

async function main() {
  ensureDependencies();
  /** @type {Promise<number> | undefined} */
  let cluster;
  let failed;
  for (const [name, args] of CHECKS) {
    console.log(`\n== ${name}`);
    if ((await run(args)) !== 0) {
      failed = name;
      break;
    }
    if (name === CLUSTER_AFTER && process.argv.includes("--cluster")) cluster = clusterTests();
  }
  if ((await (cluster ?? 0)) !== 0) failed ??= "cluster tests";
  if (failed === undefined) return;
  console.error(`\nnpm test: "${failed}" failed`);
  process.exitCode = 1;
}

await main();
