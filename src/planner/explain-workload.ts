/** Why workloads run where they do. */
import { explainPlacement } from "../explain/index.js";
import type { Plan } from "../model/plan.js";

export interface WorkloadExplanation {
  readonly id: string;
  readonly lines: readonly string[];
}

/** By id, by name, or all of them. Empty where the plan has no workload of that name. */
export function explainWorkload(plan: Plan, name?: string): readonly WorkloadExplanation[] {
  return Object.keys(plan.workloads)
    .sort()
    .filter((id) => name === undefined || id === name || plan.workloads[id]?.name === name)
    .map((id) => ({ id, lines: explainPlacement(plan, id) ?? [] }));
}
