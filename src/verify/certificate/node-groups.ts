/** Nodes that no proof can tell apart, so that each is looked at once. */
import { nodeKey, zonedNodeKey } from "../../model/certificate.js";
import { resourceNames } from "../../units/resources.js";
import { heldBy, mayStandOn } from "./cluster-demands.js";
import type { ClusterDemand } from "./cluster-demands.js";
import type { OfferedNode } from "./offered-nodes.js";

export interface NodeGroup {
  readonly node: OfferedNode;
  /** Without and with the availability zone, for each node of the group. */
  readonly key: string;
  readonly zonedKeys: readonly string[];
  /** Demand id -> most replicas that one such node holds; what it cannot hold is not in it. */
  readonly most: ReadonlyMap<string, number>;
}

export function nodeGroups(
  nodes: readonly OfferedNode[],
  demands: readonly ClusterDemand[],
): readonly NodeGroup[] {
  const resources = resourceNames(...demands.map(({ requests }) => requests));
  const groups = new Map<string, NodeGroup & { readonly zonedKeys: string[] }>();
  for (const node of nodes) {
    const most = new Map<string, number>();
    for (const demand of demands) {
      const held = Math.min(heldBy(node, demand.requests), demand.most, demand.replicas);
      if (held > 0 && mayStandOn(demand, node)) most.set(demand.id, held);
    }
    const key = nodeKey(node);
    const free = resources.map((resource) => node.free(resource));
    const signature = JSON.stringify([key, node.reservedIn, node.microPerHour, free, [...most]]);
    const group = groups.get(signature);
    if (group === undefined) groups.set(signature, { node, key, zonedKeys: [zonedNodeKey(node)], most });
    else group.zonedKeys.push(zonedNodeKey(node));
  }
  return [...groups.values()];
}
