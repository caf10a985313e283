/**
 * `kubectl get nodes -o json`: machines that exist, with what they really have and really give to pods. Equal
 * nodes become one entry. Control planes are taken as they are: their taints keep pods off them.
 */
import type { OwnedNodes } from "../../model/catalogue-override.js";
import { NODE_LABELS } from "../../model/kubernetes.js";
import type { Taint, TaintEffect } from "../../model/kubernetes.js";
import { canonicalJson } from "../../units/canonical.js";
import { parseCount, parseCpuMilli, parseMiB } from "../../units/quantity.js";
import type { ResourceVector } from "../../units/resources.js";
import type { Imported } from "./import-request.js";
import type { Place, Reading } from "./reading.js";

/** The kubelet's names, ours, and how an amount is read. Others are counts of extended resources. */
const CORE: Readonly<Record<string, readonly [name: string, parse: (text: string) => number | undefined]>> = {
  cpu: ["cpuMilli", (text) => parseCpuMilli(text, "down")],
  memory: ["memoryMiB", (text) => parseMiB(text, "down")],
  "ephemeral-storage": ["ephemeralMiB", (text) => parseMiB(text, "down")],
  pods: ["pods", parseCount],
};

/** Huge pages are carved out of memory, and attachable volumes are the storage driver's business. */
function isExtended(name: string): boolean {
  return name.includes("/") && !name.startsWith("hugepages-") && !name.startsWith("attachable-volumes-");
}

function resources(place: Place, reading: Reading): ResourceVector {
  const amounts = reading
    .entries(place, "resources by name")
    .flatMap(([name, amount]): [string, number][] => {
      const core = Object.hasOwn(CORE, name) ? CORE[name] : undefined;
      if (core === undefined && !isExtended(name)) return [];
      const [own, parse] = core ?? [name, parseCount];
      const text = typeof amount.value === "number" ? String(amount.value) : reading.text(amount);
      if (text === undefined) return [];
      const value = parse(text);
      if (value === undefined) reading.expected("a Kubernetes quantity (an amount)", amount);
      return value === undefined || value === 0 ? [] : [[own, value]];
    });
  return Object.fromEntries(amounts);
}

const EFFECTS: readonly string[] = ["NoSchedule", "PreferNoSchedule", "NoExecute"] satisfies TaintEffect[];

/** Taints of the node's condition go with it. */
function taintsOf(node: Place, reading: Reading): Taint[] {
  const place = reading.field(reading.field(node, "spec"), "taints");
  if (place.value === undefined || place.value === null) return [];
  const taints = reading.records(place).flatMap((row): Taint[] => {
    const key = reading.text(reading.field(row, "key"));
    const effect = reading.field(row, "effect");
    if (key === undefined) return [];
    if (typeof effect.value !== "string" || !EFFECTS.includes(effect.value)) {
      reading.expected("an effect of NoSchedule, PreferNoSchedule or NoExecute", effect);
      return [];
    }
    if (key.startsWith("node.kubernetes.io/")) return [];
    const value = reading.optionalText(reading.field(row, "value"));
    return [{ key, ...(value === undefined ? {} : { value }), effect: effect.value as TaintEffect }];
  });
  return taints.sort((left, right) => (canonicalJson(left) < canonicalJson(right) ? -1 : 1));
}

type Labels = ReadonlyMap<string, string>;

function labelsOf(node: Place, reading: Reading): Labels {
  const place = reading.field(reading.field(node, "metadata"), "labels");
  if (place.value === undefined) return new Map();
  return new Map(
    reading.entries(place).flatMap(([key, label]) => {
      const text = reading.text(label);
      return text === undefined ? [] : [[key, text] as const];
    }),
  );
}

interface Group {
  readonly shape: Omit<OwnedNodes, "count" | "labels">;
  count: number;
  labels: Map<string, string>;
}

