/**
 * Labels by which the cluster's own rules find planned pods: their workload for flows and for pods beside
 * them or apart from them, their compliance zone.
 */
import {
  COMPLIANCE_ZONE_LABEL,
  DATA_CLASS_LABEL,
  GANG_LABEL,
  WORKLOAD_LABEL,
} from "../../model/kubernetes.js";
import type { ClusterPlan, WorkloadPlan } from "../../model/plan.js";
import { sha256 } from "../../units/sha256.js";
import { fieldsOf, valueAt, withValueAt } from "./manifest-fields.js";
import type { Fields } from "./manifest-fields.js";

const LONGEST = 63;
const DIGEST_LETTERS = 10;

/** Names of objects may be longer than a label's value: those end in a digest. */
export function workloadLabel(name: string): string {
  if (name.length <= LONGEST) return name;
  const digest = sha256(name).slice("sha256:".length).slice(0, DIGEST_LETTERS);
  return `${name.slice(0, LONGEST - DIGEST_LETTERS - 1)}-${digest}`;
}

function ownLabels(
  { name, dataClass, isSelected, gang }: WorkloadPlan,
  { flows = [], complianceZone }: ClusterPlan,
): Readonly<Record<string, string>> {
  return {
    ...(flows.length === 0 && isSelected === undefined ? {} : { [WORKLOAD_LABEL]: workloadLabel(name) }),
    ...(gang?.within === "node" ? { [GANG_LABEL]: workloadLabel(gang.name.split("/")[1] ?? "") } : {}),
    ...(complianceZone === undefined ? {} : { [COMPLIANCE_ZONE_LABEL]: complianceZone }),
    ...(complianceZone === undefined || dataClass === undefined ? {} : { [DATA_CLASS_LABEL]: dataClass }),
  };
}

/** `path`: where the pod template stands, a pod's own is empty. */
export function withPodLabels(
  manifest: Fields,
  path: readonly string[],
  plan: WorkloadPlan,
  cluster: ClusterPlan,
): Fields {
  const added = ownLabels(plan, cluster);
  if (Object.keys(added).length === 0) return manifest;
  const at = [...path, "metadata", "labels"];
  const labels = fieldsOf(valueAt(manifest, at), at.join("."));
  return withValueAt(manifest, at, { ...labels, ...added });
}
