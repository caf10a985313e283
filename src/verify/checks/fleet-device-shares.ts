/** Devices are shared where the fleet's pool says so, by as many pods, and nowhere else. */
import { amountOf, DEVICE_SHARES } from "../../units/resources.js";
import { purchasesOf } from "../review.js";
import type { Check } from "../review.js";

export const checkFleetDeviceShares: Check = ({ fleet, targets }, refuse) => {
  for (const target of targets) {
    const cluster =
      target.kind === "cluster" ? fleet?.clusters.find(({ name }) => name === target.name) : undefined;
    for (const { purchase, path } of purchasesOf(target)) {
      const pool = cluster?.pools.find(({ name }) => name === purchase.pool);
      if (pool === undefined) continue;
      const { deviceShares, allocatable } = purchase;
      const shares =
        amountOf(allocatable, DEVICE_SHARES.devices) > 0 ? pool.deviceShares?.perDevice : undefined;
      if (deviceShares?.perDevice !== shares)
        refuse(
          [...path, "deviceShares", "perDevice"],
          `is ${deviceShares?.perDevice ?? "missing"}, and the fleet says ${shares ?? "nothing"}`,
        );
    }
  }
};
