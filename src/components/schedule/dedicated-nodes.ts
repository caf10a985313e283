/**
 * Nodes that a group has to itself, as the scheduler keeps it: every planned pod of the cluster carries its
 * group's name, or an empty one, and pods of a group keep away from pods that carry another. Required
 * anti-affinity holds both ways (kubernetes.io/docs, assign-pod-node, v1.36), so that pods of no group need the
 * label alone. Pods that carry none, such as those of DaemonSets, are kept away from no node.
 */
import { GROUP_LABEL, NODE_LABELS } from "../../model/kubernetes.js";
import type { ClusterPlan, WorkloadPlan } from "../../model/plan.js";
import { canonicalJson } from "../../units/canonical.js";
import { fieldsListOf, fieldsOf, valueAt, withValueAt } from "./manifest-fields.js";
import type { Fields } from "./manifest-fields.js";

const ANTI_AFFINITY = ["affinity", "podAntiAffinity", "requiredDuringSchedulingIgnoredDuringExecution"];

function isDivided({ dedicatedNodes = [] }: ClusterPlan): boolean {
  return dedicatedNodes.length > 0;
}

/** `path`: where the pod template stands, a pod's own is empty. */
export function withGroupLabel(
  manifest: Fields,
  path: readonly string[],
  { dedicatedNodes = "" }: WorkloadPlan,
  cluster: ClusterPlan,
): Fields {
  if (!isDivided(cluster)) return manifest;
  const at = [...path, "metadata", "labels"];
  const labels = fieldsOf(valueAt(manifest, at), at.join("."));
  return withValueAt(manifest, at, { ...labels, [GROUP_LABEL]: dedicatedNodes });
}

export function withGroupAffinity(podSpec: Fields, { dedicatedNodes }: WorkloadPlan): Fields {
  if (dedicatedNodes === undefined) return podSpec;
  const term = {
    labelSelector: {
      matchExpressions: [
        { key: GROUP_LABEL, operator: "Exists" },
        { key: GROUP_LABEL, operator: "NotIn", values: [dedicatedNodes] },
      ],
    },
    // Empty: pods of every namespace.
    namespaceSelector: {},
    topologyKey: NODE_LABELS.hostname,
  };
  const terms = fieldsListOf(valueAt(podSpec, ANTI_AFFINITY), "podAntiAffinity");
  const isThere = terms.some((one) => canonicalJson(one) === canonicalJson(term));
  return isThere ? podSpec : withValueAt(podSpec, ANTI_AFFINITY, [...terms, term]);
}
