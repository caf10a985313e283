/** What differs between two sets of catalogue files, by row. */
import { compareText } from "../../src/units/compare.js";

/** Lines of "rows", keyed by the leading texts of each ("a1.large", or provider and name). */
function rowsByKey(content: string | undefined): ReadonlyMap<string, string> {
  const rows = new Map<string, string>();
  for (const line of (content ?? "").split("\n")) {
    if (!line.startsWith("[")) continue;
    const text = line.replace(/,$/, "");
    const cells = JSON.parse(text) as readonly unknown[];
    const leading = cells.slice(0, 2).filter((cell) => typeof cell === "string");
    rows.set(leading.join(" "), text);
  }
  return rows;
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
