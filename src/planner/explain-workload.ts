/** Why workloads run where they do. */
import { explainPlacement } from "../explain/index.js";
import type { Plan } from "../model/plan.js";
import { nameHint } from "../spec/index.js";

export interface WorkloadExplanation {
  readonly id: string;
  readonly lines: readonly string[];
}

/** What to say to somebody who asks for a workload that the plan does not have. */
export function workloadHint(plan: Plan, name: string): string {
  const names = Object.values(plan.workloads).map((workload) => workload.name);
  return nameHint(name, [...new Set([...names, ...Object.keys(plan.workloads)])], "workload");
}

/** By id, by name, or all of them. Empty where the plan has no workload of that name. */
export function explainWorkload(plan: Plan, name?: string): readonly WorkloadExplanation[] {
  return Object.keys(plan.workloads)
    .sort()
    .filter((id) => name === undefined || id === name || plan.workloads[id]?.name === name)
    .map((id) => ({ id, lines: explainPlacement(plan, id) ?? [] }));
}
