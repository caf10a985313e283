/**
 * Ranges of addresses give what the nodes take, at peak and while pools are upgraded too; ranges that could meet each
 * other share no address. What one node takes is judged with the fleet.
 */
import { scales } from "../../model/purchase-nodes.js";
import type { NetworkPlan, RangePlan } from "../../model/network.js";
import { cidrsOverlap, ipv4Size } from "../../units/cidr.js";
import { momentsOf } from "../hours.js";
import type { Path, Refuse } from "../refusals.js";
import { entryOf, purchasesOf } from "../review.js";
import type { Check, Review, ReviewedPurchase, ReviewedTarget } from "../review.js";

type ReviewedCluster = Extract<ReviewedTarget, { kind: "cluster" }>;

/** Address modes whose pods only their own cluster reaches. */
const INTERNAL_PODS: readonly string[] = ["overlay", "kubenet"];

function hidesPods({ slice: { platform, addressMode } }: ReviewedCluster): boolean {
  if (platform === "kubernetes" || platform === "sim") return true;
  return platform === "aks" && INTERNAL_PODS.includes(addressMode ?? "overlay");
}

interface Claimed {
  readonly cidr: string;
  readonly isRouted: boolean;
  readonly path: Path;
}

function claimedBy(target: ReviewedCluster, { ranges, services }: NetworkPlan): Claimed[] {
  const at = [...target.path, "network"];
  const claimed = Object.entries(ranges).map(([key, { kind, cidr }]) => ({
    cidr,
    isRouted: kind === "nodes" || !hidesPods(target),
    path: [...at, "ranges", key, "cidr"],
  }));
  if (services === undefined) return claimed;
  const isRouted = target.slice.platform === "gke";
  return [...claimed, { cidr: services.cidr, isRouted, path: [...at, "services", "cidr"] }];
}

function checkRangesApart(
  target: ReviewedCluster,
  network: NetworkPlan,
  review: Review,
  refuse: Refuse,
): void {
  const own = claimedBy(target, network);
  for (const [index, one] of own.entries())
    for (const other of own.slice(0, index))
      if (cidrsOverlap(one.cidr, other.cidr))
        refuse(one.path, `is ${one.cidr}, and overlaps with ${other.cidr}`);
  for (const peer of network.peers ?? []) {
    const found = review.targets.find(({ kind, name }) => kind === "cluster" && name === peer);
    const theirs =
      found?.kind === "cluster" && found.slice.network !== undefined
        ? claimedBy(found, found.slice.network)
        : [];
    for (const one of own)
      for (const other of theirs)
        if ((one.isRouted || other.isRouted) && cidrsOverlap(one.cidr, other.cidr))
          refuse(
            one.path,
            `is ${one.cidr}, and overlaps with ${other.cidr} of ${peer}, which it is connected to`,
          );
  }
}

function takes(range: RangePlan, { purchase }: ReviewedPurchase): boolean {
  const { availabilityZone = purchase.availabilityZone, pools = [purchase.pool] } = range;
  return availabilityZone === purchase.availabilityZone && pools.includes(purchase.pool);
}

function checkUse(
  target: ReviewedCluster,
  key: string,
  range: RangePlan,
  review: Review,
  refuse: Refuse,
): void {
  const at = [...target.path, "network", "ranges", key];
  const each = ({ purchase }: ReviewedPurchase): number => entryOf(purchase.addresses ?? {}, key) ?? 0;
  const own = purchasesOf(target);
  let planned = 0;
  for (const one of own) {
    planned += one.purchase.count * each(one);
    if (takes(range, one) !== each(one) > 0)
      refuse(
        [...one.path, "addresses", key],
        `is ${each(one)}, and its nodes ${takes(range, one) ? "use" : "do not use"} that range`,
      );
  }
  const rises = own.some((one) => scales(one.purchase) && each(one) > 0);
  const full = momentsOf(review).map((moment) =>
    moment
      .filter((one) => one.target.name === target.name && one.target.kind === "cluster")
      .reduce((sum, one) => sum + (one.purchase.peak?.count ?? one.purchase.count) * each(one), 0),
  );
  const atPeak = rises ? Math.max(0, ...full) : undefined;
  if (range.planned !== planned)
    refuse([...at, "planned"], `is ${range.planned}, and the nodes take ${planned}`);
  if (range.atPeak !== atPeak)
    refuse(
      [...at, "atPeak"],
      `is ${range.atPeak ?? "missing"}, and the nodes take ${atPeak ?? "nothing more"}`,
    );
  let surge = 0;
  for (const [name, { headroom }] of Object.entries(target.slice.pools)) {
    const largest = Math.max(0, ...own.filter((one) => one.purchase.pool === name).map(each));
    surge += (headroom?.surgeNodes ?? 0) * largest;
  }
  if (range.surge < surge)
    refuse(
      [...at, "surge"],
      `is ${range.surge}, and nodes like those of the pools take ${surge} in upgrades`,
    );
  const most = Math.max(planned, atPeak ?? 0) + range.surge;
  if (most > range.usable)
    refuse([...at, "usable"], `is ${range.usable}, and nodes and upgrades take ${most} addresses`);
  if (range.usable > ipv4Size(range.cidr))
    refuse([...at, "usable"], `is ${range.usable}, and ${range.cidr} has ${ipv4Size(range.cidr)} addresses`);
}

export const checkNetwork: Check = (review, refuse) => {
  for (const target of review.targets) {
    if (target.kind !== "cluster") continue;
    const { network } = target.slice;
    for (const { purchase, path } of purchasesOf(target))
      for (const key of Object.keys(purchase.addresses ?? {}))
        if (network === undefined || entryOf(network.ranges, key) === undefined)
          refuse([...path, "addresses", key], "is no range that the cluster has");
    if (network === undefined) continue;
    checkRangesApart(target, network, review, refuse);
    for (const [key, range] of Object.entries(network.ranges)) checkUse(target, key, range, review, refuse);
  }
};
