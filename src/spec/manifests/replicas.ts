/** How many pods of a workload the plan holds at once. */
import type { Workload } from "../../model/fleet.js";
import type { Assumption } from "../../model/evidence.js";
import { assumed } from "./assumed.js";
import type { Autoscaler } from "./autoscalers.js";
import type { KubernetesObject } from "./documents.js";
import type { Field } from "./fields.js";
import type { ImportOptions } from "./imported.js";
import { MAX_REPLICAS } from "./replica-limit.js";

export interface PlannedReplicas extends Pick<Workload, "replicas" | "peak" | "scaling"> {
  readonly assumptions: readonly Assumption[];
}

function countOr(field: Field, otherwise: number): number {
  return field.absent ? otherwise : (field.count(0, MAX_REPLICAS) ?? otherwise);
}

/** A Job that needs no more completions than it may run at once runs only those. */
function jobReplicas(spec: Field): number {
  const completions = spec.at("completions");
  const parallelism = countOr(spec.at("parallelism"), 1);
  if (spec.at("suspend").flag() === true) return 0;
  return completions.absent ? parallelism : Math.min(parallelism, countOr(completions, parallelism));
}

function cronJob({ field, namespace, name, origin }: KubernetesObject): PlannedReplicas {
  const spec = field.at("spec");
  const replicas = jobReplicas(spec.at("jobTemplate", "spec"));
  const policy = spec.at("concurrencyPolicy");
  const overlap =
    (policy.absent ? "Allow" : policy.choice(["Allow", "Forbid", "Replace"] as const)) === "Allow";
  if (spec.at("suspend").flag() === true || replicas === 0) return { replicas: 0, assumptions: [] };
  const statement = overlap
    ? "one run at a time is planned, though concurrencyPolicy Allow lets runs overlap"
    : "one run at a time";
  return {
    replicas,
    assumptions: [
      assumed(
        `runs of ${namespace}/${name}`,
        `${statement}: ${replicas} ${replicas === 1 ? "pod" : "pods"}`,
        origin,
      ),
    ],
  };
}

function autoscaled(
  { namespace, name }: KubernetesObject,
  { object, minReplicas, maxReplicas }: Autoscaler,
  wanted: "maximum" | "range",
): PlannedReplicas {
  const scaling = { minReplicas, maxReplicas };
  if (wanted === "range")
    return {
      replicas: minReplicas,
      ...(maxReplicas > minReplicas ? { peak: maxReplicas } : {}),
      scaling,
      assumptions: [],
    };
  const statement = `the autoscaler's maximum of ${maxReplicas} is planned, as no demand is stated; it keeps at least ${minReplicas}`;
  return {
    replicas: maxReplicas,
    scaling,
    assumptions: [assumed(`replicas of ${namespace}/${name}`, statement, object.origin)],
  };
}

/** `replicas`: of every Deployment and StatefulSet that no autoscaler scales. */
export function plannedReplicas(
  object: KubernetesObject,
  autoscaler: Autoscaler | undefined,
  { replicas: override, autoscaled: wanted = "maximum" }: Pick<ImportOptions, "replicas" | "autoscaled">,
): PlannedReplicas {
  const { kind, field } = object;
  if (kind === "Pod") return { replicas: 1, assumptions: [] };
  if (kind === "Job") return { replicas: jobReplicas(field.at("spec")), assumptions: [] };
  if (kind === "CronJob") return cronJob(object);
  const written = countOr(field.at("spec", "replicas"), 1);
  if (autoscaler !== undefined && wanted === "current") {
    const { minReplicas, maxReplicas } = autoscaler;
    return { replicas: written, scaling: { minReplicas, maxReplicas }, assumptions: [] };
  }
  if (autoscaler !== undefined && written > 0 && wanted !== "current")
    return autoscaled(object, autoscaler, wanted);
  if (autoscaler !== undefined) {
    autoscaler.object.field.report(
      "assumption",
      "info",
      `${kind} ${object.namespace}/${object.name} has 0 replicas, which switches its autoscaler off: none is planned`,
    );
    return { replicas: 0, assumptions: [] };
  }
  return { replicas: kind === "ReplicaSet" ? written : (override ?? written), assumptions: [] };
}
