/**
 * What becomes of a plan: what is down at once, and the plan for what is left. Where not everything has a
 * place, what does is planned: each replica may stay out at the same high penalty, so that as many run as a
 * plan holds.
 */
import type { Catalogue } from "../catalogue/index.js";
import type { CheckedFleet, Workload } from "../model/fleet.js";
import type { Plan } from "../model/plan.js";
import type { Unplaced, WhatIfEvent, WhatIfResult } from "../model/whatif.js";
import { planFleetChecked } from "../plan/index.js";
import { compareText } from "../units/compare.js";
import { omitted } from "../units/omitted.js";
import { changedCatalogue } from "./changed-catalogue.js";
import { changedFleet } from "./changed-fleet.js";
import { downAtOnce } from "./lost-replicas.js";
import { nodeChanges } from "./node-changes.js";

export interface WhatIfInput {
  readonly fleet: CheckedFleet;
  /** Of the fleet. */
  readonly plan: Plan;
  readonly catalogue: Catalogue;
  readonly version: string;
}

/** Dearer than any node, in micro-units an hour: $1,000. */
const STAY_OUT_PENALTY = 1_000_000_000;

/** Without the rules that do not go with replicas that may stay out. */
function optional(workload: Workload): Workload {
  return {
    ...omitted(workload, "zoneSpread", "maxPerAvailabilityZone", "survive", "peak"),
    penaltyMicroPerHour: workload.penaltyMicroPerHour ?? STAY_OUT_PENALTY,
  };
}

function unplacedOf(gone: readonly Workload[], plan: Plan | undefined): Unplaced[] {
  const out = Object.entries(plan?.workloads ?? {}).map(([id, { name, leftOut }]) => ({
    id,
    name,
    replicas: leftOut?.replicas ?? 0,
  }));
  return [...gone.map(({ id, name, replicas }) => ({ id, name, replicas })), ...out]
    .filter(({ replicas }) => replicas > 0)
    .sort((left, right) => compareText(left.id, right.id));
}

interface Answer {
  readonly plan?: Plan;
  readonly status: WhatIfResult["status"];
  readonly spreadGivenUp: boolean;
}

function answer(input: Omit<WhatIfInput, "plan">): Answer {
  const outcome = planFleetChecked(input);
  if (outcome.status === "planned") return { plan: outcome.plan, status: "planned", spreadGivenUp: false };
  const { fleet } = input;
  const some = planFleetChecked({ ...input, fleet: { ...fleet, workloads: fleet.workloads.map(optional) } });
  const { status } = outcome;
  return some.status === "planned"
    ? { plan: some.plan, status, spreadGivenUp: true }
    : { status, spreadGivenUp: false };
}

export function whatIf(input: WhatIfInput, events: readonly WhatIfEvent[]): WhatIfResult {
  const { plan, fleet, version } = input;
  const left = changedFleet(plan, fleet, events);
  const catalogue = changedCatalogue(input.catalogue, events);
  const { plan: after, status, spreadGivenUp } = answer({ fleet: left.fleet, catalogue, version });
  return {
    events,
    down: downAtOnce(plan, fleet, events),
    status,
    changes: after === undefined ? [] : nodeChanges(plan, after, fleet, events),
    unplaced: unplacedOf(left.gone, after),
    spreadGivenUp,
    microPerHourBefore: plan.cost.microPerHour,
    ...(after === undefined ? {} : { microPerHourAfter: after.cost.microPerHour }),
    currency: plan.cost.currency,
  };
}
