/**
 * Where divided workloads go, before any place is planned. All places are packed as one problem; what it puts where is
 * the division, and its bound is one of the whole fleet, over every division. Rules about places (share, number) are
 * kept by packing again with the replicas in parts that keep what was broken, in one of several ways; what leaves no
 * division out may raise the bound.
 */
import { withDivision } from "../../model/fleet-parts.js";
import type { CheckedFleet, DividedWorkload } from "../../model/fleet.js";
import type { Conflict } from "../../model/outcome.js";
import type { ByName, DivisionPlan } from "../../model/plan.js";
import type { PreviousFleet } from "../../model/running.js";
import type { Catalogue } from "../../catalogue/index.js";
import type { NodeLimit } from "../constraints/node-limit.js";
import type { FilledNodes } from "../pack/filled-nodes.js";
import { standingCost } from "../pack/pack-target.js";
import { roomConflict, rulesConflict, shutOutConflict } from "./division-conflicts.js";
import { JointPacking, used } from "./joint-packing.js";
import type { Counts, Joint } from "./joint-packing.js";
import { present } from "../../units/invariant.js";
import { unreachedConflict } from "../latency/latency-conflicts.js";
import { Reach, demandRules } from "../latency/reach.js";
import { partsOf } from "./parts.js";
import { settled } from "./settling.js";
import type { PackedDivision } from "./settling.js";
import { Mending } from "./mending.js";
import type { Rules } from "./mending.js";
import type { PlaceRules } from "./parts.js";
import { targetsOf } from "../formulate/plan-target.js";
import { placesOf } from "./places.js";
import { reachingParts } from "./reaching.js";
import { stayingParts } from "./staying.js";
import { loneDomainConflicts, standbyChoices } from "./standby.js";
import type { Place } from "./places.js";

/** Packings of all places that rules about places may take after the first. */
const MOST_ROUNDS = 8;

/** Broken workloads that are mended one after another, other ways than the first too; of more, all are fixed at once. */
const MOST_TRIED = 3;

/** Part of the work after which the replicas of many workloads are no longer mended round by round, but fixed at once. */
const MENDING = 0.02;

/** Packings that keep limits of places alone, of many workloads, before the replicas of all with rules are fixed. */
const LIMIT_ROUNDS = 2;

/** Part of what the fleet's gap allows that no place is searched for by itself, where the fleet is within it already. */
const IMMATERIAL = 0.01;

export interface DivideInput {
  readonly fleet: CheckedFleet;
  readonly catalogue: Catalogue;
}

/** Places that divided workloads may go to, at prices that may be others than those of the list. */
export interface DividePlaces {
  readonly fleet: CheckedFleet;
  /** At least one. */
  readonly divided: readonly DividedWorkload[];
  readonly places: readonly Place[];
  readonly reach: Reach;
  /** Limits on the nodes of all places that are not the spec's. */
  readonly within?: readonly NodeLimit[];
  /** What replicas stay in the places of; nothing is then proved of all divisions. Absent: they may go anywhere. */
  readonly keeping?: PreviousFleet;
}

export type DividedFleet =
  | {
      readonly status: "divided";
      /** Every workload with a place of its own. */
      readonly fleet: CheckedFleet;
      readonly divisions: ByName<DivisionPlan>;
      /** No plan of any division costs less: machines and penalties, in micro-units an hour. */
      readonly bound: number;
      /** Of all places packed as one, by which divisions are compared. */
      readonly packedCost: number;
      /** What it put into each cluster or edge site, by name: where their own packings begin. */
      readonly starts: ReadonlyMap<string, readonly FilledNodes[]>;
      /** What one place's own packing need not be searched for, in micro-units an hour. */
      readonly spare: number;
      readonly workUnits: number;
    }
  | {
      readonly status: "infeasible" | "noneFound";
      readonly conflicts: readonly Conflict[];
      readonly workUnits: number;
    };

interface Best {
  readonly counts: Counts;
  readonly nodes: readonly (readonly FilledNodes[])[];
  readonly cost: number;
}

function bestOf({ outcome, counts, nodes = [] }: Joint): Best | undefined {
  return outcome.status === "solved" && counts !== undefined
    ? { counts, nodes, cost: outcome.cost }
    : undefined;
}

