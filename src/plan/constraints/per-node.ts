/** How many replicas of a workload one node may hold. */
import type { Workload } from "../../model/fleet.js";

/**
 * The workload's own cap; and where it must survive the loss of a node, one replica fewer than all, so that
 * they stand on two nodes at least. A single replica survives nothing, whatever the cap.
 */
export function maxPerNodeOf({ maxPerNode, survive, replicas }: Workload): number | undefined {
  if (survive !== "node" || replicas < 2) return maxPerNode;
  return Math.min(maxPerNode ?? replicas, replicas - 1);
}
