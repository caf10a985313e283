/** A pod as `kubectl get pods -o json` has it, cut down to what scheduling reads: no environment, no commands. */
import type { Field } from "../manifests/fields.js";

export interface OwnerReference {
  readonly kind: string;
  readonly name: string;
}

export interface PodRecord {
  readonly namespace: string;
  readonly name: string;
  /** Absent while it waits for one. */
  readonly node?: string;
  /** Its own kind and name where nothing owns it. */
  readonly owner: OwnerReference;
  /** ISO 8601, empty where the dump leaves it out. */
  readonly created: string;
  readonly templateHash: string;
  /** Names of its claims by the volume that uses them. */
  readonly claims: ReadonlyMap<string, string>;
}

/** A pod of an owner that stands for the others: what it is planned as. */
export interface PodShape {
  /** The pod, cut down; `at("spec")` stands where the pod's own does. */
  readonly value: SlimPod;
  readonly pointer: string;
}

export type Plain = Readonly<Record<string, unknown>>;

export interface SlimPod extends Plain {
  readonly spec: Plain;
}

const KEPT = [
  "affinity",
  "nodeSelector",
  "os",
  "overhead",
  "priority",
  "priorityClassName",
  "resourceClaims",
  "resources",
  "runtimeClassName",
  "schedulerName",
  "hostNetwork",
  "tolerations",
  "topologySpreadConstraints",
] as const;

function isPlain(value: unknown): value is Plain {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value where it is an object; an empty one else. */
export function plainOf(value: unknown): Plain {
  return isPlain(value) ? value : {};
}

/** A copy that lacks `keys`. */
export function without(value: Plain, keys: readonly string[]): Plain {
  return Object.fromEntries(Object.entries(value).filter(([key]) => !keys.includes(key)));
}

function only(value: unknown, keys: readonly string[]): unknown {
  if (!isPlain(value)) return value;
  return Object.fromEntries(keys.flatMap((key) => (key in value ? [[key, value[key]]] : [])));
}

function each(list: unknown, keys: readonly string[]): unknown {
  return Array.isArray(list) ? list.map((one) => only(one, keys)) : list;
}

function slimSpec(spec: unknown): Plain {
  if (!isPlain(spec)) return {};
  const kept = only(spec, KEPT) as Plain;
  return {
    ...kept,
    containers: each(spec["containers"], ["name", "resources", "ports"]),
    ...(spec["initContainers"] === undefined
      ? {}
      : { initContainers: each(spec["initContainers"], ["name", "resources", "ports", "restartPolicy"]) }),
    ...(spec["volumes"] === undefined
      ? {}
      : { volumes: each(spec["volumes"], ["name", "persistentVolumeClaim", "ephemeral"]) }),
  };
}

export function slimPod(field: Field): SlimPod {
  const { metadata, spec } = field.object() ?? {};
  return { metadata: only(metadata, ["labels"]), spec: slimSpec(spec) };
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function ownerOf(metadata: Plain): OwnerReference | undefined {
  const list: unknown = metadata["ownerReferences"];
  const references = Array.isArray(list) ? list.filter(isPlain) : [];
  const owner = references.find(({ controller }) => controller === true) ?? references[0];
  return owner === undefined ? undefined : { kind: textOf(owner["kind"]), name: textOf(owner["name"]) };
}

function claimsOf(spec: Plain): ReadonlyMap<string, string> {
  const list: unknown = spec["volumes"];
  const volumes = Array.isArray(list) ? list.filter(isPlain) : [];
  return new Map(
    volumes.flatMap(({ name, persistentVolumeClaim: claim }) =>
      isPlain(claim) && textOf(claim["claimName"]) !== "" ? [[textOf(name), textOf(claim["claimName"])]] : [],
    ),
  );
}

/** Whether it has ended or is on its way out: such a pod holds nothing that lasts. */
export function isEnding({ metadata, status }: Plain): boolean {
  const phase = isPlain(status) ? status["phase"] : undefined;
  const deleted = isPlain(metadata) && textOf(metadata["deletionTimestamp"]) !== "";
  return deleted || phase === "Succeeded" || phase === "Failed";
}

/** `name`, `namespace`: read and found valid before. */
export function podRecord(field: Field, namespace: string, name: string): PodRecord {
  const { metadata, spec } = field.object() ?? {};
  const [meta, own] = [isPlain(metadata) ? metadata : {}, isPlain(spec) ? spec : {}];
  const labels = isPlain(meta["labels"]) ? meta["labels"] : {};
  const node = textOf(own["nodeName"]);
  return {
    namespace,
    name,
    ...(node === "" ? {} : { node }),
    owner: ownerOf(meta) ?? { kind: "Pod", name },
    created: textOf(meta["creationTimestamp"]),
    templateHash: textOf(labels["pod-template-hash"]),
    claims: claimsOf(own),
  };
}
