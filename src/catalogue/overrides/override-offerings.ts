/** The price list of one region after overrides: prices put in, types withdrawn, zones named. */
import type { CloudProvider, Offering, PurchaseOption } from "../../model/catalogue.js";
import type { CatalogueOverride, Withdrawal } from "../../model/catalogue-override.js";
import { compareText } from "../../units/compare.js";
import { evidenceOf } from "./override-evidence.js";

type Zones = Pick<Offering, "availabilityZones" | "withdrawnFrom">;

const OPTIONS: readonly PurchaseOption[] = ["on-demand", "spot"];

/** Offerings by type and option, with what is known of zones kept apart: it holds for every option. */
class PriceList {
  private readonly offerings = new Map<string, Offering>();

  constructor(
    private readonly place: { readonly provider: CloudProvider; readonly region: string },
    listed: readonly Offering[],
  ) {
    for (const offering of listed) this.put(offering);
  }

  apply(override: CatalogueOverride): void {
    const evidence = evidenceOf(override);
    for (const offering of override.offerings ?? [])
      if (this.isHere(offering)) this.put({ ...this.zonesOf(offering.instanceType), ...offering, evidence });
    for (const entry of override.withdrawn ?? []) if (this.isHere(entry)) this.withdraw(entry);
    for (const { instanceType, availabilityZones, ...place } of override.availabilityZones ?? [])
      if (this.isHere(place))
        this.update(instanceType, OPTIONS, (offering) => ({
          ...offering,
          availabilityZones: [...availabilityZones].sort(compareText),
          withdrawnFrom: [],
        }));
  }

  /** Sorted by instance type, on-demand before spot. */
  list(): readonly Offering[] {
    return [...this.offerings].sort(([left], [right]) => compareText(left, right)).map(([, one]) => one);
  }

  private isHere({ provider, region }: { readonly provider: string; readonly region: string }): boolean {
    return provider === this.place.provider && region === this.place.region;
  }

  private put(offering: Offering): void {
    this.offerings.set(keyOf(offering.instanceType, offering.purchaseOption), offering);
  }

  private zonesOf(instanceType: string): Zones {
    const known = OPTIONS.flatMap((option) => this.offerings.get(keyOf(instanceType, option)) ?? []);
    const [first] = known;
    if (first === undefined) return {};
    const { availabilityZones, withdrawnFrom } = first;
    return {
      ...(availabilityZones === undefined ? {} : { availabilityZones }),
      ...(withdrawnFrom === undefined ? {} : { withdrawnFrom }),
    };
  }

  private withdraw({ instanceType, purchaseOption, availabilityZone }: Withdrawal): void {
    const options = purchaseOption === undefined ? OPTIONS : [purchaseOption];
    if (availabilityZone === undefined) {
      for (const option of options) this.offerings.delete(keyOf(instanceType, option));
      return;
    }
    this.update(instanceType, options, (offering) => ({
      ...offering,
      withdrawnFrom: [...new Set([...(offering.withdrawnFrom ?? []), availabilityZone])].sort(compareText),
    }));
  }

  private update(
    instanceType: string,
    options: readonly PurchaseOption[],
    change: (offering: Offering) => Offering,
  ): void {
    for (const option of options) {
      const offering = this.offerings.get(keyOf(instanceType, option));
      if (offering !== undefined) this.put(change(offering));
    }
  }
}

function keyOf(instanceType: string, option: PurchaseOption): string {
  return `${instanceType}\u0000${option}`;
}

export function offeringsAfter(
  place: { readonly provider: CloudProvider; readonly region: string },
  listed: readonly Offering[],
  overrides: readonly CatalogueOverride[],
): readonly Offering[] {
  const prices = new PriceList(place, listed);
  for (const override of overrides) prices.apply(override);
  return prices.list();
}
