/** Reserved nodes are the fleet's: no more of each than are reserved, at the price that the fleet says. */
import { purchasesOf } from "../review.js";
import type { Check } from "../review.js";
import { Tally } from "../tally.js";

export const checkFleetReserved: Check = ({ fleet, targets }, refuse) => {
  if (fleet === undefined) return;
  for (const target of targets) {
    const cluster =
      target.kind === "cluster" ? fleet.clusters.find(({ name }) => name === target.name) : undefined;
    const used = new Tally();
    for (const { purchase, path } of purchasesOf(target)) {
      if (purchase.purchaseOption !== "reserved") continue;
      const pool = cluster?.pools.find(({ name }) => name === purchase.pool);
      const reserved = pool?.reserved?.find(({ instanceType }) => instanceType === purchase.instanceType);
      if (reserved === undefined) {
        refuse(path, `the fleet reserves no ${purchase.instanceType} for pool "${purchase.pool}"`);
        continue;
      }
      const key = JSON.stringify([purchase.pool, purchase.instanceType]);
      used.add(key, purchase.count);
      if (used.of(key) > reserved.count)
        refuse([...path, "count"], `brings it to ${used.of(key)} nodes, and ${reserved.count} are reserved`);
      if (purchase.microPerHour !== reserved.microPerHour)
        refuse(
          [...path, "microPerHour"],
          `is ${purchase.microPerHour}, and the fleet says ${reserved.microPerHour} micro-units an hour`,
        );
    }
  }
};
