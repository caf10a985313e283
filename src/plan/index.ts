/** The doors of the plan house. */
export { catalogueRowsOf } from "./catalogue-rows.js";
export { planFleetChecked } from "./plan-fleet.js";
export type { PlanFleetInput } from "./plan-fleet.js";
