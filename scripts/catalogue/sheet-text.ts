/**
 * The text of one catalogue file: JSON, one row a line, columns named once. Trailing absent values are cut, so
 * that the same tables give the same bytes and diffs read. Its shape is src/model/catalogue-files.ts.
 */
import type { CatalogueFile, EvidenceRow as EvidenceCell } from "../../src/model/catalogue-files.js";
import type { EvidenceRow } from "./tables.js";

type Cell = string | number | boolean | null | undefined | readonly Cell[];

function trimmed(cells: readonly Cell[]): readonly Cell[] {
  const full = cells.map((cell) => cell ?? null);
  while (full.length > 0 && full.at(-1) === null) full.pop();
  return full;
}

/** `rows` may hold absent values; the file's type says which of them may be absent. */
export function sheetText<F extends CatalogueFile>(
  head: Omit<F, "rows">,
  rows: readonly (readonly Cell[])[],
): string {
  const members = Object.entries(head)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`);
  const lines = rows.map((row) => JSON.stringify(trimmed(row)));
  return `{\n${members.join(",\n")},\n"rows": [\n${lines.join(",\n")}\n]\n}\n`;
}

export function evidenceCells(rows: readonly EvidenceRow[]): EvidenceCell[] {
  return rows.map(({ source, confidence, note }) =>
    note === undefined ? [source, confidence] : [source, confidence, note],
  );
}

/** Gives each distinct evidence of a hand-kept table its number. */
export class EvidenceList {
  readonly rows: EvidenceRow[] = [];
  private readonly numbers = new Map<string, number>();

  numberOf(row: EvidenceRow): number {
    const key = JSON.stringify(evidenceCells([row]));
    const known = this.numbers.get(key);
    if (known !== undefined) return known;
    this.rows.push(row);
    this.numbers.set(key, this.rows.length - 1);
    return this.rows.length - 1;
  }
}
