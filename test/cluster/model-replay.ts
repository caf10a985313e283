/**
 * The scheduler model held against the real scheduler: its bindings, in the order in which it took the pods up,
 * must each be feasible in the model, and a pod that it refused must have no node there.
 */
import { SchedulerModel, modelPods, nodesOfPurchase, plannedPodsOf } from "../../src/simulate/index.js";
import { isLeaving, podKey } from "./pods.js";
import type { Pod } from "./pods.js";
import type { PlacedTarget } from "./placed-target.js";

export interface Disagreement {
  readonly workload: string;
  readonly pods: number;
  readonly what: string;
}

const TAKES_UP = /"Attempting to schedule pod" pod="([^"]+)"/g;

/** The last attempt counts: earlier ones found nothing. */
function lastAttempts(log: string): ReadonlyMap<string, number> {
  return new Map([...log.matchAll(TAKES_UP)].map((match, index) => [match[1] ?? "", index]));
}

interface Replay {
  readonly model: SchedulerModel;
  readonly workloads: ReadonlySet<string>;
}

function replayOf({ target: { kind, slice, loaded, plan } }: PlacedTarget): Replay {
  const nodes = Object.values(slice.purchases).map(nodesOfPurchase);
  const planned = plannedPodsOf({ plan, fleet: loaded.fleet }, kind, slice);
  return {
    model: new SchedulerModel({ nodes, pods: modelPods(planned) }),
    workloads: new Set(planned.map(({ id }) => id)),
  };
}

function disagreement(pod: Pod, workload: string, { model }: Replay): string | undefined {
  const { nodeName } = pod.spec;
  const pods = model.podsOf(workload);
  if (nodeName === undefined)
    return model.feasible(pods).length === 0 ? undefined : "is pending, and the model has a node for it";
  if (!model.nodeNames.includes(nodeName)) return `is bound to ${nodeName}, which the model does not know`;
  const node = model.nodeOf(nodeName);
  const reasons = model.reasonsAgainst(pods, node);
  model.bind(pods, node);
  return reasons.length === 0 ? undefined : `is bound where the model says: ${reasons.join(", ")}`;
}

/** Empty where model and scheduler agree. */
export function disagreements(placed: PlacedTarget): Disagreement[] {
  const attempts = lastAttempts(placed.plane.logOf("kube-scheduler"));
  const replay = replayOf(placed);
  const turn = (pod: Pod): number => attempts.get(podKey(pod)) ?? Infinity;
  const bound = (pod: Pod): boolean => pod.spec.nodeName !== undefined;
  const pods = placed.pods.objects().filter((pod) => !isLeaving(pod));
  const inOrder = [
    ...pods.filter(bound).sort((left, right) => turn(left) - turn(right)),
    // Nothing leaves, so what was refused is judged on the nodes as they are at the end.
    ...pods.filter((pod) => !bound(pod)),
  ];
  const found = new Map<string, Disagreement>();
  for (const pod of inOrder) {
    const workload = placed.workloadOf(pod);
    if (workload === undefined || !replay.workloads.has(workload)) continue;
    const what = disagreement(pod, workload, replay);
    if (what === undefined) continue;
    const key = `${workload} ${what}`;
    found.set(key, { workload, what, pods: (found.get(key)?.pods ?? 0) + 1 });
  }
  return [...found.values()];
}
