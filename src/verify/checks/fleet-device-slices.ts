/** Devices are cut as the fleet says of the pool, and in no other way. */
import type { Pool } from "../../model/fleet.js";
import type { Purchase } from "../../model/plan.js";
import type { Path, Refuse } from "../refusals.js";
import { entryOf, purchasesOf } from "../review.js";
import type { Check } from "../review.js";

function checkPurchase({ chip, deviceSlices }: Purchase, pool: Pool, path: Path, refuse: Refuse): void {
  const cut = pool.deviceSlices === undefined ? undefined : entryOf(pool.deviceSlices.byChip, chip);
  const facts = [
    ["profile", deviceSlices?.profile, cut === undefined ? undefined : pool.deviceSlices?.profile],
    ["each", deviceSlices?.each, cut?.each],
    ["resource", deviceSlices?.resource, cut?.resource ?? deviceSlices?.resource],
  ] as const;
  for (const [member, stated, expected] of facts)
    if (stated !== expected)
      refuse(
        [...path, "deviceSlices", member],
        `is ${stated ?? "missing"}, and the fleet says ${expected ?? "nothing"}`,
      );
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
