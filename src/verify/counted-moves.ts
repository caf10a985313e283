/** Replicas before and after, and those that are shown to stay: of both plans, by workload, place and zone. */
import type { PreviousFleet } from "../model/running.js";
import { Tally } from "./tally.js";
import { entryOf, purchasesOf } from "./review.js";
import type { Review } from "./review.js";
import { stayingOf } from "./checks/moves.js";

/** Counts by place and zone, and by place alone. */
export interface Standing {
  readonly byZone: Tally;
  readonly byPlace: Tally;
  all: number;
}

export interface CountedMoves {
  readonly before: Standing;
  readonly after: Standing;
  /** Replicas that stay, at where they stand. */
  readonly stay: Standing;
}

function nothing(): Standing {
  return { byZone: new Tally(), byPlace: new Tally(), all: 0 };
}

export function zoneKey(place: string, availabilityZone: string): string {
  return JSON.stringify([place, availabilityZone]);
}

/** What runs does not say the zone of a node that exists already. */
function zoneOf(one: { readonly purchaseOption: string; readonly availabilityZone: string }): string {
  return one.purchaseOption === "owned" ? "" : one.availabilityZone;
}

/** "namespace/name" -> its counts. */
export function countedMoves(review: Review, previous: PreviousFleet): ReadonlyMap<string, CountedMoves> {
  const all = new Map<string, CountedMoves>();
  const add = (
    which: keyof CountedMoves,
    name: string,
    at: readonly [string, string],
    pods: number,
  ): void => {
    const counted = all.get(name) ?? { before: nothing(), after: nothing(), stay: nothing() };
    all.set(name, counted);
    counted[which].byZone.add(zoneKey(...at), pods);
    counted[which].byPlace.add(at[0], pods);
    counted[which].all += pods;
  };
  for (const [place, rows] of Object.entries(previous.targets))
    for (const row of rows)
      for (const [name, each] of Object.entries(row.pods))
        add("before", name, [place, zoneOf(row)], row.count * each);
  for (const target of review.targets) {
    const rows = entryOf(previous.targets, target.name) ?? [];
    const short = (id: string): string => id.slice(target.name.length + 1);
    for (const { purchase } of purchasesOf(target))
      for (const { nodes, pods } of purchase.layouts)
        for (const [id, each] of Object.entries(pods))
          add("after", short(id), [target.name, zoneOf(purchase)], nodes * each);
    if (review.plan.moves === undefined) continue;
    for (const { stay, purchase, layout } of stayingOf(target, review.plan.moves, () => undefined))
      for (const [name, each] of Object.entries(rows[stay.previous]?.pods ?? {})) {
        const stays = Math.min(each, entryOf(layout.pods, `${target.name}/${name}`) ?? 0);
        if (stays > 0) add("stay", name, [target.name, zoneOf(purchase)], stay.nodes * stays);
      }
  }
  return all;
}

/** Replicas that move at least: within a place, and from one place to another. */
export function movesOf({ before, after, stay }: CountedMoves): {
  readonly within: (place: string) => number;
  readonly between: number;
  readonly all: number;
} {
  const within = (place: string): number =>
    Math.min(before.byPlace.of(place), after.byPlace.of(place)) - stay.byPlace.of(place);
  const all = Math.min(before.all, after.all) - stay.all;
  const inPlaces = before.byPlace.names().reduce((sum, place) => sum + within(place), 0);
  return { within, between: all - inPlaces, all };
}
