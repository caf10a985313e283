/** Clusters: platform, region, availability zones, pools. */
import type { CloudProvider, Region } from "../../model/catalogue.js";
import type { ClusterSpec } from "../../model/fleet-spec.js";
import type { Cluster, SystemLoad } from "../../model/fleet.js";
import type { CheckContext } from "./context.js";
import { sortedTexts } from "./context.js";
import { checkZoneName, labelsOf } from "./labels.js";
import { poolsOf } from "./pools.js";
import { systemLoadOf } from "./system-load.js";

/** Platforms that belong to one cloud. */
const CLOUD_OF: Partial<Record<ClusterSpec["platform"], CloudProvider>> = {
  eks: "aws",
  aks: "azure",
  gke: "gcp",
};

const VERSION = /^1\.\d{1,3}$/;

export function providerOf({ platform, provider }: ClusterSpec): CloudProvider {
  return CLOUD_OF[platform] ?? provider ?? "aws";
}

function checkProvider({ platform, provider }: ClusterSpec, path: string, { faults }: CheckContext): void {
  const own = CLOUD_OF[platform];
  if (own !== undefined && provider !== undefined && provider !== own)
    faults.error(
      "invalid-spec",
      `${path}/provider`,
      `platform ${platform} runs on ${own}, and provider is ${provider}`,
      "remove provider",
    );
}

/** A region that can be planned: it is known and, if anything is bought there, priced. */
function regionOf(
  cluster: ClusterSpec,
  path: string,
  { faults, knowledge }: CheckContext,
): Region | undefined {
  const provider = providerOf(cluster);
  const region = knowledge.region(provider, cluster.region);
  if (region === undefined) {
    faults.knows(cluster.region, knowledge.regionNames(provider), `${path}/region`, `region of ${provider}`);
    return undefined;
  }
  const buys = cluster.pools.some(({ nodes }) => nodes === undefined);
  const priced = knowledge.pricedRegionNames(provider);
  if (buys && !priced.includes(region.name))
    faults.error(
      "unpriced",
      `${path}/region`,
      `the catalogue has no prices of ${provider} in ${region.name}`,
      `regions with prices: ${[...priced].sort().join(", ")}`,
    );
  return region;
}

function zonesOf(
  cluster: ClusterSpec,
  region: Region,
  path: string,
  { faults, knowledge, assumptions }: CheckContext,
): readonly string[] {
  const { availabilityZones } = cluster;
  if (availabilityZones === undefined) {
    const choice = knowledge.defaultAvailabilityZones(region);
    assumptions.push(...choice.assumptions);
    return choice.availabilityZones;
  }
  faults.distinct(
    availabilityZones.map((zone, index) => [zone, `${path}/availabilityZones/${index}`]),
    "availability zone",
    "remove one of them",
  );
  for (const [index, zone] of availabilityZones.entries())
    checkZoneName(zone, `${path}/availabilityZones/${index}`, faults);
  if (region.availabilityZones.length > 0)
    for (const [index, zone] of availabilityZones.entries())
      faults.knows(
        zone,
        region.availabilityZones,
        `${path}/availabilityZones/${index}`,
        `availability zone of ${region.name}`,
      );
  return sortedTexts(availabilityZones);
}

/** Undefined where the region is unknown: nothing else of the cluster can be judged by place then. */
export function clusterOf(
  cluster: ClusterSpec,
  path: string,
  daemonSets: readonly SystemLoad[],
  context: CheckContext,
): Cluster | undefined {
  const { faults } = context;
  const { name, platform, version, complianceZone, podsPerNode, volumesPerNode, quotas } = cluster;
  checkProvider(cluster, path, context);
  if (version !== undefined && !VERSION.test(version))
    faults.error(
      "invalid-spec",
      `${path}/version`,
      `"${version}" is not a Kubernetes minor version`,
      'write it as "1.33", in quotes',
    );
  if (complianceZone !== undefined)
    faults.knows(
      complianceZone,
      (context.spec.complianceZones ?? []).map((zone) => zone.name),
      `${path}/complianceZone`,
      "compliance zone",
    );
  const region = regionOf(cluster, path, context);
  const availabilityZones =
    region === undefined ? (cluster.availabilityZones ?? []) : zonesOf(cluster, region, path, context);
  const pools = poolsOf({ cluster, provider: providerOf(cluster), availabilityZones, path }, context);
  const systemLoad = systemLoadOf(
    {
      subject: `cluster ${name}`,
      platform,
      ...(cluster.systemLoad === undefined ? {} : { given: cluster.systemLoad }),
      ...(cluster.additionalSystemLoad === undefined ? {} : { added: cluster.additionalSystemLoad }),
      daemonSets,
      path,
    },
    context,
  );
  const labels = labelsOf(cluster.labels, `${path}/labels`, faults);
  if (region === undefined) return undefined;
  return {
    name,
    platform,
    ...(version === undefined ? {} : { version }),
    provider: providerOf(cluster),
    region: region.name,
    availabilityZones,
    ...(complianceZone === undefined ? {} : { complianceZone }),
    labels,
    ...(podsPerNode === undefined ? {} : { podsPerNode }),
    ...(volumesPerNode === undefined ? {} : { volumesPerNode }),
    pools,
    systemLoad,
    quotas: quotas ?? {},
  };
}
