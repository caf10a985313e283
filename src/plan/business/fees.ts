/**
 * What clusters cost a team beside their nodes and what clouds charge: so much each, and so much for every platform beyond
 * the first. All of it is fixed by the spec, so that cost and bound have it alike.
 */
import { clusterFee } from "../../catalogue/index.js";
import type { ClusterFee } from "../../catalogue/index.js";
import type { CheckedFleet, Cluster } from "../../model/fleet.js";
import { compareText } from "../../units/compare.js";
import { formatMoney, microPerMonth } from "../../units/money.js";

/** The first cluster of each platform, but of the first cluster's own. */
function bearsPlatform({ name, platform }: Cluster, clusters: readonly Cluster[]): boolean {
  const sorted = [...clusters].sort((left, right) => compareText(left.name, right.name));
  const first = sorted.find((one) => one.platform === platform);
  return first?.name === name && sorted[0]?.platform !== platform;
}

/** Beside what the cloud charges. */
export function ownFee(cluster: Cluster, { fees, clusters }: CheckedFleet): number {
  if (fees === undefined) return 0;
  const extra = bearsPlatform(cluster, clusters) ? fees.microPerExtraPlatformHour : 0;
  return fees.microPerClusterHour + extra;
}

export function feeOf(cluster: Cluster, fleet: CheckedFleet): ClusterFee {
  const fee = clusterFee(cluster.platform);
  const own = ownFee(cluster, fleet);
  if (own === 0) return fee;
  return {
    ...fee,
    microPerHour: fee.microPerHour + own,
    statement: `${fee.statement}; ${formatMoney(microPerMonth(own))} USD a month are the spec's own fees of cluster ${cluster.name}`,
  };
}
