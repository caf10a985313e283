/** Fleets whose workloads are divided among many places, and what a plan of each must be. */
import { existsSync } from "node:fs";
import type { FleetSpec } from "../../src/model/fleet-spec.js";
import type { Plan } from "../../src/planner/index.js";
import { DLRM } from "./data.js";
import { dlrmFaults, dlrmFleet } from "./dlrm.js";
import { sitesFleet } from "./sites.js";
import type { SitesInput } from "./sites.js";

export interface DivisionCase {
  readonly name: string;
  /** Largest proven gap that passes, in per cent. */
  readonly mostGapPercent: number;
  /** Process time that planning is to stay under, in seconds on a quiet machine; told, and no gate. Absent: no mark. */
  readonly markSeconds?: number;
  /** Undefined where its data is not on this machine. */
  readonly spec: () => FleetSpec | undefined;
  /** What `verify` finds besides, judged by the bench itself. */
  readonly faults?: (spec: FleetSpec, plan: Plan) => readonly string[];
}

function sites(input: SitesInput, marks: Pick<DivisionCase, "mostGapPercent" | "markSeconds">): DivisionCase {
  const { classes, sites: count, mostNodes, ruled, seed } = input;
  const nodes = mostNodes === undefined ? "" : `, at most ${mostNodes} nodes a site`;
  const rules = ruled ? ", half with rules about places" : "";
  return {
    name: `${classes} classes, ${count} sites${nodes}${rules}, seed ${seed}`,
    ...marks,
    spec: () => sitesFleet(input),
  };
}

export const CASES: readonly DivisionCase[] = [
  {
    name: "disaggregated DLRM applications, six regions, residency, spread, latency, carbon",
    mostGapPercent: 2,
    markSeconds: 10,
    spec: () => (existsSync(DLRM) ? dlrmFleet(DLRM) : undefined),
    faults: dlrmFaults,
  },
  sites({ seed: 1, classes: 500, sites: 60, ruled: false }, { mostGapPercent: 1, markSeconds: 5 }),
  sites(
    { seed: 1, classes: 500, sites: 60, mostNodes: 60, ruled: false },
    { mostGapPercent: 1, markSeconds: 5 },
  ),
  sites({ seed: 1, classes: 100, sites: 20, ruled: true }, { mostGapPercent: 2 }),
  sites({ seed: 1, classes: 100, sites: 20, mostNodes: 60, ruled: true }, { mostGapPercent: 2 }),
];
