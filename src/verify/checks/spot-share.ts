/** Spot nodes have at most their share of the virtual CPUs of a pool's nodes. */
import { purchasesOf } from "../review.js";
import type { Check } from "../review.js";
import { Tally } from "../tally.js";

export const checkSpotShare: Check = ({ targets }, refuse) => {
  for (const target of targets) {
    if (target.kind !== "cluster") continue;
    const [all, spot] = [new Tally(), new Tally()];
    for (const { purchase } of purchasesOf(target)) {
      const vcpu = purchase.count * purchase.vcpu;
      all.add(purchase.pool, vcpu);
      if (purchase.purchaseOption === "spot") spot.add(purchase.pool, vcpu);
    }
    for (const [name, { spotMaxPercent }] of Object.entries(target.slice.pools)) {
      if (spotMaxPercent === undefined || spot.of(name) * 100 <= all.of(name) * spotMaxPercent) continue;
      refuse(
        [...target.path, "pools", name, "spotMaxPercent"],
        `is ${spotMaxPercent}, and ${spot.of(name)} of the pool's ${all.of(name)} virtual CPUs are on spot`,
      );
    }
  }
};
