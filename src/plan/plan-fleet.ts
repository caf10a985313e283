/**
 * The planner, top to bottom. Pure: the same fleet, catalogue and version give the same bytes.
 *
 *   division  how many replicas each place gets, of workloads that may stand in several
 *   targets   clusters and edge sites, each planned by itself: by now each workload is bound to one of them
 *   offers    the nodes that each could have
 *   demands   the replicas that must go onto them, split over availability zones where a rule says so
 *   packing   which nodes, how many, and what stands on each, with a proven lower bound
 *   refining  fewer nodes, fewer types, less carbon at the same cost, where the spec asks for it
 *   realising what kube-scheduler needs beside it, in whatever order pods arrive
 *   keeping   pods where a previous plan has them, where the spec asks for it
 *             (or both again at what nodes weigh, where the spec weighs more than cost)
 *   peak      how many more of those nodes hold what demand may rise to
 *   plan      purchases, placements, cost, carbon, assumptions
 *   verify    the independent checker has the last word
 */
import type { Catalogue } from "../catalogue/index.js";
import { DEFAULT_REPLAY_LIMIT } from "../model/fleet.js";
import type { CheckedFleet, Weights } from "../model/fleet.js";
import type { Conflict, PlanOutcome } from "../model/outcome.js";
import type { Plan } from "../model/plan.js";
import type { PreviousFleet } from "../model/running.js";
import { invariant, present } from "../units/invariant.js";
import { verifyPlan } from "../verify/index.js";
import { assemblePlan } from "./assemble-plan.js";
import { catalogueRowsOf } from "./catalogue-rows.js";
import { certifyPlan } from "./certificate/certify-fleet.js";
import { asGathered, withGangsBound } from "./constraints/gangs.js";
import { hasPeak } from "./constraints/peak.js";
import { targetResidency } from "./constraints/residency.js";
import type { ResidencyInput } from "./constraints/residency.js";
import type { Demand } from "./demand.js";
import { demandsOf } from "./demands.js";
import { divideFleet } from "./division/divide-fleet.js";
import type { DividedFleet } from "./division/divide-fleet.js";
import { asksForMoves, keepFleet } from "./moves/keep-fleet.js";
import type { KeptFleet } from "./moves/keep-fleet.js";
import { isNodeObjective } from "./objectives.js";
import { nodeKindsOf } from "./offers.js";
import { packPeak } from "./pack-peak.js";
import { hasPerformance, packPerformance } from "./pack-performance.js";
import type { Packed } from "./pack-performance.js";
import { packTarget } from "./pack-target.js";
import { realiseTarget } from "./realisation/realise-target.js";
import { refineTarget } from "./refine-target.js";
import { leftBy, packSharing, sharesQuotas } from "./share-quotas.js";
import { targetsOf } from "./plan-target.js";
import type { DemandedTarget, PackedTarget } from "./planned-target.js";
import type { TargetPacking } from "./target-packing.js";
import { asListed, asWeighed, leastTypes, weighedSum, weighedTarget, withWeighedTypes } from "./weights.js";
import { workUnitsOf } from "./work-budget.js";

export interface PlanFleetInput {
  readonly fleet: CheckedFleet;
  /** Must hold the prices and instance types of the fleet's regions. */
  readonly catalogue: Catalogue;
  /** Version of the package, which the plan carries. */
  readonly version: string;
  /** Whether a certificate of the bound is made; it costs time. */
  readonly certify?: boolean;
  /** What the plan's moves are counted against; absent: nothing. */
  readonly previous?: PreviousFleet;
}

function demandedTargets({ fleet, catalogue }: PlanFleetInput): DemandedTarget[] {
  const targets = targetsOf(fleet, catalogue);
  return targets.map((target) => {
    const kinds = nodeKindsOf(target, catalogue);
    const residency: ResidencyInput = {
      target,
      targets,
      complianceZones: fleet.complianceZones,
      catalogue,
      offerings: kinds.length,
    };
    const demands = demandsOf(residency, kinds);
    return {
      target,
      kinds,
      residency,
      demands: { ...demands, conflicts: [...targetResidency(residency), ...demands.conflicts] },
    };
  });
}

/** For questions that any plan answers, at any price. In thousandths of a percent. */
export const ANY_GAP = 1_000_000_000;

function packAll({ fleet }: PlanFleetInput, targets: readonly DemandedTarget[]): readonly Packed[] {
  const budgets = workUnitsOf(
    targets.map(({ target }) => target),
    fleet.limits.workUnits,
  );
  const hopeless = targets.some(({ demands }) => demands.conflicts.length + demands.unfound.length > 0);
  // Where there will be no plan, packing only looks for more conflicts: its first answer does.
  const inputs = targets.map((one, index) => ({
    ...one,
    limits: {
      targetGapMilliPercent: hopeless ? ANY_GAP : fleet.limits.targetGapMilliPercent,
      workUnits: budgets[index] ?? 1,
    },
  }));
  const packed = (packing: TargetPacking, index: number): Packed => ({
    one: present(targets[index], "target"),
    packing,
  });
  if (sharesQuotas(inputs) && !hopeless) return packSharing(inputs).map(packed);
  return inputs.map((input, index) =>
    hasPerformance(input.target) && !hopeless
      ? packPerformance(present(targets[index], "target"), input.limits)
      : packed(packTarget(input), index),
  );
}

