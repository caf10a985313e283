/** Every target with a peak, filled with it: one after another, within the quotas that they share. */
import type { Conflict } from "../../model/outcome.js";
import { hasPeak, peakConflicts } from "../constraints/peak.js";
import { inTurn } from "./in-turn.js";
import { packPeak } from "./pack-peak.js";
import type { PlanFleetInput } from "../plan-fleet-input.js";
import type { PackedTarget } from "./planned-target.js";
import { workUnitsOf } from "./work-budget.js";

export interface Peaks {
  readonly packed: readonly PackedTarget[];
  readonly conflicts: readonly Conflict[];
  readonly workUnits: number;
}

export function packPeaks({ fleet }: PlanFleetInput, packed: readonly PackedTarget[]): Peaks {
  const budgets = workUnitsOf(
    packed.map(({ target }) => target),
    fleet.limits.workUnits,
  );
  const peaks = inTurn(packed, ({ residency, packing }, target, index) => {
    const { nodes } = packing;
    if (!hasPeak(target)) return { result: undefined, nodes };
    const { targetGapMilliPercent } = fleet.limits;
    const limits = { targetGapMilliPercent, workUnits: budgets[index] ?? 1 };
    const result = packPeak({ residency: { ...residency, target }, nodes, limits });
    return { result, nodes: result.status === "packed" ? result.nodes : nodes };
  });
  return {
    packed: packed.map((one, index) => {
      const peak = peaks[index];
      if (peak?.status !== "packed") return one;
      const workUnits = one.packing.workUnits + peak.workUnits;
      return { ...one, packing: { ...one.packing, workUnits }, peak: peak.nodes };
    }),
    conflicts: peaks.flatMap((peak) => (peak?.status === "noneFound" ? peakConflicts(peak.conflicts) : [])),
    workUnits: peaks.reduce((sum, peak) => sum + (peak?.workUnits ?? 0), 0),
  };
}
