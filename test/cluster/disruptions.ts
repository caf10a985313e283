/** What happens to a placed target afterwards: a new version, a node that is replaced, a zone that is lost. */
import { setTimeout as sleep } from "node:timers/promises";
import { NODE_LABELS } from "../../src/model/kubernetes.js";
import { ApiError, inParallel } from "./api-client.js";
import type { ApiClient, ApiObject } from "./api-client.js";
import { collectionOf, pathOf } from "./api-paths.js";
import { nodeObjects, plannedNodes } from "./node-objects.js";
import { waitForNodes } from "./placed-target.js";
import type { PlacedTarget } from "./placed-target.js";
import { isLeaving, podKey, unschedulable } from "./pods.js";
import type { Pod } from "./pods.js";
import { verdictOf } from "./verdict.js";
import { eventually } from "./watched.js";

const ROLLOUT_MS = 120_000;
const EVICTION_MS = 60_000;
const GONE_MS = 60_000;

export interface DisruptionOutcome {
  /** Pods without a node once nothing moves. */
  readonly pending: number;
  readonly outOfPlace: number;
  /** The scheduler's message for the first of them, or what else there is to say. */
  readonly note: string;
}

function outcomeOf(placed: PlacedTarget, extra = ""): DisruptionOutcome {
  const waiting = placed.pods.objects().filter((pod) => !isLeaving(pod) && unschedulable(pod) !== undefined);
  const verdict = verdictOf(placed);
  const missing = verdict.pending.reduce((sum, { pending }) => sum + pending, 0);
  const cause = waiting.map(unschedulable).find((message) => message !== undefined) ?? "";
  return {
    pending: Math.max(waiting.length, missing),
    outOfPlace: verdict.outOfPlace.length,
    note: [extra, cause].filter((text) => text !== "").join("; "),
  };
}

interface Deployment extends ApiObject {
  readonly metadata: ApiObject["metadata"] & { readonly generation?: number };
  readonly spec: { readonly replicas: number };
  readonly status?: {
    readonly observedGeneration?: number;
    readonly replicas?: number;
    readonly updatedReplicas?: number;
    readonly availableReplicas?: number;
  };
}

function isRolledOut({ metadata: { generation }, spec: { replicas }, status = {} }: Deployment): boolean {
  const { observedGeneration, replicas: all, updatedReplicas, availableReplicas } = status;
  const counts = [all ?? 0, updatedReplicas ?? 0, availableReplicas ?? 0];
  return observedGeneration === generation && counts.every((count) => count === replicas);
}

/** Every Deployment gets a new pod template, one after another as a pipeline would deploy them. */
export async function rollingUpdate(placed: PlacedTarget): Promise<DisruptionOutcome> {
  const { api } = placed.plane;
  const deployments = placed.workloads.filter(({ plan }) => plan.kind === "Deployment");
  const stuck: string[] = [];
  for (const { object, id } of deployments) {
    const annotations = { "test.stowage.dev/version": "2" };
    await api.merge(pathOf(object), { spec: { template: { metadata: { annotations } } } });
    const done = await eventually(
      async () => {
        const now = await api.get<Deployment>(pathOf(object));
        return isRolledOut(now) ? true : undefined;
      },
      ROLLOUT_MS / deployments.length + 10_000,
    );
    if (done === undefined) stuck.push(id);
  }
  return outcomeOf(placed, stuck.length === 0 ? "" : `rollouts that do not end: ${stuck.join(", ")}`);
}

async function evict(api: ApiClient, pod: Pod): Promise<void> {
  const { name, namespace = "" } = pod.metadata;
  const path = `/api/v1/namespaces/${namespace}/pods/${name}/eviction`;
  const body = { apiVersion: "policy/v1", kind: "Eviction", metadata: { name, namespace } };
  for (const deadline = Date.now() + EVICTION_MS; Date.now() < deadline;) {
    try {
      await api.post(path, body);
      return;
    } catch (error) {
      if (error instanceof ApiError && error.status === 404) return;
      // 429: a PodDisruptionBudget holds the pod until another one is ready.
      if (!(error instanceof ApiError) || error.status !== 429) throw error;
      await sleep(200);
    }
  }
}

