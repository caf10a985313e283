/** The plan weighs what the fleet does. */
import type { Weights } from "../../model/fleet.js";
import type { Check } from "../review.js";

const NAMES: readonly (keyof Weights)[] = [
  "microPerKgCo2e",
  "microPerNodeHour",
  "microPerInstanceTypeHour",
  "microPerMoveHour",
  "moveHours",
];

export const checkFleetWeights: Check = ({ plan, fleet }, refuse) => {
  if (fleet === undefined) return;
  const stated = plan.search.weighed?.weights;
  if ((stated === undefined) !== (fleet.weights === undefined)) {
    refuse(
      ["search", "weighed"],
      stated === undefined
        ? "is missing, and the fleet weighs more than cost"
        : "is there, and the fleet weighs nothing but cost",
    );
    return;
  }
  for (const name of NAMES)
    if (stated?.[name] !== fleet.weights?.[name])
      refuse(
        ["search", "weighed", "weights", name],
        `is ${stated?.[name] ?? 0}, and the fleet has ${fleet.weights?.[name] ?? 0}`,
      );
};
