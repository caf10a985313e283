/**
 * Rows of sums that every filling keeps whose items fit into the boxes of its node: the relaxation from which bounds
 * are proved, and in which fillings are looked for. For boxes of one capacity c, in each of its amounts:
 *
 *   sum       sum over items of (boxes x share)  <=  boxes of the node x c
 *   rounded   the same for u(share / c) in place of share / c, where u is dual feasible: sum x_i <= 1 implies
 *             sum u(x_i) <= 1. So shares above a half, of which a box holds one, take a whole box.
 *
 * u is one of S. P. Fekete and J. Schepers, "New classes of fast lower bounds for bin packing problems" (2001):
 *
 *   u_k(x) = x where (k + 1) x is whole, else floor((k + 1) x) / k
 *   U_e(x) = 1 where x > 1 - e, 0 where x < e, else x          (0 < e <= 1 / 2)
 *
 * Sums of a node's boxes alone are too weak (three shares of 0.4 and two boxes of 1 leave nothing but a third box);
 * that all of a filling fits is asked of `BoxPacking`.
 */
import type { BoxNeed, Boxes, NodeType, PackingClass, PackingProblem } from "./problem.js";

/** Rows of rounded shares for one amount of one capacity. */
const MOST_ROUNDED = 3;
/** Largest k of u_k. */
const MOST_PARTS = 6;

/** Amounts of one row: `of` a share, in units of which a box has `box`. */
interface Rounding {
  readonly of: (share: number) => number;
  readonly box: number;
}

function inParts(k: number, capacity: number): Rounding {
  return {
    of: (share) =>
      ((k + 1) * share) % capacity === 0 ? k * share : Math.floor(((k + 1) * share) / capacity) * capacity,
    box: k * capacity,
  };
}

function withoutSmall(least: number, capacity: number): Rounding {
  return {
    of: (share) => (share > capacity - least ? capacity : share < least ? 0 : share),
    box: capacity,
  };
}

/** One amount of boxes of one capacity, and what the classes take of it. */
interface Amount {
  readonly capacity: number;
  readonly shares: readonly number[];
  /** Boxes that all items of a class take together. */
  readonly wanted: readonly number[];
}

/** Of a full box, all items together. */
function total({ shares, wanted }: Amount, { of, box }: Rounding): number {
  return shares.reduce((sum, share, index) => sum + ((wanted[index] ?? 0) * of(share)) / box, 0);
}

/** Whether `other` says no less of any share. */
function saysNoMore({ shares }: Amount, one: Rounding, other: Rounding): boolean {
  return shares.every((share) => one.of(share) * other.box <= other.of(share) * one.box);
}

/** Roundings that say more than the sum, those first by which the demand takes most boxes. */
function roundings(amount: Amount): Rounding[] {
  const { capacity, shares } = amount;
  const plain: Rounding = { of: (share) => share, box: capacity };
  const least = [...new Set(shares)].filter((share) => share > 0 && 2 * share <= capacity);
  const all = [
    ...Array.from({ length: MOST_PARTS }, (_none, index) => inParts(index + 1, capacity)),
    ...least.sort((left, right) => right - left).map((share) => withoutSmall(share, capacity)),
  ];
  const order = all
    .filter((one) => !saysNoMore(amount, one, plain))
    .map((rounding, index) => ({ rounding, index, boxes: total(amount, rounding) }))
    .sort((left, right) => right.boxes - left.boxes || left.index - right.index);
  const chosen: Rounding[] = [];
  for (const { rounding } of order)
    if (chosen.length < MOST_ROUNDED && !chosen.some((other) => saysNoMore(amount, rounding, other)))
      chosen.push(rounding);
  return [plain, ...chosen];
}

/** A row: an item of each class, and a node of each type. */
interface Row {
  readonly sizes: readonly number[];
  readonly capacities: readonly number[];
}

/** Types with boxes of one capacity. */
interface Group {
  readonly capacity: readonly number[];
  readonly types: ReadonlySet<number>;
}

function groupsOf(nodeTypes: readonly NodeType[]): Group[] {
  const groups = new Map<string, { capacity: readonly number[]; types: Set<number> }>();
  for (const [index, { boxes }] of nodeTypes.entries()) {
    if (boxes === undefined) continue;
    const key = boxes.capacity.join(",");
    const group = groups.get(key) ?? { capacity: boxes.capacity, types: new Set() };
    groups.set(key, group);
    group.types.add(index);
  }
  return [...groups.values()];
}

/** What items of the classes take of boxes of the group, of those that may be there; undefined: nothing. */
function needsIn({ classes, nodeTypes }: PackingProblem, { types }: Group): (BoxNeed | undefined)[] {
  return classes.map(({ boxes }, item) =>
    boxes !== undefined && [...types].some((type) => nodeTypes[type]?.eligible[item] === true)
      ? boxes
      : undefined,
  );
}

function rowsOf(problem: PackingProblem, group: Group): Row[] {
  const { classes, nodeTypes } = problem;
  const needs = needsIn(problem, group);
  const most = nodeTypes.reduce(
    (largest, { boxes }, type) => (group.types.has(type) ? Math.max(largest, boxes?.count ?? 0) : largest),
    0,
  );
  return group.capacity.flatMap((capacity, at) => {
    const shares = needs.map((need) => (need === undefined ? 0 : (need.share?.[at] ?? capacity)));
    const wanted = needs.map((need, item) => (need?.count ?? 0) * (classes[item]?.demand ?? 0));
    return roundings({ capacity, shares, wanted }).map(({ of, box }): Row => {
      // More than a box holds is more than any node does.
      const sizes = shares.map((share, item) =>
        share > capacity ? most * box + 1 : (needs[item]?.count ?? 0) * of(share),
      );
      const all = sizes.reduce((sum, size, item) => sum + size * (classes[item]?.demand ?? 0), 0);
      return {
        sizes,
        // On other types the row limits nothing.
        capacities: nodeTypes.map(({ boxes }, type) =>
          group.types.has(type) ? (boxes?.count ?? 0) * box : all,
        ),
      };
    });
  });
}

/** The problem with rows for its boxes, which stay as they are; itself where no type has any. */
export function withBoxRows(problem: PackingProblem): PackingProblem {
  const groups = groupsOf(problem.nodeTypes);
  if (groups.length === 0) return problem;
  const rows = groups.flatMap((group) => rowsOf(problem, group));
  return {
    ...problem,
    rows: problem.rows + rows.length,
    classes: problem.classes.map((one, item): PackingClass => ({
      ...one,
      size: [...one.size, ...rows.map(({ sizes }) => sizes[item] ?? 0)],
    })),
    nodeTypes: problem.nodeTypes.map((one, type): NodeType => ({
      ...one,
      capacity: [...one.capacity, ...rows.map(({ capacities }) => capacities[type] ?? 0)],
    })),
  };
}

/** Boxes of a node that holds more than none of them in another one: as many and each as large. */
export function boxesWithin(inner: Boxes | undefined, outer: Boxes | undefined): boolean {
  if (outer === undefined) return true;
  if (inner === undefined) return false;
  return (
    inner.count <= outer.count &&
    inner.capacity.length === outer.capacity.length &&
    inner.capacity.every((amount, row) => amount <= (outer.capacity[row] ?? 0))
  );
}
