/** What differs between two sets of catalogue files, by row. */
import type { CatalogueFile } from "../../src/model/catalogue-files.js";
import { compareText } from "../../src/units/compare.js";

/** How many of a row's first cells tell it from the others. */
const KEY_CELLS: Readonly<Record<CatalogueFile["kind"], number>> = {
  index: 1,
  sources: 1,
  instanceTypes: 1,
  prices: 1,
  regions: 2,
  power: 2,
  embodied: 1,
  chips: 1,
  hubs: 1,
  abilities: 4,
  commitments: 2,
};

/** Rows as text by their key; of a file that is missing or of another format none. */
function rowsByKey(content: string | undefined): ReadonlyMap<string, string> {
  if (content === undefined) return new Map();
  const file = JSON.parse(content) as Partial<CatalogueFile>;
  const count = file.kind === undefined ? 1 : KEY_CELLS[file.kind];
  const rows: readonly (readonly unknown[])[] = file.rows ?? [];
  return new Map(
    rows.map((row) => [
      row
        .slice(0, count)
        .flat()
        .map((cell) => String(cell))
        .join(" "),
      JSON.stringify(row),
    ]),
  );
}

/** One line a changed file: how many rows were added, changed, removed, with the first few names. */
export function changes(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): string[] {
  const paths = [...new Set([...before.keys(), ...after.keys()])].sort(compareText);
  const lines: string[] = [];
  for (const path of paths) {
    if (path === "index.json" || before.get(path) === after.get(path)) continue;
    const old = rowsByKey(before.get(path));
    const now = rowsByKey(after.get(path));
    const added = [...now.keys()].filter((key) => !old.has(key));
    const removed = [...old.keys()].filter((key) => !now.has(key));
    const changed = [...now.keys()].filter((key) => old.has(key) && old.get(key) !== now.get(key));
    const names = [...changed, ...added, ...removed].slice(0, 3).join(", ");
    lines.push(`${path}: +${added.length} ~${changed.length} -${removed.length} (${names})`);
  }
  return lines.length === 0 ? ["nothing changed"] : lines;
}
