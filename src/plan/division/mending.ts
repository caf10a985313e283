/**
 * Ways to mend a division that breaks rules about its places: limits a place first, then too many places, then too few;
 * where replicas are for several demand points, all places at once. Then workloads that must be near each other.
 */
import type { DividedWorkload } from "../../model/fleet.js";
import { present } from "../../units/invariant.js";
import { workloadRules } from "../latency/reach.js";
import type { Reach } from "../latency/reach.js";
import { isWithin } from "../latency/round-trips.js";
import { used } from "./joint-packing.js";
import type { Counts } from "./joint-packing.js";
import { unpinned } from "./parts.js";
import type { PlaceRules } from "./parts.js";
import { placeCounts } from "./place-counts.js";
import { placePrice } from "./place-price.js";
import type { Place } from "./places.js";
import { domainsOf, mostOfDomain } from "./standby.js";

/** Ways to mend one broken rule that are tried. */
const WAYS = 3;
/** Sets of places that are looked at where replicas are pinned. */
const MOST_SETS = 300;
/** Places that are limited one after another; what breaks the rule in a further one is decided at once. */
const MOST_LIMITED = 2;
/** Micro-units an hour: above any price of a replica. */
const DEAREST = 1e12;

export type Rules = ReadonlyMap<DividedWorkload, PlaceRules>;

/** Undefined: nothing is broken. Empty: nothing mends it. */
type Ways = readonly PlaceRules[] | undefined;

/** Where the replicas of a workload may be fixed. */
interface PlaceSet {
  readonly set: readonly number[];
  readonly held: readonly number[];
  /** Most of each place beside the rules; absent: no less than they allow. */
  readonly room: readonly number[] | undefined;
}

/** Sets of so many of the places, each in order; the first ones alone where there are too many. */
function* setsOf(places: readonly number[], size: number): Generator<readonly number[]> {
  if (size === 0) yield [];
  else
    for (const [index, place] of places.entries())
      for (const rest of setsOf(places.slice(index + 1), size - 1)) yield [place, ...rest];
}

export class Mending {
  constructor(
    private readonly places: readonly Place[],
    private readonly reach: Reach,
  ) {}

  private price(one: DividedWorkload, place: number): number {
    return Math.min(DEAREST, placePrice(present(this.places[place], "place"), one));
  }

  private cheapestFirst(one: DividedWorkload, places: readonly number[]): number[] {
    return [...places].sort((left, right) => this.price(one, left) - this.price(one, right) || left - right);
  }

  /** What is lost together, where that is more than one place. */
  private groups(one: DividedWorkload): { readonly places: readonly number[]; readonly most: number }[] {
    const { survive } = one;
    const most = mostOfDomain(one);
    if (survive === undefined || most === undefined || survive.loss === "place") return [];
    return domainsOf(one, this.places, survive).map(({ places }) => ({ places, most }));
  }

  /** Whether the workload has rules about its places that some division could break. */
  isRuled(one: DividedWorkload, rules: PlaceRules): boolean {
    const { replicas, minPlaces, maxPlaces = Infinity, maxPerPlace = replicas } = one;
    const isOpen = minPlaces <= 1 && maxPlaces >= rules.open.length && maxPerPlace >= replicas;
    const isFree = rules.held.size === 0 && rules.reaching === undefined;
    return !isOpen || !isFree || this.groups(one).length > 0;
  }

  /** Replicas in each place of the set, nearest to what was packed. */
  private pinnedTo(
    one: DividedWorkload,
    rules: PlaceRules,
    counts: readonly number[],
    { set, held, room }: PlaceSet,
  ): PlaceRules[] {
    const { maxPerPlace = one.replicas } = one;
    const parts = rules.reaching ?? [{ replicas: one.replicas, places: rules.open }];
    const found = placeCounts({
      parts: parts.map(({ replicas, places }) => ({
        replicas,
        places: places.filter((place) => set.includes(place)),
      })),
      places: this.places.length,
      most: (place) => Math.min(maxPerPlace, room?.[place] ?? Infinity),
      groups: this.groups(one),
      held: new Set(held),
      wished: (place) => counts[place] ?? 0,
      extra: (place) => Math.max(1, this.price(one, place)),
      price: () => 0,
    });
    if (found === undefined) return [];
    const pinned = this.places.map((_place, index) => found.reduce((sum, own) => sum + (own[index] ?? 0), 0));
    return [{ ...rules, pinned }];
  }

  /** All rules about places at once. `room`: the most that each place may have beside the rules. */
  pinned(
    one: DividedWorkload,
    rules: PlaceRules,
    counts: readonly number[],
    room?: readonly number[],
  ): PlaceRules[] {
    const { maxPlaces = Infinity, minPlaces } = one;
    const holding = used(counts);
    const needed = [...rules.held];
    const fullestFirst = [...holding].sort(
      (left, right) => (counts[right] ?? 0) - (counts[left] ?? 0) || left - right,
    );
    const others = this.cheapestFirst(one, rules.open).filter((place) => !holding.includes(place));
    const inOrder = [...new Set([...needed, ...fullestFirst, ...others])].filter(
      (place) => rules.open.includes(place) && (room?.[place] ?? 1) > 0,
    );
    if (inOrder.length < minPlaces) return [];
    const held = [...new Set([...needed, ...(minPlaces > 1 ? inOrder.slice(0, minPlaces) : [])])];
    if (maxPlaces >= inOrder.length) return this.pinnedTo(one, rules, counts, { set: inOrder, held, room });
    const ways: PlaceRules[] = [];
    let looked = 0;
    for (const set of setsOf(inOrder, maxPlaces)) {
      looked += 1;
      if (looked > MOST_SETS || ways.length === WAYS) break;
      if (!needed.every((place) => set.includes(place))) continue;
      const least = [...new Set([...needed, ...(minPlaces > 1 ? set.slice(0, minPlaces) : [])])];
      ways.push(...this.pinnedTo(one, rules, counts, { set, held: least, room }));
    }
    return ways;
  }

