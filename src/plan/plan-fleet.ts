/**
 * The planner, top to bottom. Pure: the same fleet, catalogue and version give the same bytes.
 *
 *   targets   clusters and edge sites, each planned by itself: workloads are bound to one of them
 *   offers    the nodes that each could have
 *   demands   the replicas that must go onto them, split over availability zones where a rule says so
 *   packing   which nodes, how many, and what stands on each, with a proven lower bound
 *   refining  fewer nodes, fewer types, less carbon at the same cost, where the spec asks for it
 *   realising what kube-scheduler needs beside it, in whatever order pods arrive
 *   peak      how many more of those nodes hold what demand may rise to
 *   plan      purchases, placements, cost, carbon, assumptions
 *   verify    the independent checker has the last word
 */
import type { Catalogue } from "../catalogue/index.js";
import { DEFAULT_REPLAY_LIMIT } from "../model/fleet.js";
import type { CheckedFleet } from "../model/fleet.js";
import type { Conflict, PlanOutcome } from "../model/outcome.js";
import type { Plan } from "../model/plan.js";
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
import { workUnitsOf } from "./work-budget.js";

export interface PlanFleetInput {
  readonly fleet: CheckedFleet;
  /** Must hold the prices and instance types of the fleet's regions. */
  readonly catalogue: Catalogue;
  /** Version of the package, which the plan carries. */
  readonly version: string;
  /** Whether a certificate of the bound is made; it costs time. */
  readonly certify?: boolean;
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
  const { furtherObjectives: objectives = [], limits } = fleet;
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

function verified(plan: Plan, { fleet, catalogue }: PlanFleetInput): Plan {
  const refusals = verifyPlan({ plan, fleet, offers: catalogueRowsOf(plan, catalogue) });
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
  const { demands, whole, relaxed, ...rest } = one.demands;
  if (demands.every(({ gang }) => gang === undefined)) return one;
  const keep = (some: readonly Demand[]): Demand[] => asGathered(some, packing.nodes, kinds);
  return {
    ...one,
    demands: {
      ...rest,
      demands: keep(demands),
      whole: keep(whole),
      ...(relaxed === undefined ? {} : { relaxed: keep(relaxed) }),
    },
  };
}

/** Plans a checked fleet: a verified plan, or every reason why there is none. */
export function planFleetChecked(input: PlanFleetInput): PlanOutcome {
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
  const peaks = packPeaks(input, realiseAll(input, refineAll(input, packed)));
  if (peaks.conflicts.length > 0)
    return { status: "noneFound", conflicts: peaks.conflicts, workUnits: peaks.workUnits };
  const plan = assemblePlan({ ...input, packed: peaks.packed });
  if (input.certify !== true) return { status: "planned", plan: verified(plan, input) };
  const certified = certifyPlan({ ...input, plan, packed: peaks.packed });
  return { status: "planned", ...certified, plan: verified(certified.plan, input) };
}
