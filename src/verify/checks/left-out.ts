/** The penalties are those of the replicas that are left out. */
import type { Check } from "../review.js";

export const checkLeftOut: Check = ({ plan }, refuse) => {
  const parts = [...Object.values(plan.workloads), ...Object.values(plan.divisions ?? {})];
  const penalties = parts.reduce(
    (sum, { leftOut }) => sum + (leftOut === undefined ? 0 : leftOut.replicas * (leftOut.microPerHour ?? 0)),
    0,
  );
  const stated = plan.cost.penaltiesMicroPerHour ?? 0;
  if (stated !== penalties)
    refuse(
      ["cost", "penaltiesMicroPerHour"],
      `is ${stated}, and the replicas that are left out count ${penalties} micro-units an hour`,
    );
};
