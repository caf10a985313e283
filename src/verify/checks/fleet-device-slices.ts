/** Devices are cut as the fleet says of the pool, and in no other way. */
import type { Pool, SlicesOfDevice } from "../../model/fleet.js";
import type { DeviceSlicePlan, Purchase } from "../../model/plan.js";
import type { Path, Refuse } from "../refusals.js";
import { entryOf, purchasesOf } from "../review.js";
import type { Check } from "../review.js";

function checkSlice(
  stated: DeviceSlicePlan | undefined,
  cut: SlicesOfDevice | undefined,
  path: Path,
  refuse: Refuse,
): void {
  const facts = [
    ["profile", stated?.profile, cut?.profile],
    ["each", stated?.each, cut?.each],
    ["resource", stated?.resource, cut?.resource ?? stated?.resource],
  ] as const;
  for (const [member, found, expected] of facts)
    if (found !== expected)
      refuse([...path, member], `is ${found ?? "missing"}, and the fleet says ${expected ?? "nothing"}`);
}

function checkPurchase({ chip, deviceSlices }: Purchase, pool: Pool, path: Path, refuse: Refuse): void {
  const cut = pool.deviceSlices === undefined ? undefined : entryOf(pool.deviceSlices.byChip, chip);
  const stated = deviceSlices?.slices;
  const at: Path = [...path, "deviceSlices", "slices"];
  for (let index = 0; index < Math.max(stated?.length ?? 0, cut?.length ?? 0); index += 1)
    checkSlice(stated?.[index], cut?.[index], [...at, index], refuse);
}

export const checkFleetDeviceSlices: Check = ({ fleet, targets }, refuse) => {
  for (const target of targets) {
    const cluster =
      target.kind === "cluster" ? fleet?.clusters.find(({ name }) => name === target.name) : undefined;
    for (const { purchase, path } of purchasesOf(target)) {
      const pool = cluster?.pools.find(({ name }) => name === purchase.pool);
      if (pool !== undefined) checkPurchase(purchase, pool, path, refuse);
    }
  }
};
