/** The shape of what a plan says of its moves. */
import type { MoveEnd, MoveLeg, PricedMoves } from "../../model/move.js";
import type { MovesPlan, StayingNodes } from "../../model/plan.js";
import { byName, integer, listOf, oneOf, optional, record, text } from "./shape.js";
import { amount, digest, evidenceShape } from "./value-shapes.js";

const legShape = record<MoveLeg>({
  from: record<MoveEnd>({ place: text, availabilityZone: text }),
  toZone: text,
  pods: integer(1),
  dataMiB: amount,
  basis: oneOf(["none", "zone", "region", "internet", "unknown"]),
  microPerGb: optional(amount),
  evidence: optional(evidenceShape),
  copySeconds: optional(amount),
  downSeconds: amount,
  micro: amount,
});

export const movesShape = record<MovesPlan>({
  previousDigest: digest,
  pods: amount,
  movePods: amount,
  betweenPlaces: optional(integer(1)),
  limit: optional(amount),
  priceMicro: optional(amount),
  priceLimitMicro: optional(amount),
  priced: optional(
    byName(
      record<PricedMoves>({
        downtime: oneOf(["none", "brief", "planned"]),
        microPerDownMinute: amount,
        legs: listOf(legShape),
      }),
    ),
  ),
  addNodes: amount,
  removeNodes: amount,
  anew: record<MovesPlan["anew"]>({ microPerHour: amount, movePods: amount }),
  stays: byName(
    listOf(record<StayingNodes>({ previous: amount, purchase: text, layout: amount, nodes: integer(1) })),
  ),
});
