/**
 * Reads the catalogue's file format: JSON with `columns` and one row a line. The files are built and tested
 * by this project, so a cell of the wrong kind is our bug and not a user's.
 */
import { invariant } from "../units/invariant.js";

export interface Sheet {
  readonly head: Readonly<Record<string, unknown>>;
  readonly rows: readonly (readonly unknown[])[];
}

export function parseSheet(path: string, content: string): Sheet {
  const head = JSON.parse(content) as Readonly<Record<string, unknown>>;
  const rows = head["rows"];
  invariant(Array.isArray(rows), `catalogue file ${path} has no rows`);
  return { head, rows: rows as readonly (readonly unknown[])[] };
}

export function textCell(row: readonly unknown[], index: number): string {
  const cell = row[index];
  invariant(typeof cell === "string", `catalogue cell ${index} of ${JSON.stringify(row)} is no text`);
  return cell;
}

export function numberCell(row: readonly unknown[], index: number): number {
  const cell = row[index];
  invariant(typeof cell === "number", `catalogue cell ${index} of ${JSON.stringify(row)} is no number`);
  return cell;
}

/** Undefined where the cell is absent or null. */
export function listCell(row: readonly unknown[], index: number): readonly unknown[] | undefined {
  const cell = row[index];
  return Array.isArray(cell) ? (cell as readonly unknown[]) : undefined;
}

export function optionalNumber(row: readonly unknown[], index: number): number | undefined {
  const cell = row[index];
  return typeof cell === "number" ? cell : undefined;
}
