/** The columns of the restricted master: every filling of a type that some stage found, once each. */
import type { Pattern } from "./pattern.js";

export interface Column {
  readonly type: number;
  readonly pattern: Pattern;
}

export class ColumnPool {
  readonly columns: Column[] = [];
  private readonly known = new Set<string>();

  /** False where it is known. */
  add({ type, pattern }: Column): boolean {
    if (pattern.item.length === 0) return false;
    let key = String(type);
    for (let at = 0; at < pattern.item.length; at += 1)
      key += `,${pattern.item[at] ?? 0}:${pattern.each[at] ?? 0}`;
    if (this.known.has(key)) return false;
    this.known.add(key);
    this.columns.push({ type, pattern });
    return true;
  }

  /** Before those that are there. */
  addFirst(columns: readonly Column[]): void {
    const later = this.columns.splice(0);
    this.known.clear();
    for (const column of columns) this.add(column);
    for (const column of later) this.add(column);
  }
}
