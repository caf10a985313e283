/** All objects of a dump, sorted as they come: nodes, pods by what owns them, and what manifests may hold too. */
import type { Diagnostic } from "../../model/diagnostic.js";
import { DocumentFaults } from "../manifests/document-faults.js";
import { ObjectReader } from "../manifests/documents.js";
import type { KubernetesObject } from "../manifests/documents.js";
import { Field } from "../manifests/fields.js";
import { LOAD_BALANCER_KINDS, READ_KINDS } from "../manifests/kinds.js";
import { isEnding, podRecord, slimPod } from "./pod-record.js";
import type { PodRecord, PodShape } from "./pod-record.js";
import { otherNode, readNode } from "./running-node.js";
import type { RunningNode } from "./running-node.js";

/** Pods with the same owner, and the newest of them, which shows how they are planned. */
export interface OwnedPods {
  readonly pods: PodRecord[];
  newest: PodRecord;
  shape: PodShape;
}

/** `kubectl get` prints these for every cluster, and no plan needs them. */
function isRead(kind: string): boolean {
  return Object.hasOwn(READ_KINDS, kind) && !LOAD_BALANCER_KINDS.has(kind);
}

export function isNewer(left: PodRecord, right: PodRecord): boolean {
  return left.created > right.created || (left.created === right.created && left.name < right.name);
}

function shapeOf(field: Field): PodShape {
  return { value: slimPod(field), pointer: field.pointer };
}

export class RunningObjects {
  readonly nodes: RunningNode[] = [];
  /** Names of nodes that are no part of the plan. */
  readonly otherNodes = new Set<string>();
  readonly pods = new Map<string, OwnedPods>();
  private readonly names = new Set<string>();
  private readonly reader = new ObjectReader();
  private readonly unread = new Map<string, number>();
  private readonly faults: DocumentFaults;
  /** Pods that have ended or are on their way out. */
  ending = 0;

  constructor(readonly file: string) {
    this.faults = new DocumentFaults(file, () => undefined);
  }

  get objects(): readonly KubernetesObject[] {
    return this.reader.objects;
  }

  get hasPods(): boolean {
    return this.pods.size > 0 || this.ending > 0;
  }

  /** A field of the dump, for a value that was made of one of its objects. */
  field(value: unknown, pointer: string): Field {
    return new Field(this.faults, value, pointer);
  }

  /** `pointer`: of the object in the dump. */
  add(value: unknown, pointer: string): void {
    const field = this.field(value, pointer);
    const kind = field.object()?.["kind"];
    if (kind === "Node") this.addNode(field);
    else if (kind === "Pod") this.addPod(field, value);
    else if (typeof kind === "string" && !isRead(kind))
      this.unread.set(kind, (this.unread.get(kind) ?? 0) + 1);
    else if (field.object() !== undefined) this.reader.read(field, `${this.file}#${pointer}`);
  }

  diagnostics(): Diagnostic[] {
    const unread = [...this.unread].sort().map(([kind, count]) => `${count} ${kind}`);
    if (unread.length > 0)
      this.field({}, "").report("skipped-kind", "info", `no plan needs these objects: ${unread.join(", ")}`);
    return this.faults.sorted();
  }

  private nameOf(field: Field): string | undefined {
    const name = field.at("metadata").required("name").text();
    if (name === "") return field.at("metadata", "name").invalid("is empty");
    return name;
  }

  private addNode(field: Field): void {
    const name = this.nameOf(field);
    if (name === undefined || this.isKnown(field, `Node ${name}`)) return;
    const other = otherNode(field.at("metadata", "labels").labels());
    if (other === undefined) this.nodes.push(readNode(this.slimNode(field), name));
    else {
      this.otherNodes.add(name);
      field.report("skipped-kind", "info", `node ${name} and its pods are no part of the plan: ${other}`);
    }
  }

  /** Without images and conditions, which are most of a node's text. */
  private slimNode(field: Field): Field {
    const { metadata, spec, status } = field.object() ?? {};
    const { nodeInfo, allocatable, capacity } = field.at("status").object() ?? {};
    return this.field(
      { metadata, spec, status: status === undefined ? undefined : { nodeInfo, allocatable, capacity } },
      field.pointer,
    );
  }

  private addPod(field: Field, value: unknown): void {
    const name = this.nameOf(field);
    const namespaceField = field.at("metadata", "namespace");
    const namespace = namespaceField.absent ? "default" : namespaceField.text();
    if (name === undefined || namespace === undefined) return;
    if (this.isKnown(field, `Pod ${namespace}/${name}`)) return;
    if (isEnding(value as Readonly<Record<string, unknown>>)) {
      this.ending += 1;
      return;
    }
    const pod = podRecord(field, namespace, name);
    const key = [
      namespace,
      pod.owner.kind,
      pod.owner.kind === "Node" ? staticName(pod) : pod.owner.name,
    ].join("/");
    const known = this.pods.get(key);
    if (known === undefined) this.pods.set(key, { pods: [pod], newest: pod, shape: shapeOf(field) });
    else {
      known.pods.push(pod);
      if (isNewer(pod, known.newest)) [known.newest, known.shape] = [pod, shapeOf(field)];
    }
  }

  private isKnown(field: Field, what: string): boolean {
    if (this.names.has(what)) {
      field.report("duplicate-name", "error", `${what} is given twice`, "give each object once");
      return true;
    }
    this.names.add(what);
    return false;
  }
}

/** A static pod is called after its file and its node: "kube-proxy-node-7". */
export function staticName({ name, node, owner }: PodRecord): string {
  const ending = `-${node ?? owner.name}`;
  return name.endsWith(ending) ? name.slice(0, -ending.length) : name;
}
