/**
 * How far the price of what a plan buys may rise before another plan is cheaper. Asked of the fleet as a packing. Prices
 * are those of an instance type, on demand and spot together, in thousandths of today's.
 */
export interface PriceLimits {
  readonly currency: string;
  /** The fleet as a packing at today's prices. */
  readonly microPerHour: number;
  readonly boundMicroPerHour: number;
  /** Of each instance type that it buys at a price of the catalogue, by name. */
  readonly types: readonly PriceLimit[];
  /** Highest price that was asked about. */
  readonly mostThousandths: number;
  /** Whether the questions ended before everything was asked. */
  readonly partial: boolean;
}

export interface PriceLimit {
  readonly instanceType: string;
  readonly nodes: number;
  /** What those nodes cost today. */
  readonly microPerHour: number;
  /**
   * Up to this price the bound proves that no plan is cheaper than this one by more than one may be today, which is
   * cost less bound: nothing where the packing is proved to be the cheapest.
   */
  readonly provenThousandths: number;
  /** From this price on another plan is cheaper; it was found and verified. Absent: none was found. */
  readonly changesThousandths?: number;
  /** What that plan buys in its place: instance type -> nodes more, or fewer where negative. */
  readonly changes: readonly TypeNodes[];
}

export interface TypeNodes {
  readonly instanceType: string;
  readonly nodes: number;
}
