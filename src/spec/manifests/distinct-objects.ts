/** Each object once: a second one of the same kind, namespace and name would replace the first. */
import type { KubernetesObject } from "./documents.js";
import { shortened } from "./fields.js";

/** The first of each name; every other one is reported with both places. */
export function distinctObjects(objects: readonly KubernetesObject[]): KubernetesObject[] {
  const first = new Map<string, KubernetesObject>();
  for (const object of objects) {
    const { kind, namespace, name, field } = object;
    const key = [kind, namespace, name].join("/");
    const known = first.get(key);
    if (known === undefined) {
      first.set(key, object);
      continue;
    }
    field.report(
      "duplicate-name",
      "error",
      `${kind} ${shortened(namespace === "" ? name : `${namespace}/${name}`)} is given twice: in ${known.field.place} and in ${field.place}`,
      "remove or rename one of them",
    );
  }
  return [...first.values()];
}
