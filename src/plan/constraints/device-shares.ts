/**
 * Devices of which pods take shares: so many per cent of a device's memory and of its compute, as HAMi's scheduler
 * reads them from requests (project-hami.io, user guide "nvidia-device", as of 2026-11-27):
 *
 *   nvidia.com/gpu                  devices that the pod takes a share of, each time of another one
 *   nvidia.com/gpumem-percentage    per cent of the memory of each; absent: all of it
 *   nvidia.com/gpucores             per cent of the compute of each; absent: none is kept for it
 *
 * A pod that says nothing but `nvidia.com/gpu` takes whole devices. A device holds `perDevice` shares at most
 * (HAMi's `deviceSplitCount`). Sums over a node's devices are not enough: three shares of 60 % do not fit onto two
 * devices with 20 % left over. So a node's devices are boxes to the packer, and the plan says which shares are on
 * which. kube-scheduler alone knows sums; the spec's check refuses to promise that it places them.
 */
import type { InstanceType } from "../../model/catalogue.js";
import type { Pool } from "../../model/fleet.js";
import type { ByName, DeviceSharesPlan } from "../../model/plan.js";
import { BoxPacking } from "../../solve/index.js";
import type { BoxNeed, Boxes } from "../../solve/index.js";
import { present } from "../../units/invariant.js";
import { amountOf, asksForShare, DEVICE_SHARES } from "../../units/resources.js";
import type { ResourceVector } from "../../units/resources.js";
import type { NodeKind } from "../formulate/node-kind.js";
import type { OfferingRule } from "./offering-rule.js";

const PERCENT = 100;
const { devices: DEVICES, memory: MEMORY, compute: COMPUTE } = DEVICE_SHARES;

type SharedNode = Pick<NodeKind, "deviceShares">;

/** The machine's devices as pods of the pool share them; absent where they do not, or there are none. */
export function sharesOf(
  { deviceShares }: Pool,
  { accelerator }: InstanceType,
): { readonly deviceShares?: DeviceSharesPlan } {
  if (deviceShares === undefined || accelerator?.resource !== DEVICES) return {};
  return { deviceShares: { devices: accelerator.count, perDevice: deviceShares.perDevice } };
}

/** What the node gives of shares, in sums. */
export function inShares(allocatable: ResourceVector, shares: DeviceSharesPlan | undefined): ResourceVector {
  if (shares === undefined) return allocatable;
  const { devices, perDevice } = shares;
  const percent = PERCENT * devices;
  return { ...allocatable, [DEVICES]: devices * perDevice, [MEMORY]: percent, [COMPUTE]: percent };
}

/** What one pod takes of each of its devices: memory, compute, and a share; undefined where it wants none. */
export function deviceNeed(requests: ResourceVector): BoxNeed | undefined {
  const count = amountOf(requests, DEVICES);
  if (count === 0) return undefined;
  if (!asksForShare(requests)) return { count };
  const memory = amountOf(requests, MEMORY);
  return { count, share: [memory === 0 ? PERCENT : memory, amountOf(requests, COMPUTE), 1] };
}

export function deviceBoxes({ deviceShares }: SharedNode): Boxes | undefined {
  if (deviceShares === undefined) return undefined;
  const { devices: count, perDevice } = deviceShares;
  return { count, capacity: [PERCENT, PERCENT, perDevice] };
}

/**
 * Per device of one node: workload id -> pods with a share of it. Absent where devices are not shared, or no way was
 * found (then the plan says nothing, and is refused).
 */
export function devicesOf(
  kind: SharedNode,
  pods: ReadonlyMap<string, number>,
  requestsOf: ReadonlyMap<string, ResourceVector>,
): { readonly devices?: readonly ByName<number>[] } {
  const boxes = deviceBoxes(kind);
  if (boxes === undefined) return {};
  const wanting = [...pods].flatMap(([id, count]) => {
    const need = deviceNeed(requestsOf.get(id) ?? {});
    return need === undefined ? [] : [{ id, count, need }];
  });
  const packing = new BoxPacking(
    boxes,
    wanting.map(({ need }) => need),
  );
  const layout = packing.layout(wanting.map(({ count }) => count));
  if (layout === undefined) return {};
  return {
    devices: layout.map((held) =>
      Object.fromEntries(
        held.flatMap((items, index): [string, number][] =>
          items > 0 ? [[present(wanting[index], "a pod on a device").id, items]] : [],
        ),
      ),
    ),
  };
}

/** Shares that no device gives, or of more devices than a node has. */
export const deviceShare: OfferingRule = {
  rule: "deviceShare",
  allows({ requests }) {
    const need = deviceNeed(requests);
    return (kind) => {
      const boxes = deviceBoxes(kind);
      return boxes === undefined || need === undefined || new BoxPacking(boxes, [need]).fit([1]) === "fits";
    };
  },
  detail: ({ requests }, excluded) => {
    const most = excluded.reduce(
      (largest, { deviceShares }) => Math.max(largest, deviceShares?.devices ?? 0),
      0,
    );
    return `takes a share of ${amountOf(requests, DEVICES)} device(s), these nodes have at most ${most}, each with 100 per cent`;
  },
  wayOut: () => "ask for at most 100 per cent of as many devices as one node has",
};
