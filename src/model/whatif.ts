/** What a fleet and its plan become when something is lost, withdrawn, dearer or more wanted. */
import type { PlanOutcome } from "./outcome.js";

export const LOSS_KINDS = ["az", "region", "provider", "cluster", "site", "group", "node", "pool"] as const;

export type LossKind = (typeof LOSS_KINDS)[number];

/** Of these it may be known how often they fail. */
export type RiskKind = Exclude<LossKind, "pool">;

export const RISK_KINDS: readonly RiskKind[] = LOSS_KINDS.filter((kind) => kind !== "pool");

export type WhatIfEvent =
  /**
   * `name`: "eu-central-1a", or "shop/eu-central-1a" for one cluster alone; of a node "shop/PURCHASE-KEY", of a pool
   * "shop/general", of a group its name.
   */
  | { readonly kind: "lose"; readonly what: LossKind; readonly name: string }
  /** No more of the type is sold. */
  | { readonly kind: "withdraw"; readonly instanceType: string }
  /** `of`: "all", "on-demand", "spot", an instance type or a family. `thousandths`: 1500 for half as much again. */
  | { readonly kind: "price"; readonly of: string; readonly thousandths: number }
  /** `of`: "all", or a workload's name or id. Replicas are rounded up. */
  | { readonly kind: "demand"; readonly of: string; readonly thousandths: number };

export interface DownWorkload {
  readonly id: string;
  readonly name: string;
  /** Replicas that are lost at once. */
  readonly lost: number;
  readonly replicas: number;
  /** Whether it was to survive this, and does not. */
  readonly breaksPromise: boolean;
}

export interface NodeChange {
  readonly target: string;
  readonly instanceType: string;
  readonly availabilityZone: string;
  /** Nodes of the new plan less those of the old that still stand. */
  readonly nodes: number;
}

export interface Unplaced {
  readonly id: string;
  readonly name: string;
  readonly replicas: number;
}

export interface WhatIfResult {
  readonly events: readonly WhatIfEvent[];
  /** What is down before anything is done about it; by id. */
  readonly down: readonly DownWorkload[];
  /** Of the plan made for what is left. */
  readonly status: PlanOutcome["status"];
  /** Nodes to add and to remove, by target, type and availability zone; none where there is no plan. */
  readonly changes: readonly NodeChange[];
  /** Replicas that no plan was found for. */
  readonly unplaced: readonly Unplaced[];
  /** Whether rules of spread and survival had to be given up to find a plan of the others. */
  readonly spreadGivenUp: boolean;
  readonly microPerHourBefore: number;
  /** Absent without a plan. */
  readonly microPerHourAfter?: number;
  readonly currency: string;
}
