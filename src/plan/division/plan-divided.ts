/**
 * The plan of a fleet whose workloads are divided among places. The division that costs least comes first; where other
 * things count beside cost, a second one at their prices, and the better of both plans. The first has the bound of cost
 * and the second that of the sum, each over every division.
 */
import type { CheckedFleet, DividedWorkload } from "../../model/fleet.js";
import type { PlanOutcome } from "../../model/outcome.js";
import { costWithPenalties } from "../../model/plan-cost.js";
import type { Plan } from "../../model/plan.js";
import type { PlanFleetInput } from "../plan-fleet-input.js";
import { divideFleet, openPlaces } from "./divide-fleet.js";
import type { DividePlaces, DividedFleet } from "./divide-fleet.js";
import { changesPrices, leastTypesOf, objectivePlaces, priceableOf, weighedPlaces } from "./prices.js";

type Found = Extract<DividedFleet, { readonly status: "divided" }>;

/** A division, with what is proved of all of them. */
export interface FleetDivision extends Found {
  /** Of the weighed sum, fees left out; absent where nothing but cost is weighed. */
  readonly weighedBound?: number;
  /** Where the places' packings at what nodes weigh begin. */
  readonly weighedStarts?: Found["starts"];
}

/** Plans the fleet with its workloads bound as a division says. */
export type PlanOfDivision = (input: PlanFleetInput, division: FleetDivision) => PlanOutcome;

interface Planned {
  readonly outcome: PlanOutcome;
  readonly workUnits: number;
}

function withWork({ fleet, ...input }: PlanFleetInput, workUnits: number): PlanFleetInput {
  return { ...input, fleet: { ...fleet, limits: { ...fleet.limits, workUnits: Math.max(1, workUnits) } } };
}

/** The division at other prices than those of the list; undefined where nothing asks for one. */
function otherPlaces(open: DividePlaces, cheapest: Found, input: PlanFleetInput): DividePlaces | undefined {
  const { fleet, catalogue } = input;
  if (fleet.weights !== undefined)
    return changesPrices(fleet.weights) ? weighedPlaces(open, fleet.weights, catalogue) : undefined;
  const name = priceableOf(fleet);
  return name === undefined ? undefined : objectivePlaces(open, { name, catalogue }, cheapest);
}

function asksForOther({ weights, ...fleet }: CheckedFleet): boolean {
  return weights === undefined ? priceableOf(fleet) !== undefined : changesPrices(weights);
}

const REALISATIONS = ["held", "pending", "notReplayed"] as const;

function rankOf({ search: { realisation } }: Plan): number {
  return realisation === undefined ? 0 : REALISATIONS.indexOf(realisation.status);
}

/** Below 0: `other` is better than the plan of the cheapest division. */
function compared(other: Plan, cheapest: Plan, { limits }: CheckedFleet): number {
  const byRank = rankOf(other) - rankOf(cheapest);
  if (byRank !== 0) return byRank;
  const [sum, least] = [other.search.weighed?.microPerHour, cheapest.search.weighed?.microPerHour];
  if (sum !== undefined && least !== undefined) return sum - least;
  const { boundMicroPerHour } = cheapest.search;
  const allowed = (BigInt(boundMicroPerHour) * BigInt(100_000 + limits.targetGapMilliPercent)) / 100_000n;
  if (costWithPenalties(other) > Math.max(costWithPenalties(cheapest), Number(allowed))) return 1;
  for (const [index, { value }] of (other.search.furtherObjectives ?? []).entries()) {
    const difference = value - (cheapest.search.furtherObjectives?.[index]?.value ?? 0);
    if (difference !== 0) return difference;
  }
  return costWithPenalties(other) - costWithPenalties(cheapest);
}

