/** One cluster or edge site of a plan, brought up in a control plane until its pods are bound or refused. */
import { setTimeout as sleep } from "node:timers/promises";
import { NODE_LABELS } from "../../src/model/kubernetes.js";
import { valueAt, withValueAt } from "../../src/components/schedule/manifest-fields.js";
import { inParallel } from "./api-client.js";
import type { ApiClient, ApiList, ApiObject } from "./api-client.js";
import { collectionOf, pathOf } from "./api-paths.js";
import { arrivals } from "./arrivals.js";
import type { Arrival } from "./arrivals.js";
import type { ControlPlane } from "./control-plane.js";
import { emittedWorkloads, podSpecPath } from "./emitted-workloads.js";
import type { EmittedWorkload, TargetOfPlan } from "./emitted-workloads.js";
import { hasSystemLoad, nodeObjects, plannedNodes, systemDaemonSets, volumeLimits } from "./node-objects.js";
import { isLeaving, makerOf, unschedulable, watchedPods } from "./pods.js";
import type { Pod } from "./pods.js";
import { makeVolumes, storageClass } from "./volume-maker.js";
import { eventually } from "./watched.js";
import type { Watched } from "./watched.js";

const MANAGER = "stowage-test";
const NODES_READY_MS = 180_000;
const SYSTEM_BOUND_MS = 180_000;
const SETTLED_MS = 600_000;
/** Nothing moved for so long: what is refused stays refused, as nothing is freed. */
const QUIET_MS = 3000;
/** The same where pods were refused before there were nodes: the scheduler tries again within ten seconds, and those that no new node could help within five minutes. */
const QUIET_AFTER_WAITING_MS = 20_000;
/** The same where pods are missing, which a StatefulSet does not make after one that stays pending. */
const QUIET_WITH_MISSING_MS = 10_000;
const SYSTEM_NAMESPACE = "kube-system";

export interface PlacedTarget {
  readonly target: TargetOfPlan;
  readonly plane: ControlPlane;
  readonly workloads: readonly EmittedWorkload[];
  readonly pods: Watched<Pod>;
  /** Id of the pod's workload; undefined for system load. */
  readonly workloadOf: (pod: Pod) => string | undefined;
  /** Waits until every pod is bound or refused and nothing moves any more. */
  readonly settle: () => Promise<void>;
  /** Tells of a node that is no node of the plan, and of its availability zone. */
  readonly nodeComes: (name: string, zone: string) => void;
  readonly stop: () => void;
}

/** Of a CronJob a run, as `kubectl create job --from` starts it. */
function jobOf(object: ApiObject & Readonly<Record<string, unknown>>): ApiObject {
  const { name, namespace = "" } = object.metadata;
  const spec = valueAt(object, ["spec", "jobTemplate", "spec"]);
  const metadata = { name: `${name}-run`, namespace };
  return { apiVersion: "batch/v1", kind: "Job", metadata, spec } as ApiObject;
}

function storageClassesOf({ object, plan }: EmittedWorkload): string[] {
  const claims = valueAt(object, ["spec", "volumeClaimTemplates"]) ?? [];
  const volumes = valueAt(object, [...podSpecPath(plan.kind), "volumes"]) ?? [];
  const templates = [
    ...(claims as readonly object[]),
    ...(volumes as readonly object[]).map((volume) =>
      valueAt({ volume }, ["volume", "ephemeral", "volumeClaimTemplate"]),
    ),
  ];
  return templates.flatMap((template) => {
    const name =
      template === undefined ? undefined : valueAt({ template }, ["template", "spec", "storageClassName"]);
    return typeof name === "string" ? [name] : [];
  });
}

/** What the workloads' objects refer to and a cluster's owner provides. */
export async function createPrerequisites(
  api: ApiClient,
  workloads: readonly EmittedWorkload[],
  { withNamespaces = true }: { readonly withNamespaces?: boolean } = {},
): Promise<void> {
  const namespaces = new Set(withNamespaces ? workloads.map(({ plan }) => plan.namespace) : []);
  namespaces.delete("default");
  const classes = new Set(workloads.flatMap(storageClassesOf));
  const priorities = new Map(workloads.flatMap(({ priorityClasses }) => [...priorityClasses]));
  const accounts = workloads.flatMap(({ object, plan }) => {
    const name = valueAt(object, [...podSpecPath(plan.kind), "serviceAccountName"]);
    return typeof name === "string" && name !== "default" ? [`${plan.namespace}/${name}`] : [];
  });
  const objects: ApiObject[] = [
    ...[...namespaces].map((name) => ({ apiVersion: "v1", kind: "Namespace", metadata: { name } })),
    ...[...classes].map(storageClass),
    ...[...priorities].map(([name, value]) => ({
      apiVersion: "scheduling.k8s.io/v1",
      kind: "PriorityClass",
      metadata: { name },
      value,
      preemptionPolicy: "Never",
    })),
    ...[...new Set(accounts)].map((account) => {
      const [namespace = "", name = ""] = account.split("/");
      return { apiVersion: "v1", kind: "ServiceAccount", metadata: { name, namespace } };
    }),
  ];
  for (const object of objects) await api.apply(pathOf(object), object, MANAGER);
  await inParallel([...namespaces], (namespace) =>
    eventually(
      () => api.get(`/api/v1/namespaces/${namespace}/serviceaccounts/default`).catch(() => undefined),
      10_000,
    ),
  );
}

