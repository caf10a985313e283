/**
 * The pods that run, as templates of what owns them. The pods themselves show how they are planned, as admission
 * may have added to what their owner says (sidecars, default requests); how many there are, the owner knows.
 */
import type { Plain } from "./pod-record.js";
import { NODE_LABELS } from "../../model/kubernetes.js";
import { compareText } from "../../units/compare.js";
import { distinctObjects } from "../manifests/distinct-objects.js";
import type { KubernetesObject } from "../manifests/documents.js";
import type { ReadKind } from "../manifests/kinds.js";
import { withoutOwned } from "../manifests/owners.js";
import { makesPods, readPodTemplate } from "../manifests/pod-template.js";
import type { PodTemplate } from "../manifests/pod-template.js";
import { readClaims } from "../manifests/volume-claims.js";
import type { Claim } from "../manifests/volume-claims.js";
import { plainOf, without } from "./pod-record.js";
import type { OwnerReference, PodRecord } from "./pod-record.js";
import { isNewer, staticName } from "./running-objects.js";
import type { OwnedPods, RunningObjects } from "./running-objects.js";
import { withClaims, withoutNodeNames, withoutZoneSpread } from "./running-template.js";

/** A template of the dump, with the pods that run of it. */
export interface RunningTemplate {
  readonly template: PodTemplate;
  readonly pods: readonly PodRecord[];
}

type Objects = ReadonlyMap<string, KubernetesObject>;

const OWNERS: ReadonlySet<string> = new Set<ReadKind>([
  "Deployment",
  "StatefulSet",
  "DaemonSet",
  "ReplicaSet",
  "Job",
  "CronJob",
  "Pod",
]);

function keyOf(kind: string, namespace: string, name: string): string {
  return [kind, namespace, name].join("/");
}

/** What owns the object itself: a ReplicaSet's Deployment, a Job's CronJob. */
function makerOf(object: KubernetesObject | undefined): OwnerReference | undefined {
  const references: unknown = plainOf(plainOf(object?.field.value)["metadata"])["ownerReferences"];
  const first: unknown = Array.isArray(references) ? references[0] : undefined;
  const { kind, name } = plainOf(first);
  return typeof kind === "string" && typeof name === "string" ? { kind, name } : undefined;
}

function ownerOf({ newest }: OwnedPods, objects: Objects): OwnerReference {
  const { owner, namespace, templateHash } = newest;
  if (owner.kind === "Node") return { kind: "Node", name: staticName(newest) };
  const maker = makerOf(objects.get(keyOf(owner.kind, namespace, owner.name)));
  if (maker !== undefined) return maker;
  if (owner.kind === "ReplicaSet" && templateHash !== "" && owner.name.endsWith(`-${templateHash}`))
    return { kind: "Deployment", name: owner.name.slice(0, -templateHash.length - 1) };
  return owner;
}

interface Group extends OwnedPods {
  readonly owner: OwnerReference;
  readonly namespace: string;
}

/** Pods by what owns them in the end: those of a Deployment's several ReplicaSets are one. */
function groupsOf({ pods }: RunningObjects, objects: Objects): Group[] {
  const groups = new Map<string, Group>();
  for (const owned of pods.values()) {
    const { namespace } = owned.newest;
    const owner = ownerOf(owned, objects);
    const key = keyOf(owner.kind, namespace, owner.name);
    const known = groups.get(key);
    if (known === undefined) groups.set(key, { ...owned, pods: [...owned.pods], owner, namespace });
    else {
      for (const pod of owned.pods) known.pods.push(pod);
      if (isNewer(owned.newest, known.newest)) [known.newest, known.shape] = [owned.newest, owned.shape];
    }
  }
  return [...groups].sort(([left], [right]) => compareText(left, right)).map(([, group]) => group);
}

export interface RunningPlaces {
  /** Pool of every node that is part of the plan. */
  readonly poolOf: ReadonlyMap<string, string>;
}

class Templates {
  readonly made: RunningTemplate[] = [];
  private readonly claims: ReadonlyMap<string, Claim>;

  constructor(
    private readonly from: RunningObjects,
    private readonly objects: Objects,
    private readonly places: RunningPlaces,
  ) {
    this.claims = readClaims([...objects.values()]);
  }

  add(group: Group): void {
    const { owner } = group;
    if (owner.kind === "Node") this.addStatic(group);
    else if (owner.kind === "DaemonSet")
      this.push("DaemonSet", group, owner.name, 1, withoutNodeNames(group.shape.value.spec));
    else this.addWorkload(group);
  }

  private addWorkload(group: Group): void {
    const { owner, namespace, pods } = group;
    const elsewhere = pods.filter(({ node }) => node !== undefined && this.from.otherNodes.has(node)).length;
    const here = pods.filter(({ node }) => node === undefined || !this.from.otherNodes.has(node));
    const wanted = this.objects.get(keyOf(owner.kind, namespace, owner.name));
    const written: unknown = plainOf(plainOf(wanted?.field.value)["spec"])["replicas"];
    const replicas =
      typeof written === "number" && Number.isInteger(written) && written >= elsewhere
        ? written - elsewhere
        : here.length;
    if (here.length === 0 && replicas === 0) return;
    const kind = this.kindOf(group);
    const zones = this.byZone(group, here);
    if (zones.size <= 1) {
      const [zone] = zones.keys();
      this.push(kind, { ...group, pods: here }, owner.name, replicas, this.bound(group, zone));
      return;
    }
    this.from
      .field({}, group.shape.pointer)
      .report(
        "assumption",
        "info",
        `the volumes of ${owner.kind} ${namespace}/${owner.name} stand in ${zones.size} availability zones: it is planned as a workload in each`,
      );
    for (const [zone, bound] of zones)
      this.push(
        kind,
        { ...group, pods: bound },
        `${owner.name}-${zone ?? "anywhere"}`,
        bound.length,
        this.bound(group, zone),
      );
  }

