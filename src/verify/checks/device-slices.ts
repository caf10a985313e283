/** A node whose devices are cut gives each slice once: as many as its devices together hold. */
import { amountOf } from "../../units/resources.js";
import { purchasesOf } from "../review.js";
import type { Check } from "../review.js";

export const checkDeviceSlices: Check = ({ targets }, refuse) => {
  for (const target of targets) {
    for (const { purchase, path } of purchasesOf(target)) {
      const { deviceSlices, allocatable } = purchase;
      if (deviceSlices === undefined) continue;
      const { devices, slices } = deviceSlices;
      if (new Set(slices.map(({ resource }) => resource)).size < slices.length)
        refuse([...path, "deviceSlices", "slices"], "names one resource more than once");
      for (const { each, resource } of slices) {
        const stated = amountOf(allocatable, resource);
        if (stated !== devices * each)
          refuse(
            [...path, "allocatable", resource],
            `is ${stated}, and ${devices} device(s) cut into ${each} give ${devices * each}`,
          );
      }
    }
  }
};
