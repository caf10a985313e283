/** A fleet as a question of cost alone, for answers that compare plans of fleets that differ in one thing. */
import type { CheckedFleet } from "../model/fleet.js";
import { omitted } from "../units/omitted.js";

/**
 * Without what the scheduler makes of it and what comes after cost: orders of arrival cost more than most rules do, and
 * would hide what is asked about.
 *
 * @param workUnits most that one plan of it may take
 */
export function asPacking(fleet: CheckedFleet, workUnits: number): CheckedFleet {
  const { limits } = fleet;
  return {
    ...omitted(fleet, "weights", "steering", "futureRequests", "commitmentYears"),
    fidelity: "packing",
    furtherObjectives: [],
    limits: { ...limits, workUnits: Math.min(limits.workUnits, workUnits) },
  };
}
