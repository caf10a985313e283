/** Workloads that are the same object in several clusters: what federation speaks of as one. */
import type { WorkloadKind } from "../model/fleet.js";
import type { Plan, WorkloadPlan } from "../model/plan.js";

export interface WorkloadGroup {
  readonly kind: WorkloadKind;
  readonly namespace: string;
  readonly name: string;
  /** One of each target, sorted by the target's name. */
  readonly members: readonly WorkloadPlan[];
}

/** Sorted by namespace, kind and name. Workloads without replicas are left out. */
export function workloadGroups({ workloads }: Plan): WorkloadGroup[] {
  const groups = new Map<string, WorkloadPlan[]>();
  for (const one of Object.values(workloads)) {
    if (one.replicas === 0) continue;
    const key = [one.namespace, one.kind, one.name].join("\u0000");
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .flatMap(([, members]) => {
      const sorted = [...members].sort((left, right) => (left.target.name < right.target.name ? -1 : 1));
      const [first] = sorted;
      return first === undefined
        ? []
        : { kind: first.kind, namespace: first.namespace, name: first.name, members: sorted };
    });
}

/** The API version under which Kubernetes has the kind. */
export function apiVersionOf(kind: WorkloadKind): string {
  switch (kind) {
    case "Deployment":
    case "StatefulSet":
    case "ReplicaSet":
      return "apps/v1";
    case "Job":
    case "CronJob":
      return "batch/v1";
    case "Pod":
      return "v1";
  }
}
