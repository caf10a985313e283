// `npm test`: all set-up, then every check of the project, stopping at the first that fails.
// @ts-check
import { spawnSync } from "node:child_process";
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

ensureDependencies();
for (const [name, args] of CHECKS) {
  console.log(`\n== ${name}`);
  const { status } = spawnSync(process.execPath, [...args], { cwd: root, stdio: "inherit" });
  if (status !== 0) {
    console.error(`\nnpm test: "${name}" failed`);
    process.exit(status ?? 1);
  }
}
