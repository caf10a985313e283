/** Volumes of a workload entry: those of one availability zone must stand where its cluster or site can. */
import type { ClusterSpec, VolumeSpec } from "../../model/fleet-spec.js";
import type { Target, Volume } from "../../model/fleet.js";
import { providerOf } from "./clusters.js";
import type { CheckContext } from "./context.js";
import { ATTACHABLE_VOLUMES } from "../../units/resources.js";
import type { ResourceVector } from "../../units/resources.js";
import { mebibytesOf } from "./resources.js";

/** All of the region, used by the cluster or not: the planner's conflict tells of those that are not. */
function zonesOfCluster(cluster: ClusterSpec, { knowledge }: CheckContext): readonly string[] {
  const region = knowledge.region(providerOf(cluster), cluster.region);
  // An unknown region is a fault already.
  if (region === undefined) return [];
  const used = cluster.availabilityZones ?? knowledge.defaultAvailabilityZones(region).availabilityZones;
  return [...new Set([...region.availabilityZones, ...used])];
}

/** Empty where nothing is known of the target. */
function zonesOf(target: Target, context: CheckContext): readonly string[] {
  const { clusters = [], edgeSites = [] } = context.spec;
  if (target.kind === "cluster") {
    const cluster = clusters.find(({ name }) => name === target.name);
    return cluster === undefined ? [] : zonesOfCluster(cluster, context);
  }
  const nodes = edgeSites.find(({ name }) => name === target.name)?.nodes ?? [];
  return [...new Set(nodes.map(({ availabilityZone }) => availabilityZone ?? target.name))];
}

function checkZone(zone: string, targets: readonly Target[], path: string, context: CheckContext): void {
  for (const target of targets) {
    const known = zonesOf(target, context);
    const what = `availability zone of ${target.kind === "cluster" ? "cluster" : "edge site"} ${target.name}`;
    if (known.length > 0) context.faults.knows(zone, known, path, what);
  }
}

/** What the volumes take of a node: a place each, but for file systems of the network. */
export function volumeRequests(volumes: readonly Volume[]): ResourceVector {
  const attached = volumes.filter((volume) => volume.attached !== false).length;
  return attached === 0 ? {} : { [ATTACHABLE_VOLUMES]: attached };
}

export function volumesOf(
  volumes: readonly VolumeSpec[],
  targets: readonly Target[],
  path: string,
  context: CheckContext,
): Volume[] {
  const { faults } = context;
  faults.distinct(
    volumes.map(({ name }, index) => [name, `${path}/${index}/name`]),
    "volume",
  );
  return volumes.map(({ name, storageClass, size, availabilityZone, attached = true }, index) => {
    const own = `${path}/${index}`;
    if (availabilityZone !== undefined)
      checkZone(availabilityZone, targets, `${own}/availabilityZone`, context);
    return {
      name,
      ...(storageClass === undefined ? {} : { storageClass }),
      ...(size === undefined ? {} : { sizeMiB: mebibytesOf(size, `${own}/size`, faults) }),
      ...(availabilityZone === undefined ? {} : { availabilityZone }),
      ...(attached ? {} : { attached }),
    };
  });
}