/** The fullest node is replaced as an upgrade does it: one like it first, then its pods are evicted. */
export async function replaceNode(placed: PlacedTarget): Promise<DisruptionOutcome> {
  const { api } = placed.plane;
  const own = placed.pods.objects().filter((pod) => placed.workloadOf(pod) !== undefined);
  const podsOn = (name: string): Pod[] => own.filter(({ spec }) => spec.nodeName === name);
  const [fullest] = nodeObjects(placed.target.slice).sort(
    (left, right) => podsOn(right.metadata.name).length - podsOn(left.metadata.name).length,
  );
  if (fullest === undefined) throw new Error("the target has no nodes");
  const { name, labels = {} } = fullest.metadata;
  const fresh = `${name}-new`;
  const replacement = {
    ...fullest,
    metadata: { name: fresh, labels: { ...labels, [NODE_LABELS.hostname]: fresh } },
  };
  await api.post(collectionOf(replacement), replacement);
  await waitForNodes(api, plannedNodes(placed.target.slice).length + 1);
  await api.merge(`/api/v1/nodes/${name}`, { spec: { unschedulable: true } });
  await inParallel(podsOn(name), (pod) => evict(api, pod), 4);
  await api.delete(`/api/v1/nodes/${name}`);
  await placed.settle();
  const verdict = outcomeOf(placed);
  // Pods on the new node are where the plan says: it is of the same pool.
  const onFresh = placed.pods.objects().filter(({ spec }) => spec.nodeName === fresh).length;
  return { ...verdict, outOfPlace: Math.max(0, verdict.outOfPlace - onFresh) };
}

/**
 * All nodes of the zone with most of them are gone. Of a workload with hard spread over zones the other zones
 * must keep what the spread gave them. The rest waits for the zone, unless there is room: a plan that is to
 * survive the loss without it says so (`survive`), so that waiting is told and is no exception.
 */
export async function loseZone(placed: PlacedTarget): Promise<DisruptionOutcome> {
  const { api } = placed.plane;
  const zoneOf = new Map(
    plannedNodes(placed.target.slice).map(({ name, purchase }) => [name, purchase.availabilityZone]),
  );
  const sizes = new Map<string, number>();
  for (const zone of zoneOf.values()) sizes.set(zone, (sizes.get(zone) ?? 0) + 1);
  const [lost] = [...sizes.keys()].sort((left, right) => (sizes.get(right) ?? 0) - (sizes.get(left) ?? 0));
  const spread = new Set(
    placed.workloads.filter(({ plan }) => plan.zoneSpread !== undefined).map(({ id }) => id),
  );
  const survivors = placed.pods.objects().filter((pod) => {
    const zone = zoneOf.get(pod.spec.nodeName ?? "");
    return spread.has(placed.workloadOf(pod) ?? "") && zone !== undefined && zone !== lost;
  });
  const names = [...zoneOf].filter(([, zone]) => zone === lost).map(([name]) => name);
  await inParallel(names, (name) => api.delete(`/api/v1/nodes/${name}`));
  const isGone = (): boolean =>
    placed.pods.objects().every(({ spec }) => zoneOf.get(spec.nodeName ?? "") !== lost);
  // The pod garbage collector looks every 20 seconds and waits 40 more.
  await eventually(() => (isGone() ? true : undefined), GONE_MS + EVICTION_MS);
  await placed.settle();
  const left = new Set(placed.pods.objects().map(podKey));
  const kept = survivors.filter((pod) => left.has(podKey(pod))).length;
  const { pending, outOfPlace } = outcomeOf(placed);
  const note = `${kept} of ${survivors.length} pods with zone spread run on elsewhere; ${pending} wait for the zone`;
  return { pending: 0, outOfPlace: outOfPlace + survivors.length - kept, note };
}
