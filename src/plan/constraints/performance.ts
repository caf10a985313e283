/**
 * Demand in units of performance, of which a replica gives more on one chip than on another. The replicas of a
 * workload stand on chips of one window: those whose performance is no more than the allowed spread above that of
 * the slowest among them. Every replica counts as the slowest, so that whatever mix of the window's chips comes out
 * gives enough; where all of a window give the same, as without a spread, that is exact. No mix of the window needs
 * fewer replicas than if all were the fastest, which bounds its cost. Windows are packed one by one
 * (`src/plan/pack/pack-performance.ts`).
 */
import type { Performance, Workload } from "../../model/fleet.js";
import { NODE_LABELS } from "../../model/kubernetes.js";
import { compareText } from "../../units/compare.js";

export interface ChipWindow {
  readonly chips: readonly string[];
  /** What a replica gives on the slowest and on the fastest of them. */
  readonly least: number;
  readonly most: number;
}

/** Every mix that the spread allows lies in one of them, the fastest first. */
export function windowsOf({ perReplica, maxSpreadPercent }: Performance): ChipWindow[] {
  const chips = Object.entries(perReplica).sort(([left, a], [right, b]) => b - a || compareText(left, right));
  return [...new Set(chips.map(([, units]) => units))].map((least) => {
    const own = chips.filter(
      ([, units]) => units >= least && units * 100 <= least * (100 + maxSpreadPercent),
    );
    const most = Math.max(...own.map(([, units]) => units));
    return { chips: own.map(([chip]) => chip).sort(compareText), least, most };
  });
}

/** The workload on the chips alone, with replicas that each give so many units. */
export function onChips(workload: Workload, chips: readonly string[], units: number): Workload {
  const { performance, requiredNodeTerms: terms } = workload;
  if (performance === undefined) return workload;
  const asked = { key: NODE_LABELS.chip, operator: "In", values: chips } as const;
  return {
    ...workload,
    replicas: Math.ceil(performance.demand / units),
    requiredNodeTerms:
      terms.length === 0
        ? [{ requirements: [asked] }]
        : terms.map(({ requirements }) => ({
            requirements: requirements.length === 0 ? [] : [...requirements, asked],
          })),
  };
}
