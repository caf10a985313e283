/** Deals `nodes` nodes to places so that their totals come as close to each other as they can. */
export function dealt(nodes: number, standing: readonly number[]): number[] {
  const given = standing.map(() => 0);
  let rest = nodes;
  while (rest > 0) {
    const totals = standing.map((count, index) => count + (given[index] ?? 0));
    const least = Math.min(...totals);
    const lowest = totals.flatMap((total, index) => (total === least ? [index] : []));
    const next = totals.filter((total) => total > least);
    const lift = next.length === 0 ? Math.ceil(rest / lowest.length) : Math.min(...next) - least;
    for (const index of lowest) {
      const step = Math.min(lift, rest);
      given[index] = (given[index] ?? 0) + step;
      rest -= step;
    }
  }
  return given;
}
