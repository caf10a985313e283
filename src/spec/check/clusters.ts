/** Clusters: platform, region, availability zones, pools. */
import type { CloudProvider, Region } from "../../model/catalogue.js";
import type { ClusterSpec } from "../../model/fleet-spec.js";
import type { Cluster, SystemLoad } from "../../model/fleet.js";
import { PLAN_CURRENCY } from "../../model/plan.js";
import type { CheckContext } from "./context.js";
import { sortedTexts } from "./context.js";
import { checkZoneName, labelsOf } from "./labels.js";
import { licenceNames } from "./licences.js";
import { networkOf } from "./network.js";
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

/** Something of the region has a price, in the currency of plans. */
function checkPrices(
  provider: CloudProvider,
  region: Region,
  path: string,
  { faults, knowledge }: CheckContext,
): void {
  const priced = knowledge.pricedRegionNames(provider);
  if (!priced.includes(region.name)) {
    const known = [...priced].sort().join(", ");
    faults.error(
      "unpriced",
      `${path}/region`,
      `the catalogue has no prices of ${provider} in ${region.name}`,
      `give them in a catalogue override${known === "" ? "" : `, or choose a region with prices: ${known}`}`,
    );
    return;
  }
  const others = knowledge
    .priceCurrencies(provider, region.name)
    .filter((currency) => currency !== PLAN_CURRENCY);
  if (others.length === 0) return;
  const all = !knowledge.priceCurrencies(provider, region.name).includes(PLAN_CURRENCY);
  faults.add(
    all ? "error" : "warning",
    "not-supported",
    `${path}/region`,
    `${all ? "the" : "some"} prices of ${provider} in ${region.name} are in ${others.join(", ")}, and plans are in ${PLAN_CURRENCY}${all ? "" : "; those are not bought"}`,
    "give `exchangeRates` in a catalogue override",
  );
}

/** A region that can be planned: it is known and, if anything is bought there, priced. */
function regionOf(cluster: ClusterSpec, path: string, context: CheckContext): Region | undefined {
  const { faults, knowledge } = context;
  const provider = providerOf(cluster);
  const region = knowledge.region(provider, cluster.region);
  if (region === undefined) {
    faults.knows(cluster.region, knowledge.regionNames(provider), `${path}/region`, `region of ${provider}`);
    return undefined;
  }
  if (cluster.pools.some(({ nodes }) => nodes === undefined)) checkPrices(provider, region, path, context);
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

function checkAddressMode(
  { platform, addressMode }: ClusterSpec,
  path: string,
  { faults, knowledge }: CheckContext,
): void {
  if (addressMode === undefined) return;
  const known = knowledge.addressModes(platform);
  faults.knows(addressMode, known, `${path}/addressMode`, `address mode of ${platform}`);
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
  checkAddressMode(cluster, path, context);
  // Its pools have them.
  licenceNames(cluster, path, context);
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
  const made: Cluster = {
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
    ...(cluster.addressMode === undefined ? {} : { addressMode: cluster.addressMode }),
    ...(cluster.subsidyPercent === undefined ? {} : { subsidyPercent: cluster.subsidyPercent }),
    pools,
    systemLoad,
    quotas: quotas ?? {},
  };
  return { ...made, ...networkOf(cluster, made, path, context) };
}
