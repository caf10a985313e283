/** Plans of one fleet, of which none is better than another in both of two objectives. */
import type { Weights } from "./fleet.js";
import type { Plan } from "./plan.js";

/** What cost may be set against by weighing it. */
const WEIGHED_AXES = ["carbon", "nodes", "instanceTypes", "moves"] as const;

/** What cost may be set against. */
export const PARETO_AXES = [...WEIGHED_AXES, "latency"] as const;

export type WeighedAxis = (typeof WEIGHED_AXES)[number];

export type ParetoAxis = (typeof PARETO_AXES)[number];

export interface ParetoPoint {
  /** Cost and penalties. */
  readonly microPerHour: number;
  /**
   * Of the axis: milligrams CO2e an hour, nodes, instance types of each pool, pods that move, or of latency the longest
   * round trip that is promised to a demand point, in microseconds.
   */
  readonly value: number;
  /** No plan with a value as small costs less, up to half a micro-unit of each node, as weighed parts are rounded. */
  readonly boundMicroPerHour: number;
  /** No plan that costs as little has a smaller value, up to the same. */
  readonly valueBound: number;
  /** A spec that weighs so is planned as this point is; absent of latency. */
  readonly weights?: Weights;
  /** Of latency: a spec that lets no more be promised is planned as this point is. */
  readonly maxPromisedMicroseconds?: number;
  readonly plan: Plan;
}

export interface ParetoFront {
  readonly axis: ParetoAxis;
  /** The cheapest first; each has a smaller value than the one before it. */
  readonly points: readonly ParetoPoint[];
  /** Plans made; several may be one point, and those that another beats are none. */
  readonly planned: number;
  /** Whether more points might have been found had more been asked for. */
  readonly isComplete: boolean;
}
