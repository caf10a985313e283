/** The sub-modules of `@pulumi/kubernetes` that are used, loaded together so that a missing one shows at once. */
import type * as pulumi from "@pulumi/pulumi";
import type * as admission from "@pulumi/kubernetes/admissionregistration/v1";
import type * as autoscaling from "@pulumi/kubernetes/autoscaling/v2";
import type * as core from "@pulumi/kubernetes/core/v1";
import type * as networking from "@pulumi/kubernetes/networking/v1";
import type * as policy from "@pulumi/kubernetes/policy/v1";
import type * as scheduling from "@pulumi/kubernetes/scheduling/v1";
import type { WorkloadKind } from "../../../model/fleet.js";
import { present } from "../../../units/invariant.js";
import { loadSdk } from "../load-sdk.js";
import type { Manifest } from "../platform.js";

/** What the typed classes of all workload kinds have in common: a manifest in, its fields checked by the cluster. */
export type WorkloadClass = new (
  name: string,
  args: Manifest,
  opts: pulumi.CustomResourceOptions,
) => pulumi.CustomResource;

export interface KubernetesSdk {
  readonly Namespace: typeof core.Namespace;
  readonly ResourceQuota: typeof core.ResourceQuota;
  readonly LimitRange: typeof core.LimitRange;
  readonly NetworkPolicy: typeof networking.NetworkPolicy;
  readonly PodDisruptionBudget: typeof policy.PodDisruptionBudget;
  readonly HorizontalPodAutoscaler: typeof autoscaling.HorizontalPodAutoscaler;
  readonly PriorityClass: typeof scheduling.PriorityClass;
  readonly ValidatingAdmissionPolicy: typeof admission.ValidatingAdmissionPolicy;
  readonly ValidatingAdmissionPolicyBinding: typeof admission.ValidatingAdmissionPolicyBinding;
  readonly workloadClass: (kind: WorkloadKind) => WorkloadClass;
}

const MODULE_OF_KIND: Readonly<Record<WorkloadKind, "apps/v1" | "batch/v1" | "core/v1">> = {
  Deployment: "apps/v1",
  StatefulSet: "apps/v1",
  ReplicaSet: "apps/v1",
  Job: "batch/v1",
  CronJob: "batch/v1",
  Pod: "core/v1",
};

function load(module: string, platform: string): unknown {
  return loadSdk(`@pulumi/kubernetes/${module}`, platform);
}

export function kubernetesSdk(platform: string): KubernetesSdk {
  const modules = {
    "core/v1": load("core/v1", platform),
    "apps/v1": load("apps/v1", platform),
    "batch/v1": load("batch/v1", platform),
  };
  const { Namespace, ResourceQuota, LimitRange } = modules["core/v1"] as typeof core;
  const { ValidatingAdmissionPolicy, ValidatingAdmissionPolicyBinding } = load(
    "admissionregistration/v1",
    platform,
  ) as typeof admission;
  return {
    Namespace,
    ResourceQuota,
    LimitRange,
    NetworkPolicy: (load("networking/v1", platform) as typeof networking).NetworkPolicy,
    PodDisruptionBudget: (load("policy/v1", platform) as typeof policy).PodDisruptionBudget,
    HorizontalPodAutoscaler: (load("autoscaling/v2", platform) as typeof autoscaling).HorizontalPodAutoscaler,
    PriorityClass: (load("scheduling/v1", platform) as typeof scheduling).PriorityClass,
    ValidatingAdmissionPolicy,
    ValidatingAdmissionPolicyBinding,
    workloadClass(kind) {
      const classes = modules[MODULE_OF_KIND[kind]] as Readonly<Record<string, WorkloadClass>>;
      return present(classes[kind], `class ${kind} of @pulumi/kubernetes/${MODULE_OF_KIND[kind]}`);
    },
  };
}
