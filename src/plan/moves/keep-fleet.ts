/**
 * The stage that keeps pods where they are. Each target has the plan that is made anew and some that keep more of
 * what was; one of each is chosen, so that the fleet keeps its limit of moves. With `moves` among the objectives the
 * fewest are chosen of the plans that cost no more than is allowed; otherwise the cheapest, moves priced or not.
 */
import type { Catalogue } from "../../catalogue/index.js";
import { DEFAULT_REPLAY_LIMIT } from "../../model/fleet.js";
import type { CheckedFleet } from "../../model/fleet.js";
import type { Conflict } from "../../model/outcome.js";
import type { PreviousFleet } from "../../model/running.js";
import { HOURS_PER_MONTH } from "../../units/money.js";
import { omitted } from "../../units/omitted.js";
import { accountQuotaLimits } from "../constraints/account-quotas.js";
import { summed } from "../pack/filled-nodes.js";
import type { FilledNodes } from "../pack/filled-nodes.js";
import { isNodeObjective, objectiveOf, typesOf } from "../objectives.js";
import type { NodeObjective } from "../objectives.js";
import type { PackTargetInput } from "../pack/pack-target.js";
import type { PackedTarget } from "../pack/planned-target.js";
import { realiseTarget } from "../realisation/realise-target.js";
import { leftBy } from "../pack/share-quotas.js";
import { costOf, gapPpm, stopOf } from "../pack/target-packing.js";
import type { SolvedTarget } from "../pack/target-packing.js";
import { workUnitsOf } from "../pack/work-budget.js";
import { cheapestWithin } from "./choose.js";
import type { Choosable, MoveLimits } from "./choose.js";
import { movesAmong, movesOfFleet, targetMoves } from "./fleet-moves.js";
import type { MovesOfFleet } from "./fleet-moves.js";
import { keepingPackings } from "./keep-target.js";
import { leastWorths, movePricing } from "./move-prices.js";
import type { MovePricing } from "./move-prices.js";
import { limitOf } from "./moves-plan.js";
import { tooManyMoves } from "./too-many-moves.js";
import { weighedMoves } from "./weighed-moves.js";

export interface KeepFleetInput {
  readonly fleet: CheckedFleet;
  readonly catalogue: Catalogue;
  readonly previous: PreviousFleet;
  /** Planned anew, to the end. */
  readonly packed: readonly PackedTarget[];
}

export type KeptFleet =
  | { readonly status: "kept"; readonly packed: readonly PackedTarget[] }
  | { readonly status: "noneFound"; readonly conflicts: readonly Conflict[]; readonly workUnits: number };

/** Of one target. */
interface Option extends Choosable {
  readonly one: PackedTarget;
}

interface Options {
  /** The first is the plan made anew. */
  readonly all: readonly Option[];
  /** Of the search for the others. */
  readonly workUnits: number;
  /** Most that one may cost whose moves are counted first. */
  readonly budget: number;
}

export function asksForMoves({ furtherObjectives = [], limits, weights }: CheckedFleet): boolean {
  const { maxMoves, maxMovesPercent, maxMoveMicro } = limits;
  if (weights !== undefined && (weights.microPerMoveHour > 0 || weights.moveHours !== undefined)) return true;
  return furtherObjectives.includes("moves") || (maxMoves ?? maxMovesPercent ?? maxMoveMicro) !== undefined;
}

/** What a plan may cost that keeps more: what one made anew costs, and what that leaves of the gap asked for. */
function budgetOf({ packing, realisation }: PackedTarget, { limits }: CheckedFleet): number {
  const allowed = (BigInt(packing.bound) * BigInt(100_000 + limits.targetGapMilliPercent)) / 100_000n;
  const packed = packing.cost - (realisation?.extraMicroPerHour ?? 0);
  return packing.cost + Math.max(0, Number(allowed) - packed);
}

const REALISATIONS = ["held", "pending", "notReplayed"] as const;

/** Whether the scheduler takes it at least as well. */
function standsAsWell({ realisation }: PackedTarget, anew: PackedTarget): boolean {
  if (realisation === undefined || anew.realisation === undefined) return true;
  const rank = ({ status }: typeof realisation): number => REALISATIONS.indexOf(status);
  const worse = rank(realisation) - rank(anew.realisation);
  return worse < 0 || (worse === 0 && realisation.pendingPods <= anew.realisation.pendingPods);
}

/** Fewer moves undo nothing of what is made small before them. */
function keepsEarlier(
  one: PackedTarget,
  anew: PackedTarget,
  earlier: readonly NodeObjective[],
  catalogue: Catalogue,
): boolean {
  const of = (name: NodeObjective, { target, packing }: PackedTarget): number =>
    objectiveOf(name, target, packing.nodes, catalogue);
  return earlier.every((name) => of(name, one) <= of(name, anew));
}

