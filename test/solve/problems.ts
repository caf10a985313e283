/** Random packing problems, and the exact answer of tiny ones by trying everything. */
import fc from "fast-check";
import type { BoxNeed, Boxes, PackingOutcome, PackingProblem } from "../../src/solve/index.js";

export interface Sketch {
  readonly rows: number;
  readonly classes: readonly { demand: number; size: number[]; maxPerNode?: number; boxes?: BoxNeed }[];
  readonly nodeTypes: readonly {
    capacity: number[];
    price: number;
    eligible: boolean[];
    stock?: number;
    boxes?: Boxes;
  }[];
}

export function problemOf({ rows, classes, nodeTypes }: Sketch): PackingProblem {
  return {
    rows,
    classes,
    nodeTypes: nodeTypes.map(({ capacity, price, eligible, boxes }) => ({
      capacity,
      price,
      eligible,
      ...(boxes === undefined ? {} : { boxes }),
    })),
    caps: nodeTypes.flatMap(({ stock, price }, nodeType) => {
      const limit = stock ?? (price === 0 ? 3 : undefined);
      return limit === undefined ? [] : [{ limit, terms: [{ nodeType, weight: 1 }] }];
    }),
    limits: { targetGapMilliPercent: 0, workUnits: 300_000 },
  };
}

export function sketches(sizes: { classes: number; demand: number; types: number }): fc.Arbitrary<Sketch> {
  return fc
    .record({ rows: fc.integer({ min: 1, max: 3 }), n: fc.integer({ min: 1, max: sizes.classes }) })
    .chain(({ rows, n }) =>
      fc.record({
        rows: fc.constant(rows),
        classes: fc.array(
          fc.record(
            {
              demand: fc.integer({ min: 1, max: sizes.demand }),
              size: fc.array(fc.integer({ min: 0, max: 9 }), { minLength: rows, maxLength: rows }),
              maxPerNode: fc.integer({ min: 1, max: 3 }),
            },
            { requiredKeys: ["demand", "size"] },
          ),
          { minLength: n, maxLength: n },
        ),
        nodeTypes: fc.array(
          fc.record(
            {
              capacity: fc.array(fc.integer({ min: 0, max: 20 }), { minLength: rows, maxLength: rows }),
              price: fc.integer({ min: 0, max: 30 }),
              eligible: fc.array(fc.boolean(), { minLength: n, maxLength: n }),
              stock: fc.integer({ min: 0, max: 3 }),
            },
            { requiredKeys: ["capacity", "price", "eligible"] },
          ),
          { minLength: 1, maxLength: sizes.types },
        ),
      }),
    );
}

/** The same problems with boxes: some types have a few, some classes take shares of one or two, or whole ones. */
export function boxedSketches(sizes: {
  classes: number;
  demand: number;
  types: number;
}): fc.Arbitrary<Sketch> {
  const share = fc.tuple(fc.integer({ min: 1, max: 7 }), fc.integer({ min: 0, max: 8 }));
  const need = fc.record({ count: fc.integer({ min: 1, max: 2 }), share }, { requiredKeys: ["count"] });
  const boxes = fc.record({
    count: fc.integer({ min: 1, max: 3 }),
    capacity: fc.constantFrom([7, 8], [7, 8], [6, 6]),
  });
  return fc
    .tuple(sketches(sizes), fc.array(fc.option(need)), fc.array(fc.option(boxes)))
    .map(([sketch, needs, own]): Sketch => ({
      ...sketch,
      classes: sketch.classes.map((one, index) => ({
        ...one,
        ...(needs[index] == null ? {} : { boxes: needs[index] }),
      })),
      nodeTypes: sketch.nodeTypes.map((one, index) => ({
        ...one,
        ...(own[index] == null ? {} : { boxes: own[index] }),
      })),
    }));
}

/** Whether the boxes hold so many items of each class: every item into every set of boxes in turn. */
export function holdsInBoxes(
  boxes: Boxes | undefined,
  needs: readonly (BoxNeed | undefined)[],
  counts: readonly number[],
): boolean {
  if (boxes === undefined) return true;
  const pieces = needs.flatMap((need, item) =>
    need === undefined ? [] : Array.from({ length: counts[item] ?? 0 }, () => need),
  );
  const space = Array.from({ length: boxes.count }, () => [...boxes.capacity]);
  const from = (piece: number, wanted: number, first: number): boolean => {
    const need = pieces[piece];
    if (need === undefined) return true;
    if (wanted === 0) return from(piece + 1, pieces[piece + 1]?.count ?? 0, 0);
    const share = need.share ?? boxes.capacity;
    for (let box = first; box < boxes.count; box += 1) {
      const own = space[box]!;
      if (share.some((amount, row) => amount > own[row]!)) continue;
      share.forEach((amount, row) => (own[row]! -= amount));
      const held = from(piece, wanted - 1, box + 1);
      share.forEach((amount, row) => (own[row]! += amount));
      if (held) return true;
    }
    return false;
  };
  return from(0, pieces[0]?.count ?? 0, 0);
}

