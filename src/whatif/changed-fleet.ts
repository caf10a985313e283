/** The fleet that is left after losses, and as much of its demand as an event says. */
import { withTargets, withoutWorkload } from "../model/fleet-parts.js";
import type { CheckedFleet, Cluster, DividedWorkload, NodeShape, Workload } from "../model/fleet.js";
import type { Plan } from "../model/plan.js";
import type { WhatIfEvent } from "../model/whatif.js";
import { withoutLinks } from "./link-losses.js";
import { isAbout, losesTarget, lossesOf, lostZone, targetsOf } from "./matching.js";
import type { Loss } from "./matching.js";

export interface ChangedFleet {
  readonly fleet: CheckedFleet;
  /** Workloads that have no place at all any more. */
  readonly gone: readonly Workload[];
}

function withoutZone(cluster: Cluster, zone: string): Cluster {
  return {
    ...cluster,
    availabilityZones: cluster.availabilityZones.filter((name) => name !== zone),
    pools: cluster.pools.map((pool) => ({
      ...pool,
      nodes: pool.nodes.filter(({ availabilityZone }) => availabilityZone !== zone),
    })),
  };
}

function withoutPool(cluster: Cluster, { what, name }: Loss): Cluster {
  if (what !== "pool") return cluster;
  return { ...cluster, pools: cluster.pools.filter((pool) => name !== `${cluster.name}/${pool.name}`) };
}

/** Volumes stand where they stand: their workload waits for its availability zone. */
function waitsFor(workload: Workload, losses: readonly Loss[], fleet: CheckedFleet): boolean {
  const cluster = fleet.clusters.find(
    ({ name }) => workload.target.kind === "cluster" && workload.target.name === name,
  );
  if (cluster === undefined) return false;
  const zones = losses.map((loss) => lostZone(loss, cluster));
  return workload.volumes.some(
    ({ availabilityZone }) => availabilityZone !== undefined && zones.includes(availabilityZone),
  );
}

/** Workloads that wait for their volumes, and those that stand beside one of them. */
function waitingOf(losses: readonly Loss[], fleet: CheckedFleet): Workload[] {
  const waiting = fleet.workloads.filter((workload) => waitsFor(workload, losses, fleet));
  const ids = new Set(waiting.map(({ id }) => id));
  return fleet.workloads.filter(({ id, beside }) => ids.has(id) || ids.has(beside?.workload ?? ""));
}

/** A pool all of whose own nodes are lost buys none in their place. */
function withoutEmptied(before: Cluster, after: Cluster): Cluster {
  const emptied = before.pools.filter(
    ({ name, nodes }) =>
      nodes.length > 0 && after.pools.some((pool) => pool.name === name && pool.nodes.length === 0),
  );
  return { ...after, pools: after.pools.filter(({ name }) => !emptied.some((pool) => pool.name === name)) };
}

function fewer(shapes: readonly NodeShape[], type: string, zone: string): NodeShape[] {
  const index = shapes.findIndex((shape) => shape.type === type && shape.availabilityZone === zone);
  return shapes
    .map((shape, other) => (other === index ? { ...shape, count: shape.count - 1 } : shape))
    .filter(({ count }) => count > 0);
}

/** Machines that exist are not bought again; of bought ones the next plan buys another. */
function withoutNode(fleet: CheckedFleet, { what, name }: Loss, plan: Plan): CheckedFleet {
  if (what !== "node") return fleet;
  const lost = targetsOf(plan)
    .flatMap(({ target, purchases }) => purchases.map((purchase) => ({ target, purchase })))
    .find(({ target, purchase }) => name === `${target.name}/${purchase.key}`);
  if (lost?.purchase.purchaseOption !== "owned") return fleet;
  const { target, purchase } = lost;
  const { pool, instanceType, availabilityZone } = purchase;
  const without = (shapes: readonly NodeShape[]): NodeShape[] =>
    fewer(shapes, instanceType, availabilityZone);
  return {
    ...fleet,
    clusters: fleet.clusters.map((cluster) =>
      target.kind === "cluster" && cluster.name === target.name
        ? {
            ...cluster,
            pools: cluster.pools.map((one) =>
              one.name === pool ? { ...one, nodes: without(one.nodes) } : one,
            ),
          }
        : cluster,
    ),
    edgeSites: fleet.edgeSites.map((site) =>
      target.kind === "edgeSite" && site.name === target.name
        ? { ...site, nodes: without(site.nodes) }
        : site,
    ),
  };
}

