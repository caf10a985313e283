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
}

export function nodeItems(input: {
  readonly rows: number;
  readonly size: Float64Array;
  readonly capacity: readonly number[];
  readonly fitting: Int32Array;
}): NodeItems {
  const { fitting, capacity } = input;
  const binding = [...Array(input.rows).keys()].filter(
    (row) =>
      (capacity[row] ?? 0) > 0 && fitting.some((item) => (input.size[item * input.rows + row] ?? 0) > 0),
  );
  const count = fitting.length;
  const size = new Float64Array(count * binding.length);
  const share = new Float64Array(count * binding.length);
  for (const [place, row] of binding.entries())
    for (let at = 0; at < count; at += 1) {
      const amount = input.size[(fitting[at] ?? 0) * input.rows + row] ?? 0;
      size[place * count + at] = amount;
      share[place * count + at] = amount / (capacity[row] ?? 1);
    }
  return {
    rows: binding.length,
    binding,
    count,
    item: fitting,
    size,
    share,
    capacity: Float64Array.from(binding, (row) => capacity[row] ?? 0),
  };
}
