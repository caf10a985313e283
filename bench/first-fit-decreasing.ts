/** What a team does by hand: the one machine type that comes out cheapest, filled first-fit, largest first. */
import type { PackingProblem } from "../src/solve/index.js";

function packedOn({ classes, rows }: PackingProblem, capacity: readonly number[]): number {
  const order = classes
    .map(({ size, demand }) => ({ size, demand }))
    .sort((left, right) => (right.size[0] ?? 0) - (left.size[0] ?? 0));
  /** Space left of nodes, equal ones together. */
  let nodes: { left: number[]; count: number }[] = [];
  let opened = 0;
  for (const { size, demand } of order) {
    let remaining = demand;
    const next: typeof nodes = [];
    const fitting = (left: readonly number[]): number =>
      Math.min(...size.map((amount, row) => (amount > 0 ? Math.floor((left[row] ?? 0) / amount) : Infinity)));
    const fill = (left: readonly number[], count: number): void => {
      const each = Math.min(fitting(left), remaining);
      const full = each > 0 ? Math.min(count, Math.floor(remaining / each)) : 0;
      if (full > 0)
        next.push({ left: left.map((amount, row) => amount - each * (size[row] ?? 0)), count: full });
      remaining -= full * each;
      if (count > full) {
        const rest = each > 0 && remaining > 0 ? Math.min(remaining, each) : 0;
        if (rest > 0)
          next.push({ left: left.map((amount, row) => amount - rest * (size[row] ?? 0)), count: 1 });
        remaining -= rest;
        if (count - full - (rest > 0 ? 1 : 0) > 0)
          next.push({ left: [...left], count: count - full - (rest > 0 ? 1 : 0) });
      }
    };
    for (const { left, count } of nodes) fill(left, count);
    nodes = next;
    const each = fitting(capacity);
    if (each === 0) return Infinity;
    const more = Math.ceil(remaining / each);
    opened += more;
    const opening = [...nodes];
    next.length = 0;
    fill(capacity, more);
    nodes = [...opening, ...next];
  }
  return rows === 0 ? 0 : opened;
}

/** Cost of the cheapest choice of one type for the whole fleet. */
export function firstFitDecreasing(problem: PackingProblem): number {
  return problem.nodeTypes.reduce(
    (least, { capacity, price }) => Math.min(least, price * packedOn(problem, capacity)),
    Infinity,
  );
}
