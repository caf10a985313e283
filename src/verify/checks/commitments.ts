/** Commitments: nodes are those that the plan has on demand, and each offer's nodes and saving follow from its rate. */
import type { CommitmentOffer, CommitmentPlan } from "../../model/commitment-plan.js";
import { HOURS_PER_MONTH } from "../../units/money.js";
import { stateAt } from "../hours.js";
import { purchasesOf } from "../review.js";
import type { Check, Review } from "../review.js";
import type { Path, Refuse } from "../refusals.js";

function keyOf({
  provider,
  region,
  instanceType,
}: Pick<CommitmentPlan, "provider" | "region" | "instanceType">): string {
  return [provider, region, instanceType].join(" ");
}

/** Provider, region and type -> price and nodes of each hour. */
function onDemand({
  plan,
  targets,
}: Review): Map<string, { readonly price: number; readonly nodes: number[] }> {
  const all = new Map<string, { readonly price: number; readonly nodes: number[] }>();
  for (const target of targets) {
    if (target.kind !== "cluster") continue;
    const { provider, region } = target.slice;
    for (const { purchase } of purchasesOf(target)) {
      if (purchase.purchaseOption !== "on-demand") continue;
      const key = keyOf({ provider, region, instanceType: purchase.instanceType });
      const length = plan.hours?.hours ?? 1;
      const one = all.get(key) ?? { price: purchase.microPerHour, nodes: Array.from({ length }, () => 0) };
      all.set(key, one);
      for (let hour = 0; hour < length; hour += 1) {
        const then = purchase.hours?.[stateAt(target.slice, hour)]?.count ?? purchase.count;
        one.nodes[hour] = (one.nodes[hour] ?? 0) + then;
      }
    }
  }
  return all;
}

/** A node whose hours cost more on demand than promised is one to promise. */
function checkOffer(offer: CommitmentOffer, one: CommitmentPlan, path: Path, refuse: Refuse): void {
  const promised = BigInt(one.nodes.length) * BigInt(offer.payPpm);
  let [commit, below, gain] = [0, 0, 0n];
  // Nodes above one count and up to the next run in the same hours.
  for (const level of [...new Set(one.nodes)].sort((left, right) => left - right)) {
    let hours = 0n;
    for (const count of one.nodes) if (count >= level) hours += 1_000_000n;
    if (hours > promised) {
      commit = level;
      gain += BigInt(level - below) * (hours - promised);
    }
    below = level;
  }
  const saved =
    (gain * BigInt(one.microPerHour) * BigInt(HOURS_PER_MONTH)) / (BigInt(one.nodes.length) * 1_000_000n);
  if (offer.commit !== commit)
    refuse([...path, "commit"], `is ${offer.commit}, and ${commit} nodes run beyond its break-even`);
  if (BigInt(offer.savedMicroPerMonth) !== saved)
    refuse([...path, "savedMicroPerMonth"], `is ${offer.savedMicroPerMonth}, and its nodes save ${saved}`);
}

export const checkCommitments: Check = (review, refuse) => {
  const { commitments } = review.plan;
  const asked = review.fleet === undefined ? undefined : review.fleet.commitmentYears !== undefined;
  if (asked !== undefined && asked !== (commitments !== undefined))
    refuse(
      ["commitments"],
      asked ? "is missing, and the fleet asks for it" : "is stated, and the fleet does not ask",
    );
  if (commitments === undefined) return;
  const bought = onDemand(review);
  const named = commitments.map(keyOf);
  for (const key of bought.keys())
    if (named.filter((one) => one === key).length !== 1) refuse(["commitments"], `must name ${key} once`);
  for (const [index, one] of commitments.entries()) {
    const path: Path = ["commitments", index];
    const own = bought.get(keyOf(one));
    if (own === undefined || own.nodes.join(" ") !== one.nodes.join(" ")) {
      refuse([...path, "nodes"], `are not those that the plan has on demand of ${keyOf(one)}`);
      continue;
    }
    if (own.price !== one.microPerHour)
      refuse([...path, "microPerHour"], `is ${one.microPerHour}, and a node costs ${own.price}`);
    for (const [at, offer] of one.offers.entries()) checkOffer(offer, one, [...path, "offers", at], refuse);
  }
};
