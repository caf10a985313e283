/** Where objects stand in the API: "/apis/apps/v1/namespaces/shop/deployments/web". */
import type { ApiObject } from "./api-client.js";

/** Kinds without a namespace. */
const CLUSTER_WIDE: ReadonlySet<string> = new Set([
  "Namespace",
  "Node",
  "PersistentVolume",
  "PriorityClass",
  "StorageClass",
  "CSINode",
  "RuntimeClass",
  "ClusterRole",
  "ClusterRoleBinding",
  "ValidatingAdmissionPolicy",
  "ValidatingAdmissionPolicyBinding",
]);

/** "NetworkPolicy" -> "networkpolicies". */
function resourceOf(kind: string): string {
  const name = kind.toLowerCase();
  if (name.endsWith("y")) return `${name.slice(0, -1)}ies`;
  return name.endsWith("s") ? `${name}es` : `${name}s`;
}

export function collectionOf({ apiVersion = "v1", kind = "", metadata }: ApiObject): string {
  const root = apiVersion.includes("/") ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
  const scope = CLUSTER_WIDE.has(kind) ? "" : `/namespaces/${metadata.namespace ?? "default"}`;
  return `${root}${scope}/${resourceOf(kind)}`;
}

export function pathOf(object: ApiObject): string {
  return `${collectionOf(object)}/${object.metadata.name}`;
}
