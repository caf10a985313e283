// `npm run test:cluster`: the tests that need a real Kubernetes control plane. It is built first, so that what
// takes minutes shows its progress; so is the package, which the programs of these tests install.
// STOWAGE_REQUIRE_CLUSTER=1 makes it a failure that there is no control plane. --built: the package stands already.
// @ts-check
import { spawnSync } from "node:child_process";
import path from "node:path";
import { ensureDependencies } from "./setup.mjs";

const root = path.dirname(import.meta.dirname);

const words = process.argv.slice(2).filter((word) => word !== "--built");
const built = process.argv.includes("--built");

ensureDependencies();
for (const args of [
  ...(built ? [] : [["scripts/build.mjs"]]),
  ["cluster/cli.mjs", "--optional"],
  [
    ...["node_modules/mocha/bin/mocha.js", "--config", "scripts/tests-as-one-file.json"],
    ...["test/cluster/**/*.test.ts", ...words],
  ],
]) {
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
}
