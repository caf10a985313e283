/** What questions to the catalogue give: plain values, printed by `report` and read by programs. */
import type { Chip, HubCluster, InstanceType, Offering, PlacedAbility, Region } from "./catalogue.js";
import type { CloudProvider, PurchaseOption } from "./catalogue.js";
import type { AccountQuota, ExchangeRate, OwnCommitment, OwnedNodes } from "./catalogue-override.js";
import type { Assumption, Evidence } from "./evidence.js";
import type { ResourceVector } from "../units/resources.js";

export interface PricedMachine {
  readonly machine: InstanceType;
  readonly offering: Offering;
}

export interface MachineList {
  /** In the order asked for. */
  readonly rows: readonly PricedMachine[];
  /** How many match, those beyond the limit included. */
  readonly matching: number;
}

/** What one node holds for pods with one network. */
export interface NodeAmounts {
  /** Empty where the platform has no such choice. */
  readonly addressMode: string;
  /** As the pool sets it; absent: the platform's own rule. */
  readonly podsPerNode?: number;
  /** What the scheduler may fill. */
  readonly allocatable: ResourceVector;
  /** What the platform's own agents leave of it. */
  readonly free: ResourceVector;
}

export interface NodeSheet {
  readonly platform: string;
  /** Kubernetes minor version; absent: a current one. */
  readonly version?: string;
  /** Why the platform does not take the machine as a node. */
  readonly refused?: string;
  readonly amounts: readonly NodeAmounts[];
  readonly assumptions: readonly Assumption[];
}

export interface PricesInRegion {
  readonly region: string;
  readonly country: string;
  readonly onDemand?: Offering;
  readonly spot?: Offering;
}

export interface MachineSheet {
  readonly kind: "instanceType";
  readonly machine: InstanceType;
  /** Where its figures come from: one entry a source, with the fields that it gives. */
  readonly evidence: readonly { readonly fields: readonly string[]; readonly evidence: Evidence }[];
  /** Absent where its cloud has no platform that is known. */
  readonly node?: NodeSheet;
  readonly prices: readonly PricesInRegion[];
}

/** A machine that is described by its shape. */
export interface ShapeSheet {
  readonly kind: "shape";
  readonly capacity: ResourceVector;
  readonly node: NodeSheet;
}

export interface RegionSheet {
  readonly kind: "region";
  readonly region: Region;
  readonly hubs: readonly HubCluster[];
  readonly abilities: readonly PlacedAbility[];
  /** Prices by purchase option and source. */
  readonly prices: readonly {
    readonly purchaseOption: PurchaseOption;
    readonly offerings: number;
    readonly currency: string;
    readonly evidence: Evidence;
  }[];
}

export interface ChipSheet {
  readonly kind: "chip";
  readonly chip: Chip;
  /** Families of the clouds with it. */
  readonly families: readonly { readonly provider: CloudProvider; readonly families: readonly string[] }[];
}

export interface PlatformSheet {
  readonly kind: "platform";
  readonly name: string;
  /** Default first. */
  readonly addressModes: readonly string[];
  readonly agents: readonly {
    readonly name: string;
    readonly requests: ResourceVector;
    readonly evidence: Evidence;
  }[];
  readonly abilities: readonly PlacedAbility[];
}

export interface AbilitySheet {
  readonly kind: "ability";
  readonly ability: string;
  readonly facts: readonly PlacedAbility[];
}

export type CatalogueAnswer =
  MachineSheet | ShapeSheet | RegionSheet | ChipSheet | PlatformSheet | AbilitySheet;

/** A price that only one of two catalogues has, or that differs. */
export interface PriceChange {
  readonly provider: CloudProvider;
  readonly region: string;
  readonly instanceType: string;
  readonly purchaseOption: PurchaseOption;
  readonly before?: Offering;
  readonly after?: Offering;
  /** Millionths of the old price; only where both are in one currency. */
  readonly changePpm?: number;
}

export interface ZonesChange {
  readonly provider: CloudProvider;
  readonly region: string;
  readonly instanceType: string;
  /** Zones that sell it; absent: not known. */
  readonly before?: readonly string[];
  readonly after?: readonly string[];
  /** Where `after` is not known: zones that are said not to sell it. */
  readonly notIn?: readonly string[];
}

export interface TypeChange {
  readonly provider: CloudProvider;
  readonly name: string;
  readonly before?: InstanceType;
  readonly after?: InstanceType;
}

/** Entries that only the first or only the second has. */
export interface ListChange<Entry> {
  readonly removed: readonly Entry[];
  readonly added: readonly Entry[];
}

export interface CatalogueDifference {
  readonly prices: readonly PriceChange[];
  /** Prices that both name and that are the same. */
  readonly samePrices: number;
  readonly instanceTypes: readonly TypeChange[];
  readonly availabilityZones: readonly ZonesChange[];
  readonly quotas: ListChange<AccountQuota>;
  readonly nodes: ListChange<OwnedNodes>;
  readonly commitments: ListChange<OwnCommitment>;
  readonly exchangeRates: ListChange<ExchangeRate>;
}
