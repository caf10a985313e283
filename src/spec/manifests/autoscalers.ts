/** HorizontalPodAutoscalers: the range of replicas of what they scale. */
import type { KubernetesObject } from "./documents.js";
import { shortened } from "./fields.js";
import type { Field } from "./fields.js";
import { MAX_REPLICAS } from "./replica-limit.js";

export interface Autoscaler {
  readonly object: KubernetesObject;
  readonly minReplicas: number;
  readonly maxReplicas: number;
}

/** Scaled kind, namespace and name. */
export type Autoscalers = ReadonlyMap<string, Autoscaler>;

export function scaledKey(kind: string, namespace: string, name: string): string {
  return [kind, namespace, name].join("/");
}

function readRange(object: KubernetesObject): Autoscaler | undefined {
  const spec = object.field.at("spec");
  const least = spec.at("minReplicas");
  const minReplicas = least.absent ? 1 : least.count(0, MAX_REPLICAS);
  const maxReplicas = spec.required("maxReplicas").count(1, MAX_REPLICAS);
  if (minReplicas === undefined || maxReplicas === undefined) return undefined;
  if (minReplicas > maxReplicas) return least.invalid(`is ${minReplicas}, above maxReplicas ${maxReplicas}`);
  return { object, minReplicas, maxReplicas };
}

const SCALED = new Set(["Deployment", "StatefulSet", "ReplicaSet"]);

interface ScaleTarget {
  readonly field: Field;
  readonly key: string;
  readonly words: string;
  readonly scalable: boolean;
}

function readTarget({ field, namespace }: KubernetesObject): ScaleTarget | undefined {
  const reference = field.at("spec").required("scaleTargetRef");
  const [kind, name] = [reference.required("kind").text(), reference.required("name").text()];
  if (kind === undefined || name === undefined) return undefined;
  return {
    field: reference,
    key: scaledKey(kind, namespace, name),
    words: shortened(`${kind} ${namespace}/${name}`),
    scalable: SCALED.has(kind),
  };
}

/** `objects`: all that are read; among them the autoscalers and what they may scale. */
export function readAutoscalers(objects: readonly KubernetesObject[]): Autoscalers {
  const known = new Set(objects.map(({ kind, namespace, name }) => scaledKey(kind, namespace, name)));
  const autoscalers = new Map<string, Autoscaler>();
  for (const object of objects) {
    if (object.kind !== "HorizontalPodAutoscaler") continue;
    const [range, target] = [readRange(object), readTarget(object)];
    if (target === undefined) continue;
    const first = autoscalers.get(target.key);
    if (!target.scalable || !known.has(target.key)) {
      target.field.report(
        "unknown-name",
        "warning",
        `${target.words} is not among the workloads of the files: the autoscaler scales nothing`,
      );
    } else if (first !== undefined) {
      target.field.report(
        "duplicate-name",
        "error",
        `${target.words} is scaled by two autoscalers: in ${first.object.field.place} and in ${object.field.place}`,
        "keep one of them",
      );
    } else if (range !== undefined) autoscalers.set(target.key, range);
  }
  return autoscalers;
}
