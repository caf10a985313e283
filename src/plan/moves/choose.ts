/** One of several plans for each target, so that all together move few pods or cost little. Small and exact. */

/** Of one plan of one target. */
export interface Choosable {
  /** In whole units: cost, or the weighed sum. */
  readonly cost: number;
  /** Pods that move. */
  readonly moves: number;
  /** What their moves cost, once. */
  readonly price: number;
}

/** Most of each that all targets may have together. */
export type MoveLimits = Pick<Choosable, "moves" | "price">;

interface Front extends Choosable {
  readonly picks: readonly number[];
}

function compare(left: Choosable, right: Choosable): number {
  return left.moves - right.moves || left.price - right.price || left.cost - right.cost;
}

function isWithin({ moves, price }: MoveLimits, most: MoveLimits): boolean {
  return moves <= most.moves && price <= most.price;
}

/** None for which another moves no more, at no higher price, and costs no more; the first of equals. */
function undominated(all: readonly Front[]): Front[] {
  const kept: Front[] = [];
  for (const one of [...all].sort(compare))
    if (!kept.some(({ price, cost }) => price <= one.price && cost <= one.cost)) kept.push(one);
  return kept;
}

/**
 * The least cost within the limits; of equal costs the fewest moves, then the lowest price.
 *
 * @returns for each target the index of its plan; or, where none keeps the limits, the fewest moves and the lowest price
 *   that there are, each by itself
 */
export function cheapestWithin(
  targets: readonly (readonly Choosable[])[],
  most: MoveLimits,
): { readonly picks: readonly number[] } | { readonly least: MoveLimits } {
  let fronts: Front[] = [{ cost: 0, moves: 0, price: 0, picks: [] }];
  for (const plans of targets)
    fronts = undominated(
      fronts.flatMap((front) =>
        plans.map(({ cost, moves, price }, index) => ({
          cost: front.cost + cost,
          moves: front.moves + moves,
          price: front.price + price,
          picks: [...front.picks, index],
        })),
      ),
    );
  const [first, ...others] = fronts.filter((front) => isWithin(front, most));
  if (first !== undefined)
    return { picks: others.reduce((best, one) => (one.cost < best.cost ? one : best), first).picks };
  return {
    least: {
      moves: Math.min(...fronts.map(({ moves }) => moves)),
      price: Math.min(...fronts.map(({ price }) => price)),
    },
  };
}
