/** Gathers which zones sell a type out of rows that each name one. */
import type { CloudProvider } from "../../model/catalogue.js";
import type { ZonesOfType } from "../../model/catalogue-override.js";

export class ZonesOfTypes {
  private readonly zones = new Map<
    string,
    { readonly type: Omit<ZonesOfType, "availabilityZones">; names: Set<string> }
  >();

  constructor(private readonly provider: CloudProvider) {}

  add(region: string, instanceType: string, zone: string): void {
    const key = `${region} ${instanceType}`;
    const held = this.zones.get(key) ?? {
      type: { provider: this.provider, region, instanceType },
      names: new Set<string>(),
    };
    held.names.add(zone);
    this.zones.set(key, held);
  }

  values(): ZonesOfType[] {
    return [...this.zones.keys()].sort().flatMap((key) => {
      const held = this.zones.get(key);
      return held === undefined ? [] : [{ ...held.type, availabilityZones: [...held.names].sort() }];
    });
  }
}
