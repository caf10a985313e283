/** Of things that cost and have a value, those that no other beats in both; the cheapest first. */
export function undominated<Point extends { readonly cost: number; readonly value: number }>(
  points: readonly Point[],
  order: (left: Point, right: Point) => number,
): Point[] {
  const sorted = [...points].sort(
    (left, right) => left.cost - right.cost || left.value - right.value || order(left, right),
  );
  const kept: Point[] = [];
  for (const one of sorted) if (one.value < (kept.at(-1)?.value ?? Infinity)) kept.push(one);
  return kept;
}
