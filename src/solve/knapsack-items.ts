/** What may be put on one node. */
export interface KnapsackItems {
  readonly rows: number;
  readonly count: number;
  /** Row by row an item: size[i * rows + r]. */
  readonly size: Float64Array;
  readonly value: Float64Array;
  /** Most of each item. */
  readonly limit: Float64Array;
}

export function reducedPrice(items: KnapsackItems, rowPrices: Float64Array, item: number): number {
  let price = 0;
  for (let row = 0; row < items.rows; row += 1)
    price += (rowPrices[row] ?? 0) * (items.size[item * items.rows + row] ?? 0);
  return price;
}

/** Most of the item that the space left still takes. */
export function mostOf(items: KnapsackItems, left: Float64Array, item: number, limit: number): number {
  let most = limit;
  for (let row = 0; row < items.rows; row += 1) {
    const size = items.size[item * items.rows + row] ?? 0;
    if (size > 0) most = Math.min(most, Math.floor((left[row] ?? 0) / size));
  }
  return most;
}

export function take(items: KnapsackItems, left: Float64Array, item: number, count: number): void {
  for (let row = 0; row < items.rows; row += 1)
    left[row] = (left[row] ?? 0) - count * (items.size[item * items.rows + row] ?? 0);
}

/** z(lambda): at least the value of every filling, for any row prices >= 0. */
export function lagrangianBound(
  items: KnapsackItems,
  capacity: Float64Array,
  rowPrices: Float64Array,
): number {
  let z = 0;
  for (let row = 0; row < items.rows; row += 1) z += (rowPrices[row] ?? 0) * (capacity[row] ?? 0);
  for (let item = 0; item < items.count; item += 1) {
    const surplus = (items.value[item] ?? 0) - reducedPrice(items, rowPrices, item);
    if (surplus > 0) z += (items.limit[item] ?? 0) * surplus;
  }
  return z;
}
