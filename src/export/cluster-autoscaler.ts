/**
 * The priority expander of the cluster autoscaler: a ConfigMap of a name and namespace of its own, with node groups
 * by regular expressions of their names, the higher number first (kubernetes/autoscaler, expander/priority, 1.34).
 * The node groups are those that the components create: AWS calls their scaling groups "eks-", the name, a suffix.
 */
import type { ClusterPlan, Plan, Purchase } from "../model/plan.js";
import { MANAGED_LABELS, exported, sortedByKey } from "./exported.js";
import type { ExportWarning, Exported, ExportedFile, ExportedObject } from "./exported.js";

/** Names of node groups are the purchase's key, of which EKS leaves so much room. */
const KEY_LETTERS = 36;

function groupPattern({ key }: Purchase): string {
  const name = /^[a-z]/.test(key) ? key : `n-${key}`;
  return `^eks-${name.slice(0, KEY_LETTERS).replace(/-+$/, "")}-.*`;
}

/** Micro-units an hour of a virtual CPU, rounded: what the order is by. */
function priceOfVcpu({ microPerHour, vcpu }: Purchase): number {
  return Math.round(microPerHour / Math.max(1, vcpu));
}

/** The cheapest virtual CPU has the highest priority. Steps of ten leave room for groups of one's own. */
function prioritiesText(purchases: readonly Purchase[]): string {
  const prices = [...new Set(purchases.map(priceOfVcpu))].sort((left, right) => right - left);
  const lines = prices.map((price, index) => {
    const patterns = purchases.filter((one) => priceOfVcpu(one) === price).map(groupPattern);
    return [`${10 * (index + 1)}:`, ...[...new Set(patterns)].map((pattern) => `  - ${pattern}`)].join("\n");
  });
  return `${lines.reverse().join("\n")}\n`;
}

function expander(purchases: readonly Purchase[]): ExportedObject {
  return {
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: {
      name: "cluster-autoscaler-priority-expander",
      namespace: "kube-system",
      labels: MANAGED_LABELS,
    },
    data: { priorities: prioritiesText(purchases) },
  };
}

function notExported({ platform }: ClusterPlan): string {
  switch (platform) {
    case "gke":
      return "Google runs the autoscaler of GKE and takes no expander";
    case "aks":
      return "node groups of AKS are called by Azure, and no pattern of the plan's names finds them";
    default:
      return `platform ${platform} buys nothing that an autoscaler could`;
  }
}

export function clusterAutoscaler({ clusters, edgeSites }: Plan): Exported {
  const files: ExportedFile[] = [];
  const warnings: ExportWarning[] = [];
  for (const [name, cluster] of sortedByKey(clusters)) {
    if (cluster.platform !== "eks") {
      warnings.push({ subject: name, message: `not exported: ${notExported(cluster)}` });
      continue;
    }
    const purchases = sortedByKey(cluster.purchases).flatMap(([, one]) =>
      one.purchaseOption === "owned" ? [] : [one],
    );
    if (purchases.length === 0) continue;
    files.push({ path: `${name}/cluster-autoscaler.yaml`, objects: [expander(purchases)] });
    warnings.push({
      subject: name,
      message:
        "an expander orders node groups and counts no nodes: their least and most are settings of the groups; start the autoscaler with --expander=priority,least-waste",
    });
  }
  for (const [name] of sortedByKey(edgeSites))
    warnings.push({ subject: name, message: "not exported: an edge site buys nothing" });
  return exported(files, warnings);
}
