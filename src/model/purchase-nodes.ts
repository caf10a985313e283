/** What a purchase may grow to. */
import type { NodeLayout, Purchase } from "./plan.js";

type Growing = Pick<Purchase, "count" | "peak" | "hours">;

/** Most nodes at once. */
export function mostNodes({ count, peak, hours = [] }: Growing): number {
  return hours.reduce((most, one) => Math.max(most, one.count), Math.max(count, peak?.count ?? 0));
}

/** Whether a demand of its target changes. */
export function scales({ peak, hours }: Growing): boolean {
  return peak !== undefined || hours !== undefined;
}

/** Fillings beside that of the base. */
export function laterLayouts({ peak, hours = [] }: Pick<Purchase, "peak" | "hours">): readonly NodeLayout[] {
  return [...(peak?.layouts ?? []), ...hours.flatMap(({ layouts }) => layouts)];
}
