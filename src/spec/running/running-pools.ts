/** The nodes that run as pools of a spec: nodes that pods can tell apart are of different pools. */
import type { CloudProvider } from "../../model/catalogue.js";
import type { NodeShapeSpec, PoolSpec, PurchaseSpec } from "../../model/fleet-spec.js";
import type { Labels, Taint } from "../../model/kubernetes.js";
import { NODE_LABELS } from "../../model/kubernetes.js";
import { canonicalJson } from "../../units/canonical.js";
import { compareText } from "../../units/compare.js";
import { formatCpu, formatMiB } from "../../units/quantity.js";
import { amountOf } from "../../units/resources.js";
import { DistinctNames, specName } from "../manifests/spec-names.js";
import { plainOf } from "./pod-record.js";
import type { Plain } from "./pod-record.js";
import type { RunningKnowledge } from "./running-knowledge.js";
import type { RunningNode } from "./running-node.js";

export interface RunningPool {
  readonly name: string;
  readonly nodes: readonly RunningNode[];
  readonly labels: Labels;
  readonly taints: readonly Taint[];
}

/** Labels that every planned node gets anew, under their present and their former names. */
const PLANNED: ReadonlySet<string> = new Set([
  ...Object.values(NODE_LABELS),
  "beta.kubernetes.io/arch",
  "beta.kubernetes.io/os",
  "beta.kubernetes.io/instance-type",
  "failure-domain.beta.kubernetes.io/region",
  "failure-domain.beta.kubernetes.io/zone",
]);

/** Whose labels say what a node is, and not what a team wants with it. */
const SYSTEM_DOMAINS = [
  "kubernetes.io",
  "k8s.io",
  "k8s.aws",
  "eks.amazonaws.com",
  "karpenter.sh",
  "csi.aws.com",
  "eksctl.io",
  "cloud.google.com",
  "gke.io",
  "googleapis.com",
  "kubernetes.azure.com",
  "csi.azure.com",
  "stowage.dev",
];
const SYSTEM_KEYS: ReadonlySet<string> = new Set(["agentpool", "storageprofile", "storagetier"]);

function isSystem(key: string): boolean {
  const domain = key.includes("/") ? key.slice(0, key.indexOf("/")) : "";
  return SYSTEM_KEYS.has(key) || SYSTEM_DOMAINS.some((one) => domain === one || domain.endsWith(`.${one}`));
}

function termKeys(terms: unknown): string[] {
  const list: readonly unknown[] = Array.isArray(terms) ? terms : [];
  return list.flatMap((term) => {
    const expressions: unknown = plainOf(plainOf(term)["preference"] ?? term)["matchExpressions"];
    return (Array.isArray(expressions) ? expressions : []).flatMap((one) => {
      const { key } = plainOf(one);
      return typeof key === "string" ? [key] : [];
    });
  });
}

/** Label keys by which the pods of a spec choose nodes. */
export function chosenLabels(podSpec: Plain): string[] {
  const affinity = plainOf(plainOf(podSpec["affinity"])["nodeAffinity"]);
  const required = plainOf(affinity["requiredDuringSchedulingIgnoredDuringExecution"]);
  return [
    ...Object.keys(plainOf(podSpec["nodeSelector"])),
    ...termKeys(required["nodeSelectorTerms"]),
    ...termKeys(affinity["preferredDuringSchedulingIgnoredDuringExecution"]),
  ];
}

function signatureOf({ labels, taints, purchaseOption }: RunningNode, chosen: readonly string[]): string {
  const sorted = taints.map((taint) => canonicalJson(taint)).sort();
  return canonicalJson([chosen.map((key) => labels[key] ?? null), sorted, purchaseOption === "owned"]);
}

/** What all nodes carry, as far as a spec says it. */
function commonLabels([first, ...rest]: readonly RunningNode[], chosen: ReadonlySet<string>): Labels {
  const common = Object.entries(first?.labels ?? {}).filter(
    ([key, value]) =>
      !PLANNED.has(key) &&
      (chosen.has(key) || !isSystem(key)) &&
      rest.every(({ labels }) => labels[key] === value),
  );
  return Object.fromEntries(common.sort(([left], [right]) => compareText(left, right)));
}

function grouped<T>(list: readonly T[], keyOf: (one: T) => string): ReadonlyMap<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of list) {
    const known = groups.get(keyOf(one));
    if (known === undefined) groups.set(keyOf(one), [one]);
    else known.push(one);
  }
  return new Map([...groups].sort(([left], [right]) => compareText(left, right)));
}

/** `chosen`: label keys by which pods choose nodes. Pools are sorted by name; the larger part keeps the name. */
export function runningPools(nodes: readonly RunningNode[], chosen: ReadonlySet<string>): RunningPool[] {
  const keys = [...chosen].filter((key) => !PLANNED.has(key)).sort();
  const names = new DistinctNames();
  const pools: RunningPool[] = [];
  for (const [label, own] of grouped(nodes, ({ poolLabel }) => poolLabel ?? "nodes")) {
    const parts = [...grouped(own, (node) => signatureOf(node, keys)).values()];
    for (const part of parts.sort((left, right) => right.length - left.length)) {
      pools.push({
        name: names.add("pools", specName(label)),
        nodes: part,
        labels: commonLabels(part, chosen),
        taints: part[0]?.taints ?? [],
      });
    }
  }
  return pools.sort((left, right) => compareText(left.name, right.name));
}

