/** Planning as an answer to questions, of which there are only so many, each with a limit of work units. */
import type { Catalogue } from "../../catalogue/index.js";
import type { CheckedFleet } from "../../model/fleet.js";
import type { PlanOutcome } from "../../model/outcome.js";
import type { Plan } from "../../model/plan.js";
import { ANY_GAP, Questions, planFleetChecked } from "../../plan/index.js";
import { omitted } from "../../units/omitted.js";

/** Work units of a question whether there is a plan. */
const QUESTION_WORK = 10_000;

export interface AskingInput {
  readonly catalogue: Catalogue;
  readonly version: string;
  readonly questions: number;
}

export class Asking {
  private readonly questions: Questions;

  constructor(private readonly input: AskingInput) {
    this.questions = new Questions(input.questions);
  }

  /** Whether a question went without an answer. */
  get ended(): boolean {
    return this.questions.ended;
  }

  private outcome(fleet: CheckedFleet): PlanOutcome | undefined {
    if (!this.questions.take()) return undefined;
    const { catalogue, version } = this.input;
    return planFleetChecked({ fleet, catalogue, version });
  }

  /** Whether there is a plan, at any price; undefined: no question is left. */
  status(fleet: CheckedFleet): PlanOutcome["status"] | undefined {
    const workUnits = Math.min(fleet.limits.workUnits, QUESTION_WORK);
    // Whether the scheduler holds it and what comes after cost change the plan, not whether there is one.
    return this.outcome({
      ...omitted(fleet, "weights"),
      fidelity: "packing",
      furtherObjectives: [],
      limits: { targetGapMilliPercent: ANY_GAP, workUnits },
    })?.status;
  }

  hasPlan(fleet: CheckedFleet): boolean {
    return this.status(fleet) === "planned";
  }

  /** The plan by the fleet's own limits. */
  plan(fleet: CheckedFleet): Plan | undefined {
    const outcome = this.outcome(fleet);
    return outcome?.status === "planned" ? outcome.plan : undefined;
  }
}
