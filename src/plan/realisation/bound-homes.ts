/** Homes for all workloads of a target: chosen by columns, what is left put beside others, then bettered by moves. */
import type { Home, SpaceInput } from "./home-space.js";
import { HomeSpace } from "./home-space.js";
import { HomeColumns } from "./home-columns.js";

/** Larger targets would take masters that cost more than they save. */
const MOST_ITEMS = 300;
const MOST_SWEEPS = 20;

export interface BoundHomes {
  readonly space: HomeSpace;
  readonly homes: readonly Home[];
  readonly workUnits: number;
}

class HomeMoves {
  constructor(
    private readonly space: HomeSpace,
    readonly homes: (Home | undefined)[],
  ) {}

  /** Types of labels that no other home has. */
  private openBut(...own: readonly number[]): (label: number) => boolean {
    const taken = new Set(
      this.homes.flatMap((home, index) =>
        home === undefined || own.includes(index) ? [] : [this.space.labelOf(home.type)],
      ),
    );
    return (label) => !taken.has(label);
  }

  /** Both homes with these members, on types of different labels, where that costs less than they do. */
  private replace(
    one: number,
    other: number,
    members: readonly [readonly number[], readonly number[]],
  ): boolean {
    const [left, right] = [this.homes[one], this.homes[other]];
    if (left === undefined || right === undefined) return false;
    const now = left.microPerHour + right.microPerHour;
    const isOpen = this.openBut(one, other);
    const [first, second] = members;
    const larger = second.length === 0 ? undefined : this.space.cheapestHome(second, isOpen, now);
    if (second.length > 0 && larger === undefined) return false;
    const label = larger === undefined ? undefined : this.space.labelOf(larger.type);
    const rest = now - (larger?.microPerHour ?? 0);
    const smaller =
      first.length === 0
        ? undefined
        : this.space.cheapestHome(first, (own) => own !== label && isOpen(own), rest);
    if (first.length > 0 && smaller === undefined) return false;
    const after = (larger?.microPerHour ?? 0) + (smaller?.microPerHour ?? 0);
    if (after >= now) return false;
    this.homes[one] = smaller;
    this.homes[other] = larger;
    return true;
  }

  private moveFrom(one: number, other: number): boolean {
    const [left, right] = [this.homes[one], this.homes[other]];
    if (left === undefined || right === undefined) return false;
    for (const member of left.members) {
      const rest = left.members.filter((own) => own !== member);
      if (this.replace(one, other, [rest, [...right.members, member]])) return true;
    }
    return this.replace(one, other, [[], [...right.members, ...left.members]]);
  }

  private swap(one: number, other: number): boolean {
    const [left, right] = [this.homes[one], this.homes[other]];
    if (left === undefined || right === undefined) return false;
    for (const member of left.members)
      for (const guest of right.members) {
        const first = [...left.members.filter((own) => own !== member), guest];
        const second = [...right.members.filter((own) => own !== guest), member];
        if (this.replace(one, other, [first, second])) return true;
      }
    return false;
  }

  /** Whether any move or exchange between two homes made them cheaper. */
  sweep(): boolean {
    let bettered = false;
    for (let one = 0; one < this.homes.length; one += 1)
      for (let other = 0; other < this.homes.length; other += 1) {
        if (one === other) continue;
        if (this.moveFrom(one, other) || (one < other && this.swap(one, other))) bettered = true;
      }
    return bettered;
  }

  /** A home for an item that has none: beside others or alone, whatever costs least. */
  take(item: number): boolean {
    let [place, best, least]: [number, Home | undefined, number] = [
      this.homes.length,
      this.space.cheapestHome([item], this.openBut()),
      Infinity,
    ];
    least = best?.microPerHour ?? Infinity;
    for (const [index, home] of this.homes.entries()) {
      if (home === undefined) continue;
      const joined = this.space.cheapestHome([...home.members, item], this.openBut(index));
      const more = joined === undefined ? Infinity : joined.microPerHour - home.microPerHour;
      if (more < least) [place, best, least] = [index, joined, more];
    }
    if (best === undefined) return false;
    this.homes[place] = best;
    return true;
  }
}

/** Undefined where some workload finds none. */
export function boundHomes(input: SpaceInput, workUnitsLimit: number): BoundHomes | undefined {
  if (input.demands.length > MOST_ITEMS) return undefined;
  const space = new HomeSpace(input);
  const columns = new HomeColumns(space, workUnitsLimit);
  if (columns.homeless.length > 0) return undefined;
  columns.run();
  const moves = new HomeMoves(space, [...columns.chosen]);
  const cost = (item: number): number => space.items[item]?.replicas ?? 0;
  const left = [...columns.open].sort((one, other) => cost(other) - cost(one) || one - other);
  for (const item of left) if (!moves.take(item)) return undefined;
  for (let sweep = 0; sweep < MOST_SWEEPS && moves.sweep(); sweep += 1);
  const homes = moves.homes.flatMap((home) => home ?? []);
  return { space, homes, workUnits: columns.workUnits };
}
