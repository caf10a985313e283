/** Why workloads run where they do. */
import { explainPlacement, whyHere, whyHereLines } from "../explain/index.js";
import type { Plan } from "../model/plan.js";
import type { WhyHere } from "../model/why-here.js";
import { nameHint } from "../spec/index.js";
import type { LoadedFleet } from "./load-fleet.js";
import { VERSION } from "./version.js";

export interface WorkloadExplanation {
  readonly id: string;
  readonly lines: readonly string[];
  /** Present where planning again was asked for. */
  readonly why?: WhyHere;
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

/**
 * The same with what planning again tells: what holds it there, what the next best place costs, shadow prices. Some
 * tens of packings of its cluster a workload.
 */
export function explainWhyHere(
  { fleet, catalogue }: LoadedFleet,
  plan: Plan,
  name: string,
): readonly WorkloadExplanation[] {
  return explainWorkload(plan, name).map(({ id, lines }) => {
    const why = whyHere({ fleet, catalogue, version: VERSION, plan, workload: id });
    return why === undefined ? { id, lines } : { id, lines: [...lines, ...whyHereLines(why)], why };
  });
}
