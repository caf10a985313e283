/** Devices that pods take shares of: what a pool must be for that, and what is not planned together with it. */
import type { ClusterSpec, FleetSpec, PoolSpec } from "../../model/fleet-spec.js";
import type { Pool, Workload } from "../../model/fleet.js";
import { amountOf, asksForShare, DEVICE_SHARES } from "../../units/resources.js";
import type { Faults } from "../faults.js";
import { ARCHITECTURES } from "../knowledge.js";
import type { CheckContext } from "./context.js";

/** HAMi's `deviceSplitCount` where nothing else is set (project-hami.io, "configure", as of 2026-11-27). */
const DEFAULT_PER_DEVICE = 10;

export function deviceSharesOf(
  pool: PoolSpec,
  at: string,
  { faults }: CheckContext,
): Pick<Pool, "deviceShares"> {
  if (pool.deviceShares === undefined) return {};
  const path = `${at}/deviceShares`;
  const plain: readonly string[] = ARCHITECTURES;
  const chips = (pool.chips ?? []).filter((chip) => !plain.includes(chip));
  if (pool.nodes !== undefined || pool.deviceSlices !== undefined) {
    const other = pool.nodes !== undefined ? "lists its nodes" : "cuts its devices (deviceSlices)";
    faults.error(
      "invalid-spec",
      path,
      `the pool ${other}: shares of their devices are not planned`,
      "remove deviceShares",
    );
    return {};
  }
  if (chips.length === 0 || chips.some((chip) => !chip.startsWith("nvidia-"))) {
    faults.error(
      "invalid-spec",
      path,
      "shares are read from nvidia.com/gpumem-percentage and nvidia.com/gpucores, and the pool has other chips or none",
      "name NVIDIA chips alone in chips, or remove deviceShares",
    );
    return {};
  }
  return { deviceShares: { perDevice: pool.deviceShares.perDevice ?? DEFAULT_PER_DEVICE } };
}

function checkWorkload(workload: Workload, faults: Faults): void {
  const { id, requests, origin, gang, beside } = workload;
  for (const resource of [DEVICE_SHARES.memory, DEVICE_SHARES.compute]) {
    const percent = amountOf(requests, resource);
    if (percent > 100)
      faults.error(
        "invalid-spec",
        origin,
        `"${id}" requests ${percent} of ${resource}, a device has 100`,
        "request at most 100",
      );
  }
  if (amountOf(requests, DEVICE_SHARES.devices) === 0)
    faults.error(
      "invalid-spec",
      origin,
      `"${id}" requests a share and no device`,
      `request ${DEVICE_SHARES.devices} as well: of how many devices it takes the share`,
    );
  if (gang?.within === "node" || beside?.over === "node")
    faults.error(
      "invalid-spec",
      origin,
      `"${id}" takes shares of devices and must share its nodes with other pods: both together are not planned`,
      "give it whole devices, or let the gang stand in one availability zone",
    );
}

/** What shared devices cannot be planned together with. */
export function checkDeviceShares(spec: FleetSpec, workloads: readonly Workload[], faults: Faults): void {
  const sharing = (spec.clusters ?? []).flatMap((cluster: ClusterSpec, index) =>
    cluster.pools.flatMap((pool, at) =>
      pool.deviceShares === undefined ? [] : [`/clusters/${index}/pools/${at}/deviceShares`],
    ),
  );
  for (const workload of workloads.filter(({ requests }) => asksForShare(requests)))
    checkWorkload(workload, faults);
  const [path] = sharing;
  if (path === undefined) return;
  if ((spec.fidelity ?? "scheduler") === "scheduler")
    faults.error(
      "invalid-spec",
      path,
      "kube-scheduler counts the devices of a node and not what is left of each: it cannot be promised to place shares",
      "state fidelity: packing, and run a scheduler that knows devices, such as HAMi",
    );
  if (spec.futureRequests !== undefined)
    faults.error(
      "invalid-spec",
      path,
      "capacity stranded for future requests is counted in sums, and shares of devices are not",
      "remove deviceShares or futureRequests",
    );
}
