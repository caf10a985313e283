/** Pods as the tests read them: whose they are, where they are bound, what the scheduler says of them. */
import type { ApiClient, ApiObject } from "./api-client.js";
import { watched } from "./watched.js";
import type { Watched } from "./watched.js";

interface Condition {
  readonly type: string;
  readonly status: string;
  readonly reason?: string;
  readonly message?: string;
}

export interface Pod extends ApiObject {
  readonly spec: { readonly nodeName?: string };
  readonly status?: { readonly phase?: string; readonly conditions?: readonly Condition[] };
}

function wanted({ metadata, spec, status }: Pod): Pod {
  const { name, namespace, labels, ownerReferences, deletionTimestamp } = metadata;
  const conditions = status?.conditions?.filter(({ type }) => type === "PodScheduled" || type === "Ready");
  const { phase } = status ?? {};
  return {
    metadata: {
      name,
      ...(namespace === undefined ? {} : { namespace }),
      ...(labels === undefined ? {} : { labels }),
      ...(ownerReferences === undefined ? {} : { ownerReferences }),
      ...(deletionTimestamp === undefined ? {} : { deletionTimestamp }),
    },
    spec: spec.nodeName === undefined ? {} : { nodeName: spec.nodeName },
    status: {
      ...(phase === undefined ? {} : { phase }),
      ...(conditions === undefined ? {} : { conditions }),
    },
  };
}

export function watchedPods(api: ApiClient): Promise<Watched<Pod>> {
  return watched<Pod>(api, "/api/v1/pods", wanted);
}

/** "namespace/name" of the object that made the pod: a ReplicaSet of a Deployment counts as the Deployment. */
export function makerOf({
  metadata: { name, namespace = "", labels = {}, ownerReferences = [] },
}: Pod): string {
  const owner = ownerReferences[0];
  const hash = labels["pod-template-hash"];
  const made = owner?.name ?? name;
  const maker =
    owner?.kind === "ReplicaSet" && hash !== undefined && made.endsWith(`-${hash}`)
      ? made.slice(0, -hash.length - 1)
      : made;
  return `${namespace}/${maker}`;
}

export function podKey({ metadata: { name, namespace = "" } }: Pod): string {
  return `${namespace}/${name}`;
}

/** Being removed, it holds no place in a plan. */
export function isLeaving({ metadata: { deletionTimestamp } }: Pod): boolean {
  return deletionTimestamp !== undefined;
}

/** Why the scheduler found no node, in its words; undefined where it has not said so. */
export function unschedulable(pod: Pod): string | undefined {
  if (pod.spec.nodeName !== undefined) return undefined;
  const found = pod.status?.conditions?.find(({ type }) => type === "PodScheduled");
  return found?.reason === "Unschedulable" ? (found.message ?? "") : undefined;
}

export function isReady(pod: Pod): boolean {
  return pod.status?.conditions?.some(({ type, status }) => type === "Ready" && status === "True") ?? false;
}
