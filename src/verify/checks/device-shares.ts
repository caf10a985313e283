/** Where pods share devices, the plan says which are on which, and no device gives more than it has. */
import type { ByName, DeviceSharesPlan, NodeLayout, Purchase, WorkloadPlan } from "../../model/plan.js";
import { amountOf, DEVICE_SHARES } from "../../units/resources.js";
import type { Path, Refuse } from "../refusals.js";
import { entryOf, fillingsOf, purchasesOf } from "../review.js";
import type { Check, ReviewedFilling } from "../review.js";
import { FULL, givenByDevices } from "../shared-devices.js";

type Workloads = ReadonlyMap<string, WorkloadPlan>;

/** Per cent of memory and compute, and shares, that one pod takes of one device. */
interface Taken {
  readonly memory: number;
  readonly compute: number;
  readonly shares: number;
}

/** A pod that names neither memory nor compute has its devices to itself. */
function takenOf({ requests }: WorkloadPlan, { perDevice }: DeviceSharesPlan): Taken {
  const memory = amountOf(requests, DEVICE_SHARES.memory);
  const compute = amountOf(requests, DEVICE_SHARES.compute);
  if (memory === 0 && compute === 0) return { memory: FULL, compute: FULL, shares: perDevice };
  return { memory: memory === 0 ? FULL : memory, compute, shares: 1 };
}

function checkDevice(
  device: ByName<number>,
  workloads: Workloads,
  shared: DeviceSharesPlan,
  refuse: (reason: string) => void,
): void {
  const sum = { memory: 0, compute: 0, shares: 0 };
  for (const [id, pods] of Object.entries(device)) {
    const workload = workloads.get(id);
    if (workload === undefined) {
      refuse(`holds "${id}", which is not bound here`);
      continue;
    }
    const taken = takenOf(workload, shared);
    sum.memory += pods * taken.memory;
    sum.compute += pods * taken.compute;
    sum.shares += pods * taken.shares;
  }
  if (sum.memory > FULL) refuse(`gives ${sum.memory} per cent of its memory`);
  if (sum.compute > FULL) refuse(`gives ${sum.compute} per cent of its compute`);
  if (sum.shares > shared.perDevice) refuse(`gives ${sum.shares} shares, at most ${shared.perDevice}`);
}

/** Every pod has its shares, each of another device: none has more pods of a workload than there are. */
function checkPods(
  { pods, devices = [] }: NodeLayout,
  workloads: Workloads,
  refuse: (reason: string) => void,
): void {
  for (const [id, count] of Object.entries(pods)) {
    const wanted = count * amountOf(workloads.get(id)?.requests ?? {}, DEVICE_SHARES.devices);
    const held = devices.map((device) => entryOf(device, id) ?? 0);
    const given = held.reduce((sum, one) => sum + one, 0);
    if (given !== wanted) refuse(`give "${id}" ${given} share(s), and its ${count} pod(s) want ${wanted}`);
    if (held.some((one) => one > count)) refuse(`give a pod of "${id}" two shares of one device`);
  }
  for (const id of new Set(devices.flatMap((device) => Object.keys(device))))
    if (entryOf(pods, id) === undefined) refuse(`hold "${id}", which is not on the node`);
}

function checkLayouts(
  { layouts, path }: ReviewedFilling,
  { deviceShares }: Purchase,
  workloads: Workloads,
  refuse: Refuse,
): void {
  for (const [index, layout] of layouts.entries()) {
    const at = [...path, String(index), "devices"];
    const { devices } = layout;
    if (deviceShares === undefined) {
      if (devices !== undefined) refuse(at, "are told of a node whose devices are not shared");
      continue;
    }
    if (devices?.length !== deviceShares.devices) {
      refuse(at, `are ${devices?.length ?? 0}, and the node has ${deviceShares.devices}`);
      continue;
    }
    checkPods(layout, workloads, (reason) => {
      refuse(at, reason);
    });
    for (const [device, held] of devices.entries())
      checkDevice(held, workloads, deviceShares, (reason) => {
        refuse([...at, String(device)], reason);
      });
  }
}

function checkAllocatable({ allocatable, deviceShares }: Purchase, path: Path, refuse: Refuse): void {
  if (deviceShares === undefined) return;
  const { devices, perDevice } = deviceShares;
  for (const [resource, amount] of Object.entries(givenByDevices(devices, perDevice))) {
    const stated = amountOf(allocatable, resource);
    if (stated !== amount)
      refuse(
        [...path, "allocatable", resource],
        `is ${stated}, and ${devices} shared device(s) give ${amount}`,
      );
  }
}

export const checkDeviceShares: Check = ({ targets }, refuse) => {
  for (const target of targets)
    for (const { purchase, path } of purchasesOf(target)) {
      const { workloads } = target;
      checkAllocatable(purchase, path, refuse);
      for (const filling of fillingsOf({ purchase, path }))
        checkLayouts(filling, purchase, workloads, refuse);
    }
};
