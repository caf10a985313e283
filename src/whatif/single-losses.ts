/** Every single loss that the fleet's plan can meet, largest first: provider, region, risk group, cluster, zone, site, link,
 * node. */
import type { CheckedFleet } from "../model/fleet.js";
import type { Plan } from "../model/plan.js";
import type { LossKind, WhatIfEvent } from "../model/whatif.js";
import { compareText } from "../units/compare.js";
import { targetsOf } from "./matching.js";

function losses(what: LossKind, names: readonly string[]): WhatIfEvent[] {
  return [...new Set(names)].sort(compareText).map((name) => ({ kind: "lose", what, name }));
}

/** A node of each purchase stands for all of its nodes. */
export function singleLosses(
  plan: Plan,
  { clusters, edgeSites, riskGroups = [], links = [] }: CheckedFleet,
): WhatIfEvent[] {
  return [
    ...losses(
      "provider",
      clusters.map(({ provider }) => provider),
    ),
    ...losses(
      "region",
      clusters.map(({ provider, region }) => `${provider}/${region}`),
    ),
    ...losses(
      "group",
      riskGroups.map(({ name }) => name),
    ),
    ...losses(
      "cluster",
      clusters.map(({ name }) => name),
    ),
    ...losses(
      "az",
      clusters.flatMap(({ name, availabilityZones }) => availabilityZones.map((zone) => `${name}/${zone}`)),
    ),
    ...losses(
      "site",
      edgeSites.map(({ name }) => name),
    ),
    ...losses(
      "link",
      links.map(({ between }) => between.join("-")),
    ),
    ...losses(
      "node",
      targetsOf(plan).flatMap(({ target, purchases }) => purchases.map(({ key }) => `${target.name}/${key}`)),
    ),
  ];
}
