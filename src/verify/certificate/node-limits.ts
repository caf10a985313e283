/** Limits that hold for the nodes of every plan of a cluster: sum over nodes of weight x count <= limit. */
import { LIMIT_KEYS, nodeKey } from "../../model/certificate.js";
import type { Cluster } from "../../model/fleet.js";
import type { OfferedNode } from "./offered-nodes.js";

export interface NodeLimit {
  readonly limit: number;
  /** Negative where more such nodes allow more of others. */
  readonly weightOf: (node: OfferedNode) => number;
  /** Whether no weight is negative: then nodes may be left out of the sum. */
  readonly isPlain: boolean;
}

function isBought({ stock }: OfferedNode): boolean {
  return stock === undefined;
}

/** Nodes that exist count against quotas whether they are used or not. */
function quota(
  stated: number,
  nodes: readonly OfferedNode[],
  weight: (node: OfferedNode) => number,
): NodeLimit {
  const standing = nodes.reduce((sum, node) => sum + (node.stock ?? 0) * weight(node), 0);
  return {
    limit: Math.max(0, stated - standing),
    isPlain: true,
    weightOf: (node) => (isBought(node) ? weight(node) : 0),
  };
}

/** By the keys that certificates use. */
export function nodeLimits(cluster: Cluster, nodes: readonly OfferedNode[]): ReadonlyMap<string, NodeLimit> {
  const limits = new Map<string, NodeLimit>();
  const surge = cluster.pools.reduce((sum, { headroom }) => sum + (headroom?.surgeNodes ?? 0), 0);
  const { quotas } = cluster;
  if (quotas.nodes !== undefined)
    limits.set(
      LIMIT_KEYS.quota("nodes"),
      quota(Math.max(0, quotas.nodes - surge), nodes, () => 1),
    );
  if (quotas.vcpu !== undefined)
    limits.set(
      LIMIT_KEYS.quota("vcpu"),
      quota(quotas.vcpu, nodes, ({ vcpu }) => vcpu),
    );
  for (const { name, maxNodes, nodes: standing, reserved = [], spotMaxPercent } of cluster.pools) {
    const ofPool = (node: OfferedNode): boolean => node.pool === name && isBought(node);
    if (maxNodes !== undefined && standing.length === 0)
      limits.set(LIMIT_KEYS.maxNodes(name), {
        limit: maxNodes,
        weightOf: (node) => (ofPool(node) ? 1 : 0),
        isPlain: true,
      });
    for (const { instanceType, count, availabilityZone } of reserved)
      limits.set(LIMIT_KEYS.reserved(name, instanceType, availabilityZone), {
        limit: count,
        weightOf: (node) =>
          ofPool(node) &&
          node.purchaseOption === "reserved" &&
          node.instanceType === instanceType &&
          node.reservedIn === availabilityZone
            ? 1
            : 0,
        isPlain: true,
      });
    if (spotMaxPercent !== undefined)
      limits.set(LIMIT_KEYS.spotShare(name), {
        limit: 0,
        weightOf: (node) =>
          ofPool(node) ? node.vcpu * ((node.purchaseOption === "spot" ? 100 : 0) - spotMaxPercent) : 0,
        isPlain: false,
      });
  }
  for (const node of nodes) {
    if (node.stock === undefined) continue;
    const key = LIMIT_KEYS.stock(nodeKey(node));
    const limit = (limits.get(key)?.limit ?? 0) + node.stock;
    limits.set(key, {
      limit,
      weightOf: (other) => (LIMIT_KEYS.stock(nodeKey(other)) === key ? 1 : 0),
      isPlain: true,
    });
  }
  return limits;
}
