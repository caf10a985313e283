/** A node as `kubectl get nodes -o json` has it: what it is, whose it is, which pods it can hold. */
import type { Architecture, CloudProvider, PurchaseOption } from "../../model/catalogue.js";
import type { PlatformName } from "../../model/fleet-spec.js";
import { NODE_LABELS } from "../../model/kubernetes.js";
import type { Labels, Taint, TaintEffect } from "../../model/kubernetes.js";
import { parseCount, parseCpuMilli, parseMiB } from "../../units/quantity.js";
import type { ResourceVector } from "../../units/resources.js";
import type { Field } from "../manifests/fields.js";
import { quoted } from "../manifests/fields.js";
import { quantityText } from "../manifests/resource-lists.js";

export interface RunningNode {
  readonly name: string;
  readonly field: Field;
  readonly labels: Labels;
  readonly taints: readonly Taint[];
  readonly architecture: Architecture;
  /** Empty where the node does not say. */
  readonly instanceType: string;
  readonly region: string;
  readonly zoneLabel: string;
  readonly purchaseOption: PurchaseOption;
  readonly platform: PlatformName;
  readonly provider?: CloudProvider;
  /** Name of the pool by the label of whoever made the node; undefined where none has one. */
  readonly poolLabel?: string;
  readonly allocatable: ResourceVector;
  /** What a spec gives as the node's shape: the machine, or what it allows where no platform's rule is known. */
  readonly shape: ResourceVector;
  /** Minor version of its kubelet, such as "1.33"; absent where unreadable. */
  readonly version?: string;
}

/** Labels that name a node's pool, those of Stowage's own plans first. */
const POOL_LABELS = [
  NODE_LABELS.pool,
  "eks.amazonaws.com/nodegroup",
  "alpha.eksctl.io/nodegroup-name",
  "karpenter.sh/nodepool",
  "karpenter.sh/provisioner-name",
  "cloud.google.com/gke-nodepool",
  "kubernetes.azure.com/agentpool",
  "agentpool",
  "kops.k8s.io/instancegroup",
  "node.kubernetes.io/instancegroup",
] as const;

interface Cloud {
  readonly prefix: string;
  readonly provider: CloudProvider;
  readonly platform: PlatformName;
}

/** `spec.providerID`, as the cloud controller managers write it. */
const CLOUDS: readonly Cloud[] = [
  { prefix: "aws://", provider: "aws", platform: "eks" },
  { prefix: "azure://", provider: "azure", platform: "aks" },
  { prefix: "gce://", provider: "gcp", platform: "gke" },
];

/** Labels by which a platform shows itself where there is no provider ID. */
const PLATFORM_LABELS: readonly (readonly [string, Cloud["provider"]])[] = [
  ["eks.amazonaws.com/", "aws"],
  ["kubernetes.azure.com/", "azure"],
  ["cloud.google.com/gke-", "gcp"],
];

/** Taints that come and go with a node's state, and those that platforms set on nodes of a kind themselves. */
const PASSING = [
  "node.kubernetes.io/",
  "node.cloudprovider.kubernetes.io/",
  "karpenter.sh/",
  "karpenter.k8s.aws/",
];
const PASSING_KEYS: ReadonlySet<string> = new Set([
  "ToBeDeletedByClusterAutoscaler",
  "DeletionCandidateOfClusterAutoscaler",
  "kubernetes.azure.com/scalesetpriority",
  "cloud.google.com/gke-spot",
]);
const EFFECTS: readonly TaintEffect[] = ["NoSchedule", "PreferNoSchedule", "NoExecute"];

function label(labels: Labels, ...keys: readonly string[]): string {
  return keys.map((key) => labels[key] ?? "").find((value) => value !== "") ?? "";
}

/** What the node's maker says it was bought as; nothing said means on demand. */
function purchaseOptionOf(labels: Labels): PurchaseOption {
  const said = label(
    labels,
    NODE_LABELS.purchaseOption,
    "karpenter.sh/capacity-type",
    "eks.amazonaws.com/capacityType",
    "kubernetes.azure.com/scalesetpriority",
    "node.kubernetes.io/lifecycle",
  ).toLowerCase();
  const gke = label(labels, "cloud.google.com/gke-spot", "cloud.google.com/gke-preemptible") === "true";
  if (said === "spot" || gke) return "spot";
  if (said === "owned") return "owned";
  return said === "reserved" || said === "capacity_block" ? "reserved" : "on-demand";
}

