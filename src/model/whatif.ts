/** What a fleet and its plan become when something is lost, withdrawn, dearer or more wanted. */
import type { PlanOutcome } from "./outcome.js";

export const LOSS_KINDS = [
  "az",
  "region",
  "provider",
  "cluster",
  "site",
  "group",
  "node",
  "pool",
  "link",
] as const;

export type LossKind = (typeof LOSS_KINDS)[number];

/** Of these it may be known how often they fail. */
export type RiskKind = Exclude<LossKind, "pool">;

export const RISK_KINDS: readonly RiskKind[] = LOSS_KINDS.filter((kind) => kind !== "pool");

export type WhatIfEvent =
  /**
   * `name`: "eu-central-1a", or "shop/eu-central-1a" for one cluster alone; of a node "shop/PURCHASE-KEY", of a pool
   * "shop/general", of a group its name, of a link
   * its two ends: "fra-hamburg".
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

/** What went over a lost link. */
export interface Rerouted {
  /** Workload as the plan's rules of latency name it, or a declared traffic. */
  readonly id: string;
  readonly of: "latency" | "traffic";
  /** Cluster or edge site where it runs, and the demand point or place that it is near to or sends to. */
  readonly from: string;
  readonly to: string;
  /** Replicas there that it is about. */
  readonly replicas: number;
  readonly beforeMicroseconds: number;
  /** Over the links that are left; absent: there is no way, and they are cut off from each other. */
  readonly afterMicroseconds?: number;
  /** What the workload's rule allows; absent where it is about traffic. */
  readonly withinMicroseconds?: number;
  /** Whether a rule of latency does not hold any more. */
  readonly breaksPromise: boolean;
}

/** A link that declared traffic fills, by its mean over a month. */
export interface FullLink {
  readonly between: readonly [string, string];
  readonly kbps: number;
  /** More than that. Rounded up. */
  readonly neededKbps: number;
}

export interface LinkLoss {
  readonly rerouted: readonly Rerouted[];
  readonly full: readonly FullLink[];
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
  /** Present where a link is lost: what becomes of what went over it, before anything is done about it. */
  readonly links?: LinkLoss;
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
