/** Where an offering is really sold, as far as anybody has said. */
import type { Offering } from "../model/catalogue.js";
import type { Assumption } from "../model/evidence.js";

/**
 * Whether nobody has stated that the region sells this type at all: price and sale are both derived. Such an
 * offering is worth showing, but a plan that buys it may find nothing to buy.
 */
export function saleIsAssumed(offering: Offering): boolean {
  return offering.evidence.confidence === "assumption";
}

/** Whether the zone sells the offering, as far as is known: where nobody has said which zones do, all are taken to. */
export function sellsIn({ availabilityZones, withdrawnFrom }: Offering, availabilityZone: string): boolean {
  if (withdrawnFrom?.includes(availabilityZone) === true) return false;
  return availabilityZones?.includes(availabilityZone) ?? true;
}

/** What a plan takes for granted that buys an offering of which no list says which zones sell it. */
export function zoneSaleAssumptions({ region, availabilityZones }: Offering): readonly Assumption[] {
  if (availabilityZones !== undefined) return [];
  return [
    {
      subject: `${region} stock by availability zone`,
      statement: "every availability zone sells every instance type that the region sells",
      source: "no public list says which zone sells a type",
      asOf: "2026-11-01",
      confidence: "assumption",
    },
  ];
}
