/** Why a workload stands where the plan has it, by planning again: what holds it, and what the next best place costs. */
import type { Catalogue } from "../../catalogue/index.js";
import type { CheckedFleet } from "../../model/fleet.js";
import type { Plan } from "../../model/plan.js";
import type { WhyHere } from "../../model/why-here.js";
import { Questions } from "../../plan/index.js";
import { askedWorkload } from "./asked-workload.js";
import { Comparing, costOf } from "./comparing.js";
import { holdingRequirements } from "./holding-requirements.js";
import { otherPlaces, otherPools, placesIn, withoutPlaces } from "./other-places.js";
import { shadowPrices } from "./shadow-prices.js";

export interface WhyHereInput {
  readonly fleet: CheckedFleet;
  readonly catalogue: Catalogue;
  readonly version: string;
  /** Of the fleet. */
  readonly plan: Plan;
  /** Id of a workload of the plan. */
  readonly workload: string;
  /**
   * Packings that may be made.
   * @default 80
   */
  readonly questions?: number;
}

const QUESTIONS = 80;

/** Undefined where the plan has no such workload, or its packing is not found within the work limit. */
export function whyHere({
  plan,
  workload: id,
  questions = QUESTIONS,
  ...input
}: WhyHereInput): WhyHere | undefined {
  const asked = askedWorkload(input.fleet, id);
  if (asked === undefined) return undefined;
  const left = new Questions(questions);
  const certify = asked.divided === undefined && asked.workload.target.kind === "cluster";
  const comparing = Comparing.of({ ...input, fleet: asked.fleet, questions: left }, certify);
  if (comparing === undefined) return undefined;
  const places = placesIn(plan, asked.workload);
  const { name } = asked.workload.target;
  const taken =
    asked.divided === undefined ? [name] : Object.keys(plan.divisions?.[asked.divided.key]?.byTarget ?? {});
  return {
    workload: id,
    scope: asked.scope,
    currency: plan.cost.currency,
    packing: costOf(comparing.packed.plan),
    // The next best place first: where questions end, the rest is what is missed least.
    without: withoutPlaces(asked, comparing, places),
    otherPools: otherPools(asked, input.catalogue, comparing, places.pool),
    shadowPrices: shadowPrices(asked, comparing, input.catalogue, places.pool),
    requirements: holdingRequirements(asked, comparing, places.pool),
    otherPlaces: otherPlaces({ ...input, asked, comparing, questions: left }, taken),
    partial: left.ended,
  };
}
