/** What happens to a placed target afterwards: a new version, a node that is replaced, a zone that is lost. */
import { setTimeout as sleep } from "node:timers/promises";
import { NODE_LABELS } from "../../src/model/kubernetes.js";
import type { TargetPlan, WorkloadPlan } from "../../src/model/plan.js";
import { zoneRuleOf } from "../../src/model/zone-loss.js";
import { ApiError, inParallel } from "./api-client.js";
import type { ApiClient, ApiObject } from "./api-client.js";
import { collectionOf, pathOf } from "./api-paths.js";
import { hasSystemLoad, nodeObjects, plannedNodes, volumeLimits } from "./node-objects.js";
import { bringNodes, systemLoadBound, waitForNodes } from "./placed-target.js";
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
  /** Present where the plan does not say that nothing stays pending: what does is a figure and no fault. */
  readonly notPromised?: true;
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
  const outcome = outcomeOf(
    placed,
    stuck.length === 0 ? "" : `rollouts that do not end: ${stuck.join(", ")}`,
  );
  const waiting = placed.target.slice.realisation?.rollingUpdates?.waiting ?? [];
  // What the plan says of its rolling updates is a figure and no fault.
  return stuck.length > 0 && stuck.every((id) => waiting.includes(id))
    ? { ...outcome, notPromised: true }
    : outcome;
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
  const pool = labels[NODE_LABELS.pool] ?? "";
  const { realisation } = placed.target.slice;
  // Volumes of new pods are made in the new node's zone.
  placed.nodeComes(fresh, labels[NODE_LABELS.availabilityZone] ?? "");
  const [limit] = volumeLimits(placed.target.slice).filter(({ metadata }) => metadata.name === name);
  const replacement = {
    ...fullest,
    metadata: { name: fresh, labels: { ...labels, [NODE_LABELS.hostname]: fresh } },
  };
  await api.post(collectionOf(replacement), replacement);
  if (limit !== undefined) await api.post(collectionOf(limit), { ...limit, metadata: { name: fresh } });
  const planned = plannedNodes(placed.target.slice);
  await waitForNodes(api, planned.length + 1);
  const hasAgents = planned.some((one) => one.name === name && hasSystemLoad(one.purchase));
  await systemLoadBound(placed.pods, hasAgents ? [fresh] : []);
  await api.merge(`/api/v1/nodes/${name}`, { spec: { unschedulable: true } });
  await inParallel(podsOn(name), (pod) => evict(api, pod), 4);
  await api.delete(`/api/v1/nodes/${name}`);
  await placed.settle();
  const verdict = outcomeOf(placed);
  // Pods on the new node are where the plan says: it is of the same pool.
  const onFresh = placed.pods.objects().filter(({ spec }) => spec.nodeName === fresh).length;
  const promised = realisation?.replacements?.[pool]?.promised === true;
  const note = [promised ? "" : `pool ${pool} promises no replacement`, verdict.note];
  return {
    ...verdict,
    outOfPlace: Math.max(0, verdict.outOfPlace - onFresh),
    note: note.filter((text) => text !== "").join("; "),
    ...(promised ? {} : { notPromised: true }),
  };
}

/** How many of a workload's replicas one zone may have, by its rule of spread over the zones of its pools. */
function mostInOneZone(plan: WorkloadPlan, slice: TargetPlan): number {
  const { replicas, placement } = plan;
  const rule = zoneRuleOf(plan);
  if (rule === undefined) return replicas;
  const own = Object.values(slice.purchases).filter(({ pool }) => Object.hasOwn(placement.byPool, pool));
  const zones = new Set(own.map(({ availabilityZone }) => availabilityZone)).size;
  // n in the fullest, at least n - skew in each other one.
  return Math.min(replicas, Math.floor((replicas + rule.maxSkew * (zones - 1)) / zones));
}

/** The zone with most nodes; undefined where there is one alone. */
function fullestZone(zoneOf: ReadonlyMap<string, string>): string | undefined {
  const sizes = new Map<string, number>();
  for (const zone of zoneOf.values()) sizes.set(zone, (sizes.get(zone) ?? 0) + 1);
  const [fullest] = [...sizes.keys()].sort((left, right) => (sizes.get(right) ?? 0) - (sizes.get(left) ?? 0));
  return sizes.size < 2 ? undefined : fullest;
}

/**
 * All nodes of the zone with most of them are gone. Of every workload with a hard rule over zones as many replicas must
 * run on as the rule left in the other zones. The rest waits for the zone, unless there is room; then the zone comes
 * back, and nothing may wait any more: that is one more order of arrival.
 */
export async function loseZone(placed: PlacedTarget): Promise<DisruptionOutcome> {
  const { api } = placed.plane;
  const { slice } = placed.target;
  const zoneOf = new Map(plannedNodes(slice).map(({ name, purchase }) => [name, purchase.availabilityZone]));
  const lost = fullestZone(zoneOf);
  const ruled = placed.workloads.filter(({ plan }) => zoneRuleOf(plan) !== undefined);
  const survivors = placed.pods.objects().filter(({ spec: { nodeName = "" } }) => {
    const zone = zoneOf.get(nodeName);
    return zone !== undefined && zone !== lost;
  });
  const names = [...zoneOf].filter(([, zone]) => zone === lost).map(([name]) => name);
  await inParallel(names, (name) => api.delete(`/api/v1/nodes/${name}`));
  const isGone = (): boolean =>
    placed.pods.objects().every(({ spec }) => zoneOf.get(spec.nodeName ?? "") !== lost);
  // The pod garbage collector looks every 20 seconds and waits 40 more.
  await eventually(() => (isGone() ? true : undefined), GONE_MS + EVICTION_MS);
  await placed.settle();
  const left = new Set(placed.pods.objects().map(podKey));
  const ranOn = survivors.filter((pod) => left.has(podKey(pod)));
  const tooFew = ruled.filter(({ id, plan }) => {
    const running = ranOn.filter((pod) => placed.workloadOf(pod) === id).length;
    return running < plan.replicas - mostInOneZone(plan, slice);
  });
  const waiting = outcomeOf(placed).pending;
  // Of a node that is gone a cluster removes this too.
  const limited = volumeLimits(slice).filter(({ metadata }) => names.includes(metadata.name));
  await inParallel(limited, (object) => api.delete(pathOf(object)));
  await bringNodes(api, placed.target, placed.pods, true);
  await placed.settle();
  const { pending, outOfPlace, note } = outcomeOf(placed);
  const told = [
    `${ruled.length - tooFew.length} of ${ruled.length} workloads with a hard rule over zones ran on as it says`,
    `${ranOn.length} of ${survivors.length} pods elsewhere ran on`,
    `${waiting} waited for the zone, ${pending} once it was back`,
    ...tooFew.map(({ id }) => `too few of ${id} ran on`),
    ...(note === "" ? [] : [note]),
  ];
  const outOf = outOfPlace + survivors.length - ranOn.length + tooFew.length;
  return { pending, outOfPlace: outOf, note: told.join("; ") };
}
