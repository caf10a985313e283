/** What pods of a namespace may request together, and what a container that says nothing requests. */
import type { WorkloadPlan } from "../../../model/plan.js";
import { formatCpu, formatMiB } from "../../../units/quantity.js";
import { addResources, amountOf, isExtendedResource } from "../../../units/resources.js";
import type { ResourceVector } from "../../../units/resources.js";
import type { KubernetesWiring } from "./wiring.js";

/** Pods above its replicas that a Deployment may have while it is rolled out (kubernetes.io/docs, v1.36). */
const DEFAULT_SURGE_PERCENT = 25;

/** Most pods at once: at peak, while a rollout replaces them, while two runs of a CronJob overlap. */
export function mostPods({ kind, replicas, leftOut, peak = 0, scaling }: WorkloadPlan): number {
  const most = Math.max(replicas + (leftOut?.replicas ?? 0), peak, scaling?.maxReplicas ?? 0);
  if (kind === "Deployment") return most + Math.ceil((most * DEFAULT_SURGE_PERCENT) / 100);
  return kind === "CronJob" ? 2 * most : most;
}

function quotaFields(sum: ResourceVector): Record<string, string> {
  const devices = Object.keys(sum).filter(isExtendedResource);
  return {
    "requests.cpu": formatCpu(amountOf(sum, "cpuMilli")),
    "requests.memory": formatMiB(amountOf(sum, "memoryMiB")),
    pods: String(amountOf(sum, "pods")),
    ...Object.fromEntries(devices.sort().map((key) => [`requests.${key}`, String(amountOf(sum, key))])),
  };
}

/**
 * Room for every workload of the namespace at its most. Ephemeral storage is left out: a quota of it would refuse
 * pods that say nothing of theirs.
 */
export function quotaSpec(workloads: readonly WorkloadPlan[]): { readonly hard: Record<string, string> } {
  const sum = workloads.reduce<ResourceVector>(
    (total, workload) => addResources(total, workload.requests, mostPods(workload)),
    {},
  );
  return { hard: quotaFields(sum) };
}

/** What the plan counted for containers without requests, so that the scheduler counts it too. */
export function limitRangeSpec({ defaultCpu = "100m", defaultMemory = "128Mi" }: KubernetesWiring): {
  readonly limits: { readonly type: string; readonly defaultRequest: Record<string, string> }[];
} {
  return { limits: [{ type: "Container", defaultRequest: { cpu: defaultCpu, memory: defaultMemory } }] };
}
