/**
 * Ranges of addresses: every node has exactly one that it takes its addresses from, no two of a cluster overlap, nor
 * two of clusters that are connected where both are routed there.
 */
import type { AddressRangeSpec } from "../../model/network-spec.js";
import type { ClusterSpec } from "../../model/fleet-spec.js";
import type { Cluster } from "../../model/fleet.js";
import type { Network, NetworkRange, RangeKind } from "../../model/network.js";
import { cidrsOverlap, ipv4Size, isCidr, isIpv6Cidr } from "../../units/cidr.js";
import type { KnownAddressRule } from "../knowledge.js";
import { assume, sortedTexts } from "./context.js";
import type { CheckContext } from "./context.js";

const KINDS: readonly RangeKind[] = ["nodes", "pods"];

/** The first address is the cluster's own, the last is no host. */
const KEPT_OF_SERVICES = 2;

interface Judged {
  readonly spec: ClusterSpec;
  readonly cluster: Cluster;
  readonly path: string;
  readonly rule: KnownAddressRule;
}

function checkCidr(cidr: string, path: string, { faults }: CheckContext): boolean {
  if (!isCidr(cidr)) {
    faults.error("invalid-spec", path, `"${cidr}" is no range of addresses`, 'write it as "10.0.0.0/16"');
    return false;
  }
  if (!isIpv6Cidr(cidr)) return true;
  faults.error(
    "not-supported",
    path,
    `"${cidr}" is a range of IPv6, which does not run out`,
    "state ranges of IPv4 alone",
  );
  return false;
}

function rangeOf(
  { cidr, availabilityZone, pools, usedElsewhere = 0 }: AddressRangeSpec,
  kind: RangeKind,
  path: string,
  { cluster, rule }: Judged,
  { faults }: CheckContext,
): NetworkRange {
  if (availabilityZone !== undefined)
    faults.knows(
      availabilityZone,
      cluster.availabilityZones,
      `${path}/availabilityZone`,
      `availability zone of cluster "${cluster.name}"`,
    );
  const names = cluster.pools.map(({ name }) => name);
  for (const [index, pool] of (pools ?? []).entries())
    faults.knows(pool, names, `${path}/pools/${index}`, `pool of cluster "${cluster.name}"`);
  const size = ipv4Size(cidr);
  const kept = rule.kept[kind];
  if (kept + usedElsewhere > size)
    faults.error(
      "bound-disagreement",
      `${path}/usedElsewhere`,
      `${cidr} has ${size} addresses, of which ${kept} are kept by the cloud and ${usedElsewhere} are used elsewhere`,
      "correct one of them",
    );
  return {
    key: `${kind} ${cidr}`,
    kind,
    cidr,
    ...(availabilityZone === undefined ? {} : { availabilityZone }),
    ...(pools === undefined ? {} : { pools: sortedTexts(pools) }),
    usable: Math.max(0, size - kept - usedElsewhere),
  };
}

/** Each pool's nodes in each zone, and the ranges that they would take addresses from. */
function checkCoverage(
  ranges: readonly NetworkRange[],
  { cluster, path }: Judged,
  context: CheckContext,
): void {
  for (const kind of KINDS) {
    const own = ranges.filter((range) => range.kind === kind);
    if (own.length === 0) continue;
    for (const { name } of cluster.pools)
      for (const zone of cluster.availabilityZones) {
        const used = own.filter(
          ({ availabilityZone = zone, pools }) =>
            availabilityZone === zone && pools?.includes(name) !== false,
        );
        if (used.length === 1) continue;
        const where = `nodes of pool "${name}" in ${zone}`;
        context.faults.error(
          "invalid-spec",
          `${path}/network/${kind}`,
          used.length === 0
            ? `${where} have no range of ${kind}`
            : `${where} have ${used.length} ranges of ${kind} (${used.map(({ cidr }) => cidr).join(", ")}), and a node takes addresses from one`,
          "say by availabilityZone and pools which nodes use which range",
        );
      }
  }
}

function checkPodRanges({ spec, rule, path }: Judged, { faults }: CheckContext): void {
  if (spec.network?.pods === undefined || rule.podRanges) return;
  faults.error(
    "invalid-spec",
    `${path}/network/pods`,
    `with address mode ${spec.addressMode ?? "secondary-ip"} pods take addresses of the nodes' ranges`,
    "state these ranges under nodes, or choose another addressMode",
  );
}

