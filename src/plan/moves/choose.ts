/** One of several plans for each target, so that all together move few pods or cost little. Small and exact. */

/** Of one plan of one target. */
export interface Choosable {
  /** In whole units: cost, or the weighed sum. */
  readonly cost: number;
  /** Pods that move. */
  readonly moves: number;
}

interface Front extends Choosable {
  readonly picks: readonly number[];
}

function compare(left: Choosable, right: Choosable): number {
  return left.moves - right.moves || left.cost - right.cost;
}

/** Of equally many moves the cheapest, and none that costs as much as one with fewer; the first of equals. */
function undominated(all: readonly Front[]): Front[] {
  const kept: Front[] = [];
  for (const one of [...all].sort(compare)) {
    const last = kept.at(-1);
    if (last === undefined || one.cost < last.cost) kept.push(one);
  }
  return kept;
}

/**
 * The least cost at most `mostMoves` moves; of equal costs the fewest moves.
 *
 * @returns for each target the index of its plan; or, where none keeps the limit, the fewest moves that there are
 */
export function cheapestWithin(
  targets: readonly (readonly Choosable[])[],
  mostMoves: number,
): { readonly picks: readonly number[] } | { readonly fewest: number } {
  let fronts: Front[] = [{ cost: 0, moves: 0, picks: [] }];
  for (const plans of targets)
    fronts = undominated(
      fronts.flatMap((front) =>
        plans.map(({ cost, moves }, index) => ({
          cost: front.cost + cost,
          moves: front.moves + moves,
          picks: [...front.picks, index],
        })),
      ),
    );
  const within = fronts.filter(({ moves }) => moves <= mostMoves).at(-1);
  return within === undefined ? { fewest: fronts[0]?.moves ?? 0 } : { picks: within.picks };
}
