/**
 * What becomes of a plan: what is down at once, and the plan for what is left. Where not everything has a
 * place, what does is planned: each replica may stay out at the same high penalty, so that as many run as a
 * plan holds.
 */
import type { Catalogue } from "../catalogue/index.js";
import type { CheckedFleet, Workload } from "../model/fleet.js";
import { mayStayOut } from "../model/fleet-parts.js";
import type { Plan } from "../model/plan.js";
import type { Unplaced, WhatIfEvent, WhatIfResult } from "../model/whatif.js";
import { planFleetChecked } from "../plan/index.js";
import { canonicalJson } from "../units/canonical.js";
import { compareText } from "../units/compare.js";
import { omitted } from "../units/omitted.js";
import { changedCatalogue } from "./changed-catalogue.js";
import { changedFleet } from "./changed-fleet.js";
import { linkLoss } from "./link-losses.js";
import { downAtOnce } from "./lost-replicas.js";
import { lossesOf } from "./matching.js";
import { nodeChanges } from "./node-changes.js";

export interface WhatIfInput {
  readonly fleet: CheckedFleet;
  /** Of the fleet, as the planner makes it. */
  readonly plan: Plan;
  readonly catalogue: Catalogue;
  readonly version: string;
}

/** Dearer than any node, in micro-units an hour: $1,000. */
const STAY_OUT_PENALTY = 1_000_000_000;

/** Before every priority that a workload can have. */
const FIRST_PRIORITY = 2 ** 31 - 1;

/** Without the rules that do not go with replicas that may stay out. */
function optional(workloads: readonly Workload[]): Workload[] {
  const byPriority = workloads.some(({ outByPriority }) => outByPriority === true);
  return workloads.map((workload): Workload => {
    const free = omitted(
      workload,
      "zoneSpread",
      "maxPerAvailabilityZone",
      "survive",
      "peak",
      "hourly",
      "performance",
    );
    if (mayStayOut(workload)) return free;
    // What must run comes before what stays out by priority, as it does in the plan.
    return byPriority
      ? { ...free, outByPriority: true, priority: FIRST_PRIORITY }
      : { ...free, penaltyMicroPerHour: STAY_OUT_PENALTY };
  });
}

function unplacedOf(gone: readonly Workload[], plan: Plan | undefined): Unplaced[] {
  const out = Object.entries(plan?.workloads ?? {}).map(([id, { name, leftOut }]) => ({
    id,
    name,
    replicas: leftOut?.replicas ?? 0,
  }));
  const divided = Object.entries(plan?.divisions ?? {}).map(([id, { leftOut }]) => ({
    id,
    name: id.slice(id.indexOf("/") + 1),
    replicas: leftOut?.replicas ?? 0,
  }));
  return [...gone.map(({ id, name, replicas }) => ({ id, name, replicas })), ...out, ...divided]
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
  const some = planFleetChecked({ ...input, fleet: { ...fleet, workloads: optional(fleet.workloads) } });
  const { status } = outcome;
  return some.status === "planned"
    ? { plan: some.plan, status, spreadGivenUp: true }
    : { status, spreadGivenUp: false };
}

/** Answers of one fleet's scenarios: those that leave the same are planned once, and what nothing changes is planned. */
class Answers {
  private readonly known = new Map<string, Answer>();

  constructor(private readonly input: WhatIfInput) {
    const { fleet, plan } = input;
    this.known.set(this.key(fleet, []), { plan, status: "planned", spreadGivenUp: false });
  }

  private key(fleet: CheckedFleet, events: readonly WhatIfEvent[]): string {
    const sold = events.filter(({ kind }) => kind === "withdraw" || kind === "price");
    return canonicalJson({ fleet, sold });
  }

  to(fleet: CheckedFleet, events: readonly WhatIfEvent[]): Answer {
    const key = this.key(fleet, events);
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const { version, catalogue } = this.input;
    const found = answer({ fleet, catalogue: changedCatalogue(catalogue, events), version });
    this.known.set(key, found);
    return found;
  }
}

function resultOf(
  { plan, fleet }: WhatIfInput,
  events: readonly WhatIfEvent[],
  answers: Answers,
): WhatIfResult {
  const left = changedFleet(plan, fleet, events);
  const { plan: after, status, spreadGivenUp } = answers.to(left.fleet, events);
  const links = linkLoss(plan, fleet, lossesOf(events, fleet));
  return {
    events,
    down: downAtOnce(plan, fleet, events),
    ...(links === undefined ? {} : { links }),
    status,
    changes: after === undefined ? [] : nodeChanges(plan, after, fleet, events),
    unplaced: unplacedOf(left.gone, after),
    spreadGivenUp,
    microPerHourBefore: plan.cost.microPerHour,
    ...(after === undefined ? {} : { microPerHourAfter: after.cost.microPerHour }),
    currency: plan.cost.currency,
  };
}

/** A loss is not refused for its price: what it costs is the answer. */
function withoutBusiness(input: WhatIfInput): WhatIfInput {
  return { ...input, fleet: omitted(input.fleet, "budgetMicroPerMonth", "vendorShare") };
}

/** Each scenario's events happen together. */
export function whatIfEach(
  given: WhatIfInput,
  scenarios: readonly (readonly WhatIfEvent[])[],
): WhatIfResult[] {
  const input = withoutBusiness(given);
  const answers = new Answers(input);
  return scenarios.map((events) => resultOf(input, events, answers));
}

export function whatIf(given: WhatIfInput, events: readonly WhatIfEvent[]): WhatIfResult {
  const input = withoutBusiness(given);
  return resultOf(input, events, new Answers(input));
}
