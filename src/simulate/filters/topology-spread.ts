import { at } from "../scheduler-state.js";
import type { PodShape, ZoneSpread } from "../scheduler-state.js";
import { PASSES } from "./filter.js";
import type { NodeFilter } from "./filter.js";

const TOO_SKEWED = ["node(s) didn't match pod topology spread constraints"];

/** Replicas in the emptiest domain; 0 where there are fewer domains than the rule wants. */
function emptiest({ inZone }: PodShape, { domains, minDomains }: ZoneSpread): number {
  if (domains.length < minDomains) return 0;
  let least = Infinity;
  for (const zone of domains) least = Math.min(least, at(inZone, zone));
  return least;
}

/** Plugin PodTopologySpread, hard rules over availability zones. */
export const topologySpread: NodeFilter = (shape, node) => {
  const { zoneSpread, inZone } = shape;
  if (zoneSpread === undefined) return PASSES;
  const skew = at(inZone, node.zone) + 1 - emptiest(shape, zoneSpread);
  return skew > zoneSpread.maxSkew ? TOO_SKEWED : PASSES;
};
