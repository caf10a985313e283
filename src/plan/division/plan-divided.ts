/**
 * The plan of a fleet whose workloads are divided among places. The division that costs least comes first; where other
 * things count beside cost, a second one at their prices, and the better of both plans. The first has the bound of cost
 * and the second that of the sum, each over every division.
 */
import type { CheckedFleet, DividedWorkload } from "../../model/fleet.js";
import type { PlanOutcome } from "../../model/outcome.js";
import { mayStayOut } from "../../model/fleet-parts.js";
import { costWithPenalties } from "../../model/plan-cost.js";
import type { Plan } from "../../model/plan.js";
import { present } from "../../units/invariant.js";
import { asksForMoves } from "../moves/keep-fleet.js";
import { leavesTooMany } from "../moves/leaving-places.js";
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
  // At other prices penalties in money would count for nothing that is known.
  if (open.divided.some(({ candidates }) => candidates.some(mayStayOut))) return undefined;
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
function compared(other: Plan, cheapest: Plan, { fleet: { limits } }: Pick<PlanFleetInput, "fleet">): number {
  const byRank = rankOf(other) - rankOf(cheapest);
  if (byRank !== 0) return byRank;
  const [sum, least] = [other.search.weighed?.microPerHour, cheapest.search.weighed?.microPerHour];
  if (sum !== undefined && least !== undefined) return sum - least;
  const { boundMicroPerHour } = cheapest.search;
  const allowed = (BigInt(boundMicroPerHour) * BigInt(100_000 + limits.targetGapMilliPercent)) / 100_000n;
  if (costWithPenalties(other) > Math.max(costWithPenalties(cheapest), Number(allowed))) return 1;
  for (const [index, stated] of (other.search.furtherObjectives ?? []).entries()) {
    const before = cheapest.search.furtherObjectives?.[index];
    const difference = stated.value - (before?.value ?? 0);
    if (difference !== 0) return difference;
  }
  return costWithPenalties(other) - costWithPenalties(cheapest);
}

/** What it had at least cost is what the cheapest division's plan had; its moves are of what it has in each place itself. */
function withCheapest(other: Plan, cheapest: Plan): Plan {
  const { furtherObjectives } = other.search;
  if (furtherObjectives === undefined) return other;
  const before = cheapest.search.furtherObjectives ?? [];
  const stated = furtherObjectives.map((one, index) => ({
    ...one,
    atLeastCost: one.name === "moves" ? one.atLeastCost : (before[index]?.atLeastCost ?? one.atLeastCost),
  }));
  return { ...other, search: { ...other.search, furtherObjectives: stated } };
}

function isSame(one: Found, other: Found): boolean {
  return JSON.stringify(one.divisions) === JSON.stringify(other.divisions);
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
    if (second.status !== "planned" || compared(second.plan, first.plan, this.input) >= 0) return first;
    return { ...second, plan: withCheapest(second.plan, first.plan) };
  }

  private leavesTooMany({ fleet }: FleetDivision): boolean {
    const { previous } = this.input;
    return previous !== undefined && leavesTooMany(fleet, previous);
  }

  /** Of each a plan, the later ones on what the earlier ones leave of the work; the best, the first of equals. */
  private bestOf(divisions: readonly FleetDivision[]): PlanOutcome {
    const left = Math.floor((this.input.fleet.limits.workUnits - this.workUnits) / divisions.length);
    const planned: PlanOutcome[] = [];
    for (const division of [...divisions].reverse()) {
      const isPlanned = planned.some(({ status }) => status === "planned");
      if (isPlanned && this.leavesTooMany(division)) continue;
      const { outcome, workUnits } = this.plan(division, left);
      this.workUnits += workUnits;
      planned.unshift(outcome);
    }
    const [first, ...others] = planned;
    const best = others.reduce((one, other) => this.better(one, other), present(first, "a plan"));
    if (best.status !== "planned" || !this.keeps()) return best;
    const { plan } = best;
    return { ...best, plan: { ...plan, search: { ...plan.search, workUnits: this.workUnits } } };
  }

  private keeps(): boolean {
    const { fleet, previous } = this.input;
    return previous !== undefined && asksForMoves(fleet);
  }

  /** The division that leaves replicas where they are; undefined where nothing asks for it, or it is one of the others. */
  private keeping(
    open: DividePlaces,
    parts: number,
    others: readonly (Found | undefined)[],
  ): Found | undefined {
    const { previous } = this.input;
    if (previous === undefined || !this.keeps()) return undefined;
    const kept = this.divide({ ...open, keeping: previous }, parts);
    if (kept.status !== "divided") return undefined;
    return others.some((one) => one !== undefined && isSame(one, kept)) ? undefined : kept;
  }

  run(divided: readonly DividedWorkload[]): PlanOutcome {
    const { fleet } = this.input;
    const open = openPlaces(this.input, divided);
    const parts = 1 + (asksForOther(fleet) ? 1 : 0) + (this.keeps() ? 1 : 0);
    const cheapest = this.divide(open, parts);
    if (cheapest.status !== "divided") {
      const { status, conflicts, workUnits } = cheapest;
      return status === "infeasible" ? { status, conflicts } : { status, conflicts, workUnits };
    }
    const places = otherPlaces(open, cheapest, this.input);
    const found = places === undefined ? undefined : this.divide(places, parts);
    const other = found?.status === "divided" ? found : undefined;
    const kept = this.keeping(open, parts, [cheapest, other]);
    const proved = { bound: cheapest.bound, ...this.weighedBound(open, cheapest, other) };
    const { starts: weighedStarts } = other ?? cheapest;
    const least: FleetDivision[] =
      other === undefined || isSame(other, cheapest)
        ? [{ ...cheapest, ...proved, weighedStarts }]
        : [
            { ...cheapest, ...proved },
            { ...other, ...proved, weighedStarts },
          ];
    return this.bestOf(kept === undefined ? least : [...least, { ...kept, ...proved }]);
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
