/** The shape of what a plan says of declared traffic. */
import type { TrafficFlowPlan, TrafficLeg } from "../../model/traffic.js";
import { byName, integer, listOf, oneOf, optional, record, text } from "./shape.js";
import { amount, evidenceShape } from "./value-shapes.js";

export const trafficShape = byName(
  record<TrafficFlowPlan>({
    from: text,
    to: text,
    gbPerMonth: integer(1),
    microPerGb: optional(amount),
    legs: listOf(
      record<TrafficLeg>({
        from: text,
        to: text,
        basis: oneOf(["zone", "region", "internet"]),
        microPerGb: optional(amount),
        evidence: optional(evidenceShape),
        microPerMonth: amount,
      }),
    ),
  }),
);
