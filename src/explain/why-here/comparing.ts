/** Packings of one fleet with one thing changed, against its packing as it is. */
import type { Catalogue } from "../../catalogue/index.js";
import type { Certificate } from "../../model/certificate.js";
import type { CheckedFleet } from "../../model/fleet.js";
import type { PlanOutcome } from "../../model/outcome.js";
import { costWithPenalties } from "../../model/plan-cost.js";
import type { Plan } from "../../model/plan.js";
import type { Otherwise, PackingCost } from "../../model/why-here.js";
import { asPacking, planFleetChecked } from "../../plan/index.js";
import type { Questions } from "../../plan/index.js";

/** Work units of one packing. */
const PACKING_WORK = 100_000;

/** Reasons told of what has no plan. */
const MOST_REASONS = 2;

export interface ComparingInput {
  readonly fleet: CheckedFleet;
  readonly catalogue: Catalogue;
  readonly version: string;
  /** Packings that may still be made. */
  readonly questions: Questions;
}

export function costOf(plan: Plan): PackingCost {
  return {
    microPerHour: costWithPenalties(plan),
    boundMicroPerHour: plan.search.boundMicroPerHour,
  };
}

/** Replicas that stay out with no price on them. */
function leftOutOf({ workloads }: Plan): number {
  return Object.values(workloads).reduce(
    (sum, { leftOut }) =>
      sum + (leftOut === undefined || leftOut.microPerHour !== undefined ? 0 : leftOut.replicas),
    0,
  );
}

export const NOT_ASKED: Otherwise = {
  status: "notAsked",
  because: ["the questions that may be asked ended before it"],
};

export interface Answered {
  readonly answer: Otherwise;
  /** Present where the answer is "planned". */
  readonly plan?: Plan;
}

export interface Packed {
  readonly plan: Plan;
  readonly certificate?: Certificate;
}

export class Comparing {
  private constructor(
    private readonly input: ComparingInput,
    readonly packed: Packed,
  ) {}

  /** Undefined where the fleet as it is has no packing within the work limit. */
  static of(input: ComparingInput, certify: boolean): Comparing | undefined {
    if (!input.questions.take()) return undefined;
    const outcome = planFleetChecked({ ...input, fleet: asPacking(input.fleet, PACKING_WORK), certify });
    return outcome.status === "planned" ? new Comparing(input, outcome) : undefined;
  }

  get fleet(): CheckedFleet {
    return this.input.fleet;
  }

  private outcome(fleet: CheckedFleet): PlanOutcome | undefined {
    const { catalogue, version, questions } = this.input;
    return questions.take()
      ? planFleetChecked({ fleet: asPacking(fleet, PACKING_WORK), catalogue, version })
      : undefined;
  }

  with(edit: (fleet: CheckedFleet) => CheckedFleet): Answered {
    const outcome = this.outcome(edit(this.input.fleet));
    if (outcome === undefined) return { answer: NOT_ASKED };
    if (outcome.status !== "planned")
      return {
        answer: {
          status: outcome.status,
          because: outcome.conflicts.slice(0, MOST_REASONS).map(({ message }) => message),
        },
      };
    const [before, after] = [costOf(this.packed.plan), costOf(outcome.plan)];
    const moreLeftOut = leftOutOf(outcome.plan) - leftOutOf(this.packed.plan);
    return {
      plan: outcome.plan,
      answer: {
        status: "planned",
        moreMicroPerHour: after.microPerHour - before.microPerHour,
        atLeastMicroPerHour: after.boundMicroPerHour - before.microPerHour,
        ...(moreLeftOut === 0 ? {} : { moreLeftOut }),
      },
    };
  }
}
