/** What traffic costs follows from where the replicas of both its ends stand, and from the prices that the plan states. */
import { INTERNET } from "../../model/traffic.js";
import type { TrafficFlowPlan, TrafficLeg } from "../../model/traffic.js";
import { countedReplicas } from "../tally.js";
import type { Counted } from "../tally.js";
import type { Check, Review, ReviewedTarget } from "../review.js";

interface End {
  readonly target: ReviewedTarget;
  readonly counted: Counted;
}

function endsOf({ targets }: Review, key: string): End[] {
  return targets.flatMap((target): End[] => {
    const counted = countedReplicas(target).get(`${target.name}/${key}`);
    return counted === undefined || counted.replicas === 0 ? [] : [{ target, counted }];
  });
}

function replicasOf(ends: readonly End[]): bigint {
  return ends.reduce((sum, { counted }) => sum + BigInt(counted.replicas), 0n);
}

/** Basis and, of pairs of pods, how many are billed. */
function billed(from: End, to: End): { readonly basis: TrafficLeg["basis"]; readonly pairs: bigint } {
  const all = BigInt(from.counted.replicas) * BigInt(to.counted.replicas);
  const [here, there] = [from.target, to.target];
  if (here.kind !== "cluster" || there.kind !== "cluster" || here.slice.provider !== there.slice.provider)
    return { basis: "internet", pairs: all };
  if (here.slice.region !== there.slice.region) return { basis: "region", pairs: all };
  let pairs = all;
  for (const zone of from.counted.byAvailabilityZone.names())
    pairs -=
      BigInt(from.counted.byAvailabilityZone.of(zone)) * BigInt(to.counted.byAvailabilityZone.of(zone));
  return { basis: "zone", pairs };
}

interface Expected {
  readonly from: string;
  readonly to: string;
  readonly basis: TrafficLeg["basis"];
  /** Of the traffic: so many of so many parts. */
  readonly of: bigint;
  readonly parts: bigint;
}

function expectedLegs(flow: TrafficFlowPlan, review: Review): Expected[] {
  const senders = endsOf(review, flow.from);
  const all = replicasOf(senders);
  const receivers = flow.to === INTERNET ? [] : endsOf(review, flow.to);
  return senders.flatMap((from): Expected[] => {
    if (from.target.kind !== "cluster") return [];
    const name = from.target.name;
    if (flow.to === INTERNET)
      return [{ from: name, to: INTERNET, basis: "internet", of: BigInt(from.counted.replicas), parts: all }];
    const local = receivers.filter(({ target }) => target === from.target);
    const taking = local.length > 0 ? local : receivers;
    return taking.flatMap((to): Expected[] => {
      const { basis, pairs } = billed(from, to);
      return pairs === 0n
        ? []
        : [{ from: name, to: to.target.name, basis, of: pairs, parts: all * replicasOf(taking) }];
    });
  });
}

export const checkTraffic: Check = (review, refuse) => {
  for (const [name, flow] of Object.entries(review.plan.traffic ?? {})) {
    const at = ["traffic", name, "legs"];
    const expected = expectedLegs(flow, review);
    if (expected.length !== flow.legs.length) {
      refuse(at, `are ${flow.legs.length}, and traffic takes ${expected.length} ways`);
      continue;
    }
    for (const [index, leg] of flow.legs.entries()) {
      const own = expected.find(({ from, to }) => from === leg.from && to === leg.to);
      if (own?.basis !== leg.basis) {
        refuse([...at, index], `goes from ${leg.from} to ${leg.to} by ${leg.basis}, and none goes so`);
        continue;
      }
      if (flow.microPerGb !== undefined && leg.microPerGb !== flow.microPerGb)
        refuse(
          [...at, index, "microPerGb"],
          `is ${leg.microPerGb ?? "missing"}, and ${flow.microPerGb} is stated`,
        );
      const exact = BigInt(flow.gbPerMonth) * BigInt(leg.microPerGb ?? 0) * own.of;
      const micro = exact / own.parts + (exact % own.parts === 0n ? 0n : 1n);
      if (micro !== BigInt(leg.microPerMonth))
        refuse([...at, index, "microPerMonth"], `is ${leg.microPerMonth}, and its gigabytes cost ${micro}`);
    }
  }
};