/** Of one that replicas of were left out. */
function penaltyOf([candidate]: DividedWorkload["candidates"]): number {
  return present(candidate?.penaltyMicroPerHour, "a penalty of what stays out");
}

/** Workloads that break rules of their own, and ways to mend each. */
type Broken = readonly (readonly [DividedWorkload, readonly PlaceRules[]])[];

/** Rules to pack under next. */
interface Open {
  readonly rules: Rules;
  /** What the packing cost that they come from. */
  readonly least: number;
  /** Packings that led to it, each mended by the next. */
  readonly depth: number;
}

class Division {
  private bound = 0;
  private workUnits = 0;
  private readonly mending: Mending;
  /** Key of a workload -> places that may take it. */
  private readonly open = new Map<string, number[]>();

  constructor(
    private readonly places: readonly Place[],
    private readonly divided: readonly DividedWorkload[],
    private readonly given: Pick<DividePlaces, "fleet" | "reach" | "within" | "keeping">,
  ) {
    this.mending = new Mending(places, given.reach);
    for (const [place, { masks }] of places.entries())
      for (const key of masks.keys()) {
        const own = this.open.get(key);
        if (own === undefined) this.open.set(key, [place]);
        else own.push(place);
      }
  }

  /** No plan of any division costs less; 0 where nothing was proved. */
  get proved(): number {
    return this.bound;
  }

  private openOf({ key }: DividedWorkload): readonly number[] {
    return this.open.get(key) ?? [];
  }

  /** Each workload that breaks a rule of its own, and ways to mend it. */
  private waysOf(rules: Rules, counts: Counts): Broken {
    return [...rules].flatMap(([one, own]) => {
      const mended = this.mending.ownWays(one, own, counts.get(one.key) ?? []);
      return mended === undefined ? [] : [[one, mended] as const];
    });
  }

  /**
   * Limits of places kept where they are broken, as far as that leaves no division out; undefined: nothing more is
   * limited. So it raises the bound, and a division that keeps them is near.
   */
  private limited(rules: Rules, counts: Counts): Rules | undefined {
    const all = new Map(rules);
    for (const [one, own] of rules) {
      const more = this.mending.limited(one, own, counts.get(one.key) ?? []);
      if (more !== undefined && partsOf(one, more, this.openOf(one).length).exact) all.set(one, more);
    }
    return [...all].some(([one, own]) => rules.get(one) !== own) ? all : undefined;
  }

  /**
   * The first way for every workload, and each other way of one of them; undefined: nothing is broken. Empty: nothing
   * mends it.
   */
  private mended(rules: Rules, counts: Counts, ways: Broken): readonly Rules[] | undefined {
    if (ways.length === 0) return this.mending.farWays(rules, counts);
    if (ways.some(([, mended]) => mended.length === 0)) return [];
    const all = new Map(rules);
    for (const [one, [way]] of ways) if (way !== undefined) all.set(one, way);
    // Of many workloads one that goes another way changes little, and trying each in turn mends none of the rest.
    if (ways.length > MOST_TRIED) return [all];
    const others = ways.flatMap(([one, [, ...rest]]) => rest.map((way) => new Map(all).set(one, way)));
    return [all, ...others];
  }

  private solve(joint: JointPacking, rules: Rules): { readonly packed: Joint; readonly exact: boolean } {
    const divisions = [...rules].map(
      ([one, own]) => [one, partsOf(one, own, this.openOf(one).length)] as const,
    );
    // Other numbers of standby replicas have other limits: without limits, the least of them is in every plan.
    const exact =
      divisions.every(([, division]) => division.exact) &&
      [...rules].every(([one, { limited }]) => one.survive === undefined || limited.size === 0);
    const { limits } = this.given.fleet;
    // Half of the work is for the places' own packings.
    const left = limits.workUnits / 2 - this.workUnits;
    const workUnits = Math.max(1, Math.floor(left / 2));
    const parts = new Map(divisions.map(([one, division]) => [one, division.parts]));
    const { targetGapMilliPercent } = limits;
    const packed = joint.solve(parts, { targetGapMilliPercent, workUnits });
    this.workUnits += packed.outcome.workUnits;
    if (exact) this.bound = Math.max(this.bound, packed.bound);
    return { packed, exact };
  }

