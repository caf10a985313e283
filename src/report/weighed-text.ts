/** The sum that a plan made small, where that is more than its cost. */
import type { Plan } from "../model/plan.js";
import { gapOfPpm, monthly } from "./amounts.js";

/** Empty where nothing but cost is weighed. */
export function weighedLines({ cost, search: { weighed } }: Plan): string[] {
  if (weighed === undefined) return [];
  const amount = (micro: number): string => monthly(micro, cost.currency);
  const { carbonMicroPerHour, nodesMicroPerHour, instanceTypesMicroPerHour, movesMicroPerHour } = weighed;
  const parts = [
    [cost.penaltiesMicroPerHour ?? 0, "penalties"],
    [carbonMicroPerHour, "carbon"],
    [nodesMicroPerHour, "nodes"],
    [instanceTypesMicroPerHour, "instance types"],
    [movesMicroPerHour, "moves"],
  ] as const;
  const words = parts.flatMap(([micro, name]) => (micro === 0 ? [] : [`${amount(micro)} for ${name}`]));
  return [
    `  weighed ${amount(weighed.microPerHour)} a month: cost${words.length === 0 ? "" : ` + ${words.join(" + ")}`}, which nobody pays`,
    `          no plan weighs less than ${amount(weighed.boundMicroPerHour)} (gap ${gapOfPpm(weighed.gapPpm)})`,
  ];
}
