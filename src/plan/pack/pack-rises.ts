/** What demands rise to: peaks that may come at any time, then those of which the hours are known. */
import { packHours } from "../hours/pack-hours.js";
import { packPeaks } from "./pack-peaks.js";
import type { Peaks } from "./pack-peaks.js";
import type { PlanFleetInput } from "../plan-fleet-input.js";
import type { PackedTarget } from "./planned-target.js";

export function packRises(input: PlanFleetInput, packed: readonly PackedTarget[]): Peaks {
  const peaks = packPeaks(input, packed);
  const hours = packHours(input, peaks.packed);
  return {
    packed: hours.packed,
    conflicts: [...peaks.conflicts, ...hours.conflicts],
    workUnits: peaks.workUnits + hours.workUnits,
  };
}
