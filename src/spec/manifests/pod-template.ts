/** The pods that an object makes: where its template stands, and under which labels its pods are found. */
import type { Labels } from "../../model/kubernetes.js";
import type { KubernetesObject } from "./documents.js";
import type { Field } from "./fields.js";
import type { ReadKind } from "./kinds.js";
import { readLabelSelector } from "./label-selector.js";

export interface PodTemplate {
  readonly object: KubernetesObject;
  readonly spec: Field;
  readonly labels: Labels;
  readonly annotations: Field;
}

const MAKES_PODS: ReadonlySet<ReadKind> = new Set([
  "Deployment",
  "StatefulSet",
  "DaemonSet",
  "ReplicaSet",
  "Job",
  "CronJob",
  "Pod",
]);

export function makesPods(object: KubernetesObject): boolean {
  return MAKES_PODS.has(object.kind);
}

function templateOf({ kind, field }: KubernetesObject): Field {
  if (kind === "Pod") return field;
  return kind === "CronJob"
    ? field.at("spec", "jobTemplate", "spec", "template")
    : field.at("spec", "template");
}

/** Labels that the Job controller adds, by which selectors of batch workloads find their pods. */
function addedLabels({ kind, name }: KubernetesObject): Labels {
  return kind === "Job" ? { "job-name": name, "batch.kubernetes.io/job-name": name } : {};
}

const SELECTS: ReadonlySet<ReadKind> = new Set(["Deployment", "StatefulSet", "DaemonSet", "ReplicaSet"]);

function checkSelector({ kind, field }: KubernetesObject, labels: Labels): void {
  const selector = field.at("spec", "selector");
  if (!SELECTS.has(kind) || selector.absent || selector.object() === undefined) return;
  if (!readLabelSelector(selector).matches(labels)) {
    selector.invalid(
      "does not match the labels of the template; the API server refuses it",
      "make both the same",
    );
  }
}

export function readPodTemplate(object: KubernetesObject): PodTemplate {
  const template = templateOf(object);
  const labels = template.at("metadata", "labels").labels();
  checkSelector(object, labels);
  const annotations = template.at("metadata", "annotations");
  return { object, spec: template.at("spec"), labels: { ...labels, ...addedLabels(object) }, annotations };
}
