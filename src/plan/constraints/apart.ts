/**
 * Workloads that no node may hold together: named as apart, or of different groups with dedicated nodes. What
 * a node holds is then a set without such a pair, and so part of a largest one. Each node kind is offered once
 * for every largest set, open to its members alone, which is exact. Where there are too many of them the sets
 * that are offered leave plans out, so the bound is taken without the rule.
 */
import type { Workload } from "../../model/fleet.js";
import { compareText } from "../../units/compare.js";

/** More sets than this make the problem larger than the rule is worth. */
const MOST_ROLES = 24;
/** The search for them ends after this many steps, as if there were too many. */
const MOST_STEPS = 20_000;

/** Id -> ids that it shares no node with; workloads without any are not in it. */
export type Apart = ReadonlyMap<string, ReadonlySet<string>>;

function excludes(one: Workload, other: Workload): boolean {
  return (one.apartFrom?.includes(other.id) ?? false) || one.dedicatedNodes !== other.dedicatedNodes;
}

export function apartOf(workloads: readonly Workload[]): Apart {
  const apart = new Map<string, Set<string>>();
  const ruled = workloads.some(
    ({ apartFrom, dedicatedNodes }) => apartFrom !== undefined || dedicatedNodes !== undefined,
  );
  if (!ruled) return apart;
  for (const [index, one] of workloads.entries()) {
    for (const other of workloads.slice(index + 1)) {
      if (!excludes(one, other) && !excludes(other, one)) continue;
      apart.set(one.id, (apart.get(one.id) ?? new Set()).add(other.id));
      apart.set(other.id, (apart.get(other.id) ?? new Set()).add(one.id));
    }
  }
  return apart;
}

/** What no rule about sharing nodes tells apart: the same text for workloads with the same others. */
export function apartKey(id: string, apart: Apart): string {
  return [...(apart.get(id) ?? [])].sort(compareText).join(" ");
}

export interface Roles {
  /** Sets of class indices that a node may hold together. */
  readonly sets: readonly ReadonlySet<number>[];
  /** Whether every filling that the rule allows is among them. */
  readonly exact: boolean;
}

type Clash = (left: number, right: number) => boolean;

/** All largest sets without a clash (Bron and Kerbosch 1973, with a pivot); undefined where there are too many. */
function largestSets(classes: readonly number[], clash: Clash): ReadonlySet<number>[] | undefined {
  const sets: ReadonlySet<number>[] = [];
  let steps = 0;
  const grow = (chosen: readonly number[], open: readonly number[], closed: readonly number[]): boolean => {
    steps += 1;
    if (steps > MOST_STEPS) return false;
    const [pivot] = [...open, ...closed];
    if (pivot === undefined) {
      sets.push(new Set(chosen));
      return sets.length <= MOST_ROLES;
    }
    let [left, done] = [open, closed];
    // A largest set has the pivot, or one that clashes with it.
    for (const one of open.filter((other) => other === pivot || clash(other, pivot))) {
      const beside = (other: number): boolean => other !== one && !clash(other, one);
      if (!grow([...chosen, one], left.filter(beside), done.filter(beside))) return false;
      left = left.filter((other) => other !== one);
      done = [...done, one];
    }
    return true;
  };
  return grow([], classes, []) ? sets : undefined;
}

/** A partition: each class joins the first set that it clashes with nothing of. */
function firstFit(classes: readonly number[], clash: Clash): ReadonlySet<number>[] {
  const sets: Set<number>[] = [];
  for (const one of classes) {
    const fitting = sets.find((set) => [...set].every((other) => !clash(one, other)));
    if (fitting === undefined) sets.push(new Set([one]));
    else fitting.add(one);
  }
  return sets;
}

/** `ids[c]`: a workload of class c; all of a class have the same others. */
export function rolesOf(ids: readonly string[], apart: Apart): Roles {
  const all = ids.map((_id, index) => index);
  const clash: Clash = (left, right) => apart.get(ids[left] ?? "")?.has(ids[right] ?? "") ?? false;
  const ruled = all.filter((index) => apart.has(ids[index] ?? ""));
  const free = all.filter((index) => !ruled.includes(index));
  const exact = largestSets(ruled, clash);
  const sets = exact ?? firstFit(ruled, clash);
  return { sets: sets.map((set) => new Set([...set, ...free])), exact: exact !== undefined };
}
