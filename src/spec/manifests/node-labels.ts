/** Labels of nodes that Kubernetes has renamed: nodes still carry them, planned ones only the new names. */
import { NODE_LABELS } from "../../model/kubernetes.js";
import type { Field } from "./fields.js";

const RENAMED: Readonly<Record<string, string>> = {
  "beta.kubernetes.io/arch": NODE_LABELS.architecture,
  "beta.kubernetes.io/os": NODE_LABELS.operatingSystem,
  "beta.kubernetes.io/instance-type": NODE_LABELS.instanceType,
  "failure-domain.beta.kubernetes.io/region": NODE_LABELS.region,
  "failure-domain.beta.kubernetes.io/zone": NODE_LABELS.availabilityZone,
};

/** The label's present name. `field`: where the key stands. */
export function currentLabel(field: Field, key: string): string {
  const current = Object.hasOwn(RENAMED, key) ? RENAMED[key] : undefined;
  if (current === undefined) return key;
  field.report("assumption", "info", `${key} is read as ${current}, its present name`, `write ${current}`);
  return current;
}

/** What lies under a topology key, where the plan knows it. */
export function topologyDomain(field: Field, key: string): "node" | "availabilityZone" | undefined {
  switch (currentLabel(field, key)) {
    case NODE_LABELS.hostname:
      return "node";
    case NODE_LABELS.availabilityZone:
      return "availabilityZone";
    default:
      return undefined;
  }
}
