/** Nodes that exist already: the plan has all of them, as they are, and no others. */
import type { NodeShape } from "../../model/fleet.js";
import { ATTACHABLE_VOLUMES, amountOf } from "../../units/resources.js";
import type { Path, Refuse } from "../refusals.js";
import { purchasesOf } from "../review.js";
import type { Check, Review, ReviewedPurchase, ReviewedTarget } from "../review.js";
import { Tally } from "../tally.js";

/** Pool -> its nodes; an edge site's nodes are one pool of the site's name. */
function poolsOf({ fleet }: Review, target: ReviewedTarget): ReadonlyMap<string, readonly NodeShape[]> {
  if (target.kind === "edgeSite") {
    const site = fleet?.edgeSites.find(({ name }) => name === target.name);
    return new Map(site === undefined ? [] : [[site.name, site.nodes]]);
  }
  const cluster = fleet?.clusters.find(({ name }) => name === target.name);
  return new Map(cluster?.pools.map((pool) => [pool.name, pool.nodes]));
}

/** The first way in which the purchase is not of this shape. */
function mismatch({ purchase }: ReviewedPurchase, shape: NodeShape): string | undefined {
  if (purchase.architecture !== shape.architecture)
    return `the architecture is ${purchase.architecture}, and the fleet says ${shape.architecture}`;
  if (purchase.microPerHour !== shape.microPerHour)
    return `the price is ${purchase.microPerHour}, and the fleet says ${shape.microPerHour} micro-units an hour`;
  const vcpu = Math.ceil(amountOf(shape.capacity, "cpuMilli") / 1000);
  if (purchase.vcpu !== vcpu) return `${purchase.vcpu} virtual CPUs are stated, and the machine has ${vcpu}`;
  const over = Object.keys(purchase.allocatable).find(
    (resource) =>
      resource !== ATTACHABLE_VOLUMES &&
      amountOf(purchase.allocatable, resource) > amountOf(shape.capacity, resource),
  );
  if (over === undefined) return undefined;
  const [holds, has] = [amountOf(purchase.allocatable, over), amountOf(shape.capacity, over)];
  return `${holds} ${over} are allocatable, and the machine has ${has}`;
}

function placeOf(pool: string, type: string, availabilityZone: string): string {
  return JSON.stringify([pool, type, availabilityZone]);
}

function checkOwned(reviewed: ReviewedPurchase, shapes: readonly NodeShape[], refuse: Refuse): void {
  const { purchase, path } = reviewed;
  if (purchase.purchaseOption !== "owned")
    refuse([...path, "purchaseOption"], `is ${purchase.purchaseOption}, and the pool's nodes exist already`);
  const same = shapes.filter(
    ({ type, availabilityZone }) =>
      type === purchase.instanceType && availabilityZone === purchase.availabilityZone,
  );
  const faults = same.map((shape) => mismatch(reviewed, shape));
  if (same.length === 0)
    refuse(
      path,
      `the fleet has no ${purchase.instanceType} in availability zone ${purchase.availabilityZone}`,
    );
  else if (!faults.includes(undefined)) refuse(path, faults[0] ?? "");
}

function checkCounts(
  counts: ReadonlyMap<string, readonly [number, number]>,
  path: Path,
  refuse: Refuse,
): void {
  for (const [place, [planned, existing]] of counts) {
    if (planned !== existing)
      refuse([...path, "purchases"], `${planned} nodes of ${place} are planned, and ${existing} exist`);
  }
}

export const checkFleetNodes: Check = (review, refuse) => {
  if (review.fleet === undefined) return;
  for (const target of review.targets) {
    const pools = poolsOf(review, target);
    const planned = new Tally();
    for (const reviewed of purchasesOf(target)) {
      const { purchase, path } = reviewed;
      const shapes = pools.get(purchase.pool);
      if (shapes === undefined) refuse([...path, "pool"], `the fleet has no pool "${purchase.pool}" here`);
      else if (shapes.length > 0) {
        planned.add(placeOf(purchase.pool, purchase.instanceType, purchase.availabilityZone), purchase.count);
        checkOwned(reviewed, shapes, refuse);
      } else if (purchase.purchaseOption === "owned")
        refuse([...path, "purchaseOption"], `is owned, and pool "${purchase.pool}" has no nodes of its own`);
    }
    const existing = new Tally();
    for (const [pool, shapes] of pools)
      for (const { type, availabilityZone, count } of shapes)
        existing.add(placeOf(pool, type, availabilityZone), count);
    const places = existing.names().map((place) => [place, [planned.of(place), existing.of(place)]] as const);
    checkCounts(new Map(places), target.path, refuse);
  }
};
