/** What a fleet may cost, and how much of it one provider may have. */

export interface BudgetSpec {
  /**
   * Most that the plan may cost a month of 730 hours, in USD: machines at the base of every demand, licences and fees.
   * @minimum 0
   * @maximum 1000000000
   */
  readonly perMonth: number;
}

/** What running clusters costs a team beside what clouds charge, in USD a month: part of the plan's cost. */
export interface FeesSpec {
  /**
   * For each cluster.
   * @minimum 0
   * @maximum 1000000
   * @default 0
   */
  readonly perCluster?: number;
  /**
   * For each platform that clusters have beyond the first: of each it is in the fee of the first cluster by name.
   * @minimum 0
   * @maximum 1000000
   * @default 0
   */
  readonly perExtraPlatform?: number;
}

/** Each cluster counts to its cloud; an edge site is a provider of its own. */
export interface VendorShareSpec {
  /**
   * Per cent that any one provider may have at most.
   * @minimum 1
   * @maximum 100
   * @asType integer
   */
  readonly maxPercent: number;
  /** Of what: of the plan's cost, or of the replicas that run. */
  readonly of: VendorShareOf;
}

export type VendorShareOf = "spend" | "replicas";
