/**
 * The order in which pods come up. A waiting queue serves higher priorities first (PrioritySort); among
 * equals it is the order of arrival, which nobody knows: so it is asked for.
 */
import { compareText } from "../units/compare.js";
import { randomFrom, shuffle } from "../units/random.js";
import { at } from "./scheduler-state.js";
import type { PodShape, SchedulerState } from "./scheduler-state.js";

export type ArrivalOrder = "largestFirst" | "byName" | { readonly seed: number };

/** The largest part of the target's whole capacity that one replica takes of any resource. */
function sizesOf(shapes: readonly PodShape[], state: SchedulerState): number[] {
  const capacity = state.resources.map((_name, resource) =>
    state.nodes.reduce((sum, node) => sum + at(node.capacity, resource), 0),
  );
  return shapes.map(({ requests }) =>
    requests.reduce((largest, { resource, amount }) => {
      const whole = at(capacity, resource);
      return whole === 0 ? largest : Math.max(largest, amount / whole);
    }, 0),
  );
}

interface Turn {
  readonly shape: PodShape;
  readonly index: number;
  readonly size: number;
}

function turnsOf(shapes: readonly PodShape[], sizes: readonly number[]): Turn[] {
  const turns = shapes.map((shape, index) => ({ shape, index, size: at(sizes, index) }));
  return turns.sort(
    (left, right) =>
      right.shape.priority - left.shape.priority ||
      right.size - left.size ||
      compareText(left.shape.id, right.shape.id),
  );
}

/** Shape index of every pod, first to arrive first. */
export function arrivals(
  shapes: readonly PodShape[],
  state: SchedulerState,
  order: ArrivalOrder,
): Int32Array {
  const turns = turnsOf(shapes, order === "largestFirst" ? sizesOf(shapes, state) : []);
  const pods = new Int32Array(shapes.reduce((sum, { replicas }) => sum + replicas, 0));
  const random = typeof order === "object" ? randomFrom(order.seed) : undefined;
  let end = 0;
  let start = 0;
  for (const [turn, { shape, index }] of turns.entries()) {
    pods.fill(index, end, end + shape.replicas);
    end += shape.replicas;
    if (turns[turn + 1]?.shape.priority === shape.priority) continue;
    // The last of its priority: these arrive in any order.
    if (random !== undefined) shuffle(pods.subarray(start, end), random);
    start = end;
  }
  return pods;
}
