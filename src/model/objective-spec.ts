/** Objectives and limits of a search: what is made small after cost, and how long it may be looked for. */
import type { Toleration } from "./kubernetes.js";
import type { Milliseconds } from "./latency-spec.js";
import type { Name } from "./name.js";
import type { RequestsSpec } from "./requests-spec.js";
import type { ImagePlatform } from "./workload-spec.js";

/**
 * "instanceTypes": how many types the pools have, each of which costs operation; "carbon": in operation; "moves":
 * pods that change their node against the plan, or what runs, that `--previous` names (none without it); "stranded":
 * capacity that is free and of no use to the fleet's `futureRequests`, after all others but moves.
 */
export type ObjectiveName = "cost" | "nodes" | "instanceTypes" | "carbon" | "moves" | "stranded";

/**
 * "packing": the cheapest nodes that hold everything if each pod is put where the plan has it. "scheduler": nodes on
 * which kube-scheduler, by the scheduler model, binds every pod in whatever order they come.
 */
export type Fidelity = "packing" | "scheduler";

/**
 * "preferred": pods prefer the instance types that suit their sizes, and go anywhere among their pools. "required": each
 * workload is bound to one instance type, with a cap of replicas a node, as far as its rules allow.
 */
export type Steering = "preferred" | "required";

export type FurtherObjective = Exclude<ObjectiveName, "cost">;

/** @minItems 1 */
export type ObjectiveOrder = readonly ObjectiveName[];

export interface WeighedObjective {
  readonly weights: WeightsSpec;
}

/**
 * What the plan weighs beside its cost, in USD that nobody pays. Sums are in whole micro-USD an hour; a month is 730
 * hours. Carbon and nodes are prices of each node; types and moves are weighed where the search meets them, and the
 * bound counts the one type that a cluster with nodes has at least.
 */
export interface WeightsSpec {
  /**
   * A kilogram CO2e in operation. Nodes whose carbon is not known count none.
   * @minimum 0
   * @maximum 1000
   * @default 0
   */
  readonly perKgCo2e?: number;
  /**
   * A node, a month: what operating it takes.
   * @minimum 0
   * @maximum 10000
   * @default 0
   */
  readonly perNodeMonth?: number;
  /**
   * An instance type of a pool, a month.
   * @minimum 0
   * @maximum 10000
   * @default 0
   */
  readonly perInstanceTypeMonth?: number;
  /**
   * A pod that moves against the plan, or what runs, that `--previous` names: once, beside what its workload says of its
   * moves (`move`).
   * @minimum 0
   * @maximum 1000
   * @default 0
   */
  readonly perMove?: number;
  /**
   * Months within which a move must have paid for itself.
   * @minimum 1
   * @maximum 36
   * @asType integer
   * @default 1
   */
  readonly moveMonths?: number;
}

/** One replica of something that may come. */
export interface FutureRequestSpec {
  readonly name: Name;
  readonly requests: RequestsSpec;
  /**
   * How often it comes, against the shares of the others: 3 beside 1 is three of four.
   * @minimum 1
   * @maximum 1000
   * @asType integer
   * @default 1
   */
  readonly share?: number;
  /**
   * What its image is built for.
   * @minItems 1
   * @default ["linux/amd64"]
   */
  readonly imagePlatforms?: readonly ImagePlatform[];
  readonly tolerations?: readonly Toleration[];
}

export interface LimitsSpec {
  /**
   * Gap at which the search stops, in thousandths of a percent of the bound (1000 = 1 %).
   * @minimum 0
   * @maximum 100000
   * @asType integer
   * @default 1000
   */
  readonly targetGapMilliPercent?: number;
  /**
   * Work units (knapsack nodes) after which the search stops with the best plan so far.
   * @minimum 1
   * @maximum 1000000000
   * @asType integer
   * @default 2000000
   */
  readonly workUnits?: number;
  /**
   * Work (looks of a pod at a node) after which the scheduler model is not asked any more; a plan that it could not
   * be asked about says so.
   * @minimum 0
   * @maximum 1000000000000
   * @asType integer
   * @default 100000000
   */
  readonly replayWorkUnits?: number;
  /**
   * Most pods of the previous plan that may change their node, over the whole fleet. Only a plan that is made with
   * `--previous` is held to it. Pods that end, and new ones, do not count.
   * @minimum 0
   * @maximum 10000000
   * @asType integer
   */
  readonly maxMoves?: number;
  /**
   * The same in per cent of the pods of the previous plan that the new one has too, rounded down. With `maxMoves`
   * both hold.
   * @minimum 0
   * @maximum 100
   * @asType integer
   */
  readonly maxMovesPercent?: number;
  /**
   * Most that moves may cost together, in USD, once: data that is copied, and minutes down, of the workloads that say
   * what a move takes (`move`).
   * @minimum 0
   * @maximum 1000000000
   */
  readonly maxMoveCost?: number;
  /**
   * Longest round trip to any demand point that the plan may promise, in milliseconds: what was measured, else what 95
   * of 100 measured pairs at that distance were below. It holds beside what each workload allows.
   */
  readonly maxPromisedMs?: Milliseconds;
}
