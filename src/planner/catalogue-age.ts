/** Warnings about prices that are older than the spec, or the caller, allows. */
import { outdatedPrices } from "../catalogue/index.js";
import type { DatedPrices } from "../catalogue/index.js";
import type { Diagnostic } from "../model/diagnostic.js";
import type { LoadedFleet } from "./load-fleet.js";

export interface AgeOptions {
  /** What day it is, as an ISO date: the planner has no clock. */
  readonly today: string;
  /** @default the spec's `catalogue.maxAgeDays`; without either nothing is too old */
  readonly maxAgeDays?: number;
}

function warning({ region, evidence, offerings, ageDays }: DatedPrices, maxAgeDays: number): Diagnostic {
  const age =
    ageDays < 0
      ? `${-ageDays} days from now`
      : `${ageDays} days old; at most ${maxAgeDays} days are asked for`;
  return {
    code: "outdated",
    severity: "warning",
    path: "/clusters",
    message: `${offerings} prices in ${region} are of ${evidence.asOf}, ${age} (${evidence.source})`,
    hint: "give newer ones in a catalogue override",
  };
}

/** One warning a source of prices of a cluster's region; it is not part of the plan, which knows no day. */
export function catalogueAgeWarnings(
  { fleet, catalogue, maxAgeDays: asked }: LoadedFleet,
  { today, maxAgeDays = asked }: AgeOptions,
): readonly Diagnostic[] {
  if (maxAgeDays === undefined) return [];
  const buying = fleet.clusters.filter(({ pools }) => pools.some(({ nodes }) => nodes.length === 0));
  const places = new Map(
    buying.map(({ provider, region }) => [`${provider} ${region}`, { provider, region }]),
  );
  return outdatedPrices({ catalogue, regions: [...places.values()], today, maxAgeDays }).map((prices) =>
    warning(prices, maxAgeDays),
  );
}
