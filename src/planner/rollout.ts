/** The waves in which a plan takes the place of what was before it. */
import type { Plan } from "../model/plan.js";
import type { Rollout } from "../model/rollout.js";
import type { PreviousFleet } from "../model/running.js";
import { planRollout } from "../plan/index.js";
import type { LoadedFleet } from "./load-fleet.js";

/** `plan`: of the fleet, made with `previous`. Every wave is verified. */
export function rolloutSync({ fleet, catalogue }: LoadedFleet, plan: Plan, previous: PreviousFleet): Rollout {
  return planRollout({ fleet, catalogue, plan, previous });
}
