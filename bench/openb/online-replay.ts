/**
 * Tasks come one by one, each is placed at once or refused because it fits nowhere, and never moved. A policy is a
 * number for a node as it stands: a task goes where that number rises least, of equal ones to the first node.
 *
 * The numbers of a node change only when it takes a task, so they are kept by node and shape of task.
 */
import { shuffle } from "../../src/units/random.js";
import type { Random } from "../../src/units/random.js";
import { PlacedNode } from "./placement.js";
import type { Trace, TraceTask } from "./trace.js";
import { milliGpuOf } from "./trace.js";

/** What is still free on a node. */
export interface NodeState {
  readonly milliCpu: number;
  readonly mebibytes: number;
  readonly model: string;
  /** Thousandths, by GPU. */
  readonly free: readonly number[];
}

/** Where a task goes: a number for a node as it stands, and how much its rises are told apart. */
export interface Policy {
  /** Lower is better; thousandths of a GPU. */
  readonly potential: (state: NodeState) => number;
  /** What rises are compared by; lower is better. */
  readonly grade: (rise: number) => number;
}

/** A shape of task and its share of all tasks. */
export interface Expected {
  readonly task: TraceTask;
  readonly share: number;
}

function shapeOf({ milliCpu, mebibytes, gpus, milliGpu, models }: TraceTask): string {
  return `${milliCpu},${mebibytes},${gpus},${milliGpu},${models.join("|")}`;
}

/** The mix that a policy may expect: the trace's own. */
export function expectedTasks(tasks: readonly TraceTask[]): Expected[] {
  const counts = new Map<string, { task: TraceTask; count: number }>();
  for (const task of tasks) {
    const known = counts.get(shapeOf(task)) ?? { task, count: 0 };
    known.count += 1;
    counts.set(shapeOf(task), known);
  }
  return [...counts.values()].map(({ task, count }) => ({ task, share: count / tasks.length }));
}

interface Choice {
  readonly rise: number;
  /** For a share: the GPU. */
  readonly device: number;
}

const NOWHERE: Choice = { rise: Infinity, device: -1 };

/** What is free after the task went to the node (a share to the given GPU). */
function after(node: PlacedNode, task: TraceTask, device: number): NodeState {
  const free = [...node.free];
  if (task.gpus === 1 && task.milliGpu < 1000) free[device] = (free[device] ?? 0) - task.milliGpu;
  else
    for (let at = 0, left = task.gpus; at < free.length && left > 0; at += 1)
      if (free[at] === 1000) {
        free[at] = 0;
        left -= 1;
      }
  return {
    milliCpu: node.milliCpu - task.milliCpu,
    mebibytes: node.mebibytes - task.mebibytes,
    model: node.node.model,
    free,
  };
}

function stateOf(node: PlacedNode): NodeState {
  return { milliCpu: node.milliCpu, mebibytes: node.mebibytes, model: node.node.model, free: node.free };
}

export class OnlineReplay {
  readonly nodes: PlacedNode[];
  refused = 0;
  /** Refused tasks that want no GPU. */
  refusedCpu = 0;
  /** By shape of task, then by node; undefined: the node changed since. */
  private readonly choices = new Map<string, (Choice | undefined)[]>();
  private readonly now: number[];

  constructor(
    { nodes }: Trace,
    private readonly policy: Policy,
  ) {
    this.nodes = nodes.map((node) => new PlacedNode(node));
    const alike = new Map<string, number>();
    this.now = this.nodes.map((node) => {
      const key = `${node.milliCpu},${node.mebibytes},${node.node.gpus},${node.node.model}`;
      const known = alike.get(key) ?? policy.potential(stateOf(node));
      alike.set(key, known);
      return known;
    });
  }

  private best(index: number, task: TraceTask): Choice {
    const node = this.nodes[index];
    if (node?.fits(task) !== true) return NOWHERE;
    const before = this.now[index] ?? 0;
    const { potential, grade } = this.policy;
    if (task.gpus !== 1 || task.milliGpu === 1000)
      return { rise: grade(potential(after(node, task, -1)) - before), device: -1 };
    let best = NOWHERE;
    const tried = new Set<number>();
    for (const [device, room] of node.free.entries()) {
      if (room < task.milliGpu || tried.has(room)) continue;
      tried.add(room);
      const rise = grade(potential(after(node, task, device)) - before);
      if (rise < best.rise) best = { rise, device };
    }
    return best;
  }

  arrive(task: TraceTask): void {
    const key = shapeOf(task);
    const known = this.choices.get(key) ?? [];
    this.choices.set(key, known);
    let chosen = -1;
    let best = NOWHERE;
    for (let index = 0; index < this.nodes.length; index += 1) {
      const choice = (known[index] ??= this.best(index, task));
      if (choice.rise >= best.rise - 1e-9) continue;
      best = choice;
      chosen = index;
    }
    const node = this.nodes[chosen];
    if (node === undefined) {
      this.refused += 1;
      if (task.gpus === 0) this.refusedCpu += 1;
      return;
    }
    node.place(task, best.device);
    this.now[chosen] = this.policy.potential(stateOf(node));
    for (const all of this.choices.values()) all[chosen] = undefined;
  }
}

/** The trace with what comes, and with its nodes in the order in which equal ones are preferred. */
export interface Sequence extends Trace {
  readonly tasks: readonly TraceTask[];
}

function inRandomOrder<Item>(items: readonly Item[], random: Random): Item[] {
  const order = Int32Array.from(items.keys());
  shuffle(order, random);
  return Array.from(order).flatMap((index) => items[index] ?? []);
}

/**
 * The trace's tasks in a random order, then more of them, drawn with replacement, until the next would have them ask
 * for more than so many per cent of all its GPUs: as the paper's simulator makes its sequences, with our own random
 * numbers. Its nodes get names in a random order too, and of equally good ones the first by name is taken: with the
 * trace's own order, in which nodes of one kind stand together, FGD comes out up to half a point elsewhere.
 */
export function sequence({ nodes, tasks }: Trace, percent: number, random: Random): Sequence {
  const most = (nodes.reduce((sum, { gpus }) => sum + 1000 * gpus, 0) * percent) / 100;
  const all = inRandomOrder(tasks, random);
  let asked = tasks.reduce((sum, task) => sum + milliGpuOf(task), 0);
  for (;;) {
    const task = tasks[random(tasks.length)];
    if (task === undefined || asked + milliGpuOf(task) > most) break;
    // Each its own object: a task of the trace may come more than once.
    all.push({ ...task });
    asked += milliGpuOf(task);
  }
  return { nodes: inRandomOrder(nodes, random), tasks: all };
}
