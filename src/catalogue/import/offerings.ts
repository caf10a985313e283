/** Prices by type, region and purchase option, as every price export gives them. */
import type { OverrideOffering } from "../../model/catalogue-override.js";
import { Distinct } from "./distinct.js";
import type { Place, Reading } from "./reading.js";

export class Offerings {
  private readonly distinct: Distinct<OverrideOffering>;
  private free = 0;

  constructor(reading: Reading) {
    this.distinct = new Distinct(reading, "prices");
  }

  /** A price of zero is no offer but a placeholder: it is counted and left out. */
  add(offering: OverrideOffering, place: Place, date?: string): void {
    if (offering.microPerHour === 0) {
      this.free += 1;
      return;
    }
    const { provider, region, instanceType, purchaseOption } = offering;
    this.distinct.add(`${provider} ${region} ${instanceType} ${purchaseOption}`, offering, place, date);
  }

  values(reading: Reading): OverrideOffering[] {
    if (this.free > 0) reading.note(`${this.free} prices of 0 were left out`);
    return this.distinct.values();
  }
}
