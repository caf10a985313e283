/**
 * Comma-separated values by RFC 4180: fields in double quotes may hold commas, line breaks and doubled quotes.
 * The first line names the columns. One pass over the text, without regular expressions that could go back.
 */
import type { Place, Reading } from "./reading.js";

/** Fields of each line; undefined where a quote is not closed. */
export function csvFields(text: string): readonly (readonly string[])[] | undefined {
  const lines: string[][] = [];
  let line: string[] = [];
  let field = "";
  let quoted = false;
  let started = false;
  const endField = (): void => {
    line.push(field);
    field = "";
    started = false;
  };
  const endLine = (): void => {
    endField();
    if (line.length > 1 || line[0] !== "") lines.push(line);
    line = [];
  };
  for (let index = 0; index < text.length; index += 1) {
    const character = text.charAt(index);
    if (quoted) {
      if (character !== '"') field += character;
      else if (text.charAt(index + 1) === '"') {
        field += '"';
        index += 1;
      } else quoted = false;
    } else if (character === '"' && !started) {
      quoted = true;
      started = true;
    } else if (character === ",") endField();
    else if (character === "\n") endLine();
    else if (character === "\r" && text.charAt(index + 1) === "\n") continue;
    else {
      field += character;
      started = true;
    }
  }
  if (quoted) return undefined;
  if (field !== "" || line.length > 0) endLine();
  return lines;
}

/** Rows as objects by column, at "/1" for the first line after the header. Empty fields are absent. */
export function csvRows(text: string, reading: Reading): Place[] {
  const lines = csvFields(text);
  if (lines === undefined) {
    reading.fault("syntax", "", "expected closed quotes, found a quote that is open at the end of the text");
    return [];
  }
  const [header = [], ...rows] = lines;
  const columns = header.map((name) => name.trim());
  const twice = columns.find((name, index) => columns.indexOf(name) !== index);
  if (twice !== undefined) {
    reading.fault("duplicate-name", "/0", `the column ${JSON.stringify(twice.slice(0, 40))} is there twice`);
    return [];
  }
  return rows.flatMap((fields, index): Place[] => {
    const path = `/${index + 1}`;
    if (fields.length !== columns.length) {
      const message = `expected ${columns.length} fields as in the first line, found ${fields.length}`;
      reading.fault("invalid-spec", path, message);
      return [];
    }
    const entries = columns.flatMap((name, at): [string, string][] => {
      const value = (fields[at] ?? "").trim();
      return value === "" ? [] : [[name, value]];
    });
    return [{ value: Object.fromEntries(entries), path }];
  });
}
