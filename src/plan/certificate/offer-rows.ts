/** The catalogue's rows of all that a fleet's clusters could buy, looked up for the checker of certificates. */
import { allocatable, isPreviousGeneration, unsupportedReason } from "../../catalogue/index.js";
import type { Catalogue } from "../../catalogue/index.js";
import type { CheckedFleet, Cluster } from "../../model/fleet.js";
import type { ClusterOffers, OfferRows, SoldMachine, StandingMachine } from "../../verify/index.js";
import { attachesVolumes, withVolumes } from "../constraints/attachable-volumes.js";
import { nodeOptions } from "../formulate/node-options.js";
import { standingAllocatable } from "../formulate/offers.js";

function soldMachine(
  cluster: Cluster,
  name: string,
  volumes: boolean,
  catalogue: Catalogue,
): SoldMachine | undefined {
  const instanceType = catalogue.instanceType(cluster.provider, name);
  if (instanceType === undefined) return undefined;
  const supported = unsupportedReason(cluster.platform, instanceType) === undefined;
  const holds = allocatable({
    platform: cluster.platform,
    instanceType,
    ...nodeOptions(cluster.platform, cluster),
  });
  const held = volumes ? withVolumes(holds, instanceType, cluster.volumesPerNode) : holds;
  return {
    instanceType,
    allocatable: held.allocatable,
    previousGeneration: isPreviousGeneration(instanceType),
    supported,
  };
}

function clusterOffers(fleet: CheckedFleet, cluster: Cluster, catalogue: Catalogue): ClusterOffers {
  const workloads = fleet.workloads.filter(
    ({ target }) => target.kind === "cluster" && target.name === cluster.name,
  );
  const volumes = attachesVolumes(workloads);
  const offerings = catalogue.offerings(cluster.provider, cluster.region);
  const reserved = cluster.pools.flatMap((pool) => pool.reserved ?? []);
  const names = new Set([...offerings, ...reserved].map(({ instanceType }) => instanceType));
  const machines = [...names].flatMap((name): [string, SoldMachine][] => {
    const machine = soldMachine(cluster, name, volumes, catalogue);
    return machine === undefined ? [] : [[name, machine]];
  });
  const standing = cluster.pools.flatMap((pool): StandingMachine[] =>
    pool.nodes.map((shape) => ({
      pool: pool.name,
      shape,
      allocatable: standingAllocatable({ platform: cluster.platform, cluster, volumes, shape }).allocatable,
    })),
  );
  return { offerings, machines: Object.fromEntries(machines), standing };
}

export function offerRowsOf(fleet: CheckedFleet, catalogue: Catalogue): OfferRows {
  return {
    catalogueDigest: catalogue.digest,
    clusters: Object.fromEntries(
      fleet.clusters.map((cluster) => [cluster.name, clusterOffers(fleet, cluster, catalogue)]),
    ),
  };
}
