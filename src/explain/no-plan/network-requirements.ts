/** What ranges of addresses ask of a cluster: that its nodes find room in each. */
import type { Cluster } from "../../model/fleet.js";
import type { Network, NetworkRange } from "../../model/network.js";
import type { Plan } from "../../model/plan.js";
import { onCluster } from "./requirement.js";
import type { Edit, Requirement } from "./requirement.js";

function onRange(cluster: string, key: string, edit: (range: NetworkRange) => NetworkRange): Edit {
  const changed = (network: Network): Network => ({
    ...network,
    ranges: network.ranges.map((range) => (range.key === key ? edit(range) : range)),
  });
  return onCluster(cluster, (one) =>
    one.network === undefined ? one : { ...one, network: changed(one.network) },
  );
}

function usedOf(plan: Plan, cluster: string, key: string): number {
  const range = plan.clusters[cluster]?.network?.ranges[key];
  return range === undefined ? 0 : Math.max(range.planned, range.atPeak ?? 0) + range.surge;
}

/** As many as IPv4 has: a plan of them still says how many it uses. */
const ALL_OF_IPV4 = "0.0.0.0/0";

function widened(range: NetworkRange, usable: number): NetworkRange {
  return { ...range, cidr: ALL_OF_IPV4, usable };
}

export function networkRequirements({ name, network }: Cluster): Requirement[] {
  return (network?.ranges ?? []).map(({ key, kind, usable }): Requirement => {
    const at = (amount: number): Edit => onRange(name, key, (range) => widened(range, amount));
    return {
      label: "addresses",
      subject: name,
      path: `/clusters/${name}/network/${kind}`,
      words: `range ${key} of cluster "${name}" has ${usable} address(es) to give`,
      without: at(2 ** 32),
      easing: {
        kind: "limit",
        limit: usable,
        used: (plan) => usedOf(plan, name, key),
        at,
        words: (amount) => `have ${amount} usable addresses in place of the ${usable} of range ${key}`,
      },
    };
  });
}
