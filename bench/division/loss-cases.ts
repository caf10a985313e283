/** What is lost of which fleets, and what that may do to them. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { FleetSpec } from "../../src/model/fleet-spec.js";
import { DATA, DLRM } from "./data.js";
import type { SitesInput } from "./sites.js";
import { dlrmZones, openbZones } from "./zone-fleets.js";

export interface ZoneLossCase {
  readonly name: string;
  readonly mostGapPercent: number;
  /** Undefined where its data is not on this machine. */
  readonly spec: () => FleetSpec | undefined;
}

export const ZONE_LOSSES: readonly ZoneLossCase[] = [
  {
    name: "any zone of three lost, tasks of openb",
    mostGapPercent: 10,
    spec: () => openbZones(join(DATA, "data", "alibaba-openb-gpu2023")),
  },
  {
    name: "any zone of three lost, disaggregated DLRM applications",
    mostGapPercent: 2,
    spec: () => (existsSync(DLRM) ? dlrmZones(DLRM) : undefined),
  },
];

export interface SiteLossCase {
  readonly name: string;
  readonly mostGapPercent: number;
  readonly input: SitesInput;
}

function siteLossOf(input: SitesInput): SiteLossCase {
  const { classes, sites, seed } = input;
  return {
    name: `fullest site lost, ${classes} classes with rules, ${sites} sites, seed ${seed}`,
    mostGapPercent: 4,
    input,
  };
}

export const SITE_LOSSES: readonly SiteLossCase[] = [
  siteLossOf({ seed: 1, classes: 40, sites: 8, mostNodes: 25, ruled: true }),
  siteLossOf({ seed: 2, classes: 40, sites: 8, mostNodes: 25, ruled: true }),
];
