/**
 * What runs in a cluster as a fleet spec, and as the nodes and pods that plans are compared with. Every fault of
 * the dump is told with its place; what no plan holds is a warning.
 */
import type { Diagnostic } from "../../model/diagnostic.js";
import type { ClusterSpec, FleetSpec, SystemLoadSpec, WorkloadSpec } from "../../model/fleet-spec.js";
import type { Toleration } from "../../model/kubernetes.js";
import type { RunningCluster, RunningFleet, RunningNodes } from "../../model/running.js";
import { RUNNING_API_VERSION } from "../../model/running.js";
import type { ResourceVector } from "../../units/resources.js";
import { amountOf } from "../../units/resources.js";
import { canonicalJson } from "../../units/canonical.js";
import { compareText } from "../../units/compare.js";
import { importTemplates } from "../manifests/import-manifests.js";
import type { ManifestsImport } from "../manifests/imported.js";
import { specName } from "../manifests/spec-names.js";
import { systemLoadSpecs, workloadSpecs } from "../manifests/to-fleet-spec.js";
import { plainOf } from "./pod-record.js";
import type { PodRecord } from "./pod-record.js";
import type { RunningKnowledge } from "./running-knowledge.js";
import type { RunningNode } from "./running-node.js";
import type { RunningObjects } from "./running-objects.js";
import { boughtPool, chosenLabels, ownedPool, runningPools, shapeKey } from "./running-pools.js";
import type { RunningPool, ShapedPool } from "./running-pools.js";
import { runningPlace } from "./running-place.js";
import type { RunningPlace } from "./running-place.js";
import { runningWorkloads } from "./running-workloads.js";
import type { RunningTemplate } from "./running-workloads.js";

export interface ImportRunningInput {
  readonly objects: RunningObjects;
  readonly knowledge: RunningKnowledge;
  /** Name of the fleet and of its cluster. */
  readonly name: string;
  /** What a container without requests counts as. */
  readonly containerRequests: ResourceVector;
}

export interface RunningImport {
  readonly spec: FleetSpec;
  readonly running: RunningFleet;
  readonly diagnostics: readonly Diagnostic[];
}

/** Admission writes these into every pod, and a DaemonSet's controller some more. */
function isAdmissions({ key, operator }: Toleration): boolean {
  return operator === "Exists" && key?.startsWith("node.kubernetes.io/") === true;
}

function withoutAdmissions<T extends WorkloadSpec | SystemLoadSpec>(entry: T): T {
  const { tolerations = [], ...rest } = entry;
  const kept = tolerations.filter((one) => !isAdmissions(one));
  return (kept.length === 0 ? rest : { ...rest, tolerations: kept }) as T;
}

/** Keys by which pods and DaemonSets choose nodes. */
function chosenOf({ pods, objects }: RunningObjects): ReadonlySet<string> {
  const idle = objects.map(({ field }) => plainOf(plainOf(plainOf(field.value)["spec"])["template"])["spec"]);
  const specs = [...[...pods.values()].map(({ shape }) => shape.value.spec), ...idle];
  return new Set(specs.flatMap((spec) => chosenLabels(plainOf(spec))));
}

function architectures(pods: readonly PodRecord[], nodes: ReadonlyMap<string, RunningNode>): string[] {
  const found = pods.flatMap(({ node }) => (node === undefined ? [] : (nodes.get(node)?.architecture ?? [])));
  return [...new Set(found)].sort();
}

/** Images run where they run: on whatever ISAs the pods are found. */
function withPlatforms(entry: WorkloadSpec, found: readonly string[]): WorkloadSpec {
  if (found.length === 0) return entry;
  const { name, namespace, kind, replicas, demand, requests, ...rest } = entry;
  return {
    name,
    ...(namespace === undefined ? {} : { namespace }),
    ...(kind === undefined ? {} : { kind }),
    ...(replicas === undefined ? {} : { replicas }),
    ...(demand === undefined ? {} : { demand }),
    requests,
    imagePlatforms: found.map((one) => (one === "arm64" ? "linux/arm64" : "linux/amd64")),
    ...rest,
  };
}

function keyOf({ kind, namespace, name }: { kind: string; namespace: string; name: string }): string {
  return [kind, namespace, name].join("/");
}

class ClusterImport {
  private readonly nodes: ReadonlyMap<string, RunningNode>;
  private readonly shaped = new Map<string, ShapedPool>();
  /** Node -> workload of the spec -> its pods there. */
  private readonly podsOn = new Map<string, Map<string, number>>();

  constructor(
    private readonly input: ImportRunningInput,
    private readonly place: RunningPlace,
    private readonly pools: readonly RunningPool[],
  ) {
    this.nodes = new Map(place.nodes.map((node) => [node.name, node]));
  }

  workloads(
    imported: Omit<ManifestsImport, "diagnostics" | "loadBalancers">,
    templates: readonly RunningTemplate[],
  ): WorkloadSpec[] {
    const podsOf = new Map(templates.map(({ template, pods }) => [keyOf(template.object), pods]));
    return workloadSpecs(imported).map((entry, index) => {
      const source = imported.workloads[index]?.workload;
      const pods = (source === undefined ? undefined : podsOf.get(keyOf(source))) ?? [];
      this.count(`${entry.namespace ?? "default"}/${entry.name}`, pods);
      const placed = withPlatforms(withoutAdmissions(entry), architectures(pods, this.nodes));
      return placed.volumes === undefined
        ? placed
        : { ...placed, volumes: placed.volumes.map((volume) => this.place.withZone(volume)) };
    });
  }

