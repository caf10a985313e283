/** What an owner of clusters has at its clouds and vendors: quotas, licences, commitments, and a catalogue of its own. */
import type { QuotaOfAccount } from "./catalogue-override.js";
import type { Name } from "./name.js";

export interface CommitmentsSpec {
  /** @minItems 1 */
  readonly years: readonly (1 | 3)[];
}

/** Such as an agent at $31 a node a month, or a database at $900 for two virtual CPUs. */
export interface LicenceSpec {
  readonly name: Name;
  /**
   * What one licence is for: a node, or `vcpusEach` virtual CPUs of a node, begun ones counted whole.
   * @default "node"
   */
  readonly per?: "node" | "vcpu";
  /**
   * Virtual CPUs that one licence is for: 2 where a core of two threads is what is licensed. With `per: vcpu` alone.
   * @minimum 1
   * @maximum 1000
   * @asType integer
   * @default 1
   */
  readonly vcpusEach?: number;
  /**
   * Fewest licences that a node needs, however small it is. With `per: vcpu` alone.
   * @minimum 1
   * @maximum 1000
   * @asType integer
   * @default 1
   */
  readonly leastPerNode?: number;
  /**
   * What one costs a month, in USD: part of the plan's cost.
   * @minimum 0
   * @maximum 1000000
   * @default 0
   */
  readonly pricePerMonth?: number;
  /**
   * How many there are, over the whole fleet. Default: as many as are paid for.
   * @minimum 0
   * @maximum 10000000
   * @asType integer
   */
  readonly count?: number;
}

/**
 * Names of licences.
 * @minItems 1
 * @maxItems 100
 */
export type LicenceNames = readonly Name[];

/** Such as AWS's "Running On-Demand Standard instances": 64 virtual CPUs in a region. */
export interface AccountQuotaSpec extends QuotaOfAccount {
  /**
   * What others than this fleet use of the limit.
   * @minimum 0
   * @asType integer
   * @default 0
   */
  readonly usedElsewhere?: number;
  /**
   * Clusters of the account. Default: every cluster of the provider in the region.
   * @minItems 1
   */
  readonly clusters?: readonly Name[];
}

/** Load balancers that an account may have in a region, such as AWS's "Network Load Balancers per Region": 50. */
export interface LoadBalancerQuotaSpec {
  readonly provider: "aws" | "azure" | "gcp";
  readonly region: Name;
  /**
   * @minimum 0
   * @maximum 1000000
   * @asType integer
   */
  readonly limit: number;
  /**
   * What others than this fleet use of the limit.
   * @minimum 0
   * @maximum 1000000
   * @asType integer
   * @default 0
   */
  readonly usedElsewhere?: number;
  /**
   * Clusters of the account. Default: every cluster of the provider in the region.
   * @minItems 1
   */
  readonly clusters?: readonly Name[];
  /** Where the limit is from. */
  readonly source?: string;
}

/** What is put into the place of the built-in catalogue's figures. */
export interface CatalogueSpec {
  /**
   * Override files (apiVersion stowage.dev/catalogue/v1), relative to the spec; a later one counts before an
   * earlier one.
   * @maxItems 100
   */
  readonly overrides?: readonly string[];
  /**
   * Age in days from which on a figure is named in a warning, where the caller says what day it is.
   * @minimum 1
   * @maximum 36500
   * @asType integer
   */
  readonly maxAgeDays?: number;
}
