/**
 * What declared traffic costs where the plan has its workloads, beside the plan's cost: the search does not choose by it.
 * Every replica of the sender sends the same. It goes to receivers in its own place, evenly, where there are any, and
 * else evenly to all of them; out of a cloud, or to the internet, at the price of the place where it comes from.
 */
import { transferRate } from "../../catalogue/index.js";
import type { CheckedFleet } from "../../model/fleet.js";
import type { ByName, ClusterPlan, Placement, Plan } from "../../model/plan.js";
import { INTERNET } from "../../model/traffic.js";
import type { Traffic, TrafficBasis, TrafficFlowPlan, TrafficLeg } from "../../model/traffic.js";

interface Stand {
  readonly place: string;
  /** Absent: an edge site, whose uplink nobody prices. */
  readonly cluster?: ClusterPlan;
  readonly placement: Placement;
}

/** Where the workload has replicas, clusters first, each sorted by name. */
function standsOf({ clusters, edgeSites }: Plan, key: string): Stand[] {
  const stands = (places: ByName<Pick<ClusterPlan, "placements">>, name: string): Stand[] => {
    const placement = places[name]?.placements[`${name}/${key}`];
    return placement === undefined || placement.replicas === 0 ? [] : [{ place: name, placement }];
  };
  return [
    ...Object.entries(clusters).flatMap(([name, cluster]) =>
      stands(clusters, name).map((one) => ({ ...one, cluster })),
    ),
    ...Object.keys(edgeSites).flatMap((name) => stands(edgeSites, name)),
  ];
}

/** A part of the traffic as a fraction. */
interface Part {
  readonly of: bigint;
  readonly parts: bigint;
}

/** Pairs of sender and receiver in different zones, of all pairs. */
function acrossZones(from: Placement, to: Placement): Part {
  let same = 0n;
  for (const [zone, replicas] of Object.entries(from.byAvailabilityZone))
    same += BigInt(replicas) * BigInt(to.byAvailabilityZone[zone] ?? 0);
  const parts = BigInt(from.replicas) * BigInt(to.replicas);
  return { of: parts - same, parts };
}

interface Way {
  readonly basis: TrafficBasis;
  readonly part: Part;
}

function wayTo(from: Stand & { readonly cluster: ClusterPlan }, to: Stand): Way {
  const whole = { of: 1n, parts: 1n };
  if (to.cluster === undefined || to.cluster.provider !== from.cluster.provider)
    return { basis: "internet", part: whole };
  if (to.cluster.region !== from.cluster.region) return { basis: "region", part: whole };
  return { basis: "zone", part: acrossZones(from.placement, to.placement) };
}

interface Leg {
  readonly traffic: Traffic;
  readonly from: Stand & { readonly cluster: ClusterPlan };
  readonly to: string;
  readonly toRegion?: string;
  readonly way: Way;
  /** Of all traffic, what goes from this place to that one. */
  readonly share: Part;
}

function legPlan({ traffic, from, to, toRegion, way, share }: Leg): TrafficLeg {
  const { provider, region } = from.cluster;
  const { basis, part } = way;
  const published = transferRate({
    provider,
    region,
    basis,
    ...(toRegion === undefined ? {} : { toRegion }),
  });
  const microPerGb = traffic.microPerGb ?? published?.microPerGb;
  const parts = share.parts * part.parts;
  const exact = BigInt(traffic.gbPerMonth) * BigInt(microPerGb ?? 0) * share.of * part.of;
  return {
    from: from.place,
    to,
    basis,
    ...(microPerGb === undefined ? {} : { microPerGb }),
    ...(traffic.microPerGb !== undefined || published === undefined ? {} : { evidence: published.evidence }),
    microPerMonth: Number((exact + parts - 1n) / parts),
  };
}

function legsOf(plan: Plan, traffic: Traffic): TrafficLeg[] {
  const senders = standsOf(plan, traffic.from);
  const all = BigInt(senders.reduce((sum, { placement }) => sum + placement.replicas, 0));
  const receivers = traffic.to === INTERNET ? [] : standsOf(plan, traffic.to);
  return senders.flatMap(({ cluster, ...stand }): TrafficLeg[] => {
    if (cluster === undefined) return [];
    const from = { ...stand, cluster };
    const sent = BigInt(stand.placement.replicas);
    if (traffic.to === INTERNET) {
      const way: Way = { basis: "internet", part: { of: 1n, parts: 1n } };
      return [legPlan({ traffic, from, to: INTERNET, way, share: { of: sent, parts: all } })];
    }
    const near = receivers.filter(({ place }) => place === stand.place);
    const taking = near.length > 0 ? near : receivers;
    const taken = BigInt(taking.reduce((sum, { placement }) => sum + placement.replicas, 0));
    return taking
      .map((to) => ({ to, way: wayTo(from, to) }))
      .filter(({ way }) => way.part.of > 0n)
      .map(({ to, way }) =>
        legPlan({
          traffic,
          from,
          to: to.place,
          ...(to.cluster === undefined ? {} : { toRegion: to.cluster.region }),
          way,
          share: { of: sent * BigInt(to.placement.replicas), parts: all * taken },
        }),
      );
  });
}

const NOT_COUNTED = "data transfer between availability zones, regions and the internet";

export function withTraffic(plan: Plan, { traffic }: CheckedFleet): Plan {
  if (traffic === undefined) return plan;
  const flows = traffic.map((one): [string, TrafficFlowPlan] => {
    const { name, ...rest } = one;
    return [name, { ...rest, legs: legsOf(plan, one) }];
  });
  return {
    ...plan,
    traffic: Object.fromEntries(flows),
    notCounted: plan.notCounted.map((line) =>
      line === NOT_COUNTED ? "data transfer in the cost: what the spec declares is priced beside it" : line,
    ),
  };
}