  private failed(status: "infeasible" | "noneFound", conflicts: readonly Conflict[]): DividedFleet {
    return { status, conflicts, workUnits: this.workUnits };
  }

  /** Nothing where the places packed as one are not within the target gap: there each place may gain what counts. */
  private spareOf(cost: number): number {
    const { targetGapMilliPercent } = this.given.fleet.limits;
    const standing = this.places.reduce((sum, { kinds }) => sum + standingCost(kinds), 0);
    const allowed = Math.floor(this.bound * (targetGapMilliPercent / 100_000));
    return standing + cost - this.bound <= allowed ? Math.floor(allowed * IMMATERIAL) : 0;
  }

  private told({ counts, nodes, cost: packedCost }: Best): DividedFleet {
    const divisions = Object.fromEntries(
      this.divided.map(({ key, replicas, survive, candidates }): [string, DivisionPlan] => {
        const own = counts.get(key) ?? [];
        const byTarget = Object.fromEntries(
          used(own).map((place) => [this.places[place]?.target.name ?? "", own[place] ?? 0]),
        );
        const out = replicas - own.reduce((sum, count) => sum + count, 0);
        return [
          key,
          {
            replicas,
            byTarget,
            ...(out > 0 ? { leftOut: { replicas: out, microPerHour: penaltyOf(candidates) } } : {}),
            ...(survive === undefined ? {} : { survive }),
          },
        ];
      }),
    );
    const fleet = withDivision(this.given.fleet, divisions);
    return {
      status: "divided",
      fleet,
      divisions,
      bound: this.bound,
      packedCost,
      starts: new Map(this.places.map(({ target }, place) => [target.name, nodes[place] ?? []])),
      spare: this.spareOf(packedCost),
      workUnits: this.workUnits,
    };
  }

  private rulesOf(one: DividedWorkload): PlaceRules {
    const open = this.openOf(one);
    const reaching = reachingParts(one, this.places, open, this.given.reach);
    const rules = { open, limited: new Set<number>(), held: new Set<number>() };
    if (reaching.length > 1) return { ...rules, reaching };
    // Of one demand point all places that are open are within reach.
    const { keeping } = this.given;
    if (keeping === undefined) return rules;
    return { ...rules, reaching: stayingParts(one, this.places, open, keeping) };
  }

  /** Demand points that have no place within reach, of a workload that has places. */
  private unreached(one: DividedWorkload): Conflict[] {
    const open = this.openOf(one);
    const [candidate] = one.candidates;
    if (open.length === 0 || candidate === undefined) return [];
    const parts = reachingParts(one, this.places, open, this.given.reach);
    return demandRules(candidate).flatMap((rule, index) =>
      parts[index]?.places.length === 0 ? [unreachedConflict(rule, one, this.given.reach)] : [],
    );
  }

  run(): DividedFleet {
    const conflicts = this.places.flatMap((place) => place.conflicts);
    conflicts.push(...this.divided.flatMap((one) => this.unreached(one)));
    conflicts.push(...this.divided.flatMap((one) => loneDomainConflicts(one, this.places)));
    const shut = this.divided.filter((one) => this.openOf(one).length < one.minPlaces);
    conflicts.push(...shut.map((one) => shutOutConflict(one, this.places)));
    if (conflicts.length > 0) return this.failed("infeasible", conflicts);
    return this.search(new JointPacking(this.places, this.given.within));
  }

  /** Whether packings of all places have taken little so far. */
  private isCheap(): boolean {
    return this.workUnits <= this.given.fleet.limits.workUnits * MENDING;
  }

  /** A division that keeps all rules, where mending them one after another found none. */
  private settled(joint: JointPacking, from: PackedDivision): Best | undefined {
    const pack = (rules: Rules): Joint => this.solve(joint, rules).packed;
    const found = settled({ mending: this.mending, pack }, from);
    return found === undefined ? undefined : bestOf(found.packed);
  }

