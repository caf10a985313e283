import type { Offering } from "../model/catalogue.js";

/**
 * Whether nobody has stated that the region sells this type at all: price and sale are both derived. Such an
 * offering is worth showing, but a plan that buys it may find nothing to buy.
 */
export function saleIsAssumed(offering: Offering): boolean {
  return offering.evidence.confidence === "assumption";
}
