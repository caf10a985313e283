/** Plain text tables: columns are as wide as their widest cell; numbers align right. */
export type Alignment = "left" | "right";

export interface Column {
  readonly title: string;
  readonly align: Alignment;
}

export function leftColumn(title: string): Column {
  return { title, align: "left" };
}

export function rightColumn(title: string): Column {
  return { title, align: "right" };
}

function pad(text: string, width: number, align: Alignment): string {
  return align === "left" ? text.padEnd(width) : text.padStart(width);
}

/** One line per row under a heading line, without trailing spaces. */
export function renderTable(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  indent = "",
): string[] {
  const widths = columns.map((column, index) =>
    Math.max(column.title.length, ...rows.map((row) => (row[index] ?? "").length)),
  );
  const line = (cells: readonly string[]): string =>
    (
      indent +
      columns.map((column, index) => pad(cells[index] ?? "", widths[index] ?? 0, column.align)).join("  ")
    ).trimEnd();
  return [line(columns.map((column) => column.title)), ...rows.map(line)];
}
