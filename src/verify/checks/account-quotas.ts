/** Over all clusters, the nodes count no more against a quota of an account than it leaves, at peak too. */
import { scales } from "../../model/purchase-nodes.js";
import type { Purchase } from "../../model/plan.js";
import { momentsOf } from "../hours.js";
import { entryOf, purchasesOf } from "../review.js";
import type { Check, Review, ReviewedPurchase } from "../review.js";
import { Tally } from "../tally.js";

function tallyOf(purchases: readonly ReviewedPurchase[], count: (purchase: Purchase) => number): Tally {
  const sum = new Tally();
  for (const { purchase } of purchases)
    for (const [key, weight] of Object.entries(purchase.quotas ?? {})) sum.add(key, weight * count(purchase));
  return sum;
}

/** Key -> the most at once, of those that a demand changes. */
function mostOf(review: Review): Tally {
  const most = new Tally();
  for (const purchases of momentsOf(review)) {
    const full = tallyOf(purchases, ({ count, peak }) => peak?.count ?? count);
    for (const key of full.names()) most.add(key, Math.max(0, full.of(key) - most.of(key)));
  }
  return most;
}

export const checkAccountQuotas: Check = (review, refuse) => {
  const { plan, targets } = review;
  const purchases = targets.flatMap(purchasesOf);
  const quotas = plan.quotas ?? {};
  for (const { purchase, path } of purchases)
    for (const key of Object.keys(purchase.quotas ?? {}))
      if (entryOf(quotas, key) === undefined)
        refuse([...path, "quotas", key], "is no quota that the plan names");
  const planned = tallyOf(purchases, ({ count }) => count);
  const full = mostOf(review);
  for (const [key, quota] of Object.entries(quotas)) {
    const changes = purchases.some(
      ({ purchase }) => scales(purchase) && entryOf(purchase.quotas ?? {}, key) !== undefined,
    );
    const stated = [
      ["planned", quota.planned, planned.of(key)],
      ["atPeak", quota.atPeak, changes ? full.of(key) : undefined],
    ] as const;
    for (const [member, said, counted] of stated) {
      if (said !== counted)
        refuse(
          ["quotas", key, member],
          `is ${said ?? "missing"}, and the nodes count ${counted ?? "nothing"} ${quota.unit}`,
        );
      if (counted !== undefined && counted > quota.limit)
        refuse(["quotas", key, "limit"], `is ${quota.limit}, and the nodes count ${counted} ${quota.unit}`);
    }
    if (planned.of(key) === 0) refuse(["quotas", key], "is named, and no node counts against it");
  }
};
