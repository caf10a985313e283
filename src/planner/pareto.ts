/** What less of something costs: plans of one fleet, none better than another in both. */
import type { Diagnostic } from "../model/diagnostic.js";
import { everyWorkload } from "../model/fleet-parts.js";
import type { ParetoAxis, ParetoFront } from "../model/pareto.js";
import { unweighable } from "../model/weighable.js";
import { paretoFront } from "../pareto/index.js";
import { invalidSpec, noPlan } from "./failures.js";
import type { LoadedFleet } from "./load-fleet.js";
import type { PlanOptions } from "./plan-fleet.js";
import { VERSION } from "./version.js";

export interface ParetoOptions extends PlanOptions {
  readonly axis: ParetoAxis;
  /** Most plans that are made; at least 2. */
  readonly points: number;
}

/**
 * The spec's own objective is left aside.
 * @throws FleetError where there is no plan, where a rule is decided by cost alone, or moves have no previous plan
 */
export function paretoFrontSync({ fleet, catalogue }: LoadedFleet, options: ParetoOptions): ParetoFront {
  const { axis, previous } = options;
  const unproved = axis === "latency" ? [] : unweighable(fleet);
  const faults = unproved.map(({ origin, what }): Diagnostic => ({
    severity: "error",
    code: "not-supported",
    path: origin,
    message: `${what}, which is decided by cost alone: no front of cost against something else is proved beside it`,
    hint: "remove the rule, or plan without --pareto",
  }));
  if (axis === "moves" && previous === undefined)
    faults.push({
      severity: "error",
      code: "not-supported",
      path: "",
      message: "moves are counted against a previous plan, and none was given",
      hint: "stowage plan --pareto cost,moves --previous FILE",
    });
  const isServed = everyWorkload(fleet).some(({ latency = [] }) =>
    latency.some(({ demandPoint }) => demandPoint !== undefined),
  );
  if (axis === "latency" && !isServed)
    faults.push({
      severity: "error",
      code: "not-supported",
      path: "/workloads",
      message: "no workload serves a demand point, so that no round trip is promised",
      hint: "say whom workloads serve (demandPoints, latency)",
    });
  if (faults.length > 0) throw invalidSpec(faults);
  const outcome = paretoFront({
    ...options,
    fleet,
    catalogue,
    version: VERSION,
  });
  if (outcome.status !== "found") throw noPlan(outcome, fleet);
  return outcome.front;
}
