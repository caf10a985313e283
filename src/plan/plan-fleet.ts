/**
 * The planner, top to bottom. Pure: the same fleet, catalogue and version give the same bytes.
 *
 *   division  how many replicas each place gets, of workloads that may stand in several
 *   targets   clusters and edge sites, each planned by itself: by now each workload is bound to one of them
 *   offers    the nodes that each could have
 *   demands   the replicas that must go onto them, split over availability zones where a rule says so
 *   packing   which nodes, how many, and what stands on each, with a proven lower bound
 *   refining  fewer nodes, fewer types, less carbon at the same cost, where the spec asks for it
 *   realising what kube-scheduler needs beside it, in whatever order pods arrive
 *   keeping   pods where a previous plan has them, where the spec asks for it
 *             (or both again at what nodes weigh, where the spec weighs more than cost)
 *   peak      how many more of those nodes hold what demand may rise to, at any time or hour by hour
 *   business  plans within a budget and shares of providers, where the spec states them
 *   plan      purchases, placements, cost, carbon, assumptions
 *   verify    the independent checker has the last word
 */
import type { CheckedFleet } from "../model/fleet.js";
import type { PlanOutcome } from "../model/outcome.js";
import type { Plan } from "../model/plan.js";
import { invariant } from "../units/invariant.js";
import { verifyPlan } from "../verify/index.js";
import { assemblePlan } from "./assemble/assemble-plan.js";
import { withTraffic } from "./business/traffic.js";
import { withinBusiness } from "./business/within-business.js";
import { catalogueRowsOf } from "./assemble/catalogue-rows.js";
import { certifyPlan } from "./certificate/certify-fleet.js";
import { demandedTargets } from "./formulate/demanded-targets.js";
import { planDivided } from "./division/plan-divided.js";
import type { FleetDivision } from "./division/plan-divided.js";
import { finishFleet, searching } from "./finish-fleet.js";
import { withLatency } from "./latency/latency-plans.js";
import { withinClusterSizes } from "./network/cluster-size.js";
import { withinLoadBalancers } from "./network/load-balancers.js";
import { gathered, packAll, withoutPlan } from "./pack/pack-fleet.js";
import { packRises } from "./pack/pack-rises.js";
import { standbyOf, withoutStandby } from "./assemble/standby-plan.js";
import type { PlanFleetInput } from "./plan-fleet-input.js";
import type { PackedTarget } from "./pack/planned-target.js";

function verified(plan: Plan, { fleet, catalogue, previous }: PlanFleetInput): Plan {
  const offers = catalogueRowsOf(plan, catalogue);
  const refusals = verifyPlan({ plan, fleet, offers, ...(previous === undefined ? {} : { previous }) });
  const words = refusals.map(({ path, message }) => `${path} ${message}`).join("; ");
  invariant(refusals.length === 0, `the verifier refuses the planner's own plan: ${words}`);
  return plan;
}

type Divided = FleetDivision & {
  /** The same fleet planned without standby for losses of places; absent where it asks for none. */
  readonly without?: PlanOutcome;
};

/** What is proved of the sum of one division is proved of that one only. */
function ofAllDivisions({ weighedBound }: FleetDivision): Pick<FleetDivision, "weighedBound"> {
  return weighedBound === undefined ? {} : { weighedBound };
}

/** `asked`: the fleet whose plan it is, where workloads of `input` were divided as `division` says. */
function planBound(given: PlanFleetInput, asked: CheckedFleet, division?: Divided): PlanOutcome {
  const input = searching(given);
  const targets = demandedTargets(input);
  const tried = packAll(input, targets, division);
  const failure = withoutPlan(
    targets,
    tried.map(({ packing }) => packing),
  );
  if (failure !== undefined) return failure;
  const packed = tried.flatMap(({ one, packing }): PackedTarget[] =>
    packing.status === "packed" ? [gathered({ ...one, packing })] : [],
  );
  const finished = finishFleet(input, packed, division);
  const { kept } = finished;
  if (kept.status === "noneFound") return kept;
  const peaks = packRises(input, kept.packed);
  if (peaks.conflicts.length > 0)
    return { status: "noneFound", conflicts: peaks.conflicts, workUnits: peaks.workUnits };
  const assembled = assemblePlan({
    ...given,
    ...finished,
    // Work is limited for the fleet as a whole.
    fleet: { ...given.fleet, limits: asked.limits },
    packed: peaks.packed,
    ...(division === undefined ? {} : { division, ...ofAllDivisions(division) }),
  });
  const light = division?.without;
  const standby = light === undefined ? {} : { standby: standbyOf(asked, division?.divisions ?? {}, light) };
  const plan = withTraffic(withLatency({ ...assembled, ...standby }, asked, given.catalogue), asked);
  const whole = { ...given, fleet: asked };
  // What a certificate proves of each place is proved of one division only.
  if (input.certify !== true || division !== undefined)
    return { status: "planned", plan: verified(plan, whole) };
  const certified = certifyPlan({ ...given, plan, packed: peaks.packed });
  return { status: "planned", ...certified, plan: verified(certified.plan, whole) };
}

function planPlaces(input: PlanFleetInput): PlanOutcome {
  const { fleet } = input;
  const { divided = [] } = fleet;
  if (divided.length === 0) return planBound(input, fleet);
  const light = withoutStandby(fleet);
  const without = light === undefined ? {} : { without: planPlaces({ ...input, fleet: light }) };
  const outcome = planDivided(input, divided, (bound, division) =>
    planBound(bound, fleet, { ...division, ...without }),
  );
  return outcome.status === "planned" && fleet.furtherObjectives !== undefined
    ? { ...outcome, plan: verified(outcome.plan, input) }
    : outcome;
}

/** Plans a checked fleet: a verified plan, or every reason why there is none. */
export function planFleetChecked(input: PlanFleetInput): PlanOutcome {
  const within = (some: PlanFleetInput): PlanOutcome => withinBusiness(some, planPlaces, verified);
  const sized = (some: PlanFleetInput): PlanOutcome => withinClusterSizes(some, within, verified);
  return withinLoadBalancers(input, sized, verified);
}
