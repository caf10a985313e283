/** Fillings of a target and the hours that each is for. */
import type { FilledNodes } from "../pack/filled-nodes.js";
import { costOf } from "../pack/target-packing.js";
import { dominates } from "./hour-demand.js";

/** Nodes that hold the demand of an hour, those of the base among them. */
export interface HourFilling {
  readonly hour: number;
  /** Machines and licences of the target. */
  readonly nodes: readonly FilledNodes[];
}

/** Sorted hours that the same filling is for. */
export interface PackedHours {
  readonly hours: readonly number[];
  readonly demandOf: number;
  readonly nodes: readonly FilledNodes[];
  /** What no packing of an hour's demand costs less, added up over `hours`. */
  readonly bound: number;
}

export interface StatesInput {
  /** Replicas hour by hour, as `demandsByHour` gives them. */
  readonly demands: readonly (readonly number[])[];
  /** The filling found for each hour; absent where none was. */
  readonly fillings: readonly (HourFilling | undefined)[];
  /** Whether a filling may serve another hour than its own: not where other targets leave less of a quota then. */
  readonly shares: boolean;
  /** What no packing of the hour's own demand costs less. */
  readonly boundOf: (hour: number) => number;
}

/**
 * Each hour takes the cheapest filling that holds it: its own, or that of an hour in which no workload has less. Where
 * the search found none for an hour, one of those stands in.
 *
 * @returns the states, by their first hour; or the hours that nothing holds
 */
export function hourStates({ demands, fillings, shares, boundOf }: StatesInput): {
  readonly states: readonly PackedHours[];
  readonly without: readonly number[];
} {
  const found = [...new Map(fillings.flatMap((one) => (one === undefined ? [] : [[one.hour, one]]))).values()]
    .map((filling) => ({ ...filling, cost: costOf(filling.nodes) }))
    .sort((left, right) => left.cost - right.cost || left.hour - right.hour);
  const states = new Map<number, { filling: HourFilling; hours: number[] }>();
  const without: number[] = [];
  for (const [hour, demand] of demands.entries()) {
    const own = fillings[hour];
    const filling = shares ? found.find((one) => dominates(demands[one.hour] ?? [], demand)) : own;
    if (filling === undefined) {
      without.push(hour);
      continue;
    }
    const state = states.get(filling.hour) ?? { filling, hours: [] };
    states.set(filling.hour, state);
    state.hours.push(hour);
  }
  return {
    states: [...states.values()].map(({ filling: { hour, nodes }, hours }) => ({
      hours,
      demandOf: hour,
      nodes,
      bound: hours.reduce((sum, one) => sum + boundOf(one), 0),
    })),
    without,
  };
}
