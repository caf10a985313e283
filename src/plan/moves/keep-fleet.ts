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
import type { Choosable } from "./choose.js";
import { keepingPackings, movesOf } from "./keep-target.js";

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
  /** Most that one may cost whose moves are counted first. */
  readonly budget: number;
}

export function asksForMoves({ furtherObjectives = [], limits, weights }: CheckedFleet): boolean {
  const { maxMoves, maxMovesPercent } = limits;
  if (weights !== undefined && weights.microPerMoveHour > 0) return true;
  return furtherObjectives.includes("moves") || maxMoves !== undefined || maxMovesPercent !== undefined;
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

class KeepFleet {
  private readonly earlier: readonly NodeObjective[];
  private readonly isFirst: boolean;
  private workUnits = 0;
  private replayLeft: number;

  constructor(private readonly given: KeepFleetInput) {
    const { furtherObjectives = [], limits } = given.fleet;
    const rank = furtherObjectives.indexOf("moves");
    this.isFirst = rank !== -1;
    this.earlier = furtherObjectives.slice(0, Math.max(0, rank)).filter(isNodeObjective);
    const replayed = given.packed.reduce((sum, { replayWorkUnits = 0 }) => sum + replayWorkUnits, 0);
    this.replayLeft = Math.max(0, (limits.replayWorkUnits ?? DEFAULT_REPLAY_LIMIT) - replayed);
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
    const { microPerMoveHour = 0, microPerInstanceTypeHour = 0 } = fleet.weights ?? {};
    const optionOf = (one: PackedTarget): Option => {
      const moves = movesOf(one, before, one.packing.nodes);
      const types = microPerInstanceTypeHour === 0 ? 0 : typesOf(one.packing.nodes);
      const weighed = moves * microPerMoveHour + types * microPerInstanceTypeHour;
      return { one, cost: one.packing.cost + weighed, moves };
    };
    const all = [optionOf(anew)];
    const budget = budgetOf(anew, fleet);
    if (all[0]?.moves === 0) return { all, budget };
    const input = this.inputOf(index);
    for (const { nodes, workUnits } of keepingPackings({ input, packing: anew.packing, before })) {
      this.workUnits += workUnits;
      const kept = this.realised(anew, withNodes(anew, nodes, fleet), input);
      if (!standsAsWell(kept, anew) || !keepsEarlier(kept, anew, this.earlier, catalogue)) continue;
      all.push(optionOf(kept));
      // Whoever keeps less costs no less from here on, but for the gap that was asked for.
      if (kept.packing.cost <= budget) break;
    }
    return { all, budget };
  }

  private mostMoves(options: readonly Options[]): number {
    const { maxMoves = Infinity, maxMovesPercent } = this.given.fleet.limits;
    if (maxMovesPercent === undefined) return maxMoves;
    const pods = options.reduce(
      (sum, { all }) => sum + (all[0] === undefined ? 0 : this.stayingOn(all[0].one)),
      0,
    );
    return Math.min(maxMoves, Math.floor((pods * maxMovesPercent) / 100));
  }

  /** Pods of before that the plan has too. */
  private stayingOn({ target, packing }: PackedTarget): number {
    const before = new Map<string, number>();
    for (const { count, pods } of this.given.previous.targets[target.name] ?? [])
      for (const [short, each] of Object.entries(pods)) {
        const id = `${target.name}/${short}`;
        before.set(id, (before.get(id) ?? 0) + count * each);
      }
    let sum = 0;
    for (const [id, pods] of before) {
      const now = packing.nodes.reduce((all, { nodes, pods: held }) => all + nodes * (held.get(id) ?? 0), 0);
      sum += Math.min(pods, now);
    }
    return sum;
  }

  private choose(options: readonly Options[], most: number): ReturnType<typeof cheapestWithin> {
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
      if (moves <= most) return { picks: fewest.map((one) => one?.[0] ?? 0) };
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

  private tooMany(most: number, fewest: number): KeptFleet {
    const { fleet, packed } = this.given;
    const field = (fleet.limits.maxMoves ?? Infinity) <= most ? "maxMoves" : "maxMovesPercent";
    return {
      status: "noneFound",
      conflicts: [
        {
          label: "moves",
          subject: fleet.name,
          path: `/limits/${field}`,
          message: `at most ${most} pod(s) of the previous plan may move, and no plan was found that moves fewer than ${fewest}`,
          offeringsConsidered: packed.reduce((sum, { kinds }) => sum + kinds.length, 0),
          exclusions: [],
          waysOut: [
            `let ${fewest} pods move (limits.${field})`,
            "keep the pools and instance types of the previous plan",
          ],
        },
      ],
      workUnits: this.workUnits,
    };
  }

  run(): KeptFleet {
    const { packed } = this.given;
    const options = packed.map((_one, index) => this.optionsOf(index));
    const most = this.mostMoves(options);
    const chosen = this.choose(options, most);
    if ("fewest" in chosen) return this.tooMany(most, chosen.fewest);
    const kept = options.flatMap(({ all }, index) => all[chosen.picks[index] ?? 0]?.one ?? []);
    if (this.keepsQuotas(kept)) return { status: "kept", packed: kept };
    const moves = options.reduce((sum, { all }) => sum + (all[0]?.moves ?? 0), 0);
    return moves <= most ? { status: "kept", packed } : this.tooMany(most, moves);
  }
}

export function keepFleet(given: KeepFleetInput): KeptFleet {
  return new KeepFleet(given).run();
}
