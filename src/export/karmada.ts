/**
 * Karmada (policy.karmada.io/v1alpha1): a PropagationPolicy for each workload, to the clusters of its placement,
 * and an OverridePolicy with its replicas in each. Member clusters are called as in the plan.
 */
import type { Plan, WorkloadPlan } from "../model/plan.js";
import { MANAGED_LABELS, exported } from "./exported.js";
import type { ExportWarning, Exported, ExportedObject } from "./exported.js";
import { apiVersionOf, workloadGroups } from "./workload-groups.js";
import type { WorkloadGroup } from "./workload-groups.js";

const API_VERSION = "policy.karmada.io/v1alpha1";

function metadataOf({ kind, namespace, name }: WorkloadGroup): ExportedObject["metadata"] {
  return { name: `${name}-${kind.toLowerCase()}`, namespace, labels: MANAGED_LABELS };
}

function selectors({ kind, namespace, name }: WorkloadGroup): object[] {
  return [{ apiVersion: apiVersionOf(kind), kind, namespace, name }];
}

function targetNames({ members }: WorkloadGroup): string[] {
  return members.map(({ target }) => target.name);
}

function propagation(group: WorkloadGroup): ExportedObject {
  return {
    apiVersion: API_VERSION,
    kind: "PropagationPolicy",
    metadata: metadataOf(group),
    spec: {
      resourceSelectors: selectors(group),
      // ConfigMaps, Secrets and claims that it names go with it.
      propagateDeps: true,
      placement: {
        clusterAffinity: { clusterNames: targetNames(group) },
        replicaScheduling: { replicaSchedulingType: "Duplicated" },
      },
    },
  };
}

/** Where the replicas of the plan stand in the object; undefined where it has no such count or another owns it. */
function replicasPath({ kind, scaling, peak }: WorkloadPlan): string | undefined {
  if (scaling !== undefined || peak !== undefined) return undefined;
  if (kind === "Job") return "/spec/parallelism";
  return kind === "Deployment" || kind === "StatefulSet" || kind === "ReplicaSet"
    ? "/spec/replicas"
    : undefined;
}

function overrides(group: WorkloadGroup): ExportedObject[] {
  const rules = group.members.flatMap((member) => {
    const path = replicasPath(member);
    if (path === undefined) return [];
    return {
      targetCluster: { clusterNames: [member.target.name] },
      // To add a field that is there replaces it (RFC 6902).
      overriders: { plaintext: [{ path, operator: "add", value: member.replicas }] },
    };
  });
  if (rules.length === 0) return [];
  return [
    {
      apiVersion: API_VERSION,
      kind: "OverridePolicy",
      metadata: metadataOf(group),
      spec: { resourceSelectors: selectors(group), overrideRules: rules },
    },
  ];
}

const WARNINGS: readonly ExportWarning[] = [
  {
    subject: "member clusters",
    message: "they must be called as the plan's clusters and edge sites are",
  },
  {
    subject: "node pools",
    message:
      "in which pool and availability zone replicas run is not exported: give the manifests the affinity that the components or `kubernetes` platform write",
  },
];

export function karmada(plan: Plan): Exported {
  const objects = workloadGroups(plan).flatMap((group) => [propagation(group), ...overrides(group)]);
  return exported([{ path: "karmada.yaml", objects }], objects.length === 0 ? [] : WARNINGS);
}
