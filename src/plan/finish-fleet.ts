/**
 * What comes after packing: other objectives, what the scheduler needs, pods that stay where they are. In strict order;
 * or, where the spec weighs more than cost, once for the cost and once for the sum.
 */
import { DEFAULT_REPLAY_LIMIT } from "../model/fleet.js";
import type { Weights } from "../model/fleet.js";
import { present } from "../units/invariant.js";
import { withGangsBound } from "./constraints/gangs.js";
import type { FilledNodes } from "./pack/filled-nodes.js";
import { inTurn } from "./pack/in-turn.js";
import { asksForMoves, keepFleet } from "./moves/keep-fleet.js";
import type { KeptFleet } from "./moves/keep-fleet.js";
import { isNodeObjective } from "./objectives.js";
import { packAll } from "./pack/pack-fleet.js";
import type { PlanFleetInput } from "./plan-fleet-input.js";
import type { PackedTarget } from "./pack/planned-target.js";
import { realiseTarget } from "./realisation/realise-target.js";
import { refineTarget } from "./pack/refine-target.js";
import { asListed, asWeighed, leastTypes, weighedSum, weighedTarget, withWeighedTypes } from "./weights.js";
import { workUnitsOf } from "./pack/work-budget.js";

function refineAll({ fleet, catalogue }: PlanFleetInput, packed: readonly PackedTarget[]): PackedTarget[] {
  const { furtherObjectives = [], limits } = fleet;
  const objectives = furtherObjectives.filter(isNodeObjective);
  if (objectives.length === 0) return [...packed];
  const budgets = workUnitsOf(
    packed.map(({ target }) => target),
    limits.workUnits,
  );
  return inTurn(packed, (one, target, index) => {
    const { kinds, demands, packing } = one;
    const input = { target, kinds, demands, limits: { ...limits, workUnits: budgets[index] ?? 1 } };
    const refined = refineTarget({ input, packing, objectives, catalogue });
    return { result: { ...one, packing: refined, cheapest: packing.nodes }, nodes: refined.nodes };
  });
}

function realiseAll({ fleet }: PlanFleetInput, packed: readonly PackedTarget[]): PackedTarget[] {
  const { fidelity = "packing", limits } = fleet;
  const mayBind = fleet.steering === "required";
  if (fidelity === "packing") return [...packed];
  const { replayWorkUnits = DEFAULT_REPLAY_LIMIT } = limits;
  let looks = replayWorkUnits;
  return inTurn(packed, (one, left, index) => {
    const { kinds, demands, packing } = one;
    const input = { target: withGangsBound(left, packing.nodes), kinds, demands, limits };
    // Small targets leave what they do not need to those that come after them.
    const workUnitsLimit = Math.floor(looks / (packed.length - index));
    const realised = realiseTarget({ input, packing, workUnitsLimit, mayBind });
    looks -= realised.workUnits;
    const { realisation, workUnits, steering } = realised;
    const result = {
      ...one,
      packing: realised.packing,
      realisation,
      replayWorkUnits: workUnits,
      ...(steering.size === 0 ? {} : { steering }),
    };
    return { result, nodes: realised.packing.nodes };
  });
}

function keepAll({ previous, ...input }: PlanFleetInput, packed: readonly PackedTarget[]): KeptFleet {
  if (previous === undefined || !asksForMoves(input.fleet)) return { status: "kept", packed };
  return keepFleet({ ...input, previous, packed });
}

export interface Finished {
  readonly anew: readonly PackedTarget[];
  readonly kept: KeptFleet;
  /** Bound of the weighed sum of all targets, fees left out; present where the fleet weighs. */
  readonly weighedBound?: number;
}

/** In strict order: each objective within what the one before it leaves. */
function finishInOrder(input: PlanFleetInput, packed: readonly PackedTarget[]): Finished {
  const anew = realiseAll(input, refineAll(input, packed));
  return { anew, kept: keepAll(input, anew) };
}

interface Beginnings {
  /** Nodes to begin with at what they weigh, by target. */
  readonly starts?: ReadonlyMap<string, readonly FilledNodes[]>;
}

/** The least of a sum: the same search again, at what nodes weigh. */
function finishWeighed(
  input: PlanFleetInput,
  cheapest: readonly PackedTarget[],
  { weights, starts }: { readonly weights: Weights } & Beginnings,
): Finished {
  const { fleet, catalogue } = input;
  const weighed = cheapest.map((one) => weighedTarget(one, weights, catalogue));
  const packings = packAll(
    input,
    weighed.map(({ demanded }) => demanded),
    starts === undefined ? {} : { starts },
  ).map(({ packing }) => packing);
  const budgets = workUnitsOf(
    cheapest.map(({ target }) => target),
    fleet.limits.workUnits,
  );
  const bounds = packings.map((packing, index) => {
    const listed = cheapest[index]?.packing.bound ?? 0;
    return packing.status === "packed" ? Math.max(packing.bound, listed) : listed;
  });
  const sides = [
    packings,
    weighed.map((own, index) => {
      const one = cheapest[index];
      return one === undefined ? undefined : asWeighed(one.packing, own);
    }),
  ].map((all) =>
    all.flatMap((packing, index): PackedTarget[] => {
      const own = weighed[index];
      if (packing?.status !== "packed" || own === undefined) return [];
      const limits = { ...fleet.limits, workUnits: budgets[index] ?? 1 };
      const bound = bounds[index] ?? 0;
      return [withWeighedTypes({ ...own.demanded, packing: { ...packing, bound } }, weights, limits)];
    }),
  );
  const sumOf = (all: readonly PackedTarget[]): number =>
    all.reduce((sum, { packing }) => sum + weighedSum(packing, weights), 0);
  const [ofSum = [], ofCost = []] = sides;
  const better = ofSum.length === cheapest.length && sumOf(ofSum) < sumOf(ofCost) ? ofSum : ofCost;
  const anew = realiseAll(input, better);
  const kept = keepAll(input, anew);
  const listed = (all: readonly PackedTarget[]): PackedTarget[] =>
    all.map((one, index) => {
      const [own, own0] = [present(weighed[index], "weighed target"), present(cheapest[index], "target")];
      return asListed(one, own, own0, fleet.limits.targetGapMilliPercent);
    });
  const types = cheapest.reduce((sum, one) => sum + leastTypes(one), 0);
  return {
    anew: listed(anew),
    kept: kept.status === "kept" ? { ...kept, packed: listed(kept.packed) } : kept,
    weighedBound: bounds.reduce((sum, bound) => sum + bound, 0) + types * weights.microPerInstanceTypeHour,
  };
}

/** What is weighed is searched twice, for cost alone too: each on half of the work. */
export function searching(input: PlanFleetInput): PlanFleetInput {
  const { fleet } = input;
  if (fleet.weights === undefined) return input;
  const workUnits = Math.max(1, Math.floor(fleet.limits.workUnits / 2));
  return { ...input, fleet: { ...fleet, limits: { ...fleet.limits, workUnits } } };
}

export function finishFleet(
  input: PlanFleetInput,
  packed: readonly PackedTarget[],
  { weighedStarts: starts }: { readonly weighedStarts?: Beginnings["starts"] } = {},
): Finished {
  const { weights } = input.fleet;
  if (weights === undefined) return finishInOrder(input, packed);
  return finishWeighed(input, packed, { weights, ...(starts === undefined ? {} : { starts }) });
}
