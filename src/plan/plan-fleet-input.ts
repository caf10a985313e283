/** What the planner is given. */
import type { Catalogue } from "../catalogue/index.js";
import type { CheckedFleet } from "../model/fleet.js";
import type { PreviousFleet } from "../model/running.js";

export interface PlanFleetInput {
  readonly fleet: CheckedFleet;
  /** Must hold the prices and instance types of the fleet's regions. */
  readonly catalogue: Catalogue;
  /** Version of the package, which the plan carries. */
  readonly version: string;
  /** Whether a certificate of the bound is made; it costs time. */
  readonly certify?: boolean;
  /** What the plan's moves are counted against; absent: nothing. */
  readonly previous?: PreviousFleet;
}
