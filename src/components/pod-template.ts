/** A controller of the planned kind around a PodSpec. */
import * as pulumi from "@pulumi/pulumi";
import type { WorkloadPlan } from "../model/plan.js";
import type { Manifest } from "./platforms/platform.js";

const NAME_LABEL = "app.kubernetes.io/name";

/** @throws pulumi.RunError for kinds that need more than pods (a schedule, a service name) */
export function manifestFromTemplate(id: string, plan: WorkloadPlan, template: Manifest): Manifest {
  const { kind, name, namespace } = plan;
  const labels = { [NAME_LABEL]: name };
  const metadata = { name, namespace, labels };
  const pods = { metadata: { labels }, spec: template };
  switch (kind) {
    case "Pod":
      return { apiVersion: "v1", kind, metadata, spec: template };
    case "Deployment":
    case "ReplicaSet":
      return {
        apiVersion: "apps/v1",
        kind,
        metadata,
        spec: { selector: { matchLabels: labels }, template: pods },
      };
    case "Job":
      return {
        apiVersion: "batch/v1",
        kind,
        metadata,
        spec: { parallelism: plan.replicas, completions: plan.replicas, template: pods },
      };
    case "StatefulSet":
    case "CronJob":
      throw new pulumi.RunError(
        `Workload "${id}" is a ${kind}: a pod template does not say all of it, give its manifest`,
      );
  }
}
