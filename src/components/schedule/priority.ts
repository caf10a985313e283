/** The priority that the plan counts on, for pods that name no class of their own. */
import type { WorkloadPlan } from "../../model/plan.js";
import type { Fields } from "./manifest-fields.js";

/** Values above are Kubernetes' own. */
const MOST_OF_USERS = 1_000_000_000;

export function priorityClassName(value: number): string {
  return value < 0 ? `stowage-minus-${-value}` : `stowage-${value}`;
}

/** The value whose class its pods need; undefined where they name one, or have none. */
export function neededPriority(podSpec: Fields, { priority = 0 }: WorkloadPlan): number | undefined {
  const named = podSpec["priorityClassName"] ?? podSpec["priority"];
  return priority === 0 || priority > MOST_OF_USERS || named !== undefined ? undefined : priority;
}

export function withPriority(podSpec: Fields, value: number | undefined): Fields {
  return value === undefined ? podSpec : { ...podSpec, priorityClassName: priorityClassName(value) };
}
