/**
 * Divisions that leave replicas in the places where a previous plan, or what runs, has them: what stands there is a part
 * of its own that may stand nowhere else, and what has lost its place, or is new, goes wherever it costs least. Nothing is
 * proved by it, as it leaves divisions out.
 */
import type { DividedWorkload } from "../../model/fleet.js";
import type { PreviousFleet } from "../../model/running.js";
import type { Part } from "./parts.js";
import type { Place } from "./places.js";

function standingIn(key: string, rows: PreviousFleet["targets"][string] = []): number {
  return rows.reduce((sum, { count, pods }) => sum + count * (pods[key] ?? 0), 0);
}

/**
 * In the order of the places; the replicas that may stand in any of them come last.
 *
 * @param open indices of the places that may take replicas
 */
export function stayingParts(
  { key, replicas, maxPerPlace = replicas }: DividedWorkload,
  places: readonly Place[],
  open: readonly number[],
  { targets }: PreviousFleet,
): Part[] {
  let left = replicas;
  const parts: Part[] = [];
  for (const place of open) {
    const standing = standingIn(key, targets[places[place]?.target.name ?? ""]);
    const staying = Math.min(standing, maxPerPlace, left);
    left -= staying;
    if (staying > 0) parts.push({ replicas: staying, places: [place] });
  }
  return left > 0 ? [...parts, { replicas: left, places: open }] : parts;
}
