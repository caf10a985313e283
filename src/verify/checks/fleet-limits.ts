/** The search kept to the fleet's limits, and stopped early only where the gap asked for was reached. */
import type { Check } from "../review.js";

/** 1 thousandth of a percent is 10 millionths. */
const PPM_OF_MILLI_PERCENT = 10;

export const checkFleetLimits: Check = ({ plan: { search }, fleet }, refuse) => {
  if (fleet === undefined) return;
  const { workUnits, targetGapMilliPercent } = fleet.limits;
  if (search.workUnitsLimit !== workUnits)
    refuse(["search", "workUnitsLimit"], `is ${search.workUnitsLimit}, and the fleet says ${workUnits}`);
  const target = targetGapMilliPercent * PPM_OF_MILLI_PERCENT;
  if (search.stop === "gapReached" && search.gapPpm > target)
    refuse(
      ["search", "stop"],
      `is "gapReached" at a gap of ${search.gapPpm} ppm, and the fleet asks for ${target} ppm`,
    );
};
