/**
 * Our own policy: fragmentation as FGD sees it, for the next task, and as it shows when tasks of one kind keep coming.
 * For each expected task with a GPU as many copies as the node still holds are put there, device by device and
 * as far as virtual CPUs and memory last; what is then left of its GPUs is lost to that kind. So a node's CPUs
 * count before they run out, and a hole of 0.53 of a GPU is known to hold one task of 0.47 and to lose the rest.
 */
import { fragmentationOf } from "./fgd.js";
import type { Expected, NodeState, Policy } from "./online-replay.js";
import { milliGpuOf } from "./trace.js";

/** Rises within a tenth of a GPU are alike: the first node is filled up before another is begun. */
const ALIKE = 100;
/** What is lost when tasks of one kind keep coming counts twice what is lost for the next one. */
const COMING = 2;

function copies({ milliCpu, mebibytes, model, free }: NodeState, { task }: Expected): number {
  if (task.models.length > 0 && !task.models.includes(model)) return 0;
  let fitting = 0;
  for (const room of free) fitting += Math.floor(room / task.milliGpu);
  return Math.min(
    Math.floor(milliCpu / Math.max(1, task.milliCpu)),
    Math.floor(mebibytes / Math.max(1, task.mebibytes)),
    Math.floor(fitting / task.gpus),
  );
}

export function copiesDescent(expected: readonly Expected[]): Policy {
  const wanting = expected.filter(({ task }) => task.gpus > 0);
  const fragmentation = fragmentationOf(expected);
  return {
    potential: (state) => {
      const all = state.free.reduce((sum, room) => sum + room, 0);
      const lost = wanting.reduce(
        (sum, one) => sum + one.share * (all - copies(state, one) * milliGpuOf(one.task)),
        0,
      );
      return fragmentation(state) + COMING * lost;
    },
    grade: (rise) => Math.floor(rise / ALIKE),
  };
}
