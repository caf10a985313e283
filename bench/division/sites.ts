/** Many workloads that may each go to some of many clusters, drawn from a seed: sizes, counts and rules about places. */
import type { ClusterSpec, FleetSpec, PoolSpec, WorkloadSpec } from "../../src/model/fleet-spec.js";
import { randomFrom } from "../../src/units/random.js";

export interface SitesInput {
  readonly seed: number;
  readonly classes: number;
  readonly sites: number;
  /** Most nodes of a site; absent: as many as it takes. */
  readonly mostNodes?: number;
  /** Whether half of the workloads have rules about their places. */
  readonly ruled: boolean;
}

const REGIONS = [
  "us-east-1",
  "us-east-2",
  "us-west-2",
  "ca-central-1",
  "eu-central-1",
  "eu-west-1",
  "eu-west-2",
  "eu-north-1",
  "ap-south-1",
  "ap-southeast-1",
  "ap-southeast-2",
  "ap-northeast-1",
] as const;
const FAMILIES = ["m6i", "c6i", "r6i"];

function clusterOf(site: number, mostNodes: number | undefined): ClusterSpec {
  const pool: PoolSpec = {
    name: "general",
    families: FAMILIES,
    ...(mostNodes === undefined ? {} : { maxNodes: mostNodes }),
  };
  return {
    name: `site-${String(site).padStart(2, "0")}`,
    platform: "eks",
    region: REGIONS[site % REGIONS.length] ?? REGIONS[0],
    pools: [pool],
  };
}

/** The same seed gives the same fleet. */
export function sitesFleet({ seed, classes, sites, mostNodes, ruled }: SitesInput): FleetSpec {
  const upTo = randomFrom(seed);
  const clusters = Array.from({ length: sites }, (_none, site) => clusterOf(site, mostNodes));
  const workloads = Array.from({ length: classes }, (_none, index): WorkloadSpec => {
    const cpu = 100 * (1 + upTo(1 + upTo(30)));
    const memory = Math.round((cpu * (70 + upTo(700))) / 100);
    const replicas = 2 + upTo(38);
    const several = clusters.filter(() => upTo(100) < 15).map(({ name }) => name);
    const everywhere = upTo(100) < 30 || several.length < 3;
    const drawn = [{}, {}, { minPlaces: 2 }, { maxShare: 60 }][upTo(4)] ?? {};
    const rules = ruled ? drawn : {};
    return {
      name: `app-${String(index).padStart(3, "0")}`,
      replicas,
      requests: { cpu: `${cpu}m`, memory: `${memory}Mi` },
      divideAmong: { ...rules, ...(everywhere ? {} : { clusters: several }) },
    };
  });
  return {
    apiVersion: "stowage.dev/v1",
    name: `sites-${seed}`,
    fidelity: "packing",
    clusters,
    workloads,
  };
}
