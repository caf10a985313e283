/**
 * Devices that are cut into slices. A pod asks for whole slices, and every device of a node is cut in the same way
 * before pods come, so that a node's sum of each profile is exact: no slice spans two devices, and none is left over
 * on one that another device would need. What is not asked for by slices is not there.
 */
import type { InstanceType } from "../../model/catalogue.js";
import type { Pool } from "../../model/fleet.js";
import type { DeviceSlicesPlan } from "../../model/plan.js";
import type { ResourceVector } from "../../units/resources.js";

/** How the pool cuts the machine's devices; absent where it does not, or there are none. */
export function slicesOf(
  { deviceSlices }: Pool,
  { accelerator }: InstanceType,
): { readonly deviceSlices?: DeviceSlicesPlan } {
  const cut = accelerator === undefined ? undefined : deviceSlices?.byChip[accelerator.chip];
  if (accelerator === undefined || cut === undefined) return {};
  const slices = cut.map((slice) => ({ ...slice, resource: slice.resource ?? accelerator.resource }));
  return { deviceSlices: { devices: accelerator.count, slices } };
}

/** The slices in the place of the devices. */
export function inSlices(
  allocatable: ResourceVector,
  { accelerator }: InstanceType,
  cut: DeviceSlicesPlan | undefined,
): ResourceVector {
  if (accelerator === undefined || cut === undefined) return allocatable;
  const rest = Object.entries(allocatable).filter(([name]) => name !== accelerator.resource);
  const given = cut.slices.map(({ resource, each }) => [resource, cut.devices * each] as const);
  return { ...Object.fromEntries(rest), ...Object.fromEntries(given) };
}
