/** Columns of a growing linear program, one after another: rows and values of column j are start[j] .. start[j + 1]. */
import type { LinearColumn } from "./linear-program.js";

function grownInts(old: Int32Array, needed: number): Int32Array {
  if (needed <= old.length) return old;
  const next = new Int32Array(Math.max(needed, 2 * old.length));
  next.set(old);
  return next;
}

function grown(old: Float64Array, needed: number): Float64Array {
  if (needed <= old.length) return old;
  const next = new Float64Array(Math.max(needed, 2 * old.length));
  next.set(old);
  return next;
}

export class SparseColumns {
  count = 0;
  start: Int32Array = new Int32Array(257);
  row: Int32Array = new Int32Array(2048);
  entry: Float64Array = new Float64Array(2048);
  cost: Float64Array = new Float64Array(256);

  add({ cost, rows, values }: LinearColumn): void {
    const from = this.start[this.count] ?? 0;
    this.start = grownInts(this.start, this.count + 2);
    this.cost = grown(this.cost, this.count + 1);
    this.row = grownInts(this.row, from + rows.length);
    this.entry = grown(this.entry, from + rows.length);
    this.row.set(rows, from);
    this.entry.set(values, from);
    this.cost[this.count] = cost;
    this.count += 1;
    this.start[this.count] = from + rows.length;
  }

  /** y . column */
  dot(column: number, y: Float64Array, offset: number): number {
    const { row, entry, start } = this;
    const end = start[column + 1] ?? 0;
    let sum = 0;
    for (let at = start[column] ?? 0; at < end; at += 1)
      sum += (entry[at] ?? 0) * (y[offset + (row[at] ?? 0)] ?? 0);
    return sum;
  }
}
