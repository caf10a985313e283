/** The times at which a plan has other nodes: limits that targets share are kept at each of them. */
import type { Purchase, TargetPlan } from "../../model/plan.js";
import { omitted } from "../../units/omitted.js";

function stateAt({ hours: states = [] }: TargetPlan, hour: number): number {
  return states.findIndex(({ hours }) => hours.includes(hour));
}

function purchasesAt(slice: TargetPlan, hour: number): Purchase[] {
  const purchases = Object.values(slice.purchases);
  if (slice.hours === undefined) return purchases;
  const state = stateAt(slice, hour);
  return purchases.map((purchase) => {
    const peak = purchase.hours?.[state];
    return { ...omitted(purchase, "hours"), ...(peak === undefined ? {} : { peak }) };
  });
}

/** All purchases at each of those times, with what they have then as their peak. */
export function momentsOf(slices: readonly TargetPlan[]): readonly (readonly Purchase[])[] {
  const hours = slices.flatMap(({ hours: states = [] }) => states.flatMap((state) => state.hours));
  if (hours.length === 0) return [slices.flatMap((slice) => Object.values(slice.purchases))];
  const distinct = new Map<string, number>();
  for (const hour of [...new Set(hours)].sort((left, right) => left - right)) {
    const key = slices.map((slice) => stateAt(slice, hour)).join(" ");
    if (!distinct.has(key)) distinct.set(key, hour);
  }
  return [...distinct.values()].map((hour) => slices.flatMap((slice) => purchasesAt(slice, hour)));
}

/** `useOf`: of one node. Most at once; undefined where no demand changes. */
export function mostUsed(
  moments: readonly (readonly Purchase[])[],
  useOf: (purchase: Purchase) => number | undefined,
): number | undefined {
  const scales = moments.some((purchases) =>
    purchases.some((purchase) => purchase.peak !== undefined && useOf(purchase) !== undefined),
  );
  if (!scales) return undefined;
  const sums = moments.map((purchases) =>
    purchases.reduce(
      (sum, purchase) => sum + (purchase.peak?.count ?? purchase.count) * (useOf(purchase) ?? 0),
      0,
    ),
  );
  return Math.max(0, ...sums);
}
