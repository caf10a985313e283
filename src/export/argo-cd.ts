/** Argo CD (argoproj.io/v1alpha1): an ApplicationSet with an Application for each cluster and edge site that runs something. */
import type { Plan } from "../model/plan.js";
import { MANAGED_LABELS, exported } from "./exported.js";
import type { ExportSettings, Exported, ExportedObject } from "./exported.js";

interface Element {
  readonly cluster: string;
  readonly complianceZone: string;
}

function elementsOf({ workloads, clusters, edgeSites }: Plan): Element[] {
  const running = new Set(
    Object.values(workloads).flatMap(({ target, replicas }) => (replicas > 0 ? [target.name] : [])),
  );
  return [...Object.values(clusters), ...Object.values(edgeSites)]
    .filter(({ name }) => running.has(name))
    .map(({ name, complianceZone = "" }) => ({ cluster: name, complianceZone }))
    .sort((left, right) => (left.cluster < right.cluster ? -1 : 1));
}

function applicationSet(
  plan: Plan,
  settings: ExportSettings & { readonly repository: string },
): ExportedObject {
  const { repository, revision = "HEAD", path = "{{.cluster}}" } = settings;
  return {
    apiVersion: "argoproj.io/v1alpha1",
    kind: "ApplicationSet",
    metadata: { name: plan.name, namespace: "argocd", labels: MANAGED_LABELS },
    spec: {
      goTemplate: true,
      goTemplateOptions: ["missingkey=error"],
      generators: [{ list: { elements: elementsOf(plan) } }],
      template: {
        metadata: {
          name: `${plan.name}-{{.cluster}}`,
          labels: { ...MANAGED_LABELS, "stowage.dev/compliance-zone": "{{.complianceZone}}" },
        },
        spec: {
          project: "default",
          source: { repoURL: repository, targetRevision: revision, path },
          destination: { name: "{{.cluster}}" },
          syncPolicy: { syncOptions: ["ServerSideApply=true"] },
        },
      },
    },
  };
}

/** `settings.repository` must be given: no plan knows it. */
export function argoCd(plan: Plan, settings: ExportSettings & { readonly repository: string }): Exported {
  const objects = elementsOf(plan).length === 0 ? [] : [applicationSet(plan, settings)];
  return exported(
    [{ path: "argocd.yaml", objects }],
    [
      {
        subject: "clusters",
        message: "they must be registered in Argo CD under the names of the plan",
      },
      {
        subject: "replicas and pools",
        message: "an ApplicationSet chooses clusters alone: what runs there is what the repository holds",
      },
    ],
  );
}