function cloudOf(providerId: string, labels: Labels): Cloud | undefined {
  const byId = CLOUDS.find(({ prefix }) => providerId.startsWith(prefix));
  if (byId !== undefined) return byId;
  const keys = Object.keys(labels);
  const provider = PLATFORM_LABELS.find(([prefix]) => keys.some((key) => key.startsWith(prefix)))?.[1];
  return CLOUDS.find((cloud) => cloud.provider === provider);
}

function taintsOf(list: Field): Taint[] {
  return list.items().flatMap((field): Taint[] => {
    const key = field.required("key").text();
    const effect = field.required("effect").choice(EFFECTS);
    const value = field.at("value");
    const text = value.absent ? undefined : value.text();
    if (key === undefined || effect === undefined) return [];
    if (PASSING.some((prefix) => key.startsWith(prefix)) || PASSING_KEYS.has(key)) return [];
    return [{ key, ...(text === undefined || text === "" ? {} : { value: text }), effect }];
  });
}

const STANDARD: Readonly<Record<string, readonly [string, (text: string) => number | undefined]>> = {
  cpu: ["cpuMilli", (text) => parseCpuMilli(text, "down")],
  memory: ["memoryMiB", (text) => parseMiB(text, "down")],
  "ephemeral-storage": ["ephemeralMiB", (text) => parseMiB(text, "down")],
  pods: ["pods", parseCount],
};

/** Devices and their like; block volumes and huge pages of a node are no resources that a spec gives it. */
function isCounted(name: string): boolean {
  return !name.startsWith("hugepages-") && !name.startsWith("attachable-volumes-");
}

function amountsOf(list: Field): ResourceVector {
  const amounts = list.members().flatMap(({ key: name, field }): [string, number][] => {
    if (!isCounted(name)) return [];
    const [key, parse] = STANDARD[name] ?? [name, parseCount];
    const text = quantityText(field);
    const amount = text === undefined ? undefined : parse(text);
    if (amount === undefined && text !== undefined) {
      field.report("invalid-quantity", "error", `${quoted(text)} is no quantity of ${name}`);
    }
    return amount === undefined || amount === 0 ? [] : [[key, amount]];
  });
  return Object.fromEntries(amounts);
}

function textAt(field: Field): string {
  return field.absent ? "" : (field.text() ?? "");
}

/** Why a node is no part of the plan: it is bought or run by other rules. */
export function otherNode(labels: Labels): string | undefined {
  if ("node-role.kubernetes.io/control-plane" in labels || "node-role.kubernetes.io/master" in labels)
    return "it is of the control plane";
  if (labels["eks.amazonaws.com/compute-type"] === "fargate") return "Fargate runs one pod on it";
  if (labels["type"] === "virtual-kubelet") return "it is a virtual node";
  const system = label(labels, NODE_LABELS.operatingSystem, "beta.kubernetes.io/os");
  return system === "" || system === "linux" ? undefined : `its operating system is ${system}`;
}

export function readNode(field: Field, name: string): RunningNode {
  const labels = field.at("metadata", "labels").labels();
  const info = field.at("status", "nodeInfo");
  const cloud = cloudOf(textAt(field.at("spec", "providerID")), labels);
  const named = POOL_LABELS.map((key) => labels[key] ?? "").find((value) => value !== "");
  const architecture =
    label(labels, NODE_LABELS.architecture, "beta.kubernetes.io/arch") || textAt(info.at("architecture"));
  if (architecture !== "amd64" && architecture !== "arm64")
    field.report(
      "not-supported",
      "warning",
      `node ${name} has the architecture ${quoted(architecture)}; it is read as amd64`,
    );
  const allocatable = amountsOf(field.at("status", "allocatable"));
  const capacity = amountsOf(field.at("status", "capacity"));
  const version = /^v(1\.\d{1,3})\./.exec(textAt(info.at("kubeletVersion")))?.[1];
  return {
    name,
    field,
    labels,
    taints: taintsOf(field.at("spec", "taints")),
    architecture: architecture === "arm64" ? "arm64" : "amd64",
    instanceType: label(labels, NODE_LABELS.instanceType, "beta.kubernetes.io/instance-type"),
    region: label(labels, NODE_LABELS.region, "failure-domain.beta.kubernetes.io/region"),
    zoneLabel: label(labels, NODE_LABELS.availabilityZone, "failure-domain.beta.kubernetes.io/zone"),
    purchaseOption: cloud === undefined ? "owned" : purchaseOptionOf(labels),
    platform: cloud?.platform ?? "kubernetes",
    ...(cloud === undefined ? {} : { provider: cloud.provider }),
    ...(named === undefined ? {} : { poolLabel: named }),
    allocatable,
    shape: cloud === undefined || Object.keys(capacity).length === 0 ? allocatable : capacity,
    ...(version === undefined ? {} : { version }),
  };
}