function refineAll({ fleet, catalogue }: PlanFleetInput, packed: readonly PackedTarget[]): PackedTarget[] {
  const { furtherObjectives = [], limits } = fleet;
  const objectives = furtherObjectives.filter(isNodeObjective);
  if (objectives.length === 0) return [...packed];
  const budgets = workUnitsOf(
    packed.map(({ target }) => target),
    limits.workUnits,
  );
  // One after another, each within what the others leave of the quotas that they share.
  const standing = packed.map(({ target, packing }) => ({ target, nodes: packing.nodes }));
  return packed.map((one, index) => {
    const { target, kinds, demands, packing } = one;
    const others = standing.filter((other) => other.target !== target);
    const left = leftBy(target, others);
    const input = { target: left, kinds, demands, limits: { ...limits, workUnits: budgets[index] ?? 1 } };
    const refined = refineTarget({ input, packing, objectives, catalogue });
    standing[index] = { target, nodes: refined.nodes };
    return { ...one, packing: refined, cheapest: packing.nodes };
  });
}

/** One after another, each within what the others leave of the quotas that they share. */
function realiseAll({ fleet }: PlanFleetInput, packed: readonly PackedTarget[]): PackedTarget[] {
  const { fidelity = "packing", limits } = fleet;
  if (fidelity === "packing") return [...packed];
  const { replayWorkUnits = DEFAULT_REPLAY_LIMIT } = limits;
  const standing = packed.map(({ target, packing }) => ({ target, nodes: packing.nodes }));
  let looks = replayWorkUnits;
  return packed.map((one, index) => {
    const { target, kinds, demands, packing } = one;
    const others = standing.filter((other) => other.target !== target);
    const left = withGangsBound(leftBy(target, others), packing.nodes);
    const input = { target: left, kinds, demands, limits };
    // Small targets leave what they do not need to those that come after them.
    const workUnitsLimit = Math.floor(looks / (packed.length - index));
    const realised = realiseTarget({ input, packing, workUnitsLimit });
    looks -= realised.workUnits;
    standing[index] = { target, nodes: realised.packing.nodes };
    const { realisation, workUnits, preferred } = realised;
    return {
      ...one,
      packing: realised.packing,
      realisation,
      replayWorkUnits: workUnits,
      ...(preferred.size === 0 ? {} : { preferred }),
    };
  });
}

function keepAll({ previous, ...input }: PlanFleetInput, packed: readonly PackedTarget[]): KeptFleet {
  if (previous === undefined || !asksForMoves(input.fleet)) return { status: "kept", packed };
  return keepFleet({ ...input, previous, packed });
}

/** Every conflict of the fleet: those found before packing and those that packing meets. */
function withoutPlan(
  targets: readonly DemandedTarget[],
  packings: readonly TargetPacking[],
): Exclude<PlanOutcome, { status: "planned" }> | undefined {
  const early = targets.flatMap(({ demands }) => demands.conflicts);
  const failed = packings.flatMap((packing) => (packing.status === "packed" ? [] : [packing]));
  const unfound = targets.flatMap(({ demands }) => demands.unfound);
  const conflicts: Conflict[] = [...early, ...unfound, ...failed.flatMap((packing) => packing.conflicts)];
  if (early.length > 0 || failed.some(({ status }) => status === "infeasible")) {
    return { status: "infeasible", conflicts };
  }
  if (failed.length + unfound.length === 0) return undefined;
  const workUnits = packings.reduce((sum, packing) => sum + packing.workUnits, 0);
  return { status: "noneFound", conflicts, workUnits };
}

function verified(plan: Plan, { fleet, catalogue, previous }: PlanFleetInput): Plan {
  const offers = catalogueRowsOf(plan, catalogue);
  const refusals = verifyPlan({ plan, fleet, offers, ...(previous === undefined ? {} : { previous }) });
  const words = refusals.map(({ path, message }) => `${path} ${message}`).join("; ");
  invariant(refusals.length === 0, `the verifier refuses the planner's own plan: ${words}`);
  return plan;
}

interface Peaks {
  readonly packed: readonly PackedTarget[];
  readonly conflicts: readonly Conflict[];
  readonly workUnits: number;
}