function servicesOf({ spec, path }: Judged, context: CheckContext): Pick<Network, "services"> {
  const services = spec.network?.services;
  if (services === undefined || !checkCidr(services.cidr, `${path}/network/services/cidr`, context))
    return {};
  const { cidr, count = 0 } = services;
  const room = Math.max(0, ipv4Size(cidr) - KEPT_OF_SERVICES);
  if (count > room)
    context.faults.error(
      "bound-disagreement",
      `${path}/network/services`,
      `${count} services are stated, and ${cidr} has addresses for ${room}`,
      "choose a larger range: it cannot be changed later",
    );
  return { services: { cidr, count } };
}

/** Absent where the spec states none. `cluster` is checked but for this. */
export function networkOf(
  spec: ClusterSpec,
  cluster: Cluster,
  path: string,
  context: CheckContext,
): { readonly network?: Network } {
  const { network } = spec;
  if (network === undefined) return {};
  const rule = context.knowledge.addressRule(spec.platform, spec.addressMode);
  if (rule === undefined) return {};
  const judged = { spec, cluster, path, rule };
  checkPodRanges(judged, context);
  const ranges = KINDS.flatMap((kind) =>
    (network[kind] ?? []).flatMap((range, index): NetworkRange[] => {
      const at = `${path}/network/${kind}/${index}`;
      return checkCidr(range.cidr, `${at}/cidr`, context) ? [rangeOf(range, kind, at, judged, context)] : [];
    }),
  );
  if (ranges.length > 0)
    assume(context, `addresses of cluster ${cluster.name}`, rule.statement, rule.evidence);
  checkCoverage(ranges, judged, context);
  return {
    network: {
      ranges: [...ranges].sort((left, right) => (left.key < right.key ? -1 : 1)),
      ...servicesOf(judged, context),
      ...(network.peers === undefined ? {} : { peers: sortedTexts(network.peers) }),
    },
  };
}

interface Placed {
  readonly cluster: string;
  readonly what: string;
  readonly cidr: string;
  readonly routed: boolean;
}

function placedRanges(cluster: Cluster, { knowledge }: CheckContext): Placed[] {
  const { name, network } = cluster;
  const routed = knowledge.addressRule(cluster.platform, cluster.addressMode)?.routed;
  const own = (network?.ranges ?? []).map(({ key, kind, cidr }) => ({
    cluster: name,
    what: key,
    cidr,
    routed: kind === "nodes" || routed?.pods === true,
  }));
  if (network?.services === undefined) return own;
  const { cidr } = network.services;
  return [...own, { cluster: name, what: `services ${cidr}`, cidr, routed: routed?.services === true }];
}

function overlapFault(left: Placed, right: Placed, path: string, { faults }: CheckContext): void {
  const other =
    left.cluster === right.cluster ? "" : ` of cluster "${right.cluster}", which it is connected to`;
  faults.error(
    "bound-disagreement",
    `${path}/network`,
    `range ${left.what} of cluster "${left.cluster}" overlaps with ${right.what}${other}`,
    "choose ranges that share no address",
  );
}

/** What is routed between peers may meet nothing of the other side; what is not may be the same on both. */
export function checkOverlaps(clusters: readonly Cluster[], context: CheckContext): void {
  const names = clusters.map(({ name }) => name);
  const paths = new Map((context.spec.clusters ?? []).map(({ name }, index) => [name, `/clusters/${index}`]));
  const placed = new Map(clusters.map((cluster) => [cluster.name, placedRanges(cluster, context)]));
  const told = new Set<string>();
  for (const { name, network } of clusters) {
    const path = paths.get(name) ?? "/clusters";
    const own = placed.get(name) ?? [];
    for (const [index, left] of own.entries())
      for (const right of own.slice(index + 1))
        if (cidrsOverlap(left.cidr, right.cidr)) overlapFault(left, right, path, context);
    for (const [index, peer] of (network?.peers ?? []).entries()) {
      const others = names.filter((one) => one !== name);
      if (!context.faults.knows(peer, others, `${path}/network/peers/${index}`, "other cluster")) continue;
      const pair = [name, peer].sort().join(" ");
      if (told.has(pair)) continue;
      told.add(pair);
      for (const left of own)
        for (const right of placed.get(peer) ?? [])
          if ((left.routed || right.routed) && cidrsOverlap(left.cidr, right.cidr))
            overlapFault(left, right, path, context);
    }
  }
}
