/**
 * The scheduler model held against the real scheduler: its bindings, in the order in which it took the pods up,
 * must each be feasible in the model, and a pod that it refused must have no node there.
 */
import { bind } from "../../src/simulate/scheduler-state.js";
import type { NodeState, PodShape, SchedulerState } from "../../src/simulate/scheduler-state.js";
import { schedulerState } from "../../src/simulate/node-states.js";
import { podShape } from "../../src/simulate/pod-shapes.js";
import { reasonsAgainst } from "../../src/simulate/schedule-pod.js";
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
  readonly state: SchedulerState;
  readonly shapes: ReadonlyMap<string, PodShape>;
  readonly nodes: ReadonlyMap<string, NodeState>;
}

function replayOf({ target: { slice, loaded }, workloads }: PlacedTarget): Replay {
  const state = schedulerState(
    slice,
    workloads.map(({ plan }) => plan.requests),
  );
  const known = new Map(loaded.fleet.workloads.map((workload) => [workload.id, workload]));
  const shapes = workloads.map(({ id, plan }) => {
    const workload = known.get(id);
    const one = {
      id,
      planned: plan,
      placement: plan.placement,
      ...(workload === undefined ? {} : { workload }),
    };
    return [id, podShape(one, state)] as const;
  });
  return { state, shapes: new Map(shapes), nodes: new Map(state.nodes.map((node) => [node.name, node])) };
}

function disagreement(pod: Pod, shape: PodShape, { state, nodes }: Replay): string | undefined {
  const { nodeName } = pod.spec;
  if (nodeName === undefined) {
    const free = state.nodes.find((node) => reasonsAgainst(shape, node, state).length === 0);
    return free === undefined ? undefined : "is pending, and the model has a node for it";
  }
  const node = nodes.get(nodeName);
  if (node === undefined) return `is bound to ${nodeName}, which the model does not know`;
  const reasons = reasonsAgainst(shape, node, state);
  bind(shape, node);
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
    const shape = workload === undefined ? undefined : replay.shapes.get(workload);
    if (workload === undefined || shape === undefined) continue;
    const what = disagreement(pod, shape, replay);
    if (what === undefined) continue;
    const key = `${workload} ${what}`;
    found.set(key, { workload, what, pods: (found.get(key)?.pods ?? 0) + 1 });
  }
  return [...found.values()];
}
