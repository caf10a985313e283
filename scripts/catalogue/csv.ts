import { readFileSync } from "node:fs";
import { join } from "node:path";

export type Row = Readonly<Record<string, string>>;

/** Splits one line of RFC 4180 text; a quoted field may hold commas, not line breaks. */
function splitLine(line: string): string[] {
  const fields: string[] = [];
  let field = "";
  let quoted = false;
  for (let index = 0; index < line.length; index += 1) {
    const character = line.charAt(index);
    if (quoted && character === '"' && line.charAt(index + 1) === '"') {
      field += '"';
      index += 1;
    } else if (character === '"') {
      quoted = !quoted;
    } else if (character === "," && !quoted) {
      fields.push(field);
      field = "";
    } else {
      field += character;
    }
  }
  fields.push(field);
  return fields;
}

/** The rows of a CSV file with a header line, as records of text. */
export function readCsv(directory: string, path: string): Row[] {
  const lines = readFileSync(join(directory, path), "utf8")
    .split(/\r?\n/)
    .filter((line) => line !== "");
  const [header = "", ...rest] = lines;
  const names = splitLine(header);
  return rest.map((line) => {
    const fields = splitLine(line);
    return Object.fromEntries(names.map((name, index) => [name, fields[index] ?? ""]));
  });
}

export function text(row: Row, column: string): string {
  const value = row[column];
  if (value === undefined)
    throw new Error(`column "${column}" is missing; there are ${Object.keys(row).join(", ")}`);
  return value;
}

export function decimal(row: Row, column: string): number {
  const value = Number(text(row, column));
  if (!Number.isFinite(value))
    throw new Error(`column "${column}" holds "${text(row, column)}", not a number`);
  return value;
}
