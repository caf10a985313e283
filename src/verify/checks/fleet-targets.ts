/** Clusters and edge sites are those of the fleet: place, platform, availability zones, compliance zone. */
import type { Cluster, EdgeSite } from "../../model/fleet.js";
import type { ClusterPlan, EdgeSitePlan } from "../../model/plan.js";
import type { Path, Refuse } from "../refusals.js";
import { entryOf } from "../review.js";
import type { Check } from "../review.js";

type Fact = readonly [
  name: string,
  planned: string | number | undefined,
  expected: string | number | undefined,
];

function compare(facts: readonly Fact[], path: Path, refuse: Refuse): void {
  for (const [name, planned, expected] of facts) {
    if (planned !== expected)
      refuse([...path, name], `is ${planned ?? "missing"}, and the fleet says ${expected ?? "nothing"}`);
  }
}

function clusterFacts(planned: ClusterPlan, cluster: Cluster): Fact[] {
  return [
    ["platform", planned.platform, cluster.platform],
    ["provider", planned.provider, cluster.provider],
    ["region", planned.region, cluster.region],
    ["complianceZone", planned.complianceZone, cluster.complianceZone],
    ["podsPerNode", planned.podsPerNode, cluster.podsPerNode],
    ["volumesPerNode", planned.volumesPerNode, cluster.volumesPerNode],
    ["addressMode", planned.addressMode, cluster.addressMode],
    ["version", planned.version, cluster.version],
    [
      "availabilityZones",
      [...planned.availabilityZones].sort().join(", "),
      [...cluster.availabilityZones].sort().join(", "),
    ],
  ];
}

function siteFacts(planned: EdgeSitePlan, site: EdgeSite): Fact[] {
  return [
    ["tier", planned.tier, site.tier],
    ["distribution", planned.distribution, site.distribution],
    ["complianceZone", planned.complianceZone, site.complianceZone],
    ["country", planned.country, site.location.country],
    ["latitude", planned.latitude, site.location.latitude],
    ["longitude", planned.longitude, site.location.longitude],
  ];
}

export const checkFleetTargets: Check = ({ plan, fleet }, refuse) => {
  for (const cluster of fleet?.clusters ?? []) {
    const planned = entryOf(plan.clusters, cluster.name);
    if (planned !== undefined) compare(clusterFacts(planned, cluster), ["clusters", cluster.name], refuse);
  }
  for (const site of fleet?.edgeSites ?? []) {
    const planned = entryOf(plan.edgeSites, site.name);
    if (planned !== undefined) compare(siteFacts(planned, site), ["edgeSites", site.name], refuse);
  }
};
