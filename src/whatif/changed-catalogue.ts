/** A catalogue at other prices, or without what is withdrawn. */
import type { Catalogue } from "../catalogue/index.js";
import type { CloudProvider, Offering } from "../model/catalogue.js";
import type { WhatIfEvent } from "../model/whatif.js";

type PriceEvent = Extract<WhatIfEvent, { readonly kind: "price" }>;

function isAbout(of: string, family: string | undefined, offering: Offering): boolean {
  return of === "all" || of === offering.purchaseOption || of === offering.instanceType || of === family;
}

/** Rounded up: a price is never told lower than it would be. */
export function priceTimes(micro: number, thousandths: number): number {
  return Math.ceil((micro * thousandths) / 1000);
}

function atPrices(offering: Offering, family: string | undefined, prices: readonly PriceEvent[]): Offering {
  const microPerHour = prices
    .filter(({ of }) => isAbout(of, family, offering))
    .reduce((price, { thousandths }) => priceTimes(price, thousandths), offering.microPerHour);
  return { ...offering, microPerHour };
}

export function changedCatalogue(catalogue: Catalogue, events: readonly WhatIfEvent[]): Catalogue {
  const withdrawn = new Set(
    events.flatMap((event) => (event.kind === "withdraw" ? [event.instanceType] : [])),
  );
  const prices = events.flatMap((event) => (event.kind === "price" ? [event] : []));
  if (withdrawn.size === 0 && prices.length === 0) return catalogue;
  const offerings = (provider: CloudProvider, region: string): readonly Offering[] =>
    catalogue
      .offerings(provider, region)
      .filter(({ instanceType }) => !withdrawn.has(instanceType))
      .map((offering) =>
        atPrices(offering, catalogue.instanceType(provider, offering.instanceType)?.family, prices),
      );
  return { ...catalogue, offerings };
}
