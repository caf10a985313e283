/**
 * Fragmentation gradient descent, the opponent, from its paper (Q. Weng et al., "Beware of Fragmentation: Scheduling
 * GPU-Sharing Workloads with Fragmentation Gradient Descent", USENIX ATC'23, sections 3 and 4): what is free of the
 * GPUs of a node but of no use to a task is a fragment for that task; the fragmentation of a node is what that is
 * on average over the expected tasks; a task goes where fragmentation grows least.
 *
 * For a task that the node cannot take, and for one without a GPU, all that is free is a fragment; for the others
 * it is what is free on GPUs that have less room than the task wants of one.
 *
 * What the paper leaves open is as in its simulator, with which the published figures were made
 * (hkust-adsl/kubernetes-scheduler-simulator, 2023): memory decides where a task fits and counts in no fragment; the
 * expected tasks are the most frequent ones that make up 95 % of all; rises are compared in whole points.
 */
import type { Expected, NodeState, Policy } from "./online-replay.js";
import { expectedTasks } from "./online-replay.js";
import type { TraceTask } from "./trace.js";

/** Share of all tasks that the expected ones make up at least. */
const EXPECTED_SHARE = 0.95;

/** By virtual CPUs, GPUs and models alone, the most frequent first. */
function typical(tasks: readonly TraceTask[]): Expected[] {
  const all = expectedTasks(tasks.map((task) => ({ ...task, mebibytes: 0 }))).sort(
    (one, other) => other.share - one.share,
  );
  let sum = 0;
  const most = all.filter(({ share }) => {
    const before = sum;
    sum += share;
    return before < EXPECTED_SHARE;
  });
  const total = most.reduce((shares, { share }) => shares + share, 0);
  return most.map(({ task, share }) => ({ task, share: share / total }));
}

function fragment({ milliCpu, mebibytes, model, free }: NodeState, { task }: Expected): number {
  let [all, useless, fitting] = [0, 0, 0];
  for (const room of free) {
    all += room;
    if (room < task.milliGpu) useless += room;
    else fitting += 1;
  }
  const runs =
    task.gpus > 0 &&
    task.milliCpu <= milliCpu &&
    task.mebibytes <= mebibytes &&
    (task.models.length === 0 || task.models.includes(model)) &&
    fitting >= task.gpus;
  return runs ? useless : all;
}

export function fragmentationOf(expected: readonly Expected[]): Policy["potential"] {
  return (state) => expected.reduce((sum, one) => sum + one.share * fragment(state, one), 0);
}

export function fragmentationDescent(tasks: readonly TraceTask[]): Policy {
  return {
    potential: fragmentationOf(typical(tasks)),
    // Whole points of 100 on a logistic curve, a GPU wide: so the paper's simulator compares.
    grade: (rise) => -Math.floor(100 / (1 + Math.exp(rise / 1000))),
  };
}