function architectureOf(labels: Labels, node: Place, reading: Reading): "amd64" | "arm64" | undefined {
  const info = reading.field(reading.field(reading.field(node, "status"), "nodeInfo"), "architecture");
  const name = labels.get(NODE_LABELS.architecture) ?? reading.optionalText(info);
  if (name === "amd64" || name === "arm64") return name;
  reading.fault(
    "not-supported",
    info.path,
    `expected a node of amd64 or arm64, found ${name ?? "no architecture"}`,
    "leave such nodes out of the export",
  );
  return undefined;
}

function shapeOf(node: Place, labels: Labels, reading: Reading): Group["shape"] | undefined {
  const status = reading.record(reading.field(node, "status"), "a status");
  const architecture = status === undefined ? undefined : architectureOf(labels, node, reading);
  if (status === undefined || architecture === undefined) return undefined;
  const capacity = resources(reading.field(status, "capacity"), reading);
  const allocatable = resources(reading.field(status, "allocatable"), reading);
  for (const [name, amount] of Object.entries(allocatable)) {
    const has = Object.hasOwn(capacity, name) ? (capacity[name] ?? 0) : 0;
    if (amount > has) {
      const path = `${status.path}/allocatable`;
      reading.fault(
        "invalid-quantity",
        path,
        `allocatable ${name} is ${amount}, more than the capacity of ${has}`,
      );
    }
  }
  const region = labels.get(NODE_LABELS.region);
  const availabilityZone = labels.get(NODE_LABELS.availabilityZone);
  return {
    type: labels.get(NODE_LABELS.instanceType) ?? `${architecture}-${capacity["cpuMilli"] ?? 0}m`,
    architecture,
    ...(region === undefined ? {} : { region }),
    ...(availabilityZone === undefined ? {} : { availabilityZone }),
    capacity,
    allocatable,
    taints: taintsOf(node, reading),
  };
}

/** Those that all nodes of the group carry with the same value. */
function shared(left: Labels, right: Labels): Map<string, string> {
  return new Map([...left].filter(([key, value]) => right.get(key) === value));
}

/** A label of one machine alone says nothing of its kind. */
function withoutOwn(labels: Labels): Map<string, string> {
  return new Map([...labels].filter(([key]) => key !== NODE_LABELS.hostname));
}

/** The exports' labels of Windows nodes would take Linux pods: they are left out. */
function isWindows(labels: Labels): boolean {
  return (labels.get(NODE_LABELS.operatingSystem) ?? "linux") !== "linux";
}

export function readKubernetesNodes(pages: readonly Place[], reading: Reading): Imported {
  const groups = new Map<string, Group>();
  const names = new Map<string, string>();
  let windows = 0;
  for (const node of pages.flatMap((page) => reading.records(page))) {
    const nameField = reading.field(reading.field(node, "metadata"), "name");
    const name = reading.text(nameField);
    const before = names.get(name ?? "");
    if (name !== undefined && before !== undefined) {
      reading.fault(
        "duplicate-name",
        nameField.path,
        `the node ${name} is there twice: here and at ${before}`,
      );
      continue;
    }
    names.set(name ?? "", nameField.path);
    const labels = labelsOf(node, reading);
    if (isWindows(labels)) {
      windows += 1;
      continue;
    }
    const shape = shapeOf(node, labels, reading);
    if (shape === undefined) continue;
    const key = canonicalJson(shape);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { shape, count: 1, labels: withoutOwn(labels) });
    else {
      group.count += 1;
      group.labels = shared(group.labels, labels);
    }
  }
  if (windows > 0) reading.note(`${windows} nodes that do not run Linux were left out`);
  const nodes = [...groups.keys()].sort().flatMap((key): OwnedNodes[] => {
    const group = groups.get(key);
    if (group === undefined) return [];
    return [{ ...group.shape, count: group.count, labels: Object.fromEntries([...group.labels].sort()) }];
  });
  return { contents: { nodes }, confidence: "measured" };
}
