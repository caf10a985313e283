/**
 * Rules about places of many workloads at once. Mended one round after another, each round breaks rules of others, as
 * places of nearly one price take each other's replicas. So the replicas of every workload with rules are fixed in each
 * place, as near to what was packed as its rules allow, and all places are packed again. Where
 * something finds no room, a part of all that is fixed in that place goes elsewhere, more each time. Nothing is proved by
 * any of it.
 */
import type { DividedWorkload } from "../../model/fleet.js";
import { used } from "./joint-packing.js";
import type { Counts, Joint } from "./joint-packing.js";
import type { Mending, Rules } from "./mending.js";
import { unpinned } from "./parts.js";

/** Packings of all places, each with other replicas fixed than the one before. */
const MOST_PACKINGS = 6;

/** Part of what is fixed in a place without room enough that goes elsewhere, more with each packing. */
const LOWERED = 0.1;

/** A division that was packed, with the rules that it was packed under. */
export interface PackedDivision {
  readonly rules: Rules;
  readonly packed: Joint;
}

export interface Settling {
  readonly mending: Mending;
  /** Packs all places under the rules. */
  readonly pack: (rules: Rules) => Joint;
}

class Fixing {
  /** Most replicas that a workload may have in each place, where packing found less room than its rules allow. */
  private readonly room = new Map<DividedWorkload, readonly number[]>();

  constructor(private readonly mending: Mending) {}

  /** Every workload with rules about places fixed; undefined: of one of them no counts keep the rules. */
  fixed(rules: Rules, counts: Counts): Rules | undefined {
    const fixed = new Map(rules);
    for (const [one, before] of rules) {
      const own = unpinned(before);
      if (!this.mending.isRuled(one, own)) continue;
      const [way] = this.mending.pinned(one, own, counts.get(one.key) ?? [], this.room.get(one));
      if (way === undefined) return undefined;
      fixed.set(one, way);
    }
    return fixed;
  }

  /**
   * Less room in the places where something found none: for that, and for such a part of all else that is fixed there,
   * as its rules may leave what found no room no other place. Whether any is less.
   */
  lower(rules: Rules, unplaced: Counts, part: number): boolean {
    const short = new Set([...unplaced.values()].flatMap((out) => used(out)));
    let isLower = false;
    for (const [one, { pinned, ...own }] of rules) {
      if (pinned === undefined) continue;
      const known = this.room.get(one) ?? pinned.map(() => one.replicas);
      const out = unplaced.get(one.key);
      const room = known.map((most, place) => {
        const here = pinned[place] ?? 0;
        if (!short.has(place) || here === 0) return most;
        return Math.min(most, Math.floor(here * (1 - part)), Math.max(0, here - (out?.[place] ?? 0)));
      });
      if (room.every((most, place) => most === known[place])) continue;
      if (this.mending.pinned(one, own, pinned, room).length === 0) continue;
      this.room.set(one, room);
      isLower = true;
    }
    return isLower;
  }
}

/** `from`: solved, with rules that are broken. Undefined: no division was found that keeps them all. */
export function settled({ mending, pack }: Settling, from: PackedDivision): PackedDivision | undefined {
  const fixing = new Fixing(mending);
  let [rules, counts]: [Rules, Counts] = [from.rules, from.packed.counts ?? new Map()];
  for (let packings = 1; packings <= MOST_PACKINGS; packings += 1) {
    const fixed = fixing.fixed(rules, counts);
    if (fixed === undefined) return undefined;
    const packed = pack(fixed);
    if (packed.counts === undefined) {
      if (!fixing.lower(fixed, packed.unplaced ?? new Map(), packings * LOWERED)) return undefined;
      continue;
    }
    const far = mending.farWays(fixed, packed.counts);
    if (far === undefined) return { rules: fixed, packed };
    const [nearer] = far;
    if (nearer === undefined) return undefined;
    [rules, counts] = [nearer, packed.counts];
  }
  return undefined;
}