  private count(workload: string, pods: readonly PodRecord[]): void {
    for (const { node } of pods) {
      if (node === undefined || !this.nodes.has(node)) continue;
      const here = this.podsOn.get(node) ?? new Map<string, number>();
      here.set(workload, (here.get(workload) ?? 0) + 1);
      this.podsOn.set(node, here);
    }
  }

  cluster(name: string, systemLoad: readonly SystemLoadSpec[]): ClusterSpec {
    const { platform, provider, region, version, availabilityZones, settings } = this.place;
    const { knowledge } = this.input;
    const pools = this.pools.map((pool) => {
      if (pool.nodes[0]?.purchaseOption !== "owned") return boughtPool(pool, { provider, region, knowledge });
      const shaped = ownedPool(pool, (node) => this.place.zoneOf(node));
      this.shaped.set(pool.name, shaped);
      return shaped.spec;
    });
    return {
      name,
      platform,
      ...(version === undefined ? {} : { version }),
      region,
      ...(availabilityZones.length === 0 ? {} : { availabilityZones }),
      ...settings,
      pools,
      ...(systemLoad.length === 0 ? {} : { systemLoad }),
    };
  }

  running(): RunningCluster {
    const rows = new Map<string, RunningNodes>();
    for (const pool of this.pools)
      for (const node of pool.nodes) {
        const pods = [...(this.podsOn.get(node.name) ?? [])].sort(([left], [right]) =>
          compareText(left, right),
        );
        const row = {
          pool: pool.name,
          instanceType: this.shaped.get(pool.name)?.shapes.get(shapeKey(node)) ?? node.instanceType,
          availabilityZone: this.place.zoneOf(node) ?? this.place.availabilityZones[0] ?? "",
          purchaseOption: node.purchaseOption,
          pods: Object.fromEntries(pods),
        };
        const key = canonicalJson(row);
        rows.set(key, { ...row, count: (rows.get(key)?.count ?? 0) + 1 });
      }
    const order = ({ pool, instanceType, availabilityZone, purchaseOption }: RunningNodes): string =>
      [pool, instanceType, availabilityZone, purchaseOption].join("\u0000");
    return {
      nodes: [...rows]
        .sort(
          ([left, one], [right, other]) => compareText(order(one), order(other)) || compareText(left, right),
        )
        .map(([, row]) => row),
    };
  }
}

/** Extended resources that pods ask for and the planned nodes of a cloud may not have. */
function tellDevices(
  place: RunningPlace,
  workloads: readonly WorkloadSpec[],
  { knowledge }: ImportRunningInput,
): void {
  if (place.platform === "kubernetes") return;
  const asked = new Set(
    workloads.flatMap(({ requests }) => Object.keys(requests)).filter((key) => key.includes("/")),
  );
  const told = new Set<string>();
  for (const { field, instanceType, allocatable } of place.nodes)
    for (const key of asked) {
      if (amountOf(allocatable, key) === 0 || told.has(key)) continue;
      const chip = knowledge.machine(place.provider, instanceType)?.chip;
      if (chip !== undefined && chip !== "amd64" && chip !== "arm64") continue;
      told.add(key);
      field
        .at("status", "allocatable", key)
        .report(
          "not-supported",
          "warning",
          `nodes offer ${key}, which is no accelerator of ${instanceType} in the catalogue: planned nodes will not have it`,
          "leave the resource out of the requests, or list nodes that have it under `nodes` of a pool",
        );
    }
}

const EMPTY: RunningFleet = { apiVersion: RUNNING_API_VERSION, clusters: {} };

/** Never throws for what the dump says; with an error among the diagnostics the rest is a best effort. */
export function importRunning(input: ImportRunningInput): RunningImport {
  const { objects, knowledge } = input;
  const name = specName(input.name);
  const place = runningPlace(objects, knowledge);
  if (place === undefined) {
    objects
      .field({}, "")
      .report(
        "invalid-manifest",
        "error",
        "the dump has no nodes that a plan could hold",
        "kubectl get nodes,pods,... -A -o json",
      );
    return {
      spec: { apiVersion: "stowage.dev/v1", name },
      running: EMPTY,
      diagnostics: objects.diagnostics(),
    };
  }
  const pools = runningPools(place.nodes, chosenOf(objects));
  const poolOf = new Map(pools.flatMap((pool) => pool.nodes.map((node) => [node.name, pool.name] as const)));
  const { templates, objects: around } = runningWorkloads(objects, { poolOf });
  const imported = importTemplates(
    templates.map(({ template }) => template),
    [...around, ...templates.map(({ template }) => template.object)],
    { containerRequests: input.containerRequests, autoscaled: "current" },
  );
  const cluster = new ClusterImport(input, place, pools);
  const workloads = cluster.workloads(imported, templates);
  tellDevices(place, workloads, input);
  const loads = systemLoadSpecs(imported).map(withoutAdmissions);
  const spec: FleetSpec = {
    apiVersion: "stowage.dev/v1",
    name,
    clusters: [cluster.cluster(name, loads)],
    workloads,
  };
  const running: RunningFleet = { apiVersion: RUNNING_API_VERSION, clusters: { [name]: cluster.running() } };
  return { spec, running, diagnostics: objects.diagnostics() };
}