interface Node extends ApiObject {
  readonly spec: { readonly taints?: readonly { readonly key: string }[] };
}

/** Ready is not schedulable: the controller manager lifts the taint a little later. */
export async function waitForNodes(api: ApiClient, count: number): Promise<void> {
  const ready = await eventually(async () => {
    const { items } = await api.get<ApiList<Node>>("/api/v1/nodes");
    const open = items.filter(({ spec: { taints = [] } }) =>
      taints.every(({ key }) => key !== "node.kubernetes.io/not-ready"),
    );
    return open.length >= count ? open : undefined;
  }, NODES_READY_MS);
  if (ready === undefined) throw new Error(`${count} nodes were not schedulable in time`);
}

/** The nodes that are not there yet, `closed` to pods without a toleration; those that were created. */
export async function createNodes(
  api: ApiClient,
  { slice }: Pick<TargetOfPlan, "slice">,
  closed = false,
): Promise<ApiObject[]> {
  const nodes = nodeObjects(slice);
  const { items: there } = await api.get<ApiList<Node>>("/api/v1/nodes");
  const names = new Set(there.map(({ metadata }) => metadata.name));
  const isMissing = ({ metadata }: ApiObject): boolean => !names.has(metadata.name);
  const missing = nodes.filter(isMissing);
  const path = ["spec", "unschedulable"];
  await inParallel(missing, (node) =>
    api.post(collectionOf(node), closed ? withValueAt(node, path, true) : node),
  );
  await inParallel(volumeLimits(slice).filter(isMissing), (object) => api.post(collectionOf(object), object));
  await waitForNodes(api, nodes.length);
  return missing;
}

/**
 * The same with their agents. Where pods may wait for nodes, each opens once its agents are there: in a cluster it is
 * those that make it ready, and a pod that came before them would take their room.
 */
export async function bringNodes(
  api: ApiClient,
  { slice }: Pick<TargetOfPlan, "slice">,
  pods: Watched<Pod>,
  mayPodsWait: boolean,
): Promise<void> {
  const created = await createNodes(api, { slice }, mayPodsWait);
  for (const object of systemDaemonSets(slice)) await api.apply(pathOf(object), object, MANAGER);
  const planned = plannedNodes(slice).filter(({ purchase }) => hasSystemLoad(purchase));
  await systemLoadBound(
    pods,
    planned.map(({ name }) => name),
  );
  if (mayPodsWait)
    await inParallel(created, (node) => api.merge(pathOf(node), { spec: { unschedulable: null } }));
}

/** Every one of these nodes has its agents. */
export async function systemLoadBound(pods: Watched<Pod>, nodes: readonly string[]): Promise<void> {
  const without = (): string[] => {
    const own = pods.objects().filter(({ metadata }) => metadata.namespace === SYSTEM_NAMESPACE);
    const bound = new Set(own.filter((pod) => !isLeaving(pod)).map(({ spec }) => spec.nodeName));
    return nodes.filter((name) => !bound.has(name));
  };
  if ((await eventually(() => (without().length === 0 ? true : undefined), SYSTEM_BOUND_MS)) === undefined)
    throw new Error(`no system load is bound on ${without().join(", ")}`);
}

async function arrive(api: ApiClient, order: readonly Arrival[]): Promise<void> {
  const seen = new Set<string>();
  for (const { workload, replicas } of order) {
    const { object, plan, id } = workload;
    const scaled = "spec" in object && ["Deployment", "StatefulSet", "ReplicaSet"].includes(plan.kind);
    if (seen.has(id)) {
      await api.merge(pathOf(object), { spec: { replicas } });
      continue;
    }
    seen.add(id);
    const first = scaled ? withValueAt(object, ["spec", "replicas"], replicas) : object;
    await api.apply(pathOf(object), first, MANAGER);
    if (plan.kind === "CronJob") await api.apply(pathOf(jobOf(object)), jobOf(object), MANAGER);
  }
}

