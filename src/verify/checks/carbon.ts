/** The fleet emits what its targets emit. */
import type { Check } from "../review.js";

export const checkCarbon: Check = ({ plan, targets }, refuse) => {
  const sum = targets.reduce((grams, { slice }) => grams + slice.gramsPerHour, 0);
  const stated = plan.carbon.operationalGramsPerHour;
  if (stated !== sum)
    refuse(["carbon", "operationalGramsPerHour"], `is ${stated}, and the targets add up to ${sum} g an hour`);
};
