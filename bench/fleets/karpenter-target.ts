/**
 * The peer's problem files as a target of the planner, zones and host rules included: one pool without accelerators,
 * one for those that need them (tainted). Types are taken as allocatable. Not taken over: affinity of a class to
 * itself in one zone, and rules with selectors over other classes, which leaves fleets that are a little easier.
 */
import { readFileSync } from "node:fs";
import type { Cluster, Pool, Workload } from "../../src/model/fleet.js";
import type { Architecture } from "../../src/model/catalogue.js";
import { NODE_LABELS } from "../../src/model/kubernetes.js";
import type { Taint } from "../../src/model/kubernetes.js";
import { demandsOf } from "../../src/plan/formulate/demands.js";
import { nodeKindOrder } from "../../src/plan/formulate/node-kind.js";
import type { NodeKind } from "../../src/plan/formulate/node-kind.js";
import type { PackTargetInput } from "../../src/plan/pack/pack-target.js";
import type { ClusterTarget } from "../../src/plan/formulate/plan-target.js";
import type { PackingLimits } from "../../src/solve/index.js";
import { loadCatalogue } from "../../src/planner/load-catalogue.js";

interface FileClass {
  readonly name: string;
  readonly replicas: number;
  readonly cpuMilli: number;
  readonly memoryMiB: number;
  readonly gpus?: number;
  readonly arch?: Architecture;
  readonly zoneSpread?: { readonly maxSkew: number; readonly selector?: unknown };
  readonly hostnameSpread?: { readonly maxSkew: number; readonly selector?: unknown };
  readonly hostnameAntiAffinity?: true | { readonly selector?: unknown };
}

interface FileType {
  readonly name: string;
  readonly cpuMilli: number;
  readonly memoryMiB: number;
  readonly pods: number;
  readonly gpus?: number;
  readonly arch?: Architecture;
  readonly zones: readonly string[];
  readonly pricePerHour: number;
}

const GPU = "nvidia.com/gpu";
const GPU_TAINT: Taint = { key: GPU, effect: "NoSchedule" };
const EVIDENCE = { source: "the problem file", asOf: "as given", confidence: "measured" } as const;

function workloadOf(one: FileClass): Workload {
  const { name, replicas, cpuMilli, memoryMiB, gpus = 0, arch } = one;
  const alone = one.hostnameAntiAffinity === true ? 1 : undefined;
  const most = one.hostnameSpread?.selector === undefined ? one.hostnameSpread?.maxSkew : undefined;
  const maxPerNode = alone ?? most;
  return {
    id: `main/default/${name}`,
    name,
    namespace: "default",
    kind: "Deployment",
    target: { kind: "cluster", name: "main" },
    origin: `/classes/${name}`,
    replicas,
    requests: { cpuMilli, memoryMiB, pods: 1, ...(gpus === 0 ? {} : { [GPU]: gpus }) },
    imagePlatforms: arch === undefined ? ["linux/amd64", "linux/arm64"] : [`linux/${arch}`],
    requiredNodeTerms: [],
    preferredNodeTerms: [],
    tolerations: gpus === 0 ? [] : [{ key: GPU, operator: "Exists" }],
    ...(one.zoneSpread === undefined ? {} : { zoneSpread: { maxSkew: one.zoneSpread.maxSkew } }),
    ...(maxPerNode === undefined ? {} : { maxPerNode }),
    softSpread: [],
    volumes: [],
    priority: 0,
  };
}

function pool(name: string, taints: readonly Taint[]): Pool {
  return {
    name,
    chips: ["amd64", "arm64"],
    purchaseOptions: ["on-demand"],
    minNodes: 0,
    labels: {},
    taints,
    nodes: [],
  };
}

function kindsOf(type: FileType): NodeKind[] {
  const { name, cpuMilli, memoryMiB, pods, gpus = 0, arch: architecture = "amd64" } = type;
  const own = pool(gpus === 0 ? "general" : "gpu", gpus === 0 ? [] : [GPU_TAINT]);
  const free = { cpuMilli, memoryMiB, pods, ...(gpus === 0 ? {} : { [GPU]: gpus }) };
  return type.zones.map((availabilityZone): NodeKind => ({
    pool: own.name,
    instanceType: name,
    architecture,
    chip: architecture,
    availabilityZone,
    purchaseOption: "on-demand",
    microPerHour: Math.round(type.pricePerHour * 1e6),
    priceEvidence: EVIDENCE,
    vcpu: Math.ceil(cpuMilli / 1000),
    allocatable: free,
    systemLoad: {},
    free,
    labels: {
      [NODE_LABELS.pool]: own.name,
      [NODE_LABELS.availabilityZone]: availabilityZone,
      [NODE_LABELS.architecture]: architecture,
      [NODE_LABELS.instanceType]: name,
    },
    taints: own.taints,
    assumptions: [],
  }));
}

export function karpenterTarget(path: string, limits: PackingLimits): PackTargetInput {
  const file = JSON.parse(readFileSync(path, "utf8")) as {
    readonly classes: readonly FileClass[];
    readonly types: readonly FileType[];
  };
  const kinds = file.types.flatMap(kindsOf);
  kinds.sort((left, right) => (nodeKindOrder(left) < nodeKindOrder(right) ? -1 : 1));
  const zones = [...new Set(kinds.map(({ availabilityZone }) => availabilityZone))].sort();
  const pools = [
    pool("general", []),
    ...(kinds.some((one) => one.pool === "gpu") ? [pool("gpu", [GPU_TAINT])] : []),
  ];
  const region = "us-east-1";
  const catalogue = loadCatalogue({ regions: [{ provider: "aws", region }] });
  const place = catalogue.region("aws", region);
  if (place === undefined) throw new Error(`the catalogue has no region ${region}`);
  const cluster: Cluster = {
    name: "main",
    platform: "kubernetes",
    provider: "aws",
    region,
    availabilityZones: zones,
    labels: {},
    pools,
    systemLoad: [],
    quotas: {},
  };
  const workloads = file.classes.map(workloadOf).sort((left, right) => (left.id < right.id ? -1 : 1));
  const target: ClusterTarget = {
    kind: "cluster",
    name: "main",
    cluster,
    region: place,
    country: place.country,
    platform: "kubernetes",
    pools,
    systemLoad: [],
    quotas: {},
    accountQuotas: [],
    licences: [],
    fee: { microPerHour: 0, currency: "USD", statement: "none", evidence: EVIDENCE },
    workloads,
  };
  const demands = demandsOf(
    { target, targets: [target], complianceZones: [], catalogue, offerings: kinds.length },
    kinds,
  );
  return { target, kinds, demands, limits };
}
