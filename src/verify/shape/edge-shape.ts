/** The shape of what a plan says of an edge site beside its nodes. */
import type { Autonomy, SiteEdge, SiteEdgePlan } from "../../model/edge.js";
import { byName, integer, oneOf, optional, record, text } from "./shape.js";

export const siteEdgeShape = record<SiteEdgePlan>({
  autonomy: optional(
    record<Autonomy>({
      controlPlane: oneOf(["local", "remote"]),
      registryCache: text,
      secrets: text,
      replicas: byName(integer(1)),
    }),
  ),
  rack: optional(
    record<NonNullable<SiteEdge["rack"]>>({ slots: optional(integer(1)), watts: optional(integer(1)) }),
  ),
  uplinkKbps: optional(integer(1)),
  usedSlots: optional(integer(0)),
  usedWatts: optional(integer(0)),
  usedKbps: optional(integer(0)),
});
