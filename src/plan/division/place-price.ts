/** What one more replica costs in a place at least, by its largest share of the node: enough to rank places. */
import { amountOf } from "../../units/resources.js";
import type { DividedWorkload } from "../../model/fleet.js";
import type { Place } from "./places.js";

/** Micro-units an hour; infinite where the place takes none. */
export function placePrice({ kinds, masks }: Place, { key, candidates }: DividedWorkload): number {
  const mask = masks.get(key);
  const requests = candidates[0]?.requests ?? {};
  return kinds.reduce((least, { free, microPerHour, stock }, index) => {
    if (mask?.[index] !== 1) return least;
    const shares = Object.keys(requests).map((name) => {
      const has = amountOf(free, name);
      return has > 0 ? amountOf(requests, name) / has : 0;
    });
    return Math.min(least, (stock === undefined ? microPerHour : 0) * Math.max(0, ...shares));
  }, Infinity);
}