export interface Progress {
  readonly expected: number;
  readonly existing: number;
  readonly bound: number;
  readonly refused: number;
}

/** Refused by so many nodes: an older refusal, by fewer, says nothing. */
function isRefusedBy(nodes: number, pod: Pod): boolean {
  return unschedulable(pod)?.startsWith(`0/${nodes} nodes are available`) === true;
}

/** `nodes`: of the whole target, where pods may have been refused before they were there. */
function progressOf(
  placed: Pick<PlacedTarget, "pods" | "workloadOf" | "workloads">,
  nodes?: number,
): Progress {
  const own = placed.pods.objects().filter((pod) => !isLeaving(pod) && placed.workloadOf(pod) !== undefined);
  return {
    expected: placed.workloads.reduce((sum, { plan }) => sum + plan.replicas, 0),
    existing: own.length,
    bound: own.filter(({ spec }) => spec.nodeName !== undefined).length,
    refused: own.filter((pod) =>
      nodes === undefined ? unschedulable(pod) !== undefined : isRefusedBy(nodes, pod),
    ).length,
  };
}

async function allRefused(placed: Pick<PlacedTarget, "pods" | "workloadOf" | "workloads">): Promise<void> {
  const isWaiting = (): boolean => {
    const { existing, expected, refused } = progressOf(placed);
    return existing === expected && refused === expected;
  };
  if ((await eventually(() => (isWaiting() ? true : undefined), SETTLED_MS)) === undefined)
    throw new Error(`not all pods wait: ${JSON.stringify(progressOf(placed))}`);
}

async function settle(
  placed: Pick<PlacedTarget, "pods" | "workloadOf" | "workloads">,
  quietMs = QUIET_MS,
  nodes?: number,
): Promise<void> {
  let [last, since] = ["", Date.now()];
  for (const deadline = Date.now() + SETTLED_MS; Date.now() < deadline;) {
    await sleep(100);
    const progress = progressOf(placed, nodes);
    const { expected, existing, bound, refused } = progress;
    if (existing === expected && bound === expected) return;
    const now = JSON.stringify(progress);
    if (now !== last) [last, since] = [now, Date.now()];
    if (bound + refused < existing) continue;
    if (Date.now() - since > (existing === expected ? quietMs : QUIET_WITH_MISSING_MS)) return;
  }
  throw new Error(`not settled in ${SETTLED_MS / 1000} s: ${JSON.stringify(progressOf(placed))}`);
}

/** "live": pods come to nodes that are there. "waiting": nodes come to a queue of all pods. */
export type Arriving = "live" | "waiting";

/** `seed`: of the order in which workloads arrive, see `arrivals`. */
export async function placeTarget(
  plane: ControlPlane,
  target: TargetOfPlan,
  seed: number,
  arriving: Arriving = "live",
): Promise<PlacedTarget> {
  const { api } = plane;
  const workloads = emittedWorkloads(target);
  const pods = await watchedPods(api);
  const nodes = plannedNodes(target.slice);
  const zoneOf = new Map(
    nodes.map(({ name, purchase }) => [name, purchase.labels[NODE_LABELS.availabilityZone] ?? ""]),
  );
  const volumes = await makeVolumes(api, zoneOf);
  const ids = new Map(
    workloads.map(({ id, plan: { kind, namespace, name } }) => [
      `${namespace}/${kind === "CronJob" ? `${name}-run` : name}`,
      id,
    ]),
  );
  const workloadOf = (pod: Pod): string | undefined => ids.get(makerOf(pod));
  await createPrerequisites(api, workloads);
  const placed = { target, plane, workloads, pods, workloadOf };
  const bringPods = async (): Promise<void> => {
    await arrive(api, arrivals(workloads, seed));
    if (arriving === "waiting") await allRefused(placed);
  };
  const bringAllNodes = (): Promise<void> => bringNodes(api, target, pods, arriving === "waiting");
  const isLive = arriving === "live";
  for (const bring of isLive ? [bringAllNodes, bringPods] : [bringPods, bringAllNodes]) await bring();
  await (arriving === "waiting" ? settle(placed, QUIET_AFTER_WAITING_MS, nodes.length) : settle(placed));
  return {
    ...placed,
    settle: () => settle(placed),
    nodeComes: (name, zone) => void zoneOf.set(name, zone),
    stop: () => {
      pods.stop();
      volumes.stop();
    },
  };
}
