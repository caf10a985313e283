/**
 * Rules about the places of a divided workload, as parts of its replicas that may stand in some places each: the
 * solver knows nothing else. A limit of u replicas in each of k places of n replicas is exact
 *   for k u <= n: u replicas for each of them, or for the places without a limit, and the rest for these alone;
 *   for k = 2:    n - u replicas for all but the one, n - u for all but the other, the rest for all.
 * All other limits are restrictions: they leave divisions out, so nothing is proved by them. Replicas for several demand
 * points are parts too, which is exact; with other rules that they break, the replicas of each place are decided at once.
 */
import type { DividedWorkload } from "../../model/fleet.js";

export interface Part {
  readonly replicas: number;
  /** Indices of places. */
  readonly places: readonly number[];
}

/** What has been decided about a workload's places so far. */
export interface PlaceRules {
  /** Places that may take replicas. */
  readonly open: readonly number[];
  /** Of these, the ones where the limit a place is to be kept. */
  readonly limited: ReadonlySet<number>;
  /** Of these, the ones that must hold one. */
  readonly held: ReadonlySet<number>;
  /** Replicas that must stand within reach of different demand points; absent: all may stand in any open place. */
  readonly reaching?: readonly Part[];
  /** Replicas in each place, where all of that is decided; absent: it is not. */
  readonly pinned?: readonly number[];
}

/** What has been decided but the replicas in each place. */
export function unpinned({ open, limited, held, reaching }: PlaceRules): PlaceRules {
  return { open, limited, held, ...(reaching === undefined ? {} : { reaching }) };
}

export interface Division {
  readonly parts: readonly Part[];
  /** Whether every division that the workload allows is one of these parts. */
  readonly exact: boolean;
}

function without(places: readonly number[], one: number): number[] {
  return places.filter((place) => place !== one);
}

function filled(parts: readonly Part[]): Part[] {
  return parts.filter(({ replicas }) => replicas > 0);
}

function limitedParts(replicas: number, most: number, rules: PlaceRules): Division {
  const limited = rules.open.filter((place) => rules.limited.has(place));
  const free = rules.open.filter((place) => !rules.limited.has(place));
  const [first, second] = limited;
  if (first === undefined || most >= replicas)
    return { parts: [{ replicas, places: rules.open }], exact: true };
  const taken = limited.length * most;
  if (taken <= replicas) {
    const own = limited.map((place) => ({ replicas: most, places: [place, ...free] }));
    return { parts: filled([...own, { replicas: replicas - taken, places: free }]), exact: true };
  }
  if (limited.length === 2 && second !== undefined) {
    const elsewhere = replicas - most;
    return {
      parts: filled([
        { replicas: elsewhere, places: without(rules.open, first) },
        { replicas: elsewhere, places: without(rules.open, second) },
        { replicas: replicas - 2 * elsewhere, places: rules.open },
      ]),
      exact: true,
    };
  }
  const each = Math.floor(replicas / limited.length);
  const more = replicas % limited.length;
  return {
    parts: filled(
      limited.map((place, index) => ({
        replicas: each + (index < more ? 1 : 0),
        places: [place, ...free],
      })),
    ),
    exact: false,
  };
}

/** `all`: how many places may take replicas. */
export function partsOf(
  { replicas, maxPerPlace, candidates }: DividedWorkload,
  rules: PlaceRules,
  all: number,
): Division {
  const { pinned: counts, reaching } = rules;
  if (counts !== undefined) {
    const own = counts.map((count, place) => ({ replicas: count, places: [place] }));
    return { parts: filled(own), exact: false };
  }
  if (reaching !== undefined)
    return { parts: reaching, exact: rules.open.length === all && (candidates[0]?.maxPerNode ?? 1) === 1 };
  const held = rules.open.filter((place) => rules.held.has(place));
  const pinned = held.map((place) => ({ replicas: 1, places: [place] }));
  const most = (maxPerPlace ?? replicas) - (held.length > 0 ? 1 : 0);
  const rest = limitedParts(replicas - held.length, most, rules);
  const parts = [...pinned, ...rest.parts];
  // Parts with a cap a node share none, which is exact where the cap is one.
  const keepsApart = parts.length > 1 && (candidates[0]?.maxPerNode ?? 1) > 1;
  const isWhole = rules.open.length === all && held.length === 0;
  return { parts, exact: isWhole && rest.exact && !keepsApart };
}
