/** Reserved nodes are the fleet's: no more of each than are reserved, where they are, at the price that the fleet says. */
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
      if (purchase.purchaseOption !== "reserved") {
        if (purchase.capacityReservation !== undefined)
          refuse([...path, "capacityReservation"], `is stated, and the nodes are ${purchase.purchaseOption}`);
        continue;
      }
      const pool = cluster?.pools.find(({ name }) => name === purchase.pool);
      const reserved = pool?.reserved?.find(
        ({ instanceType, availabilityZone: zone = purchase.availabilityZone }) =>
          instanceType === purchase.instanceType && zone === purchase.availabilityZone,
      );
      if (reserved === undefined) {
        const where = `for pool "${purchase.pool}" in ${purchase.availabilityZone}`;
        refuse(path, `the fleet reserves no ${purchase.instanceType} ${where}`);
        continue;
      }
      const key = JSON.stringify([purchase.pool, purchase.instanceType, reserved.availabilityZone]);
      used.add(key, purchase.count);
      if (used.of(key) > reserved.count)
        refuse([...path, "count"], `brings it to ${used.of(key)} nodes, and ${reserved.count} are reserved`);
      if (purchase.capacityReservation !== reserved.capacityReservation)
        refuse(
          [...path, "capacityReservation"],
          `is ${purchase.capacityReservation ?? "missing"}, and the fleet says ${reserved.capacityReservation ?? "nothing"}`,
        );
      if (purchase.microPerHour !== reserved.microPerHour)
        refuse(
          [...path, "microPerHour"],
          `is ${purchase.microPerHour}, and the fleet says ${reserved.microPerHour} micro-units an hour`,
        );
    }
  }
};
