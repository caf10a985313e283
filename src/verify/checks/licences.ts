/**
 * Nodes have the licences that their workloads need, say so by their labels, and need no more of each than there
 * are, at peak too.
 */
import { licenceLabel } from "../../model/kubernetes.js";
import { laterLayouts, scales } from "../../model/purchase-nodes.js";
import type { Purchase } from "../../model/plan.js";
import type { Refuse } from "../refusals.js";
import { momentsOf } from "../hours.js";
import { entryOf, purchasesOf } from "../review.js";
import type { Check, Review, ReviewedPurchase } from "../review.js";

const LABEL_PREFIX = licenceLabel("");

function checkNodes({ plan }: Review, { purchase, path }: ReviewedPurchase, refuse: Refuse): void {
  const { licences = {}, labels, layouts } = purchase;
  for (const name of Object.keys(licences)) {
    if (entryOf(plan.licences ?? {}, name) === undefined)
      refuse([...path, "licences", name], "is no licence that the plan names");
    if (entryOf(labels, licenceLabel(name)) !== "true")
      refuse([...path, "labels", licenceLabel(name)], 'must be "true": the nodes have the licence');
  }
  for (const label of Object.keys(labels))
    if (label.startsWith(LABEL_PREFIX) && entryOf(licences, label.slice(LABEL_PREFIX.length)) === undefined)
      refuse([...path, "labels", label], "is the label of a licence that the nodes do not have");
  const held = new Set([...layouts, ...laterLayouts(purchase)].flatMap(({ pods }) => Object.keys(pods)));
  for (const id of held)
    for (const name of entryOf(plan.workloads, id)?.licences ?? [])
      if (entryOf(licences, name) === undefined)
        refuse([...path, "licences"], `lack "${name}", which "${id}" on these nodes needs`);
}

function needed(
  purchases: readonly ReviewedPurchase[],
  name: string,
  count: (purchase: Purchase) => number,
): number {
  return purchases.reduce(
    (sum, { purchase }) => sum + count(purchase) * (entryOf(purchase.licences ?? {}, name) ?? 0),
    0,
  );
}

function checkCounts(review: Review, purchases: readonly ReviewedPurchase[], refuse: Refuse): void {
  const { plan } = review;
  const moments = momentsOf(review);
  for (const [name, licence] of Object.entries(plan.licences ?? {})) {
    const at = ["licences", name];
    const licensed = purchases.filter(({ purchase }) => entryOf(purchase.licences ?? {}, name) !== undefined);
    const changes = licensed.some(({ purchase }) => scales(purchase));
    const planned = needed(licensed, name, ({ count }) => count);
    const each = moments.map((all) => needed(all, name, ({ count, peak }) => peak?.count ?? count));
    const full = Math.max(0, ...each);
    const atPeak = changes ? full : undefined;
    if (licence.planned !== planned)
      refuse([...at, "planned"], `is ${licence.planned}, and the nodes need ${planned}`);
    if (licence.atPeak !== atPeak)
      refuse(
        [...at, "atPeak"],
        `is ${licence.atPeak ?? "missing"}, and the nodes at peak need ${atPeak ?? "no other number"}`,
      );
    const most = Math.max(planned, full);
    if (licence.limit !== undefined && most > licence.limit)
      refuse([...at, "limit"], `is ${licence.limit}, and the nodes need ${most} licences`);
  }
}

export const checkLicences: Check = (review, refuse) => {
  const purchases = review.targets.flatMap(purchasesOf);
  for (const one of purchases) checkNodes(review, one, refuse);
  checkCounts(review, purchases, refuse);
};
