/** What stands beside a workload's pods: its disruption budget, and the limits of its autoscaler. */
import type * as pulumi from "@pulumi/pulumi";
import type { WorkloadPlan } from "../../../model/plan.js";
import type { Fields } from "../../schedule/manifest-fields.js";
import { isCreated } from "./left-out.js";
import type { KubernetesSdk } from "./sdk.js";
import type { KubernetesWiring } from "./wiring.js";

export interface CompanionsInput {
  readonly sdk: KubernetesSdk;
  readonly plan: WorkloadPlan;
  readonly wiring: KubernetesWiring;
  /** By which labels its pods are found. */
  readonly selector: () => Fields;
  /** Prefix of names. */
  readonly name: string;
  readonly options: pulumi.CustomResourceOptions;
}

const SCALED: ReadonlySet<string> = new Set(["Deployment", "StatefulSet", "ReplicaSet"]);

/** The declared budget; one at a time where replicas must survive a loss, as a drain is one too. */
export function budgetOf({ kind, disruptionBudget, survive, replicas }: WorkloadPlan): Fields | undefined {
  if (!SCALED.has(kind)) return undefined;
  if (disruptionBudget !== undefined) return disruptionBudget;
  return survive !== undefined && replicas > 1 ? { maxUnavailable: 1 } : undefined;
}

/** Between the base and the peak that nodes are planned for. Undefined where nothing scales it. */
export function scaleOf({
  kind,
  replicas,
  peak,
  scaling,
}: WorkloadPlan): { readonly minReplicas: number; readonly maxReplicas: number } | undefined {
  if (!SCALED.has(kind) || (peak === undefined && scaling === undefined)) return undefined;
  const least = Math.max(1, scaling?.minReplicas ?? replicas);
  return { minReplicas: least, maxReplicas: Math.max(least, peak ?? scaling?.maxReplicas ?? replicas) };
}

function createBudget({ sdk, plan, selector, name, options }: CompanionsInput): void {
  const budget = budgetOf(plan);
  if (budget === undefined) return;
  new sdk.PodDisruptionBudget(
    `${name}-budget-${plan.namespace}-${plan.name}`,
    {
      metadata: { name: plan.name, namespace: plan.namespace },
      spec: { ...budget, selector: selector() },
    },
    options,
  );
}

/** Without a metric of its own Kubernetes scales by CPU, to 80 % of what is requested (autoscaling/v2). */
function createAutoscaler({ sdk, plan, name, options }: CompanionsInput): void {
  const scale = scaleOf(plan);
  if (scale === undefined) return;
  new sdk.HorizontalPodAutoscaler(
    `${name}-autoscaler-${plan.namespace}-${plan.name}`,
    {
      metadata: { name: plan.name, namespace: plan.namespace },
      spec: {
        ...scale,
        scaleTargetRef: { apiVersion: "apps/v1", kind: plan.kind, name: plan.name },
      },
    },
    options,
  );
}

export function createCompanions(input: CompanionsInput): void {
  if (isCreated("PodDisruptionBudget", input.wiring)) createBudget(input);
  if (isCreated("HorizontalPodAutoscaler", input.wiring)) createAutoscaler(input);
}
