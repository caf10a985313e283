/** What a pool keeps free. */
import type { ClusterSpec, PoolSpec } from "../../model/fleet-spec.js";
import type { Headroom } from "../../model/fleet.js";
import type { Faults } from "../faults.js";

export function headroomOf(
  { headroom, nodes }: PoolSpec,
  { quotas }: ClusterSpec,
  path: string,
  faults: Faults,
): { readonly headroom?: Headroom } {
  if (headroom === undefined) return {};
  const { surgeNodes = 0 } = headroom;
  if (surgeNodes > 0 && nodes !== undefined)
    faults.error(
      "invalid-spec",
      `${path}/headroom/surgeNodes`,
      "the pool lists its nodes and buys none, so there are no nodes more for an upgrade",
      "remove surgeNodes, or keep room with headroom.pods",
    );
  if (surgeNodes > 0 && quotas?.vcpu !== undefined)
    faults.error(
      "not-supported",
      `${path}/headroom/surgeNodes`,
      "virtual CPUs of nodes that exist during an upgrade are not counted against quotas.vcpu yet",
      "limit the cluster by quotas.nodes, or lower quotas.vcpu by what an upgrade needs and remove surgeNodes",
    );
  return { headroom };
}
