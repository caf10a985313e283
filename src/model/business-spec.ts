/** What a fleet may cost, and how much of it one provider may have. */

export interface BudgetSpec {
  /**
   * Most that the plan may cost a month of 730 hours, in USD: machines at the base of every demand, licences and fees.
   * @minimum 0
   * @maximum 1000000000
   */
  readonly perMonth: number;
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
