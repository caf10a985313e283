/**
 * Packs a target with demand in units of performance: each combination of windows of chips for its workloads, the
 * cheapest counts. The bound is the least over all of them, each with as few replicas as any mix of it needs; where
 * there are too many to pack, it is that of the packing on any chips with the fewest replicas.
 */
import type { Conflict } from "../../model/outcome.js";
import type { Workload } from "../../model/fleet.js";
import { onChips, windowsOf } from "../constraints/performance.js";
import type { ChipWindow } from "../constraints/performance.js";
import { demandsOf } from "../formulate/demands.js";
import { packTarget } from "./pack-target.js";
import type { PackTargetInput } from "../formulate/pack-input.js";
import type { DemandedTarget } from "./planned-target.js";
import type { PlanTarget } from "../formulate/plan-target.js";
import { gapPpm, stopOf } from "./target-packing.js";
import type { SolvedTarget, TargetPacking } from "./target-packing.js";

/** Combinations that are packed at most. */
const MOST_COMBINATIONS = 24;

/** A target as it was packed: workloads with demand in performance have the replicas that were chosen. */
export interface Packed {
  readonly one: DemandedTarget;
  readonly packing: TargetPacking;
}

type Limits = PackTargetInput["limits"];
type Combination = ReadonlyMap<string, ChipWindow>;

export function hasPerformance({ workloads }: PlanTarget): boolean {
  return workloads.some(({ performance }) => performance !== undefined);
}

function combinationsOf({ workloads }: PlanTarget): Combination[] {
  return workloads.reduce<Combination[]>(
    (combinations, { id, performance }) =>
      performance === undefined
        ? combinations
        : combinations
            .flatMap((one) =>
              windowsOf(performance).map((window): Combination => new Map([...one, [id, window]])),
            )
            .slice(0, MOST_COMBINATIONS),
    [new Map()],
  );
}

function countOf({ workloads }: PlanTarget): number {
  return workloads.reduce(
    (product, { performance }) => product * (performance === undefined ? 1 : windowsOf(performance).length),
    1,
  );
}

/** `units`: what each replica of a window is counted as. */
function within(
  one: DemandedTarget,
  combination: Combination,
  units: (window: ChipWindow) => number,
): DemandedTarget {
  const workloads = one.target.workloads.map((workload): Workload => {
    const window = combination.get(workload.id);
    return window === undefined ? workload : onChips(workload, window.chips, units(window));
  });
  const target = { ...one.target, workloads };
  const residency = { ...one.residency, target };
  return { ...one, target, residency, demands: demandsOf(residency, one.kinds) };
}

function packed({ target, kinds, demands }: DemandedTarget, limits: Limits): TargetPacking {
  const { conflicts, unfound } = demands;
  if (conflicts.length > 0) return { status: "infeasible", conflicts, workUnits: 0 };
  if (unfound.length > 0) return { status: "noneFound", conflicts: unfound, workUnits: 0 };
  return packTarget({ target, kinds, demands, limits });
}

class PerformanceSearch {
  private best: { readonly one: DemandedTarget; readonly packing: SolvedTarget } | undefined;
  private conflicts: readonly Conflict[] = [];
  private bound = Infinity;
  private workUnits = 0;

  constructor(
    private readonly given: DemandedTarget,
    private readonly limits: Limits,
  ) {}

  private packed(one: DemandedTarget, limits: Limits): TargetPacking {
    const packing = packed(one, limits);
    this.workUnits += packing.workUnits;
    return packing;
  }

  private boundOf(packing: TargetPacking): number {
    if (packing.status === "packed") return packing.bound;
    // Nothing is known of a packing that was only not found.
    return packing.status === "infeasible" ? Infinity : 0;
  }

  private try(combination: Combination): void {
    const one = within(this.given, combination, ({ least }) => least);
    const packing = this.packed(one, this.limits);
    const isMixed = [...combination.values()].some(({ least, most }) => least < most);
    const fewest = isMixed
      ? this.packed(
          within(this.given, combination, ({ most }) => most),
          { ...this.limits, boundOnly: true },
        )
      : packing;
    this.bound = Math.min(this.bound, this.boundOf(fewest));
    if (packing.status !== "packed") {
      if (this.conflicts.length === 0) this.conflicts = packing.conflicts;
    } else if (this.best === undefined || packing.cost < this.best.packing.cost) this.best = { one, packing };
  }

  run(): Packed {
    const { target } = this.given;
    const combinations = combinationsOf(target);
    for (const combination of combinations) this.try(combination);
    if (this.bound === 0 || countOf(target) > combinations.length)
      this.bound = this.boundOf(this.packed(this.given, { ...this.limits, boundOnly: true }));
    if (this.best === undefined) {
      // No plan exists only where every mix, with as few replicas as it needs, has none.
      const status = this.bound === Infinity ? "infeasible" : "noneFound";
      return { one: this.given, packing: { status, conflicts: this.conflicts, workUnits: this.workUnits } };
    }
    const { one, packing } = this.best;
    const bound = Math.min(this.bound, packing.cost);
    const ranOut = packing.stop === "workBudget";
    const stop = stopOf(gapPpm(packing.cost, bound), this.limits.targetGapMilliPercent, ranOut);
    return { one, packing: { ...packing, bound, stop, workUnits: this.workUnits } };
  }
}

export function packPerformance(one: DemandedTarget, limits: Limits): Packed {
  const parts = 2 * Math.min(MOST_COMBINATIONS, countOf(one.target)) + 1;
  const workUnits = Math.max(1, Math.floor(limits.workUnits / parts));
  return new PerformanceSearch(one, { ...limits, workUnits }).run();
}
