/** The shape of what a plan says of a cluster's ranges of addresses. */
import type { NetworkPlan, RangePlan } from "../../model/network.js";
import { byName, oneOf, optional, record, text } from "./shape.js";
import { amount, names } from "./value-shapes.js";

export const networkShape = record<NetworkPlan>({
  ranges: byName(
    record<RangePlan>({
      kind: oneOf(["nodes", "pods"]),
      cidr: text,
      availabilityZone: optional(text),
      pools: optional(names),
      usable: amount,
      planned: amount,
      atPeak: optional(amount),
      surge: amount,
    }),
  ),
  services: optional(record<NonNullable<NetworkPlan["services"]>>({ cidr: text, count: amount })),
  peers: optional(names),
});