  private kindOf({ owner, namespace, shape, pods }: Group): ReadKind {
    if (OWNERS.has(owner.kind)) {
      const known = this.objects.has(keyOf(owner.kind, namespace, owner.name));
      // A CronJob that is no part of the dump does not say how many pods a run has; those that run do.
      return owner.kind === "CronJob" && !known ? "Job" : (owner.kind as ReadKind);
    }
    this.from
      .field({}, shape.pointer)
      .report(
        "assumption",
        "info",
        `the pods of ${owner.kind} ${namespace}/${owner.name} are planned as a ReplicaSet of ${pods.length}`,
      );
    return "ReplicaSet";
  }

  private byZone(
    { namespace }: Group,
    pods: readonly PodRecord[],
  ): ReadonlyMap<string | undefined, PodRecord[]> {
    const zones = new Map<string | undefined, PodRecord[]>();
    for (const pod of pods) {
      const found = [...pod.claims.values()].map(
        (claim) => this.claims.get(`${namespace}/${claim}`)?.volume.availabilityZone,
      );
      const zone = found.find((one) => one !== undefined);
      const known = zones.get(zone);
      if (known === undefined) zones.set(zone, [pod]);
      else known.push(pod);
    }
    return zones;
  }

  /** The pods' spec with what their claims say in the place of the claims' names, where each has its own. */
  private bound({ shape, newest, namespace, owner }: Group, zone: string | undefined): Plain {
    const own = owner.kind === "StatefulSet";
    const spec = own
      ? withClaims(shape.value.spec, newest.claims, (claim) => this.claims.get(`${namespace}/${claim}`), zone)
      : shape.value.spec;
    return zone === undefined ? spec : withoutZoneSpread(spec);
  }

  /** Of the kubelet's own files: on every node of some pools, and no taint keeps it away. */
  private addStatic(group: Group): void {
    const pools = new Set(
      group.pods.flatMap(({ node }) => (node === undefined ? [] : (this.places.poolOf.get(node) ?? []))),
    );
    if (pools.size === 0) return;
    const everywhere = new Set(this.places.poolOf.values()).size === pools.size;
    const spec = without(group.shape.value.spec, ["affinity", "nodeSelector"]);
    const values = [...pools].sort();
    const required = {
      nodeSelectorTerms: [{ matchExpressions: [{ key: NODE_LABELS.pool, operator: "In", values }] }],
    };
    this.push("DaemonSet", group, group.owner.name, 1, {
      ...spec,
      tolerations: [{ operator: "Exists" }],
      ...(everywhere
        ? {}
        : { affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: required } } }),
    });
  }

  private push(
    kind: ReadKind,
    { namespace, shape, pods }: Group,
    name: string,
    replicas: number,
    spec: Plain,
  ): void {
    const owner = this.from.field(
      { spec: { ...this.counted(kind, namespace, name), replicas, parallelism: replicas } },
      shape.pointer,
    );
    const pod = this.from.field({ ...shape.value, spec }, shape.pointer);
    const object: KubernetesObject = {
      kind,
      name,
      namespace,
      field: owner,
      origin: `${this.from.file}#${shape.pointer} (${kind})`,
    };
    this.made.push({
      template: {
        object,
        spec: pod.at("spec"),
        labels: pod.at("metadata", "labels").labels(),
        annotations: pod.at("metadata", "annotations"),
      },
      pods,
    });
  }

  /** A CronJob counts its runs by its own rules. */
  private counted(kind: ReadKind, namespace: string, name: string): Plain {
    const object = kind === "CronJob" ? this.objects.get(keyOf(kind, namespace, name)) : undefined;
    return plainOf(plainOf(object?.field.value)["spec"]);
  }
}

/** Objects that make pods of which none runs: a Deployment with none yet, a CronJob between two runs. */
function idle(
  from: RunningObjects,
  objects: readonly KubernetesObject[],
  known: ReadonlySet<string>,
): PodTemplate[] {
  if (!from.hasPods) return withoutOwned(objects).filter(makesPods).map(readPodTemplate);
  return objects
    .filter(makesPods)
    .filter((object) => object.kind !== "Job" && makerOf(object) === undefined)
    .filter(({ kind, namespace, name }) => !known.has(keyOf(kind, namespace, name)))
    .map(readPodTemplate);
}

export interface RunningWorkloads {
  readonly templates: readonly RunningTemplate[];
  /** All other objects of the dump. */
  readonly objects: readonly KubernetesObject[];
}

export function runningWorkloads(from: RunningObjects, places: RunningPlaces): RunningWorkloads {
  const objects = distinctObjects(from.objects);
  const index = new Map(objects.map((one) => [keyOf(one.kind, one.namespace, one.name), one]));
  const groups = groupsOf(from, index);
  const templates = new Templates(from, index, places);
  for (const group of groups) templates.add(group);
  const known = new Set(groups.map(({ owner, namespace }) => keyOf(owner.kind, namespace, owner.name)));
  return {
    templates: [...templates.made, ...idle(from, objects, known).map((template) => ({ template, pods: [] }))],
    objects,
  };
}
