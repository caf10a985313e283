/** The bound is no more than cost and penalties, the gap follows from both, and "proved" means that they are equal. */
import { gapPpm } from "../gap.js";
import type { Check } from "../review.js";

export const checkBound: Check = ({ plan }, refuse) => {
  const { boundMicroPerHour: bound, gapPpm: stated, stop } = plan.search;
  const cost = plan.cost.microPerHour + (plan.cost.penaltiesMicroPerHour ?? 0);
  if (bound > cost) {
    refuse(
      ["search", "boundMicroPerHour"],
      `is ${bound}, and the plan costs only ${cost} micro-units an hour, penalties counted`,
    );
    return;
  }
  const { divisionBoundMicroPerHour: ofDivision } = plan.search;
  if ((ofDivision !== undefined) !== (plan.divisions !== undefined))
    refuse(
      ["search", "divisionBoundMicroPerHour"],
      ofDivision === undefined
        ? "is missing, and workloads are divided"
        : "is stated, and no workload is divided",
    );
  if (ofDivision !== undefined && ofDivision > cost)
    refuse(
      ["search", "divisionBoundMicroPerHour"],
      `is ${ofDivision}, and the plan costs only ${cost} micro-units an hour, penalties counted`,
    );
  const gap = gapPpm(cost, bound);
  if (gap !== BigInt(stated)) refuse(["search", "gapPpm"], `is ${stated}, and cost and bound give ${gap}`);
  const { certificate } = plan.search;
  if (certificate !== undefined) {
    const at = ["search", "certificate"];
    const { boundMicroPerHour: certified } = certificate;
    if (certified > cost)
      refuse(
        [...at, "boundMicroPerHour"],
        `is ${certified}, and the plan costs only ${cost} micro-units an hour`,
      );
    else if (gapPpm(cost, certified) !== BigInt(certificate.gapPpm))
      refuse(
        [...at, "gapPpm"],
        `is ${certificate.gapPpm}, and cost and certified bound give ${gapPpm(cost, certified)}`,
      );
  }
  if (stop === "proved" && cost !== bound)
    refuse(["search", "stop"], `is "proved", and the cost is above the bound`);
};
