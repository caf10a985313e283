/** The catalogue as the planner reads it: plain look-ups over decoded files. */
import type {
  AbilityFact,
  Ability,
  Architecture,
  Chip,
  CloudProvider,
  CommitmentTerm,
  HubCluster,
  InstanceType,
  Offering,
  PlacedAbility,
  Region,
  RegionProvider,
} from "../model/catalogue.js";
import type { AccountQuota } from "../model/catalogue-override.js";
import type { Evidence } from "../model/evidence.js";

/** Where figures come from, with the licence under which they may be carried. */
export interface CatalogueSource {
  readonly id: string;
  /** A repository, or the address of a page. */
  readonly origin: string;
  /** Of a repository; empty otherwise. */
  readonly commit: string;
  readonly asOf: string;
  /** SPDX id; "facts" where single facts are cited and nothing is copied. */
  readonly licence: string;
  readonly holds: string;
}

/** Power of one virtual CPU in milliwatts, idle and at full load. */
export interface ProcessorPower {
  readonly minMilliwatts: number;
  readonly maxMilliwatts: number;
  readonly evidence: Evidence;
}

/** Making the server that a family's machines are cut from, over its whole life. */
export interface EmbodiedServer {
  readonly kilograms: number;
  /** Virtual CPUs of the whole server: the most that one machine of the family has. */
  readonly vcpus: number;
  readonly evidence: Evidence;
}

/** What an ability is asked of: a platform, or a provider, in one region. */
export interface AbilityQuestion {
  readonly subject: string;
  readonly ability: Ability;
  readonly partition: string;
  readonly region: string;
}

export interface Catalogue {
  /** sha256 over the digests of the files that were loaded, and over the overrides. */
  readonly digest: string;
  /** sha256 over the overrides alone; absent without any. */
  readonly overridesDigest?: string;
  readonly sources: readonly CatalogueSource[];
  /** Clouds with instance types in the catalogue, loaded or not. */
  readonly providers: () => readonly CloudProvider[];
  /** By name; of Tencent and Huawei, whose lists are not public, by what the name itself says. */
  readonly instanceType: (provider: CloudProvider, name: string) => InstanceType | undefined;
  /** Sorted by name. Empty for a provider that was not loaded. */
  readonly instanceTypes: (provider: CloudProvider) => readonly InstanceType[];
  /** Where a field of an instance type comes from; without a field, its shape. */
  readonly instanceTypeEvidence: (type: InstanceType, field?: keyof InstanceType) => Evidence | undefined;
  /** Sorted by instance type, on-demand before spot. Empty for a region that was not loaded or has no prices. */
  readonly offerings: (provider: CloudProvider, region: string) => readonly Offering[];
  /** Whether the region's price list was read; true too where there is none to read. */
  readonly isLoaded: (provider: CloudProvider, region: string) => boolean;
  readonly region: (provider: RegionProvider, name: string) => Region | undefined;
  /** All regions that the catalogue knows, priced or not, sorted by provider and name. */
  readonly regions: () => readonly Region[];
  /** Names of the regions that have prices, loaded or not, sorted. */
  readonly pricedRegions: (provider: CloudProvider) => readonly string[];
  readonly processorPower: (
    provider: CloudProvider,
    architecture: Architecture,
  ) => ProcessorPower | undefined;
  readonly embodiedServer: (type: InstanceType) => EmbodiedServer | undefined;
  /** Processors and accelerators, sorted by name. */
  readonly chips: () => readonly Chip[];
  readonly chip: (name: string) => Chip | undefined;
  readonly hubClusters: () => readonly HubCluster[];
  /** The most specific fact: of the region, else of the partition, else of every partition. */
  readonly ability: (question: AbilityQuestion) => AbilityFact | undefined;
  /** Every fact of that kind, with what it is said of. */
  readonly abilities: () => readonly PlacedAbility[];
  /** Discounts for a promise of use, as lists state them and overrides give them. */
  readonly commitmentTerms: (provider: CloudProvider) => readonly CommitmentTerm[];
  /** Limits of the account that overrides give, one of each code; absent without any. */
  readonly accountQuotas?: (provider: CloudProvider, region: string) => readonly AccountQuota[];
}
