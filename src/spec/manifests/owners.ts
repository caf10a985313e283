/**
 * Objects that others of the files make. A dump of a live cluster has Deployments, their ReplicaSets and
 * their Pods; each pod must count once.
 */
import type { KubernetesObject } from "./documents.js";
import type { Field } from "./fields.js";
import { makesPods } from "./pod-template.js";

interface Owner {
  readonly kind: string;
  readonly name: string;
}

function textAt(field: Field): string {
  return field.absent ? "" : (field.text() ?? "");
}

/** Who makes the owner, where that one is no part of the dump: its name is theirs with an ending. */
function makerOf(owner: Owner, templateHash: string): Owner | undefined {
  if (owner.kind === "ReplicaSet" && templateHash !== "" && owner.name.endsWith(`-${templateHash}`)) {
    return { kind: "Deployment", name: owner.name.slice(0, -templateHash.length - 1) };
  }
  const run = owner.kind === "Job" ? /^(.+)-\d{8,10}$/.exec(owner.name)?.[1] : undefined;
  return run === undefined ? undefined : { kind: "CronJob", name: run };
}

function ownersOf({ field }: KubernetesObject): Owner[] {
  const metadata = field.at("metadata");
  const labels = metadata.at("labels");
  const templateHash = labels.absent ? "" : textAt(labels.at("pod-template-hash"));
  return metadata
    .at("ownerReferences")
    .items()
    .flatMap((reference) => {
      const owner = { kind: textAt(reference.at("kind")), name: textAt(reference.at("name")) };
      return [owner, makerOf(owner, templateHash) ?? []].flat();
    });
}

function keyOf(kind: string, namespace: string, name: string): string {
  return [kind, namespace, name].join("/");
}

/** The objects that no other one makes; the others are reported. */
export function withoutOwned(objects: readonly KubernetesObject[]): KubernetesObject[] {
  const known = new Set(
    objects.filter(makesPods).map(({ kind, namespace, name }) => keyOf(kind, namespace, name)),
  );
  return objects.filter((object) => {
    if (!makesPods(object)) return true;
    const { kind, namespace, name, field } = object;
    const owner = ownersOf(object).find(
      (one) => known.has(keyOf(one.kind, namespace, one.name)) && (one.kind !== kind || one.name !== name),
    );
    if (owner === undefined) return true;
    field.report(
      "skipped-kind",
      "info",
      `${kind} ${namespace}/${name} is made by ${owner.kind} ${owner.name} and counts as part of it`,
    );
    return false;
  });
}
