/** What a node gives in sums where pods share its devices. */
import { DEVICE_SHARES } from "../units/resources.js";
import type { ResourceVector } from "../units/resources.js";

/** Per cent of a device's memory, or of its compute. */
export const FULL = 100;

/** As many shares of each of so many devices, and all of their memory and compute. */
export function givenByDevices(devices: number, perDevice: number): ResourceVector {
  return {
    [DEVICE_SHARES.devices]: devices * perDevice,
    [DEVICE_SHARES.memory]: devices * FULL,
    [DEVICE_SHARES.compute]: devices * FULL,
  };
}