function demanded(workload: Workload, events: readonly WhatIfEvent[]): Workload {
  return events.reduce((one, event) => {
    if (event.kind !== "demand" || !isAbout(event.of, one)) return one;
    const times = (replicas: number): number => Math.ceil((replicas * event.thousandths) / 1000);
    const { peak, hourly, ...rest } = one;
    const replicas = times(one.replicas);
    return {
      ...rest,
      replicas,
      ...(peak === undefined ? {} : { peak: Math.max(replicas, times(peak)) }),
      ...(hourly === undefined ? {} : { hourly: hourly.map(times) }),
    };
  }, workload);
}

/** A limit a place that was a share of the replicas grows with them. */
function dividedDemand(one: DividedWorkload, events: readonly WhatIfEvent[]): DividedWorkload {
  const candidates = one.candidates.map((workload) => demanded(workload, events));
  const replicas = candidates[0]?.replicas ?? one.replicas;
  const { maxPerPlace, survive } = one;
  const most = maxPerPlace === undefined ? undefined : Math.ceil((maxPerPlace * replicas) / one.replicas);
  const left = survive === undefined ? 0 : Math.ceil((survive.replicas * replicas) / one.replicas);
  const kept = survive === undefined ? {} : { survive: { ...survive, replicas: left } };
  return { ...one, ...kept, candidates, replicas, ...(most === undefined ? {} : { maxPerPlace: most }) };
}

/** Divided workloads of which no place is left: as one of their parts, with all replicas. */
function placeless({ divided = [] }: CheckedFleet, left: CheckedFleet): Workload[] {
  const keys = new Set(left.divided?.map(({ key }) => key));
  return divided.flatMap(({ key, candidates }) => (keys.has(key) ? [] : candidates.slice(0, 1)));
}

/** Without sites whose last machine is lost. */
function standingSites(fleet: CheckedFleet): CheckedFleet {
  const empty = new Set(fleet.edgeSites.filter(({ nodes }) => nodes.length === 0).map(({ name }) => name));
  return withTargets(fleet, ({ kind, name }) => kind === "cluster" || !empty.has(name));
}

export function changedFleet(plan: Plan, fleet: CheckedFleet, events: readonly WhatIfEvent[]): ChangedFleet {
  const losses = lossesOf(events, fleet);
  const waiting = waitingOf(losses, fleet);
  const standing = withTargets(
    withoutLinks(fleet, losses),
    (target) => !losses.some((loss) => losesTarget(loss, target, fleet)),
  );
  const placed = waiting.reduce((rest, { id }) => withoutWorkload(rest, id), standing);
  const left = standingSites(losses.reduce((rest, loss) => withoutNode(rest, loss, plan), placed));
  const clusters = left.clusters.map((cluster) => {
    const after = losses.reduce((rest, loss) => {
      const zone = lostZone(loss, rest);
      return zone === undefined ? withoutPool(rest, loss) : withoutZone(rest, zone);
    }, cluster);
    return withoutEmptied(cluster, after);
  });
  const ids = new Set(left.workloads.map(({ id }) => id));
  const { divided = [] } = left;
  return {
    gone: [...fleet.workloads.filter(({ id }) => !ids.has(id)), ...placeless(fleet, left)],
    fleet: {
      ...left,
      clusters,
      workloads: left.workloads.map((workload) => demanded(workload, events)),
      ...(divided.length === 0 ? {} : { divided: divided.map((one) => dividedDemand(one, events)) }),
    },
  };
}
