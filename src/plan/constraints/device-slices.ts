/**
 * Devices that are cut into equal slices. A pod asks for whole slices, and every device of a node gives the same
 * number of them, so that a node's sum is exact: no slice spans two devices, and none is left over on one that
 * another device would need. What is not asked for by slices is not there.
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
  const profile = deviceSlices?.profile;
  return {
    deviceSlices: {
      ...(profile === undefined ? {} : { profile }),
      devices: accelerator.count,
      each: cut.each,
      resource: cut.resource ?? accelerator.resource,
    },
  };
}

/** The slices in the place of the devices. */
export function inSlices(
  allocatable: ResourceVector,
  { accelerator }: InstanceType,
  slices: DeviceSlicesPlan | undefined,
): ResourceVector {
  if (accelerator === undefined || slices === undefined) return allocatable;
  const rest = Object.entries(allocatable).filter(([name]) => name !== accelerator.resource);
  return { ...Object.fromEntries(rest), [slices.resource]: slices.devices * slices.each };
}
