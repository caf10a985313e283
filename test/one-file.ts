/** Sources as programs that tests start. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import path from "node:path";

const ROOT = path.join(__dirname, "..");
const made = new Map<string, string>();

/**
 * The path of one file of JavaScript with all of `source` (a path from the root) that is no package, made once a
 * process of tests. Through tsx a program takes two to three times the process time until it runs.
 */
export function oneFile(source: string): string {
  const known = made.get(source);
  if (known !== undefined) return known;
  const name = source.replaceAll(/[^a-z-]+/g, "-").replace(/-ts$/, ".cjs");
  const output = path.join(ROOT, "node_modules", ".cache", "tests", name);
  const script = path.join(ROOT, "scripts", "one-file.mjs");
  const { status, stderr } = spawnSync(process.execPath, [script, path.join(ROOT, source), output], {
    encoding: "utf8",
  });
  assert.equal(status, 0, stderr);
  made.set(source, output);
  return output;
}
