/** RuntimeClasses: what admission adds to a pod that names one, its overhead and where it may run. */
import type { NodeRequirement, Toleration } from "../../model/kubernetes.js";
import type { KubernetesObject } from "./documents.js";
import { shortened } from "./fields.js";
import type { Field } from "./fields.js";
import { readNodeSelector } from "./node-affinity.js";
import { readAmounts } from "./resource-lists.js";
import type { Amounts } from "./resource-lists.js";
import { readTolerations } from "./tolerations.js";

export interface PodRuntime {
  readonly overhead: Amounts;
  readonly selected: readonly NodeRequirement[];
  readonly tolerations: readonly Toleration[];
}

export type RuntimeClasses = ReadonlyMap<string, PodRuntime>;

const PLAIN: PodRuntime = { overhead: new Map(), selected: [], tolerations: [] };

export function readRuntimeClasses(objects: readonly KubernetesObject[]): RuntimeClasses {
  const classes = objects.filter(({ kind }) => kind === "RuntimeClass");
  return new Map(
    classes.map(({ name, field }) => [
      name,
      {
        overhead: readAmounts(field.at("overhead", "podFixed")),
        selected: readNodeSelector(field.at("scheduling", "nodeSelector")),
        tolerations: readTolerations(field.at("scheduling", "tolerations")),
      },
    ]),
  );
}

function classOf(podSpec: Field, classes: RuntimeClasses): PodRuntime {
  const field = podSpec.at("runtimeClassName");
  const name = field.absent || field.value === "" ? undefined : field.text();
  if (name === undefined) return PLAIN;
  const known = classes.get(name);
  if (known !== undefined) return known;
  field.report(
    "unknown-name",
    "warning",
    `RuntimeClass ${shortened(name)} is not among the files: the overhead and the nodes that it adds are not counted`,
    "add its manifest",
  );
  return PLAIN;
}

/** What the pod says itself about its overhead goes before what its class says. */
export function podRuntime(podSpec: Field, classes: RuntimeClasses): PodRuntime {
  const runtime = classOf(podSpec, classes);
  const overhead = podSpec.at("overhead");
  return overhead.absent ? runtime : { ...runtime, overhead: readAmounts(overhead) };
}
