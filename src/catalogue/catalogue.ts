/** The catalogue as the planner reads it: plain look-ups over decoded files. */
import type { Architecture, CloudProvider, InstanceType, Offering, Region } from "../model/catalogue.js";
import type { Evidence } from "../model/evidence.js";

/** A public source of figures, with the licence under which it may be carried. */
export interface CatalogueSource {
  readonly id: string;
  readonly repository: string;
  readonly commit: string;
  readonly asOf: string;
  readonly licence: string;
  readonly holds: string;
}

/** Power of one virtual CPU in milliwatts, idle and at full load. */
export interface ProcessorPower {
  readonly minMilliwatts: number;
  readonly maxMilliwatts: number;
  readonly evidence: Evidence;
}

export interface Catalogue {
  /** sha256 over the digests of the files that were loaded. */
  readonly digest: string;
  readonly sources: readonly CatalogueSource[];
  readonly instanceType: (provider: CloudProvider, name: string) => InstanceType | undefined;
  /** Sorted by name. Empty for a provider that was not loaded. */
  readonly instanceTypes: (provider: CloudProvider) => readonly InstanceType[];
  /** Sorted by instance type, on-demand before spot. Empty for a region that was not loaded or has no prices. */
  readonly offerings: (provider: CloudProvider, region: string) => readonly Offering[];
  readonly region: (provider: CloudProvider, name: string) => Region | undefined;
  /** All regions that the catalogue knows, priced or not, sorted by provider and name. */
  readonly regions: () => readonly Region[];
  /** Names of the regions that have prices, loaded or not, for messages. */
  readonly pricedRegions: (provider: CloudProvider) => readonly string[];
  readonly processorPower: (
    provider: CloudProvider,
    architecture: Architecture,
  ) => ProcessorPower | undefined;
}
