/** What is weighed adds up: each part from the plan's own nodes and moves, the sum, and its gap to its bound. */
import { gapPpm } from "../gap.js";
import { purchasesOf } from "../review.js";
import type { Check } from "../review.js";

/** Milligrams of a kilogram. */
const KILOGRAM = 1_000_000;

export const checkWeighed: Check = ({ plan, targets }, refuse) => {
  const { weighed } = plan.search;
  if (weighed === undefined) return;
  const { weights } = weighed;
  let [nodes, types, carbon] = [0, 0, 0];
  for (const target of targets) {
    const ofPools = new Set<string>();
    let milligrams = 0;
    for (const { purchase, path } of purchasesOf(target)) {
      const { count, pool, instanceType, milligramsPerHour = 0 } = purchase;
      nodes += count;
      ofPools.add(JSON.stringify([pool, instanceType]));
      milligrams += count * milligramsPerHour;
      // Half a unit is rounded up, a node at a time.
      carbon +=
        count * Math.floor((2 * milligramsPerHour * weights.microPerKgCo2e + KILOGRAM) / (2 * KILOGRAM));
      if (weights.microPerKgCo2e === 0 && purchase.milligramsPerHour !== undefined)
        refuse([...path, "milligramsPerHour"], "is told, and carbon is not weighed");
    }
    types += ofPools.size;
    const grams = Math.round(milligrams / 1000);
    if (weights.microPerKgCo2e > 0 && grams !== target.slice.gramsPerHour)
      refuse(
        [...target.path, "gramsPerHour"],
        `is ${target.slice.gramsPerHour}, and its nodes add up to ${grams} g an hour`,
      );
  }
  const at = ["search", "weighed"];
  const equal = (name: Exclude<keyof typeof weighed, "weights">, own: number, what: string): void => {
    if (weighed[name] !== own) refuse([...at, name], `is ${weighed[name]}, and ${what} ${own}`);
  };
  equal("carbonMicroPerHour", carbon, "the carbon of the nodes weighs");
  equal("nodesMicroPerHour", nodes * weights.microPerNodeHour, "the nodes weigh");
  equal("instanceTypesMicroPerHour", types * weights.microPerInstanceTypeHour, "the instance types weigh");
  const { movePods = 0, priceMicro = 0 } = plan.moves ?? {};
  const priced = weights.moveHours === undefined ? 0 : Math.ceil(priceMicro / weights.moveHours);
  equal("movesMicroPerHour", movePods * weights.microPerMoveHour + priced, "the moves weigh");
  const { carbonMicroPerHour, nodesMicroPerHour, instanceTypesMicroPerHour, movesMicroPerHour } = weighed;
  const parts = carbonMicroPerHour + nodesMicroPerHour + instanceTypesMicroPerHour + movesMicroPerHour;
  const sum = plan.cost.microPerHour + (plan.cost.penaltiesMicroPerHour ?? 0) + parts;
  equal("microPerHour", sum, "cost, penalties and parts add up to");
  const { microPerHour, boundMicroPerHour: bound, gapPpm: stated } = weighed;
  if (bound > microPerHour)
    refuse([...at, "boundMicroPerHour"], `is ${bound}, and the plan weighs only ${microPerHour}`);
  else if (gapPpm(microPerHour, bound) !== BigInt(stated))
    refuse([...at, "gapPpm"], `is ${stated}, and sum and bound give ${gapPpm(microPerHour, bound)}`);
  if (bound < plan.search.boundMicroPerHour)
    refuse(
      [...at, "boundMicroPerHour"],
      `is ${bound}, and the cost alone is no less than ${plan.search.boundMicroPerHour}`,
    );
};
