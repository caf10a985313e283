/**
 * What a team knows better than the catalogue: its own prices, what is really sold where, its quotas, its
 * machines. An override file holds one such value; `src/catalogue/import` makes them of the clouds' exports.
 * All of it has one source, date and confidence. Money is whole micro-units of `currency` an hour.
 */
import type {
  Architecture,
  CatalogueName,
  CloudProvider,
  InstanceType,
  PurchaseOption,
} from "./catalogue.js";
import type { Evidence } from "./evidence.js";
import type { Taint } from "./kubernetes.js";
import type { ResourceVector } from "../units/resources.js";

/**
 * An ISO date, such as "2026-10-01".
 * @pattern ^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$
 */
export type IsoDate = string;

/**
 * Where figures come from, in words: a contract, a page, an export.
 * @minLength 1
 * @maxLength 500
 */
export type SourceText = string;

export interface CatalogueOverride extends Evidence {
  readonly source: SourceText;
  /** Date of the figures, not of the file. */
  readonly asOf: IsoDate;
  /** Added, or put in the place of the type of the same provider and name. */
  readonly instanceTypes?: readonly InstanceType[];
  /** Added, or put in the place of the price of the same type, region and purchase option. */
  readonly offerings?: readonly OverrideOffering[];
  /** What is not sold any more, or not to this account. */
  readonly withdrawn?: readonly Withdrawal[];
  /** Which zones of a region sell a type; nothing is said of types that are not named. */
  readonly availabilityZones?: readonly ZonesOfType[];
  readonly quotas?: readonly AccountQuota[];
  /** Machines that exist. */
  readonly nodes?: readonly OwnedNodes[];
  /** Discounts that this account has, beside those of the lists. */
  readonly commitments?: readonly OwnCommitment[];
  /** What a plan in US dollars takes one unit of another currency for. */
  readonly exchangeRates?: readonly ExchangeRate[];
}

/** An override as a file: YAML or JSON. */
export interface CatalogueOverrideFile extends CatalogueOverride {
  readonly apiVersion: "stowage.dev/catalogue/v1";
}

export interface OwnCommitment {
  readonly provider: CloudProvider;
  readonly name: CatalogueName;
  readonly kind: "reserved" | "savings-plan" | "committed-use";
  readonly years: 1 | 3;
  /** Families that it holds for. Absent: all. */
  readonly families?: readonly CatalogueName[];
  /**
   * What is paid in place of the on-demand price, millionths of it: 630000 is 37 % off.
   * @minimum 0
   * @maximum 1000000
   * @asType integer
   */
  readonly payPpm: number;
}

export interface ExchangeRate {
  /**
   * ISO 4217.
   * @pattern ^[A-Z]{3}$
   */
  readonly currency: string;
  /**
   * Micro-USD for one unit: 139000 is 0.139 USD.
   * @minimum 1
   * @maximum 1000000000
   * @asType integer
   */
  readonly microUsdPerUnit: number;
}

export interface OverrideOffering {
  readonly provider: CloudProvider;
  readonly region: CatalogueName;
  readonly instanceType: CatalogueName;
  readonly purchaseOption: PurchaseOption;
  /**
   * At most 100,000 units of the currency an hour: sums of many nodes stay exact.
   * @minimum 1
   * @maximum 100000000000
   * @asType integer
   */
  readonly microPerHour: number;
  /**
   * ISO 4217.
   * @pattern ^[A-Z]{3}$
   */
  readonly currency: string;
}

export interface Withdrawal {
  readonly provider: CloudProvider;
  readonly region: CatalogueName;
  readonly instanceType: CatalogueName;
  /** Absent: in the whole region. */
  readonly availabilityZone?: CatalogueName;
  /** Absent: every purchase option. */
  readonly purchaseOption?: PurchaseOption;
  /** As the provider gives it, such as "NotAvailableForSubscription". */
  readonly reason?: string;
}

/** `instanceType` is sold in these availability zones of the region and in no other of it. */
export interface ZonesOfType {
  readonly provider: CloudProvider;
  readonly region: CatalogueName;
  readonly instanceType: CatalogueName;
  /** @minItems 1 */
  readonly availabilityZones: readonly CatalogueName[];
}

/** A limit of one account in one region. */
export interface QuotaOfAccount {
  readonly provider: CloudProvider;
  readonly region: CatalogueName;
  /** The provider's own name: "L-1216C47A", "standardDSv5Family", "N2_CPUS". */
  readonly code: string;
  /** "vcpu": virtual CPUs of all running instances; "accelerators": devices; "instances": their number. */
  readonly unit: QuotaUnit;
  /**
   * @minimum 0
   * @asType integer
   */
  readonly limit: number;
  /** Absent: the limit counts both. Reserved instances are on-demand ones to it. */
  readonly purchaseOption?: "on-demand" | "spot";
  /**
   * Which types count, in lower case. aws: letters of the family before its first digit ("m" of m7g), or
   * letters and generation ("p5" of p5en); azure: the family ("dsv5"); gcp: the family before its first hyphen
   * ("n2"). Absent: all types.
   */
  readonly families?: readonly CatalogueName[];
  /** Which accelerators count, by chip. Absent: all. */
  readonly chips?: readonly CatalogueName[];
}

export type QuotaUnit = "vcpu" | "accelerators" | "instances";

/** The same as an export tells it. */
export interface AccountQuota extends QuotaOfAccount {
  /**
   * What was used when the export was made.
   * @minimum 0
   * @asType integer
   */
  readonly used?: number;
}

/** Equal nodes of one cluster as their API server reports them. */
export interface OwnedNodes {
  /** Instance type where the nodes carry one, otherwise a name of the shape. */
  readonly type: string;
  /**
   * @minimum 1
   * @asType integer
   */
  readonly count: number;
  readonly architecture: Architecture;
  readonly region?: string;
  readonly availabilityZone?: string;
  readonly capacity: ResourceVector;
  /** What the scheduler may fill: measured, so no rule of the platform is applied to it. */
  readonly allocatable: ResourceVector;
  /** Labels that all of them carry with the same value. */
  readonly labels: Readonly<Record<string, string>>;
  readonly taints: readonly Taint[];
}
