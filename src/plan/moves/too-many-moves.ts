/** Why no plan keeps the limits of moves: both figures, and what would do. */
import type { CheckedFleet } from "../../model/fleet.js";
import type { Conflict } from "../../model/outcome.js";
import { formatMoney } from "../../units/money.js";

/** The least that was found beside each limit that is broken. */
export interface FewestMoves {
  readonly moves?: number;
  /** Of `moves`, from one place to another. */
  readonly betweenPlaces?: number;
  /** In micro-units. */
  readonly price?: number;
  /** Of the previous plan that go on. */
  readonly pods: number;
  readonly offeringsConsidered: number;
}

function dollars(micro: number): string {
  return `$${formatMoney(micro)}`;
}

/** Rounded up, so that it would do. */
function enoughDollars(micro: number): number {
  return Math.ceil(micro / 10_000) / 100;
}

function ofPods(
  { name, limits }: CheckedFleet,
  { moves = 0, betweenPlaces = 0, pods }: FewestMoves,
): Omit<Conflict, "offeringsConsidered" | "exclusions"> {
  const { maxMoves = Infinity, maxMovesPercent } = limits;
  const share = maxMovesPercent === undefined ? Infinity : Math.floor((pods * maxMovesPercent) / 100);
  const field = maxMoves <= share ? "maxMoves" : "maxMovesPercent";
  const between = betweenPlaces === 0 ? "" : `, ${betweenPlaces} of them to another cluster or edge site`;
  return {
    label: "moves",
    subject: name,
    path: `/limits/${field}`,
    message: `at most ${Math.min(maxMoves, share)} pod(s) of the previous plan may move, and no plan was found that moves fewer than ${moves}${between}`,
    waysOut: [
      `let ${moves} pods move (limits.${field})`,
      "keep the pools and instance types of the previous plan",
      ...(betweenPlaces === 0 ? [] : ["let the places that lose replicas keep them (divideAmong, clusters)"]),
    ],
  };
}

function ofPrice(
  { name, limits }: CheckedFleet,
  price: number,
): Omit<Conflict, "offeringsConsidered" | "exclusions"> {
  return {
    label: "moves",
    subject: name,
    path: "/limits/maxMoveCost",
    message: `moves may cost at most ${dollars(limits.maxMoveMicro ?? 0)} together, and no plan was found whose moves cost less than ${dollars(price)}`,
    waysOut: [
      `let moves cost ${enoughDollars(price)} USD (limits.maxMoveCost)`,
      "keep the pools and instance types of the previous plan",
    ],
  };
}

export function tooManyMoves(fleet: CheckedFleet, found: FewestMoves): Conflict[] {
  const { moves, price, offeringsConsidered } = found;
  const broken = [
    ...(moves === undefined ? [] : [ofPods(fleet, found)]),
    ...(price === undefined ? [] : [ofPrice(fleet, price)]),
  ];
  return broken.map((one) => ({ ...one, offeringsConsidered, exclusions: [] }));
}
