/**
 * Demand by the hour: for each hour a filling that holds it, on the nodes of the base and more. Hours are packed one by
 * one, so that what peaks at different hours shares maximums and quotas, and equal hours once.
 *
 * Each hour is packed by itself first, whatever stands: that bounds what its nodes can cost. More nodes are of the kinds
 * that the base has, of those that the dearest hour has by itself, and of those that another hour has by itself only
 * where they save more than the gap that the spec allows: each kind is a group of nodes that somebody has to run.
 */
import type { Conflict } from "../../model/outcome.js";
import type { PackingLimits } from "../../solve/problem.js";
import { hasHours } from "../constraints/peak.js";
import { limitsTypes } from "../constraints/instance-types.js";
import { demandsOf } from "../formulate/demands.js";
import { inTurn } from "../pack/in-turn.js";
import type { NodeKind } from "../formulate/node-kind.js";
import { packPeak } from "../pack/pack-peak.js";
import type { PeakPacking } from "../pack/pack-peak.js";
import { packTarget } from "../pack/pack-target.js";
import type { PlanFleetInput } from "../plan-fleet-input.js";
import type { PlanTarget } from "../formulate/plan-target.js";
import type { PackedTarget } from "../pack/planned-target.js";
import { sharesQuotas } from "../pack/share-quotas.js";
import { costOf, gapPpm } from "../pack/target-packing.js";
import type { TargetPacking } from "../pack/target-packing.js";
import { workUnitsOf } from "../pack/work-budget.js";
import { demandsByHour, hourAlone, withHour } from "./hour-demand.js";
import { hourConflicts } from "./hour-conflicts.js";
import { hourStates } from "./hour-states.js";
import type { HourFilling } from "./hour-states.js";

/** Hours of the fleet's profiles; 0 where no demand is by the hour. */
export function hoursOf(packed: readonly Pick<PackedTarget, "target">[]): number {
  return Math.max(
    0,
    ...packed.flatMap(({ target }) => target.workloads.map(({ hourly = [] }) => hourly.length)),
  );
}

interface HourPacking {
  /** The first hour that it is for. */
  readonly hour: number;
  readonly packing: PeakPacking;
}

/** One target on its way through the hours. */
class HourPacker {
  readonly demands: readonly (readonly number[])[];
  workUnits = 0;
  private readonly keys: readonly string[];
  private readonly alone = new Map<string, TargetPacking>();
  private readonly packings = new Map<string, HourPacking>();
  /** Kinds that hours add to those of the base. */
  private more: ReadonlySet<NodeKind> | undefined;

  private readonly limits: PackingLimits;

  constructor(
    private readonly one: PackedTarget,
    limits: PackingLimits,
    hours: number,
  ) {
    this.demands = demandsByHour(one.target, hours);
    this.keys = this.demands.map((demand) => demand.join(" "));
    // Each distinct demand is packed twice.
    const packings = 2 * new Set(this.keys).size;
    this.limits = { ...limits, workUnits: Math.max(1, Math.floor(limits.workUnits / packings)) };
  }

  keyOf(hour: number): string {
    return this.keys[hour] ?? "";
  }

  /** The hour's demand whatever stands; of all targets that could share a quota, this one alone. */
  private packedAlone(hour: number): TargetPacking {
    const key = this.keyOf(hour);
    const known = this.alone.get(key);
    if (known !== undefined) return known;
    const { kinds, residency } = this.one;
    const target = hourAlone(this.one.target, hour);
    const demands = demandsOf({ ...residency, target }, kinds);
    const packing = packTarget({ target, kinds, demands, limits: this.limits });
    this.workUnits += packing.workUnits;
    this.alone.set(key, packing);
    return packing;
  }

  boundOf(hour: number): number {
    const packing = this.packedAlone(hour);
    return packing.status === "packed" ? packing.bound : 0;
  }

  private kindsAlone(hour: number): NodeKind[] {
    const packing = this.packedAlone(hour);
    return packing.status === "packed" ? [...new Set(packing.nodes.map(({ kind }) => kind))] : [];
  }

  /** The first of those in which the demand alone costs most. */
  private dearestHour(): number {
    return this.demands.reduce(
      (dearest, _, hour) => (this.boundOf(hour) > this.boundOf(dearest) ? hour : dearest),
      0,
    );
  }

  private packedOn(left: PlanTarget, hour: number, kinds: Iterable<NodeKind>): PeakPacking {
    const { residency, packing } = this.one;
    const more = [...kinds];
    const target = withHour(left, hour);
    const packed = packPeak({
      residency: { ...residency, target },
      nodes: packing.nodes,
      more,
      limits: this.limits,
    });
    this.workUnits += packed.workUnits;
    return packed;
  }