  /** With places limited that hold more than they may; undefined: none is, or the limit is kept in other ways. */
  limited(one: DividedWorkload, rules: PlaceRules, counts: readonly number[]): PlaceRules | undefined {
    const { maxPerPlace = Infinity } = one;
    const over = used(counts.map((count) => (count > maxPerPlace ? 1 : 0)));
    if (over.length === 0 || rules.reaching !== undefined) return undefined;
    return { ...rules, limited: new Set([...rules.limited, ...over]) };
  }

  ownWays(one: DividedWorkload, rules: PlaceRules, counts: readonly number[]): Ways {
    const { maxPerPlace = Infinity, maxPlaces = Infinity, minPlaces } = one;
    const over = used(counts.map((count) => (count > maxPerPlace ? 1 : 0)));
    const holding = used(counts);
    const lacking = [...rules.held].some((place) => !holding.includes(place));
    const groups = this.groups(one);
    const loses = groups.some(
      ({ places, most }) => places.reduce((sum, place) => sum + (counts[place] ?? 0), 0) > most,
    );
    const isBroken =
      loses || over.length > 0 || holding.length > maxPlaces || holding.length < minPlaces || lacking;
    if (!isBroken) return undefined;
    // Of places with one price each would take what the limited ones give away.
    const isRepeated = over.length > 0 && rules.limited.size >= MOST_LIMITED;
    if (rules.reaching !== undefined || groups.length > 0 || isRepeated)
      return this.pinned(one, rules, counts);
    if (over.length > 0) return [{ ...rules, limited: new Set([...rules.limited, ...over]) }];
    const cheapestFirst = this.cheapestFirst(one, rules.open);
    if (holding.length > maxPlaces) {
      const fullestFirst = [...holding].sort(
        (left, right) => (counts[right] ?? 0) - (counts[left] ?? 0) || left - right,
      );
      const kept = fullestFirst.slice(0, maxPlaces - 1);
      const last = [...fullestFirst, ...cheapestFirst].filter((place) => !kept.includes(place));
      return [...new Set(last)].slice(0, WAYS).map((place) => {
        const open = [...kept, place].sort((left, right) => left - right);
        return { ...rules, open, limited: new Set(open.filter((some) => rules.limited.has(some))) };
      });
    }
    const missing = minPlaces - holding.length;
    const others = cheapestFirst.filter((place) => !holding.includes(place));
    const more = others.slice(0, missing - 1);
    return others
      .slice(missing - 1, missing - 1 + WAYS)
      .map((place) => ({ ...rules, held: new Set([...holding, ...more, place]) }));
  }

  private near(own: PlaceRules, place: number): PlaceRules {
    return { ...unpinned(own), held: new Set([...own.held, place]) };
  }

  private nameOf(place: number): string {
    return present(this.places[place], "place").target.name;
  }

  /** A replica of `other` in one of its places that are near, the cheapest first. */
  private nearer(other: DividedWorkload, rules: Rules, isNear: (place: number) => boolean): Rules[] {
    const own = present(rules.get(other), "rules");
    return this.cheapestFirst(other, own.open)
      .filter(isNear)
      .slice(0, WAYS - 1)
      .map((place) => new Map(rules).set(other, this.near(own, place)));
  }

  /** Divided workloads that are too far from another; undefined: none is. */
  farWays(rules: Rules, counts: Counts): readonly Rules[] | undefined {
    for (const [one, own] of rules) {
      const [candidate] = one.candidates;
      for (const rule of candidate === undefined ? [] : workloadRules(candidate)) {
        const other = [...rules.keys()].find(({ key }) => key === rule.workload);
        if (other === undefined) continue;
        const theirs = used(counts.get(other.key) ?? []);
        for (const place of used(counts.get(one.key) ?? [])) {
          const isNear = (there: number): boolean =>
            isWithin(rule, this.reach.between(this.nameOf(place), this.nameOf(there)));
          if (theirs.some(isNear)) continue;
          const open = own.open.filter((some) => some !== place);
          const closed = open.length === 0 || own.held.has(place) || own.reaching !== undefined;
          return [
            ...this.nearer(other, rules, isNear),
            ...(closed ? [] : [new Map(rules).set(one, { ...unpinned(own), open })]),
          ];
        }
      }
    }
    return this.farFromBound(rules, counts);
  }

  /** Workloads with one place that a divided one must be near; undefined: all of them are near enough. */
  private farFromBound(rules: Rules, counts: Counts): readonly Rules[] | undefined {
    for (const [index, { target }] of this.places.entries())
      for (const workload of target.workloads)
        for (const rule of workloadRules(workload)) {
          const other = [...rules.keys()].find(({ key }) => key === rule.workload);
          if (other === undefined) continue;
          const isNear = (there: number): boolean =>
            isWithin(rule, this.reach.between(this.nameOf(index), this.nameOf(there)));
          if (!used(counts.get(other.key) ?? []).some(isNear)) return this.nearer(other, rules, isNear);
        }
    return undefined;
  }
}
