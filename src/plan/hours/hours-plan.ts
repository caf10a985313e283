/** What the plan says of demand by the hour, from the fillings of its hours. */
import type { HoursPlan, HourState } from "../../model/hours.js";
import type { TargetPlan } from "../../model/plan.js";
import { mayStayOut } from "../../model/fleet-parts.js";
import { mostNodes } from "../../model/purchase-nodes.js";
import { invariant } from "../../units/invariant.js";
import { HOURS_PER_MONTH } from "../../units/money.js";
import { licencePrice } from "../constraints/licences.js";
import type { PackedTarget } from "../pack/planned-target.js";
import type { PlanTarget } from "../formulate/plan-target.js";
import { costOf, gapPpm } from "../pack/target-packing.js";
import { hoursOf } from "./pack-hours.js";
import type { PackedHours } from "./hour-states.js";

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/** `micro` over `hours` hours as a month of 730; exact, however large. */
function monthOf(micro: number, hours: number, rounding: "up" | "down"): number {
  const spread = rounding === "up" ? BigInt(hours) - 1n : 0n;
  return Number((BigInt(micro) * BigInt(HOURS_PER_MONTH) + spread) / BigInt(hours));
}

/** `bounded`: whether the bound holds for every plan of the spec. */
export function hourStatesPlan(
  { fee }: PlanTarget,
  states: readonly PackedHours[],
  bounded: boolean,
): HourState[] {
  return states.map(({ hours, demandOf, nodes, bound }) => ({
    hours,
    demandOf,
    microPerHour: costOf(nodes) + fee.microPerHour,
    ...(bounded ? { boundMicro: bound + hours.length * fee.microPerHour } : {}),
  }));
}

/**
 * Of a target whose demand does not change, what its packing costs at least: not where that counts penalties too, or
 * what a shared quota is worth to others.
 */
function boundOfHours(
  { packing, target }: PackedTarget,
  { hours: states }: TargetPlan,
  hours: number,
): number {
  if (states !== undefined) return sum(states.map(({ boundMicro = 0 }) => boundMicro));
  const alone = target.workloads.every((one) => !mayStayOut(one)) && target.accountQuotas.length === 0;
  return hours * ((alone ? packing.bound : 0) + target.fee.microPerHour);
}

/** An hour of every purchase at its most. */
function atMost(target: PlanTarget, { purchases }: TargetPlan): number {
  const each = Object.values(purchases).map(
    (purchase) => mostNodes(purchase) * (purchase.microPerHour + licencePrice(purchase, target.licences)),
  );
  return sum(each) + target.fee.microPerHour;
}

/** A peak that may come at any hour counts in every hour. */
function costOfHours(target: PlanTarget, slice: TargetPlan, hours: number): number {
  const { hours: states } = slice;
  if (states === undefined) return hours * atMost(target, slice);
  return sum(states.map((state) => state.hours.length * state.microPerHour));
}

export interface HoursPlanInput {
  readonly packed: readonly PackedTarget[];
  /** In the order of `packed`. */
  readonly slices: readonly TargetPlan[];
  readonly bounded: boolean;
}

/** Absent where no demand is by the hour. */
export function hoursPlan({ packed, slices, bounded }: HoursPlanInput): { readonly hours?: HoursPlan } {
  const hours = hoursOf(packed);
  if (hours === 0) return {};
  const each = packed.flatMap((one, index) => {
    const slice = slices[index];
    return slice === undefined ? [] : [{ one, slice }];
  });
  const micro = sum(each.map(({ one, slice }) => costOfHours(one.target, slice, hours)));
  const stated = {
    hours,
    micro,
    microPerMonth: monthOf(micro, hours, "up"),
    atMostMicroPerMonth: sum(each.map(({ one, slice }) => atMost(one.target, slice))) * HOURS_PER_MONTH,
  };
  if (!bounded) return { hours: stated };
  const bound = sum(each.map(({ one, slice }) => boundOfHours(one, slice, hours)));
  invariant(bound <= micro, "the bound of the hours is above their cost");
  return {
    hours: {
      ...stated,
      boundMicro: bound,
      boundMicroPerMonth: monthOf(bound, hours, "down"),
      gapPpm: gapPpm(micro, bound),
    },
  };
}
