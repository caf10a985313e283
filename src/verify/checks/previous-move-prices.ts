/**
 * The legs of priced moves against the previous plan, where that is given: they begin where replicas left, end where
 * replicas came, and are as many as move.
 */
import type { PricedMoves } from "../../model/move.js";
import type { Refuse } from "../refusals.js";
import { Tally } from "../tally.js";
import { entryOf } from "../review.js";
import type { Check, Review } from "../review.js";
import { countedMoves, movesOf, zoneKey } from "../counted-moves.js";
import type { CountedMoves } from "../counted-moves.js";

interface Destination {
  readonly id: string;
  readonly place: string;
  /** Absent: the plan prices no moves to it. */
  readonly priced?: PricedMoves;
}

/** Places of the plan whose workload of that name has moves that are priced, or should be. */
function destinationsOf(name: string, { plan, targets, fleet, fleetWorkloads }: Review): Destination[] {
  return targets.flatMap(({ name: place }): Destination[] => {
    const id = `${place}/${name}`;
    const priced = entryOf(plan.moves?.priced ?? {}, id);
    if (priced !== undefined) return [{ id, place, priced }];
    return fleet !== undefined && fleetWorkloads.get(id)?.move !== undefined ? [{ id, place }] : [];
  });
}

function checkEnds(destinations: readonly Destination[], counted: CountedMoves, refuse: Refuse): void {
  const { before, after, stay } = counted;
  const [left, came] = [new Tally(), new Tally()];
  for (const { id, place, priced } of destinations)
    for (const [index, { from, toZone, pods }] of (priced?.legs ?? []).entries()) {
      const path = ["moves", "priced", id, "legs", index];
      const [start, end] = [zoneKey(from.place, from.availabilityZone), zoneKey(place, toZone)];
      left.add(start, pods);
      came.add(end, pods);
      const leaving = before.byZone.of(start) - stay.byZone.of(start);
      if (left.of(start) > leaving)
        refuse(path, `has ${left.of(start)} replica(s) begin where ${leaving} leave`);
      const coming = after.byZone.of(end) - stay.byZone.of(end);
      if (came.of(end) > coming) refuse(path, `has ${came.of(end)} replica(s) end where ${coming} come`);
    }
}

function checkNumbers(destinations: readonly Destination[], counted: CountedMoves, refuse: Refuse): void {
  const moves = movesOf(counted);
  let between = 0;
  for (const { id, place, priced } of destinations) {
    let within = 0;
    for (const { from, pods } of priced?.legs ?? [])
      if (from.place === place) within += pods;
      else between += pods;
    if (within !== moves.within(place))
      refuse(
        ["moves", "priced", id],
        `has ${within} replica(s) move within ${place}, and both plans give ${moves.within(place)}`,
      );
  }
  // Where other places of the name say nothing, some of what goes between places goes there.
  const isWhole = counted.after.byPlace
    .names()
    .every((place) => destinations.some((one) => one.place === place));
  const id = destinations[0]?.id ?? "";
  if (between > moves.between || (isWhole && between < moves.between))
    refuse(
      ["moves", "priced", id],
      `has ${between} replica(s) of its name come from other places, and both plans give ${moves.between}`,
    );
}

export const checkPreviousMovePrices: Check = (review, refuse) => {
  const { previous, plan } = review;
  if (previous === undefined || plan.moves?.previousDigest !== previous.digest) return;
  for (const [name, counted] of countedMoves(review, previous)) {
    const destinations = destinationsOf(name, review);
    if (destinations.length === 0) continue;
    checkEnds(destinations, counted, refuse);
    checkNumbers(destinations, counted, refuse);
  }
};