/** What it had at least cost is what the cheapest division's plan had. */
function withCheapest(other: Plan, cheapest: Plan): Plan {
  const { furtherObjectives } = other.search;
  if (furtherObjectives === undefined) return other;
  const before = cheapest.search.furtherObjectives ?? [];
  const stated = furtherObjectives.map((one, index) => ({
    ...one,
    atLeastCost: before[index]?.atLeastCost ?? one.atLeastCost,
  }));
  return { ...other, search: { ...other.search, furtherObjectives: stated } };
}

class DividedPlanning {
  private workUnits = 0;

  constructor(
    private readonly input: PlanFleetInput,
    private readonly planOf: PlanOfDivision,
  ) {}

  private divide(places: DividePlaces, parts: number): DividedFleet {
    const { limits } = this.input.fleet;
    const workUnits = Math.max(1, Math.floor(limits.workUnits / parts));
    const division = divideFleet({
      ...places,
      fleet: { ...places.fleet, limits: { ...limits, workUnits } },
    });
    this.workUnits += division.workUnits;
    return division;
  }

  /** On the work that is left, or its half where two are planned. */
  private plan(division: FleetDivision, left: number): Planned {
    const input = withWork({ ...this.input, fleet: division.fleet }, left);
    const outcome = this.planOf(input, { ...division, workUnits: this.workUnits });
    if (outcome.status === "planned")
      return { outcome, workUnits: outcome.plan.search.workUnits - this.workUnits };
    // Another division may have a plan where this one has none.
    const status = "noneFound";
    return {
      outcome: { status, conflicts: outcome.conflicts, workUnits: division.workUnits },
      workUnits: outcome.status === "noneFound" ? outcome.workUnits : 0,
    };
  }

  private better(first: PlanOutcome, second: PlanOutcome): PlanOutcome {
    if (first.status !== "planned") return second.status === "planned" ? second : first;
    if (second.status !== "planned" || compared(second.plan, first.plan, this.input.fleet) >= 0) return first;
    return { ...second, plan: withCheapest(second.plan, first.plan) };
  }

  run(divided: readonly DividedWorkload[]): PlanOutcome {
    const { fleet } = this.input;
    const open = openPlaces(this.input, divided);
    const parts = asksForOther(fleet) ? 2 : 1;
    const cheapest = this.divide(open, parts);
    if (cheapest.status !== "divided") {
      const { status, conflicts, workUnits } = cheapest;
      return status === "infeasible" ? { status, conflicts } : { status, conflicts, workUnits };
    }
    const places = otherPlaces(open, cheapest, this.input);
    const found = places === undefined ? undefined : this.divide(places, parts);
    const other = found?.status === "divided" ? found : undefined;
    const proved = { bound: cheapest.bound, ...this.weighedBound(open, cheapest, other) };
    const isOther = JSON.stringify(other?.divisions) !== JSON.stringify(cheapest.divisions);
    const left = fleet.limits.workUnits - this.workUnits;
    const { starts: weighedStarts } = other ?? cheapest;
    if (other === undefined || !isOther)
      return this.plan({ ...cheapest, ...proved, weighedStarts }, left).outcome;
    const second = this.plan({ ...other, ...proved, weighedStarts }, Math.floor(left / 2));
    this.workUnits += second.workUnits;
    const first = this.plan({ ...cheapest, ...proved }, Math.floor(left / 2));
    return this.better(first.outcome, second.outcome);
  }

  private weighedBound(
    open: DividePlaces,
    { bound }: Found,
    other: Found | undefined,
  ): Pick<FleetDivision, "weighedBound"> {
    const { weights } = this.input.fleet;
    if (weights === undefined) return {};
    const types = weights.microPerInstanceTypeHour * leastTypesOf(open);
    return { weighedBound: Math.max(bound, other?.bound ?? 0) + types };
  }
}

export function planDivided(
  input: PlanFleetInput,
  divided: readonly DividedWorkload[],
  planOf: PlanOfDivision,
): PlanOutcome {
  return new DividedPlanning(input, planOf).run(divided);
}