function packPeaks({ fleet }: PlanFleetInput, packed: readonly PackedTarget[]): Peaks {
  const budgets = workUnitsOf(
    packed.map(({ target }) => target),
    fleet.limits.workUnits,
  );
  // One after another, each within what the others leave of the quotas that they share.
  const standing = packed.map(({ target, packing }) => ({ target, nodes: packing.nodes }));
  const peaks = packed.map(({ target, residency, packing }, index) => {
    if (!hasPeak(target)) return undefined;
    const { targetGapMilliPercent } = fleet.limits;
    const limits = { targetGapMilliPercent, workUnits: budgets[index] ?? 1 };
    const left = leftBy(
      target,
      standing.filter((other) => other.target !== target),
    );
    const peak = packPeak({ residency: { ...residency, target: left }, nodes: packing.nodes, limits });
    if (peak.status === "packed") standing[index] = { target, nodes: peak.nodes };
    return peak;
  });
  return {
    packed: packed.map((one, index) => {
      const peak = peaks[index];
      if (peak?.status !== "packed") return one;
      const workUnits = one.packing.workUnits + peak.workUnits;
      return { ...one, packing: { ...one.packing, workUnits }, peak: peak.nodes };
    }),
    conflicts: peaks.flatMap((peak) => (peak?.status === "noneFound" ? peak.conflicts : [])),
    workUnits: peaks.reduce((sum, peak) => sum + (peak?.workUnits ?? 0), 0),
  };
}

/** With gangs where the packing has them: what comes after it moves none. */
function gathered(one: PackedTarget): PackedTarget {
  const { kinds, packing } = one;
  const { demands, relaxed, ...rest } = one.demands;
  if (demands.every(({ gang }) => gang === undefined)) return one;
  const keep = (some: readonly Demand[]): Demand[] => asGathered(some, packing.nodes, kinds);
  return {
    ...one,
    demands: {
      ...rest,
      demands: keep(demands),
      ...(relaxed === undefined ? {} : { relaxed: keep(relaxed) }),
    },
  };
}

interface Finished {
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

/** The least of a sum: the same search again, at what nodes weigh. */
function finishWeighed(input: PlanFleetInput, weights: Weights, cheapest: readonly PackedTarget[]): Finished {
  const { fleet, catalogue } = input;
  const weighed = cheapest.map((one) => weighedTarget(one, weights, catalogue));
  const packings = packAll(
    input,
    weighed.map(({ demanded }) => demanded),
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
function searching(input: PlanFleetInput): PlanFleetInput {
  const { fleet } = input;
  if (fleet.weights === undefined) return input;
  const workUnits = Math.max(1, Math.floor(fleet.limits.workUnits / 2));
  return { ...input, fleet: { ...fleet, limits: { ...fleet.limits, workUnits } } };
}

type Divided = DividedFleet & { readonly status: "divided" };

/** `asked`: the fleet whose plan it is, where workloads of `input` were divided as `division` says. */
function planBound(given: PlanFleetInput, asked: CheckedFleet, division?: Divided): PlanOutcome {
  const input = searching(given);
  const targets = demandedTargets(input);
  const tried = packAll(input, targets);
  const failure = withoutPlan(
    targets,
    tried.map(({ packing }) => packing),
  );
  if (failure !== undefined) return failure;
  const packed = tried.flatMap(({ one, packing }): PackedTarget[] =>
    packing.status === "packed" ? [gathered({ ...one, packing })] : [],
  );
  const { weights } = input.fleet;
  const finished =
    weights === undefined ? finishInOrder(input, packed) : finishWeighed(input, weights, packed);
  const { kept } = finished;
  if (kept.status === "noneFound") return kept;
  const peaks = packPeaks(input, kept.packed);
  if (peaks.conflicts.length > 0)
    return { status: "noneFound", conflicts: peaks.conflicts, workUnits: peaks.workUnits };
  const plan = assemblePlan({
    ...given,
    ...finished,
    // Work is limited for the fleet as a whole.
    fleet: { ...given.fleet, limits: asked.limits },
    packed: peaks.packed,
    ...(division === undefined ? {} : { division }),
  });
  const whole = { ...given, fleet: asked };
  // What a certificate proves of each place is proved of one division only.
  if (input.certify !== true || division !== undefined)
    return { status: "planned", plan: verified(plan, whole) };
  const certified = certifyPlan({ ...given, plan, packed: peaks.packed });
  return { status: "planned", ...certified, plan: verified(certified.plan, whole) };
}

/** Another division may have a plan where this one has none. */
function ofOneDivision(outcome: PlanOutcome, { workUnits }: Divided): PlanOutcome {
  return outcome.status === "infeasible"
    ? { status: "noneFound", conflicts: outcome.conflicts, workUnits }
    : outcome;
}

/** Plans a checked fleet: a verified plan, or every reason why there is none. */
export function planFleetChecked(input: PlanFleetInput): PlanOutcome {
  const { fleet } = input;
  const { divided = [], limits } = fleet;
  if (divided.length === 0) return planBound(input, fleet);
  const division = divideFleet(input, divided);
  if (division.status !== "divided")
    return division.status === "infeasible"
      ? { status: "infeasible", conflicts: division.conflicts }
      : { status: "noneFound", conflicts: division.conflicts, workUnits: division.workUnits };
  const workUnits = Math.max(1, limits.workUnits - division.workUnits);
  const bound = { ...division.fleet, limits: { ...limits, workUnits } };
  return ofOneDivision(planBound({ ...input, fleet: bound }, fleet, division), division);
}