/** Nodes in the place of those of a packing, with what is left out left out. */
function withNodes(
  { packing, ...rest }: PackedTarget,
  nodes: readonly FilledNodes[],
  { limits }: CheckedFleet,
): PackedTarget {
  const cost = packing.cost - costOf(packing.nodes) + costOf(nodes);
  const gap = gapPpm(cost, packing.bound);
  const stop = stopOf(gap, limits.targetGapMilliPercent, packing.stop === "workBudget");
  return { ...rest, packing: { ...packing, nodes, cost, stop } };
}

function withWork({ packing, ...rest }: PackedTarget, workUnits: number): PackedTarget {
  return { ...rest, packing: { ...packing, workUnits: packing.workUnits + workUnits } };
}

class KeepFleet {
  private readonly earlier: readonly NodeObjective[];
  private readonly isFirst: boolean;
  private replayLeft: number;
  private readonly pricing: MovePricing;
  private readonly moveWorths: ReadonlyMap<string, number>;
  /** Of the plan made anew: what goes from one place to another is the same whatever stays in each. */
  private readonly ofAnew: MovesOfFleet;

  constructor(private readonly given: KeepFleetInput) {
    const { furtherObjectives = [], limits } = given.fleet;
    const rank = furtherObjectives.indexOf("moves");
    this.isFirst = rank !== -1;
    this.earlier = furtherObjectives.slice(0, Math.max(0, rank)).filter(isNodeObjective);
    const replayed = given.packed.reduce((sum, { replayWorkUnits = 0 }) => sum + replayWorkUnits, 0);
    this.replayLeft = Math.max(0, (limits.replayWorkUnits ?? DEFAULT_REPLAY_LIMIT) - replayed);
    const { packed, previous, fleet } = given;
    this.pricing = movePricing(
      packed.map(({ target }) => target),
      fleet.links,
    );
    this.moveWorths = leastWorths(this.pricing, fleet.weights?.moveHours ?? HOURS_PER_MONTH);
    this.ofAnew = movesOfFleet(packed, previous, fleet.links);
  }

  private inputOf(index: number): PackTargetInput {
    const { packed, fleet } = this.given;
    const one = packed[index];
    if (one === undefined) throw new RangeError(`no target ${index}`);
    const { target, kinds, demands } = one;
    const others = packed
      .filter((_other, at) => at !== index)
      .map((other) => ({ target: other.target, nodes: other.packing.nodes }));
    const budgets = workUnitsOf(
      packed.map((other) => other.target),
      fleet.limits.workUnits,
    );
    const limits = { ...fleet.limits, workUnits: budgets[index] ?? 1 };
    return { target: leftBy(target, others), kinds, demands, limits };
  }

  /** With what the scheduler needs beside the nodes that stay. */
  private realised(anew: PackedTarget, kept: PackedTarget, input: PackTargetInput): PackedTarget {
    if (anew.realisation === undefined) return kept;
    const bare = omitted(kept, "realisation", "steering");
    const realised = realiseTarget({
      input,
      packing: kept.packing,
      workUnitsLimit: Math.floor(this.replayLeft / (2 * this.given.packed.length)),
      keepsNodes: true,
    });
    this.replayLeft -= realised.workUnits;
    const { packing, steering, realisation } = realised;
    return {
      ...bare,
      packing,
      // The plan made anew is the cheapest packing, whatever this one began from.
      realisation: { ...realisation, extraMicroPerHour: Math.max(0, this.extraOf(packing, anew)) },
      replayWorkUnits: (kept.replayWorkUnits ?? 0) + realised.workUnits,
      ...(steering.size === 0 ? {} : { steering }),
    };
  }

  private extraOf(packing: SolvedTarget, anew: PackedTarget): number {
    return packing.cost - (anew.packing.cost - (anew.realisation?.extraMicroPerHour ?? 0));
  }

  private optionsOf(index: number): Options {
    const { packed, previous, catalogue, fleet } = this.given;
    const anew = packed[index];
    if (anew === undefined) throw new RangeError(`no target ${index}`);
    const before = previous.targets[anew.target.name] ?? [];
    const { weights } = fleet;
    const optionOf = (one: PackedTarget): Option => {
      const { movePods, priceMicro } = movesAmong([targetMoves(one, before)], this.pricing);
      const weighed =
        weights === undefined
          ? 0
          : weighedMoves({ movePods, priceMicro }, weights) +
            typesOf(one.packing.nodes) * weights.microPerInstanceTypeHour;
      return { one, cost: one.packing.cost + weighed, moves: movePods, price: priceMicro };
    };
    const all = [optionOf(anew)];
    const budget = budgetOf(anew, fleet);
    if (all[0]?.moves === 0) return { all, budget, workUnits: 0 };
    let workUnits = 0;
    const input = this.inputOf(index);
    for (const { nodes, workUnits: own } of keepingPackings({
      input,
      packing: anew.packing,
      before,
      moveWorths: this.moveWorths,
    })) {
      workUnits += own;
      const kept = this.realised(anew, withNodes(anew, nodes, fleet), input);
      if (!standsAsWell(kept, anew) || !keepsEarlier(kept, anew, this.earlier, catalogue)) continue;
      all.push(optionOf(kept));
      // Whoever keeps less costs no less from here on, but for the gap that was asked for.
      if (kept.packing.cost <= budget) break;
    }
    return { all, budget, workUnits };
  }

