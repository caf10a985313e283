/**
 * Ranges of addresses that a cluster's nodes and pods use. What a node takes depends on its kind alone, so that each
 * range is a limit of the solver's, which is exact. Nodes of an upgrade are counted beside all others, each as the
 * largest that its pool may buy: which it will be is not known before.
 */
import { addressRule } from "../../catalogue/index.js";
import type { ConflictLabel } from "../../model/outcome.js";
import type { NetworkPlan, NetworkRange, RangePlan } from "../../model/network.js";
import type { ByName, TargetPlan } from "../../model/plan.js";
import { amountOf } from "../../units/resources.js";
import type { NodeLimit } from "../constraints/node-limit.js";
import { momentsOf, mostUsed } from "../hours/moments.js";
import type { NodeKind } from "../formulate/node-kind.js";
import { targetPath } from "../formulate/plan-target.js";
import type { ClusterTarget, PlanTarget } from "../formulate/plan-target.js";

const LABEL: ConflictLabel = "addresses";

type Place = Pick<NodeKind, "pool" | "availabilityZone">;

function isUsedBy({ availabilityZone, pools }: NetworkRange, kind: Place): boolean {
  return (
    (availabilityZone === undefined || availabilityZone === kind.availabilityZone) &&
    (pools === undefined || pools.includes(kind.pool))
  );
}

function rangesOf(target: PlanTarget): readonly NetworkRange[] {
  return target.kind === "cluster" ? (target.cluster.network?.ranges ?? []) : [];
}

/** What one node takes of the range; 0 where it uses another. */
function takenBy(range: NetworkRange, { cluster }: ClusterTarget, kind: NodeKind): number {
  if (!isUsedBy(range, kind)) return 0;
  const pods = amountOf(kind.allocatable, "pods");
  const interfaces = kind.machine?.interfaces;
  const rule = addressRule(cluster.platform, cluster.addressMode);
  const taken = rule?.addressesOf({ pods, ...(interfaces === undefined ? {} : { interfaces }) });
  return taken?.[range.kind] ?? 0;
}

/** `kinds`: all that the target may have. Range key -> addresses of nodes that exist while pools are upgraded. */
export function withAddressSurge<T extends PlanTarget>(target: T, kinds: readonly NodeKind[]): T {
  const ranges = rangesOf(target);
  if (target.kind !== "cluster" || ranges.length === 0) return target;
  const surgeOf = (range: NetworkRange): number =>
    target.pools.reduce((sum, { name, headroom }) => {
      const own = kinds.filter(({ pool }) => pool === name);
      const largest = own.reduce((most, kind) => Math.max(most, takenBy(range, target, kind)), 0);
      return sum + (headroom?.surgeNodes ?? 0) * largest;
    }, 0);
  return { ...target, addressSurge: new Map(ranges.map((range) => [range.key, surgeOf(range)])) };
}

function surgeOf({ addressSurge }: ClusterTarget, { key }: NetworkRange): number {
  return addressSurge?.get(key) ?? 0;
}

/** "10.0.0.0/24": a range with so many usable addresses, for those who have to choose one. */
function prefixFor(addresses: number): string {
  let prefix = 32;
  while (prefix > 0 && 2 ** (32 - prefix) < addresses) prefix -= 1;
  return `/${prefix}`;
}

function rangeWords({ name }: PlanTarget, { key, usable, availabilityZone }: NetworkRange): string {
  const zone = availabilityZone === undefined ? "" : ` for ${availabilityZone}`;
  return `range ${key} of cluster "${name}"${zone} has ${usable} address(es) to give`;
}

export function addressLimits(target: PlanTarget): NodeLimit[] {
  if (target.kind !== "cluster") return [];
  return rangesOf(target).map((range): NodeLimit => {
    const surge = surgeOf(target, range);
    const besides = surge === 0 ? "" : `, ${surge} of them for upgrades (headroom.surgeNodes)`;
    return {
      label: LABEL,
      subject: target.name,
      path: `${targetPath(target)}/network/${range.kind}`,
      words: `${rangeWords(target, range)}${besides}`,
      limit: Math.max(0, range.usable - surge),
      weightOf: (kind) => takenBy(range, target, kind),
      ...(range.availabilityZone === undefined ? {} : { byZone: true }),
      wayOut: (needed) => {
        const all = needed + surge;
        return `choose a range for ${range.kind} with ${all} usable addresses in place of ${range.usable}, such as a ${prefixFor(all + 5)}, or another addressMode or podsPerNode`;
      },
    };
  });
}

/** Key -> what one node takes; absent where the cluster states no ranges. */
export function takenAddresses(target: PlanTarget, kind: NodeKind): { readonly addresses?: ByName<number> } {
  if (target.kind !== "cluster" || target.cluster.network === undefined) return {};
  const taken = rangesOf(target)
    .map((range): [string, number] => [range.key, takenBy(range, target, kind)])
    .filter(([, addresses]) => addresses > 0);
  return taken.length === 0 ? {} : { addresses: Object.fromEntries(taken) };
}

/** What the plan says of the cluster's network; absent where the spec states none. */
export function networkPlan(target: ClusterTarget, slice: TargetPlan): { readonly network?: NetworkPlan } {
  const { network } = target.cluster;
  if (network === undefined) return {};
  const purchases = Object.values(slice.purchases);
  const moments = momentsOf([slice]);
  const ranges = network.ranges.map(({ key, ...range }): [string, RangePlan] => {
    const each = ({ addresses = {} }: (typeof purchases)[number]): number | undefined => addresses[key];
    const atPeak = mostUsed(moments, each);
    const planned = purchases.reduce((sum, one) => sum + one.count * (each(one) ?? 0), 0);
    // Where no node ever stands, none is upgraded.
    const isUsed = planned > 0 || (atPeak ?? 0) > 0;
    return [
      key,
      {
        ...range,
        planned,
        ...(atPeak === undefined ? {} : { atPeak }),
        surge: isUsed ? surgeOf(target, { key, ...range }) : 0,
      },
    ];
  });
  return { network: { ...network, ranges: Object.fromEntries(ranges) } };
}
