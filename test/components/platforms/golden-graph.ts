/**
 * Registered resources compared with a committed file, exactly. After a change that is meant, write the files
 * anew with `UPDATE_GOLDEN=1 npx mocha test/components/platforms/eks.test.ts`, then `npx prettier --write
 * test/golden`, and review their diff.
 */
import * as assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { canonicalText } from "../../../src/units/canonical.js";
import type { Registered } from "./recorded-program.js";

const FOLDER = join(__dirname, "..", "..", "golden", "components");

export function assertGraph(name: string, graph: readonly Registered[]): void {
  const path = join(FOLDER, `${name}.json`);
  if (process.env["UPDATE_GOLDEN"] === "1") writeFileSync(path, canonicalText(graph));
  assert.deepEqual(graph, JSON.parse(readFileSync(path, "utf8")));
}