export interface PoolPlace {
  readonly provider: CloudProvider;
  readonly region: string;
  readonly knowledge: RunningKnowledge;
}

function chipsOf({ nodes }: RunningPool, { provider, knowledge }: PoolPlace): string[] {
  return [
    ...new Set(
      nodes.map(
        ({ instanceType, architecture }) => knowledge.machine(provider, instanceType)?.chip ?? architecture,
      ),
    ),
  ].sort();
}

function vcpuOf(nodes: readonly RunningNode[], { provider, knowledge }: PoolPlace): number {
  return nodes.reduce(
    (sum, { instanceType, allocatable }) =>
      sum +
      (knowledge.machine(provider, instanceType)?.vcpu ??
        Math.ceil(amountOf(allocatable, "cpuMilli") / 1000)),
    0,
  );
}

/** The share of spot that runs is the most that is bought: more of it would be another risk. */
function purchaseOf({ nodes }: RunningPool, place: PoolPlace): PurchaseSpec | undefined {
  const spot = nodes.filter(({ purchaseOption }) => purchaseOption === "spot");
  const reserved = grouped(
    nodes.filter(({ purchaseOption }) => purchaseOption === "reserved"),
    ({ instanceType }) => instanceType,
  );
  const counts = [...reserved].map(([instanceType, own]) => ({ instanceType, count: own.length }));
  const stated = counts.length === 0 ? {} : { reserved: counts };
  if (spot.length === 0 || !place.knowledge.sellsSpot(place.provider, place.region))
    return counts.length === 0 ? undefined : stated;
  if (spot.length === nodes.length) return { options: ["spot"] };
  const maxShare = Math.ceil((100 * vcpuOf(spot, place)) / vcpuOf(nodes, place));
  return { options: ["on-demand", "spot"], spot: { maxShare: Math.min(100, maxShare) }, ...stated };
}

/** Copies, so that YAML writes out each. */
function carried({ labels, taints }: RunningPool): Partial<PoolSpec> {
  return {
    ...(Object.keys(labels).length === 0 ? {} : { labels: { ...labels } }),
    ...(taints.length === 0 ? {} : { taints: taints.map((taint) => ({ ...taint })) }),
  };
}

/** A pool that buys what the catalogue sells. */
export function boughtPool(pool: RunningPool, place: PoolPlace): PoolSpec {
  const purchase = purchaseOf(pool, place);
  return {
    name: pool.name,
    chips: chipsOf(pool, place),
    ...(purchase === undefined ? {} : { purchase }),
    ...carried(pool),
  };
}

/** How much alike two nodes of one shape are. */
export function shapeKey({ instanceType, architecture, shape }: RunningNode): string {
  return canonicalJson([instanceType, architecture, shape]);
}

export interface ShapedPool {
  readonly spec: PoolSpec;
  /** Name of the shape by `shapeKey`. */
  readonly shapes: ReadonlyMap<string, string>;
}

const CORE: ReadonlySet<string> = new Set(["cpuMilli", "memoryMiB", "ephemeralMiB", "pods"]);

function shapeSpec(
  type: string,
  [first, ...rest]: readonly RunningNode[],
  zone: string | undefined,
): NodeShapeSpec {
  const shape = first?.shape ?? {};
  const ephemeral = amountOf(shape, "ephemeralMiB");
  const pods = amountOf(shape, "pods");
  const extended = Object.entries(shape).filter(([key]) => !CORE.has(key));
  return {
    type,
    count: rest.length + 1,
    architecture: first?.architecture ?? "amd64",
    cpu: formatCpu(amountOf(shape, "cpuMilli")),
    memory: formatMiB(amountOf(shape, "memoryMiB")),
    ...(ephemeral === 0 ? {} : { ephemeralStorage: formatMiB(ephemeral) }),
    ...(extended.length === 0 ? {} : { extendedResources: Object.fromEntries(extended) }),
    ...(zone === undefined ? {} : { availabilityZone: zone }),
    ...(pods === 0 ? {} : { pods }),
  };
}

/** Nodes that exist, as they are: nothing is bought. `zoneOf`: undefined where the cluster has no such zone. */
export function ownedPool(pool: RunningPool, zoneOf: (node: RunningNode) => string | undefined): ShapedPool {
  const names = new DistinctNames();
  const shapes = new Map<string, string>();
  const specs = [...grouped(pool.nodes, shapeKey)].flatMap(([key, alike]) => {
    const name = names.add("shapes", specName(alike[0]?.instanceType || "node"));
    shapes.set(key, name);
    return [...grouped(alike, (node) => zoneOf(node) ?? "").values()].map((here) =>
      shapeSpec(name, here, here[0] === undefined ? undefined : zoneOf(here[0])),
    );
  });
  return { spec: { name: pool.name, nodes: specs, ...carried(pool) }, shapes };
}
