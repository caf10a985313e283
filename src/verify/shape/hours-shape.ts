/** Shapes of what a plan says of demand by the hour. */
import { HOURS_A_DAY, HOURS_A_WEEK } from "../../model/hours.js";
import type { HoursPlan, HourState } from "../../model/hours.js";
import { integer, listOf, optional, record } from "./shape.js";
import { amount } from "./value-shapes.js";

const hour = integer(0, HOURS_A_WEEK - 1);

export const hourStateShape = record<HourState>({
  hours: listOf(hour),
  demandOf: hour,
  microPerHour: amount,
  boundMicro: optional(amount),
});

export const hoursShape = record<HoursPlan>({
  hours: integer(HOURS_A_DAY, HOURS_A_WEEK),
  micro: amount,
  microPerMonth: amount,
  boundMicro: optional(amount),
  boundMicroPerMonth: optional(amount),
  gapPpm: optional(amount),
  atMostMicroPerMonth: amount,
});
