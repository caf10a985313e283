/** Which kinds are read, under which apiVersions (Kubernetes v1.36), and what becomes of the others. */
import { isObject, quoted, shortened } from "./fields.js";
import type { Field } from "./fields.js";

export const READ_KINDS = {
  Deployment: ["apps/v1"],
  StatefulSet: ["apps/v1"],
  DaemonSet: ["apps/v1"],
  ReplicaSet: ["apps/v1"],
  Job: ["batch/v1"],
  CronJob: ["batch/v1"],
  Pod: ["v1"],
  HorizontalPodAutoscaler: ["autoscaling/v1", "autoscaling/v2"],
  PodDisruptionBudget: ["policy/v1"],
  PriorityClass: ["scheduling.k8s.io/v1"],
  RuntimeClass: ["node.k8s.io/v1"],
  PersistentVolumeClaim: ["v1"],
  PersistentVolume: ["v1"],
  Service: ["v1"],
  Ingress: ["networking.k8s.io/v1"],
  Gateway: ["gateway.networking.k8s.io/v1", "gateway.networking.k8s.io/v1beta1"],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type ReadKind = keyof typeof READ_KINDS;

export const CLUSTER_WIDE_KINDS: ReadonlySet<ReadKind> = new Set([
  "PriorityClass",
  "RuntimeClass",
  "PersistentVolume",
]);

/** Read for the load balancers that they take, and for nothing else. */
export const LOAD_BALANCER_KINDS: ReadonlySet<string> = new Set<ReadKind>(["Service", "Ingress", "Gateway"]);

/** Groups of Kubernetes itself: a kind that is read, in another version of them, is one that is gone. */
const OWN_GROUPS: ReadonlySet<string> = new Set([
  "",
  "apps",
  "autoscaling",
  "batch",
  "extensions",
  "node.k8s.io",
  "policy",
  "scheduling.k8s.io",
]);

const HINTS: Readonly<Record<string, string>> = {
  LimitRange: "its default requests are not applied: write the requests into the containers",
  ResourceQuota: "give the cluster `quotas` in the spec if the plan must keep within it",
  ReplicationController: "make it a Deployment, or add its pods to the spec as a workload",
};

function valuesOf(value: unknown): Readonly<Record<string, unknown>> {
  return isObject(value) ? value : {};
}

function isCount(value: unknown): boolean {
  return typeof value === "number";
}

function isRequests(value: unknown): boolean {
  const { requests, limits } = valuesOf(value);
  return requests !== undefined || limits !== undefined;
}

/** Of pods: node pools, applications and secrets have templates too. */
function isPodTemplate(value: unknown): boolean {
  return Array.isArray(valuesOf(valuesOf(value)["spec"])["containers"]);
}

/** What objects of other groups say of the pods that their controllers make of them, and what is said so. */
const POD_FIELDS: Readonly<Record<string, (value: unknown) => boolean>> = {
  containers: Array.isArray,
  instances: isCount,
  podTemplate: isPodTemplate,
  replicas: isCount,
  resources: isRequests,
  template: isPodTemplate,
};

export function groupOf(apiVersion: string): string {
  return apiVersion.includes("/") ? (apiVersion.split("/")[0] ?? "") : "";
}

function isReadKind(kind: string): kind is ReadKind {
  return Object.hasOwn(READ_KINDS, kind);
}

function podFieldsOf(object: Field): string[] {
  const spec = valuesOf(object.at("spec").value);
  return Object.entries(POD_FIELDS).flatMap(([field, says]) => (says(spec[field]) ? [field] : []));
}

function skip(object: Field, kind: string, apiVersion: string): void {
  const written = object.at("metadata", "name").value;
  const name = typeof written === "string" && written !== "" ? written : "without a name";
  const group = groupOf(apiVersion);
  const own = OWN_GROUPS.has(group) || group.endsWith(".k8s.io");
  const said = `${[kind, name].map(shortened).join(" ")} (${shortened(apiVersion)}) is not read`;
  const podFields = own ? [] : podFieldsOf(object);
  if (podFields.length > 0) {
    object.report(
      "skipped-kind",
      "warning",
      `${said}, and it seems to make pods (it has ${podFields.join(", ")}), which this plan has no room for`,
      "add its pods to the spec as a workload",
    );
    return;
  }
  const hint = Object.hasOwn(HINTS, kind)
    ? HINTS[kind]
    : own
      ? undefined
      : "if its controller makes pods of it, add them to the spec as a workload";
  object.report("skipped-kind", kind === "ReplicationController" && own ? "warning" : "info", said, hint);
}

/** The kind of an object that is read; undefined, with a diagnostic, for every other. */
export function readKind(object: Field, kind: string, apiVersion: string): ReadKind | undefined {
  if (!isReadKind(kind)) {
    skip(object, kind, apiVersion);
    return undefined;
  }
  const versions: readonly string[] = READ_KINDS[kind];
  if (versions.includes(apiVersion)) return kind;
  if (!OWN_GROUPS.has(groupOf(apiVersion))) {
    skip(object, kind, apiVersion);
    return undefined;
  }
  return object
    .at("apiVersion")
    .invalid(
      `is ${quoted(apiVersion)}; a ${kind} of Kubernetes v1.36 has ${versions.join(" or ")}`,
      `write apiVersion: ${versions.at(-1) ?? ""}`,
    );
}
