/** The classes that fit a type with their sizes, laid out for the knapsack of that type. */
export interface NodeItems {
  /** Rows that bind: the type has some of them and a fitting class wants some. */
  readonly rows: number;
  readonly count: number;
  /** The problem's index of each binding row. */
  readonly binding: readonly number[];
  /** Classes, ascending. */
  readonly item: Int32Array;
  /** Whole units: size[r * count + place]. */
  readonly size: Float64Array;
  /** The same as shares of the type's capacity. */
  readonly share: Float64Array;
  readonly capacity: Float64Array;
  /** Most items of each class that the capacity holds. */
  readonly holds: Float64Array;
  /** The same in any filling: whole limits make the fractional knapsack tighter. */
  readonly most: Float64Array;
}

/**
 * With at most so many items of each class of the problem on one node. All items are written out with the same fields
 * in the same order: others are of another shape to V8, and what it compiled for the one it compiles again for it.
 */
export function limitedItems(
  { rows, binding, count, item, size, share, capacity, holds }: NodeItems,
  perNode: Float64Array,
): NodeItems {
  const most = new Float64Array(count);
  for (let at = 0; at < count; at += 1) most[at] = Math.min(holds[at] ?? 0, perNode[item[at] ?? 0] ?? 0);
  return { rows, binding, count, item, size, share, capacity, holds, most };
}

export function nodeItems(input: {
  readonly rows: number;
  readonly size: Float64Array;
  readonly capacity: readonly number[];
  readonly fitting: Int32Array;
  /** Most items of each class of the problem on one node. */
  readonly perNode: Float64Array;
}): NodeItems {
  const { fitting, capacity, perNode } = input;
  const count = fitting.length;
  const binding: number[] = [];
  const size = new Float64Array(count * input.rows);
  const share = new Float64Array(count * input.rows);
  const holds = new Float64Array(count).fill(Infinity);
  for (let row = 0; row < input.rows; row += 1) {
    const room = capacity[row] ?? 0;
    if (room === 0) continue;
    const offset = binding.length * count;
    let largest = 0;
    for (let at = 0; at < count; at += 1) {
      const amount = input.size[(fitting[at] ?? 0) * input.rows + row] ?? 0;
      size[offset + at] = amount;
      share[offset + at] = amount / room;
      if (amount > largest) largest = amount;
      if (amount > 0) holds[at] = Math.min(holds[at] ?? 0, Math.floor(room / amount));
    }
    if (largest > 0) binding.push(row);
  }
  const items = {
    rows: binding.length,
    binding,
    count,
    item: fitting,
    size: size.subarray(0, binding.length * count),
    share: share.subarray(0, binding.length * count),
    capacity: Float64Array.from(binding, (row) => capacity[row] ?? 0),
    holds,
    most: holds,
  };
  return limitedItems(items, perNode);
}