  /** Kinds that only an hour needs count against the types of a pool too. */
  private packedBest(left: PlanTarget, hour: number): PeakPacking {
    this.more ??= new Set(limitsTypes(left) ? [] : this.kindsAlone(this.dearestHour()));
    const first = this.packedOn(left, hour, this.more);
    if (first.status === "packed" && (limitsTypes(left) || this.isNear(first, this.boundOf(hour))))
      return first;
    const second = this.packedOn(left, hour, new Set([...this.more, ...this.kindsAlone(hour)]));
    if (second.status !== "packed") return first;
    if (first.status === "packed" && this.isNear(first, costOf(second.nodes))) return first;
    this.more = new Set([...this.more, ...second.nodes.map(({ kind }) => kind)]);
    return second;
  }

  private isNear({ nodes }: PeakPacking & { readonly status: "packed" }, least: number): boolean {
    return gapPpm(Math.max(costOf(nodes), least), least) <= this.limits.targetGapMilliPercent * 10;
  }

  /** Beside what the others have in that hour. `left`: the target with what they leave. */
  pack(left: PlanTarget, hour: number): HourPacking {
    const quotas = left.accountQuotas.map(({ limit }) => limit).join(" ");
    const key = `${this.keyOf(hour)}/${quotas}`;
    const known = this.packings.get(key);
    if (known !== undefined) return known;
    const packing = this.packedBest(left, hour);
    const packed = { hour, packing };
    this.packings.set(key, packed);
    return packed;
  }
}

export interface PackedHoursOfFleet {
  readonly packed: readonly PackedTarget[];
  readonly conflicts: readonly Conflict[];
  readonly workUnits: number;
}

/** Hours in which no target's demand differs, the dearest first. */
function distinctHours(packers: readonly (HourPacker | undefined)[], hours: number): number[][] {
  const distinct = new Map<string, number[]>();
  for (let hour = 0; hour < hours; hour += 1) {
    const key = packers.map((packer) => packer?.keyOf(hour) ?? "").join("/");
    distinct.set(key, [...(distinct.get(key) ?? []), hour]);
  }
  const bound = ([hour = 0]: readonly number[]): number =>
    packers.reduce((sum, packer) => sum + (packer?.boundOf(hour) ?? 0), 0);
  return [...distinct.values()]
    .map((same) => ({ same, bound: bound(same) }))
    .sort((left, right) => right.bound - left.bound || (left.same[0] ?? 0) - (right.same[0] ?? 0))
    .map(({ same }) => same);
}

/** `packed`: with the peaks of targets in which no demand is by the hour. */
export function packHours({ fleet }: PlanFleetInput, packed: readonly PackedTarget[]): PackedHoursOfFleet {
  const hours = hoursOf(packed);
  if (hours === 0) return { packed, conflicts: [], workUnits: 0 };
  const budgets = workUnitsOf(
    packed.map(({ target }) => target),
    fleet.limits.workUnits,
  );
  const { targetGapMilliPercent } = fleet.limits;
  const packers = packed.map((one, index) =>
    hasHours(one.target)
      ? new HourPacker(one, { targetGapMilliPercent, workUnits: budgets[index] ?? 1 }, hours)
      : undefined,
  );
  const fillings = packed.map((): (HourFilling | undefined)[] =>
    Array.from({ length: hours }, () => undefined),
  );
  const unfound = packed.map((): Map<number, readonly Conflict[]> => new Map());
  for (const same of distinctHours(packers, hours)) {
    const hour = same[0] ?? 0;
    inTurn(
      packed,
      (one, left, index) => {
        const found = packers[index]?.pack(left, hour);
        if (found?.packing.status === "noneFound") unfound[index]?.set(hour, found.packing.conflicts);
        if (found?.packing.status !== "packed")
          return { result: undefined, nodes: one.peak ?? one.packing.nodes };
        const { nodes } = found.packing;
        for (const each of same) (fillings[index] ?? [])[each] = { hour: found.hour, nodes };
        return { result: undefined, nodes };
      },
      ({ peak, packing }) => peak ?? packing.nodes,
    );
  }
  const shares = !sharesQuotas(packed);
  const conflicts: Conflict[] = [];
  const withHours = packed.map((one, index): PackedTarget => {
    const packer = packers[index];
    if (packer === undefined) return one;
    const { states, without } = hourStates({
      demands: packer.demands,
      fillings: fillings[index] ?? [],
      shares,
      boundOf: (hour) => packer.boundOf(hour),
    });
    const [first] = without.filter((hour) => unfound[index]?.has(hour));
    if (first !== undefined) conflicts.push(...hourConflicts(unfound[index]?.get(first) ?? [], first, hours));
    return { ...one, hours: states };
  });
  return {
    packed: withHours,
    conflicts,
    workUnits: packers.reduce((sum, packer) => sum + (packer?.workUnits ?? 0), 0),
  };
}