/** Why the entries are no packing of the problem, or undefined. Written apart from what made them. */
export function faultOf(problem: PackingProblem, outcome: PackingOutcome): string | undefined {
  if (outcome.status !== "solved") return undefined;
  const placed = problem.classes.map(() => 0);
  const used = problem.caps.map(() => 0);
  let cost = 0;
  for (const { nodeType, count, pattern } of outcome.entries) {
    const type = problem.nodeTypes[nodeType];
    if (type === undefined || count < 1) return `entry of type ${nodeType} x ${count}`;
    cost += count * type.price;
    const held = type.capacity.map(() => 0);
    for (const { packingClass, items } of pattern) {
      const one = problem.classes[packingClass];
      if (one === undefined || items < 1 || type.eligible[packingClass] !== true)
        return "an item that may not be there";
      if (items > (one.maxPerNode ?? Infinity)) return "more than maxPerNode";
      placed[packingClass] = (placed[packingClass] ?? 0) + count * items;
      one.size.forEach((size, row) => (held[row] = (held[row] ?? 0) + items * size));
    }
    const counts = problem.classes.map(
      (_one, index) => pattern.find(({ packingClass }) => packingClass === index)?.items ?? 0,
    );
    const needs = problem.classes.map(({ boxes }) => boxes);
    if (!holdsInBoxes(type.boxes, needs, counts)) return "more than the boxes hold";
    if (held.some((amount, row) => amount > (type.capacity[row] ?? 0))) return "more than a node holds";
    problem.caps.forEach(({ terms }, cap) => {
      const weight = terms.find((term) => term.nodeType === nodeType)?.weight ?? 0;
      used[cap] = (used[cap] ?? 0) + count * weight;
    });
  }
  if (placed.some((count, index) => count !== problem.classes[index]?.demand))
    return `placed ${placed.join()}`;
  if (used.some((count, cap) => count > (problem.caps[cap]?.limit ?? 0))) return "more than a cap allows";
  if (cost !== outcome.cost) return `cost ${outcome.cost}, and the nodes cost ${cost}`;
  if (outcome.bound > outcome.cost) return `bound ${outcome.bound} above cost ${outcome.cost}`;
  return undefined;
}

/** The cheapest cost by memoised search over single nodes, Infinity where there is no packing. */
export function cheapest({ rows, classes, nodeTypes, caps }: PackingProblem): number {
  const memo = new Map<string, number>();
  function fillings(type: number, left: readonly number[]): number[][] {
    const { capacity, eligible, boxes } = nodeTypes[type]!;
    const needs = classes.map((one) => one.boxes);
    let partial: { counts: number[]; held: number[] }[] = [{ counts: [], held: Array<number>(rows).fill(0) }];
    for (const [item, { size, maxPerNode = Infinity }] of classes.entries())
      partial = partial.flatMap(({ counts, held }) => {
        const next: { counts: number[]; held: number[] }[] = [];
        for (let count = 0; count <= Math.min(left[item] ?? 0, maxPerNode); count += 1) {
          if (count > 0 && eligible[item] !== true) break;
          const sum = held.map((amount, row) => amount + count * (size[row] ?? 0));
          if (sum.some((amount, row) => amount > (capacity[row] ?? 0))) break;
          next.push({ counts: [...counts, count], held: sum });
        }
        return next;
      });
    return partial
      .map(({ counts }) => counts)
      .filter((counts) => counts.some((count) => count > 0) && holdsInBoxes(boxes, needs, counts));
  }
  function from(left: readonly number[], stock: readonly number[]): number {
    if (left.every((count) => count === 0)) return 0;
    const key = `${left.join()}|${stock.join()}`;
    const known = memo.get(key);
    if (known !== undefined) return known;
    let best = Infinity;
    for (const [type, { price }] of nodeTypes.entries()) {
      const after = stock.map(
        (amount, cap) => amount - (caps[cap]?.terms.find((one) => one.nodeType === type)?.weight ?? 0),
      );
      if (after.some((amount) => amount < 0)) continue;
      for (const counts of fillings(type, left))
        best = Math.min(
          best,
          price +
            from(
              left.map((count, item) => count - (counts[item] ?? 0)),
              after,
            ),
        );
    }
    memo.set(key, best);
    return best;
  }
  return from(
    classes.map(({ demand }) => demand),
    caps.map(({ limit }) => limit),
  );
}
