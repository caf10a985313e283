/**
 * The packing problem as numbers: classes of identical items, types of nodes, caps on how many nodes may be
 * bought. It knows no Kubernetes and no clouds, and could be used alone.
 *
 * Layout: every vector has `rows` entries, in one order that the caller chooses. All numbers are
 * non-negative safe integers. Prices are in one money unit (micro-units an hour for the planner).
 */
export interface PackingProblem {
  readonly rows: number;
  readonly classes: readonly PackingClass[];
  readonly nodeTypes: readonly NodeType[];
  readonly caps: readonly NodeCap[];
  readonly limits: PackingLimits;
  /** Nodes that the search begins with, as far as they hold: all demand, a part of it, or nothing that fits. */
  readonly known?: readonly PackingEntry[];
}

/** `demand` identical items. */
export interface PackingClass {
  readonly demand: number;
  readonly size: readonly number[];
  /** Most items of this class on one node; absent means no limit but capacity. */
  readonly maxPerNode?: number;
  /** What an item takes of the boxes of a node that has any; absent: nothing. */
  readonly boxes?: BoxNeed;
}

/** `count` different boxes, and of each the same part. */
export interface BoxNeed {
  readonly count: number;
  /** Amounts in the order of a box's capacity; absent: the whole box. */
  readonly share?: readonly number[];
}

/** `count` equal boxes of a node: what an item takes of one cannot come from two. */
export interface Boxes {
  readonly count: number;
  readonly capacity: readonly number[];
}

export interface NodeType {
  readonly capacity: readonly number[];
  /** Price of one node. 0 means paid already: such types must be limited by a cap. */
  readonly price: number;
  /** `eligible[i]`: whether items of class i may run on it; length = classes. */
  readonly eligible: readonly boolean[];
  /** Absent: what items take of boxes counts for nothing here. Shares are as long as the capacity of each box. */
  readonly boxes?: Boxes;
}

/** sum over node types of weight x count <= limit (a type's stock, a pool's maximum, a vCPU quota). */
export interface NodeCap {
  readonly limit: number;
  /** Node type index and its weight (>= 1), ascending by index. */
  readonly terms: readonly { readonly nodeType: number; readonly weight: number }[];
}

export interface PackingLimits {
  /** Stop once cost / bound - 1 is at most this many thousandths of a percent. */
  readonly targetGapMilliPercent: number;
  /**
   * The same where an earlier packing is known (`PackingSolver`): a larger one keeps more of its nodes where they
   * are. Absent, or smaller: the target itself.
   */
  readonly stableGapMilliPercent?: number;
  /**
   * Of a part of something larger: money beyond the target gap for which no search begins. Absent: none.
   */
  readonly spare?: number;
  /** Knapsack nodes and greedy steps, not time. */
  readonly workUnits: number;
  /**
   * Only the bound is wanted: the search ends once it is within a tenth of the target gap of all it could reach,
   * and the packing is whatever was found on the way.
   */
  readonly boundOnly?: boolean;
}

/** `count` nodes of one type, each filled in the same way. */
export interface PackingEntry {
  readonly nodeType: number;
  readonly count: number;
  /** Class index and items a node (>= 1), ascending by class. */
  readonly pattern: readonly { readonly packingClass: number; readonly items: number }[];
}

export type PackingStop = "proved" | "gapReached" | "workBudget" | "exhausted";

/** What items are worth and caps cost at the end of a search: dual prices, from which bounds are proved. */
export interface UnsplitPrices {
  /** Money an item of each class, >= 0. */
  readonly value: readonly number[];
  /** Money a weight unit of each cap, >= 0. */
  readonly rent: readonly number[];
}

export interface PackingPrices extends UnsplitPrices {
  /** Where whole numbers of nodes prove more of a part than prices do: prices for each case. */
  readonly splits?: readonly NodeSplit[];
}

/** At most so many nodes of a type, and more of them. */
export interface NodeSplit {
  readonly nodeType: number;
  readonly most: number;
  readonly within: SplitPrices;
  readonly above: SplitPrices;
}

/** Prices of one case. */
export interface CasePrices extends UnsplitPrices {
  /** By split above, the outermost first: money a node that it counts, >= 0. */
  readonly splitRent: readonly number[];
}

export type SplitPrices = NodeSplit | CasePrices;

export type PackingOutcome =
  | {
      readonly status: "solved";
      /** Sorted by node type, then by pattern; equal patterns of a type are one entry. */
      readonly entries: readonly PackingEntry[];
      readonly cost: number;
      /** No packing costs less: an integer, <= cost. */
      readonly bound: number;
      /** Prices under which most was proved; `certify` makes a certificate of them. */
      readonly prices: PackingPrices;
      readonly stop: PackingStop;
      readonly workUnits: number;
    }
  /** Proved that none exists: these classes fit no type, or these caps are too tight for the demand. */
  | {
      readonly status: "infeasible";
      readonly classes: readonly number[];
      readonly caps: readonly number[];
      readonly workUnits: number;
    }
  /** The search ended without a packing; one may exist. `unplaced[i]` items of class i were left in the best try. */
  | {
      readonly status: "noneFound";
      readonly unplaced: readonly number[];
      readonly stop: "workBudget" | "exhausted";
      readonly workUnits: number;
    };