  /** Of what moves within places: what goes between them is what it is. */
  private mostWithin(options: readonly Options[]): MoveLimits {
    const { limits } = this.given.fleet;
    const { pods, betweenPlaces, priceMicro } = this.ofAnew;
    const price = options.reduce((sum, { all }) => sum + (all[0]?.price ?? 0), 0);
    return {
      moves: (limitOf(limits, pods) ?? Infinity) - betweenPlaces,
      price: (limits.maxMoveMicro ?? Infinity) - (priceMicro - price),
    };
  }

  private choose(options: readonly Options[], most: MoveLimits): ReturnType<typeof cheapestWithin> {
    if (this.isFirst) {
      // Fewest moves, then cost, of what is cheap enough.
      const fewest = options.map(({ all, budget }) => {
        const [first, ...others] = [...all.entries()].filter(([, { cost }]) => cost <= budget);
        return others.reduce(
          (best, one) =>
            one[1].moves < (best?.[1].moves ?? 0) ||
            (one[1].moves === best?.[1].moves && one[1].cost < best[1].cost)
              ? one
              : best,
          first,
        );
      });
      const moves = fewest.reduce((sum, one) => sum + (one?.[1].moves ?? 0), 0);
      const price = fewest.reduce((sum, one) => sum + (one?.[1].price ?? 0), 0);
      if (moves <= most.moves && price <= most.price) return { picks: fewest.map((one) => one?.[0] ?? 0) };
    }
    return cheapestWithin(
      options.map(({ all }) => all),
      most,
    );
  }

  private keepsQuotas(packed: readonly PackedTarget[]): boolean {
    return packed.every(({ target, packing }, index) => {
      const others = packed
        .filter((_other, at) => at !== index)
        .map((other) => ({ target: other.target, nodes: other.packing.nodes }));
      return accountQuotaLimits(leftBy(target, others)).every(
        ({ limit, weightOf }) => summed(packing.nodes, weightOf) <= limit,
      );
    });
  }

  /** What it takes at least: within places, and between them. */
  private tooMany(options: readonly Options[], most: MoveLimits, least: MoveLimits): KeptFleet {
    const { fleet, packed } = this.given;
    const { betweenPlaces } = this.ofAnew;
    const price = least.price - most.price + (fleet.limits.maxMoveMicro ?? 0);
    const conflicts = tooManyMoves(fleet, {
      ...(least.moves > most.moves ? { moves: least.moves + betweenPlaces, betweenPlaces } : {}),
      ...(least.price > most.price ? { price } : {}),
      pods: this.ofAnew.pods,
      offeringsConsidered: packed.reduce((sum, { kinds }) => sum + kinds.length, 0),
    });
    const workUnits = options.reduce((sum, own) => sum + own.workUnits, 0);
    return { status: "noneFound", conflicts, workUnits };
  }

  /** What goes between places was counted of the plan made anew: the limits hold of the one that stands. */
  private keepsLimits(packed: readonly PackedTarget[]): boolean {
    const { fleet, previous } = this.given;
    const { pods, movePods, priceMicro } = movesOfFleet(packed, previous, fleet.links);
    return (
      movePods <= (limitOf(fleet.limits, pods) ?? Infinity) &&
      priceMicro <= (fleet.limits.maxMoveMicro ?? Infinity)
    );
  }

  run(): KeptFleet {
    const { packed } = this.given;
    const options = packed.map((_one, index) => this.optionsOf(index));
    const most = this.mostWithin(options);
    const chosen = this.choose(options, most);
    if ("least" in chosen) return this.tooMany(options, most, chosen.least);
    const spent = (one: PackedTarget, index: number): PackedTarget =>
      withWork(one, options[index]?.workUnits ?? 0);
    const kept = options.flatMap(({ all }, index) => all[chosen.picks[index] ?? 0]?.one ?? []).map(spent);
    if (this.keepsQuotas(kept) && this.keepsLimits(kept)) return { status: "kept", packed: kept };
    const [moves, price] = [
      options.reduce((sum, { all }) => sum + (all[0]?.moves ?? 0), 0),
      options.reduce((sum, { all }) => sum + (all[0]?.price ?? 0), 0),
    ];
    return moves <= most.moves && price <= most.price
      ? { status: "kept", packed: packed.map(spent) }
      : this.tooMany(options, most, { moves, price });
  }
}

export function keepFleet(given: KeepFleetInput): KeptFleet {
  return new KeepFleet(given).run();
}
