/**
 * Builds src/catalogue/data from the source tables: `npm run catalogue:build -- --from DIR [--to DIR]`.
 * DIR holds `catalog/` and `regions/` (CONTRIBUTING.md, "Refresh the catalogue"). The same input gives the
 * same bytes. Prints what changed against the files that are there, and what looks odd.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { parseArgs } from "node:util";
import { changes } from "./catalogue/changes.js";
import { sanity } from "./catalogue/sanity.js";
import { serialise } from "./catalogue/serialise.js";
import { tablesFrom } from "./catalogue/tables-from.js";

function readFiles(directory: string): Map<string, string> {
  if (!existsSync(directory)) return new Map();
  const paths = readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  return new Map(
    paths.map((path) => [relative(directory, path).split(sep).join("/"), readFileSync(path, "utf8")]),
  );
}

export function buildCatalogue(from: string, to: string): string {
  const tables = tablesFrom(from);
  const files = serialise(tables);
  const before = readFiles(to);
  for (const path of before.keys()) if (!files.has(path)) rmSync(join(to, path));
  for (const [path, content] of files) {
    mkdirSync(dirname(join(to, path)), { recursive: true });
    writeFileSync(join(to, path), content);
  }
  const bytes = [...files.values()].reduce((sum, content) => sum + Buffer.byteLength(content), 0);
  return [
    `${files.size} files, ${(bytes / 1e6).toFixed(2)} MB in ${to}`,
    ...changes(before, files),
    ...tables.remarks,
    ...sanity(from, tables),
    "",
  ].join("\n");
}

if (require.main === module) {
  const { values } = parseArgs({ options: { from: { type: "string" }, to: { type: "string" } } });
  if (values.from === undefined) {
    process.stderr.write("usage: npm run catalogue:build -- --from DIR [--to DIR]\n");
    process.exitCode = 2;
  } else {
    process.stdout.write(buildCatalogue(values.from, values.to ?? join(__dirname, "../src/catalogue/data")));
  }
}
