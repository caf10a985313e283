/** The doors of the export house: a plan in the words of other engines. */
import type { Plan } from "../model/plan.js";
import { argoCd } from "./argo-cd.js";
import { clusterAutoscaler } from "./cluster-autoscaler.js";
import type { ExportSettings, Exported } from "./exported.js";
import { karmada } from "./karmada.js";
import { karpenter } from "./karpenter.js";
import { kueue } from "./kueue.js";
import { openClusterManagement } from "./open-cluster-management.js";

export type { ExportSettings, ExportWarning, Exported, ExportedFile, ExportedObject } from "./exported.js";

export const EXPORT_FORMATS = [
  "karpenter",
  "cluster-autoscaler",
  "karmada",
  "ocm",
  "argocd",
  "kueue",
] as const;

export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** What must be given besides a plan. */
export function missingSetting(format: ExportFormat, { repository }: ExportSettings): string | undefined {
  return format === "argocd" && repository === undefined
    ? "format argocd needs --repository URL: the Git repository that holds a folder for each cluster"
    : undefined;
}

/** Empty of files, with a warning, where the plan has nothing that the format speaks of. */
export function exportPlan(plan: Plan, format: ExportFormat, settings: ExportSettings = {}): Exported {
  switch (format) {
    case "karpenter":
      return karpenter(plan);
    case "cluster-autoscaler":
      return clusterAutoscaler(plan);
    case "karmada":
      return karmada(plan);
    case "ocm":
      return openClusterManagement(plan);
    case "argocd":
      return argoCd(plan, { ...settings, repository: settings.repository ?? "" });
    case "kueue":
      return kueue(plan);
  }
}