  /** Best first: what kept the fewest rules so far may still become the cheapest that keeps them all. */
  private search(joint: JointPacking): DividedFleet {
    const start: Rules = new Map(this.divided.map((one) => [one, this.rulesOf(one)]));
    let open: Open[] = [{ rules: start, least: 0, depth: 0 }];
    let best: Best | undefined;
    let last: PackedDivision | undefined;
    for (let round = 0; round <= MOST_ROUNDS; round += 1) {
      const [next, ...rest] = open;
      if (next === undefined || (best !== undefined && next.least >= best.cost)) break;
      open = rest;
      const { rules, depth } = next;
      const { packed, exact } = this.solve(joint, rules);
      const { outcome, counts } = packed;
      if (outcome.status !== "solved" || counts === undefined) {
        const proved = exact && outcome.status === "infeasible";
        if (proved || round === 0)
          return this.failed(proved ? "infeasible" : "noneFound", [roomConflict(packed, proved)]);
        continue;
      }
      last = { rules, packed };
      const broken = this.waysOf(rules, counts);
      const isMany = broken.length > MOST_TRIED;
      const limited = isMany && depth < LIMIT_ROUNDS ? this.limited(rules, counts) : undefined;
      if (isMany && limited === undefined && !this.isCheap()) break;
      const children = limited === undefined ? this.mended(rules, counts, broken) : [limited];
      if (children === undefined && (best === undefined || outcome.cost < best.cost)) best = bestOf(packed);
      const more = (children ?? []).map((own) => ({
        rules: own,
        least: outcome.cost,
        depth: depth + 1,
      }));
      open = [...open, ...more].sort((left, right) => left.least - right.least);
    }
    // Where mending one after another finds none, or would take too long.
    if (best === undefined && last !== undefined) best = this.settled(joint, last);
    return best === undefined ? this.failed("noneFound", this.divided.map(rulesConflict)) : this.told(best);
  }
}

/** Divisions with other numbers of standby replicas that are tried of one workload. */
const MOST_CHOICES = 5;

/** The first choice of every workload, then each other choice of one of them. */
function choicesOf(divided: readonly DividedWorkload[], places: readonly Place[]): DividedWorkload[][] {
  const choices = divided.map((one) => {
    const all = standbyChoices(one, places).slice(0, MOST_CHOICES);
    return all.length === 0 ? [one] : all;
  });
  const least = choices.map(([first], index) => first ?? present(divided[index], "workload"));
  const others = choices.flatMap(([, ...rest], index) =>
    rest.map((other) => least.map((one, at) => (at === index ? other : one))),
  );
  return [least, ...others];
}

/** The cheapest of several divisions, with what the first proves: it is the one that every plan holds. */
function cheapestOf([first, ...others]: readonly (readonly [DividedFleet, number])[]): DividedFleet {
  const [least, bound] = present(first, "a division");
  const all = [least, ...others.map(([one]) => one)];
  const workUnits = all.reduce((sum, one) => sum + one.workUnits, 0);
  const found = all.flatMap((one) => (one.status === "divided" ? [one] : []));
  const [best] = found.sort((left, right) => left.packedCost - right.packedCost);
  return best === undefined ? { ...least, workUnits } : { ...best, bound, workUnits };
}

/** The places of a fleet at list prices. */
export function openPlaces(
  { fleet, catalogue }: DivideInput,
  divided: readonly DividedWorkload[],
): DividePlaces {
  const reach = new Reach(fleet, targetsOf(fleet, catalogue));
  return { fleet, divided, reach, places: placesOf({ fleet, catalogue, divided, reach }) };
}

export function divideFleet({ fleet, divided, places, within = [], ...given }: DividePlaces): DividedFleet {
  const choices = choicesOf(divided, places);
  const workUnits = Math.max(1, Math.floor(fleet.limits.workUnits / choices.length));
  const limited = { ...fleet, limits: { ...fleet.limits, workUnits } };
  const tried: [DividedFleet, number][] = [];
  for (const choice of choices) {
    const division = new Division(places, choice, { ...given, fleet: limited, within });
    const outcome = division.run();
    tried.push([outcome, division.proved]);
    // What has no division with the least standby has none with more.
    if (outcome.status === "infeasible") break;
  }
  return cheapestOf(tried);
}
