/** Packs every target of a fleet, and says why where one of them has no packing. */
import type { Conflict, Unplanned } from "../../model/outcome.js";
import { present } from "../../units/invariant.js";
import { asGathered } from "../constraints/gangs.js";
import type { Demand } from "../formulate/demand.js";
import type { FilledNodes } from "./filled-nodes.js";
import { hasPerformance, packPerformance } from "./pack-performance.js";
import type { Packed } from "./pack-performance.js";
import { combined, packTarget } from "./pack-target.js";
import type { PackTargetInput } from "./pack-target.js";
import type { PlanFleetInput } from "../plan-fleet-input.js";
import type { DemandedTarget, PackedTarget } from "./planned-target.js";
import { packSharing, sharesQuotas } from "./share-quotas.js";
import type { TargetPacking } from "./target-packing.js";
import { FlowingWork, workUnitsOf } from "./work-budget.js";

/** For questions that any plan answers, at any price. In thousandths of a percent. */
export const ANY_GAP = 1_000_000_000;

/** What all targets packed as one leave to their own packings. */
export interface PackedBefore {
  /** Nodes to begin with, by target. */
  readonly starts: ReadonlyMap<string, readonly FilledNodes[]>;
  /** Micro-units an hour that no target is searched for, as the fleet's own gap is within its target. */
  readonly spare: number;
}

/** Over all zones and, where risk groups leave the choice and the first is not proved, in few: the cheaper one. */
function packEither(one: DemandedTarget, input: PackTargetInput): Packed {
  const packing = packTarget(input);
  const { inFewZones: demands, ...given } = one;
  const { limits } = input;
  if (demands === undefined) return { one, packing };
  const isDone = packing.status === "packed" && ["proved", "gapReached"].includes(packing.stop);
  const workUnits = limits.workUnits - packing.workUnits;
  if (isDone || workUnits < 1) return { one: given, packing };
  const other = packTarget({ ...input, demands, limits: { ...limits, workUnits } });
  const worked = { workUnits: packing.workUnits + other.workUnits };
  if (other.status !== "packed") return { one: given, packing: { ...packing, ...worked } };
  if (packing.status !== "packed") return { one: { ...given, demands }, packing: { ...other, ...worked } };
  const better = combined(input, packing, other);
  return { one: other.cost < packing.cost ? { ...given, demands } : given, packing: better };
}

export function packAll(
  { fleet }: PlanFleetInput,
  targets: readonly DemandedTarget[],
  { starts = new Map(), spare = 0 }: Partial<PackedBefore> = {},
): readonly Packed[] {
  const budgets = workUnitsOf(
    targets.map(({ target }) => target),
    fleet.limits.workUnits,
  );
  const hopeless = targets.some(({ demands }) => demands.conflicts.length + demands.unfound.length > 0);
  // Where there will be no plan, packing only looks for more conflicts: its first answer does.
  const inputs = targets.map((one, index) => {
    const start = starts.get(one.target.name);
    return {
      ...one,
      limits: {
        targetGapMilliPercent: hopeless ? ANY_GAP : fleet.limits.targetGapMilliPercent,
        workUnits: budgets[index] ?? 1,
        ...(spare === 0 ? {} : { spare }),
      },
      ...(start === undefined ? {} : { start }),
    };
  });
  const packed = (packing: TargetPacking, index: number): Packed => ({
    one: present(targets[index], "target"),
    packing,
  });
  if (sharesQuotas(inputs) && !hopeless) return packSharing(inputs).map(packed);
  const work = new FlowingWork(
    targets.map(({ target }) => target),
    fleet.limits.workUnits,
  );
  return inputs.map((input, index) => {
    const limits = { ...input.limits, workUnits: work.limit };
    const one = present(targets[index], "target");
    const found =
      hasPerformance(input.target) && !hopeless
        ? packPerformance(one, limits)
        : packEither(one, { ...input, limits });
    work.took(found.packing.workUnits);
    return found;
  });
}

/** Every conflict of the fleet: those found before packing and those that packing meets. */
export function withoutPlan(
  targets: readonly DemandedTarget[],
  packings: readonly TargetPacking[],
): Unplanned | undefined {
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

/** With gangs where the packing has them: what comes after it moves none. */
export function gathered(one: PackedTarget): PackedTarget {
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
