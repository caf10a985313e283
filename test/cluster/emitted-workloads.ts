/** The workloads of one target as the components emit them: the same manifests with the same scheduling fields. */
import type { ClusterPlan, Plan, TargetPlan, WorkloadPlan } from "../../src/model/plan.js";
import { everyWorkload } from "../../src/model/fleet-parts.js";
import type { Workload } from "../../src/model/fleet.js";
import type { NodeSelectorTerm } from "../../src/model/kubernetes.js";
import { NODE_LABELS } from "../../src/model/kubernetes.js";
import { manifestFromTemplate } from "../../src/components/pod-template.js";
import type { Manifest } from "../../src/components/platforms/platform.js";
import { scheduleManifest } from "../../src/components/schedule-manifest.js";
import { valueAt, withValueAt } from "../../src/components/schedule/manifest-fields.js";
import type { LoadedFleet } from "../../src/planner/index.js";
import { requestsSpec } from "../../src/spec/manifests/workload-spec.js";
import { formatMiB } from "../../src/units/quantity.js";
import { CORE_RESOURCES } from "../../src/units/resources.js";
import type { ApiObject } from "./api-client.js";
import { containerPorts } from "./node-objects.js";

export type WorkloadObject = ApiObject & Manifest;

export interface EmittedWorkload {
  readonly id: string;
  readonly plan: WorkloadPlan;
  readonly object: WorkloadObject;
  /** Where it asks for one, by the name that its pods give: value of the PriorityClass. */
  readonly priorityClasses: ReadonlyMap<string, number>;
}

export interface TargetOfPlan {
  readonly kind: "cluster" | "edgeSite";
  readonly slice: TargetPlan;
  readonly loaded: LoadedFleet;
  readonly plan: Plan;
  /** What it costs above the cheapest packing found that pods come in any order; absent: not known, or nothing is bought. */
  readonly premiumPercent?: number;
}

function premiumOf({ microPerHour, realisation }: TargetPlan): Pick<TargetOfPlan, "premiumPercent"> {
  const extra = realisation?.extraMicroPerHour;
  if (extra === undefined || microPerHour <= extra) return {};
  return { premiumPercent: (extra / (microPerHour - extra)) * 100 };
}

/** Every cluster and edge site that has nodes. */
export function targetsOf(loaded: LoadedFleet, plan: Plan): TargetOfPlan[] {
  const of = (kind: TargetOfPlan["kind"], slices: Readonly<Record<string, TargetPlan>>): TargetOfPlan[] =>
    Object.values(slices).map((slice) => ({ kind, slice, loaded, plan, ...premiumOf(slice) }));
  const all = [...of("cluster", plan.clusters), ...of("edgeSite", plan.edgeSites)];
  return all.filter(({ slice }) => Object.keys(slice.purchases).length > 0);
}

/** An edge site as the scheduling code reads a cluster: its platform puts no taints on nodes. */
function clusterOf({ kind, slice, plan }: TargetOfPlan): ClusterPlan {
  const cluster = kind === "cluster" ? plan.clusters[slice.name] : undefined;
  return cluster ?? ({ ...slice, platform: "kubernetes" } as unknown as ClusterPlan);
}

function nodeSelectorTerm({ requirements }: NodeSelectorTerm): object {
  return { matchExpressions: requirements };
}

function affinityOf({ requiredNodeTerms, preferredNodeTerms }: Workload): object {
  if (requiredNodeTerms.length + preferredNodeTerms.length === 0) return {};
  const required =
    requiredNodeTerms.length === 0
      ? {}
      : {
          requiredDuringSchedulingIgnoredDuringExecution: {
            nodeSelectorTerms: requiredNodeTerms.map(nodeSelectorTerm),
          },
        };
  const preferred = preferredNodeTerms.map((term) => ({
    weight: term.weight,
    preference: nodeSelectorTerm(term),
  }));
  return {
    affinity: { nodeAffinity: { ...required, preferredDuringSchedulingIgnoredDuringExecution: preferred } },
  };
}

function volumesOf({ volumes }: Workload): object {
  const attached = volumes.filter((volume) => volume.attached !== false);
  return attached.length === 0
    ? {}
    : {
        volumes: attached.map(({ name, storageClass, sizeMiB = 1024 }) => ({
          name,
          ephemeral: {
            volumeClaimTemplate: {
              spec: {
                accessModes: ["ReadWriteOnce"],
                storageClassName: storageClass ?? "standard",
                resources: { requests: { storage: formatMiB(sizeMiB) } },
              },
            },
          },
        })),
      };
}

/** A PodSpec that asks for what a workload of a spec asks for. */
function templateOf(workload: Workload): Manifest {
  const { requests, tolerations, softSpread, priority, name } = workload;
  const extended = Object.entries(requestsSpec(requests)).filter(
    ([key]) => key.includes("/") && !CORE_RESOURCES.some((core) => core === key),
  );
  const labelSelector = { matchLabels: { "app.kubernetes.io/name": name } };
  const spread = softSpread.map(({ over, maxSkew }) => ({
    maxSkew,
    topologyKey: over === "node" ? NODE_LABELS.hostname : NODE_LABELS.availabilityZone,
    whenUnsatisfiable: "ScheduleAnyway",
    labelSelector,
  }));
  return {
    containers: [
      {
        name: "main",
        image: "registry.example/app:1",
        resources: { requests: requestsSpec(requests), limits: Object.fromEntries(extended) },
        ports: containerPorts(requests),
      },
    ],
    ...(workload.kind === "Job" ? { restartPolicy: "Never" } : {}),
    ...(tolerations.length === 0 ? {} : { tolerations }),
    ...(spread.length === 0 ? {} : { topologySpreadConstraints: spread }),
    ...(priority === 0 ? {} : { priorityClassName: `priority-${priority}` }),
    ...affinityOf(workload),
    ...volumesOf(workload),
  };
}

/** Where the pod template's spec stands. */
export function podSpecPath(kind: WorkloadPlan["kind"]): readonly string[] {
  if (kind === "Pod") return ["spec"];
  return kind === "CronJob"
    ? ["spec", "jobTemplate", "spec", "template", "spec"]
    : ["spec", "template", "spec"];
}

function emit(id: string, plan: WorkloadPlan, workload: Workload, target: TargetOfPlan): EmittedWorkload {
  const manifest = target.loaded.manifests.get(id) ?? manifestFromTemplate(id, plan, templateOf(workload));
  const cluster = clusterOf(target);
  const scheduled = scheduleManifest(manifest, { id, plan, cluster });
  const object = withValueAt(scheduled, ["metadata", "namespace"], plan.namespace) as WorkloadObject;
  const className = valueAt(object, [...podSpecPath(plan.kind), "priorityClassName"]);
  const priorityClasses = typeof className === "string" ? [[className, workload.priority] as const] : [];
  return { id, plan, object, priorityClasses: new Map(priorityClasses) };
}

/** In the order of their ids; those that the plan leaves out altogether are not there. */
export function emittedWorkloads(target: TargetOfPlan): EmittedWorkload[] {
  const { kind, slice, loaded, plan } = target;
  const workloads = new Map(everyWorkload(loaded.fleet).map((workload) => [workload.id, workload]));
  return Object.entries(plan.workloads)
    .filter(([, one]) => one.target.kind === kind && one.target.name === slice.name && one.replicas > 0)
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .flatMap(([id, one]) => {
      const workload = workloads.get(id);
      return workload === undefined ? [] : [emit(id, one, workload, target)];
    });
}
