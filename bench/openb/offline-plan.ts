/**
 * All tasks known at once: which are placed where, so that most of the GPUs are held. Two packings by the kernel:
 *
 *   devices   tasks that share a GPU are packed onto single GPUs, as few as can be: a full GPU is then one item
 *             that wants a whole one, and what a node holds is sums again
 *   nodes     the trace's nodes are there and free of cost; leaving an item out costs what it holds of GPUs (a
 *             node type of its own that holds one item, as the planner does it)
 *
 * Then tasks that were left out go one by one where they still fit, those that hold most first.
 */
import { solvePacking } from "../../src/solve/index.js";
import type { NodeType, PackingClass, PackingOutcome, PackingProblem } from "../../src/solve/index.js";
import { PlacedNode } from "./placement.js";
import { milliGpuOf } from "./trace.js";
import type { Trace, TraceNode, TraceTask } from "./trace.js";

/** Work units of both packings together. */
export interface OfflineEffort {
  readonly devices: number;
  readonly nodes: number;
}

/** What a task without a GPU counts, in thousandths of a GPU. */
const CPU_TASK = 20;
/** Virtual CPUs beside one GPU: most nodes have 12; the others hold what wants more, at a slightly higher price. */
const BESIDE_ONE_GPU = [
  { milliCpu: 12_000, price: 1000 },
  { milliCpu: 52_000, price: 1010 },
];
const MEBIBYTES_BESIDE = 262_144;

/** Tasks that are placed together: one whole task, or those that share a GPU. */
type Bundle = readonly TraceTask[];

interface Group {
  readonly size: readonly number[];
  readonly bundles: Bundle[];
}

function sum(bundle: Bundle, amount: (task: TraceTask) => number): number {
  return bundle.reduce((total, task) => total + amount(task), 0);
}

function grouped(bundles: readonly Bundle[], size: (bundle: Bundle) => number[]): Group[] {
  const groups = new Map<string, Group>();
  for (const bundle of bundles) {
    const own = size(bundle);
    const group = groups.get(own.join(",")) ?? { size: own, bundles: [] };
    groups.set(own.join(","), group);
    group.bundles.push(bundle);
  }
  return [...groups.values()];
}

function classesOf(groups: readonly Group[]): PackingClass[] {
  return groups.map(({ size, bundles }) => ({ demand: bundles.length, size }));
}

function solved(outcome: PackingOutcome): Extract<PackingOutcome, { status: "solved" }> {
  if (outcome.status !== "solved") throw new Error(outcome.status);
  return outcome;
}

/** Tasks that share a GPU, a GPU after another. */
function devices(tasks: readonly TraceTask[], workUnits: number): Bundle[] {
  const groups = grouped(
    tasks.map((task) => [task]),
    ([task]) => (task === undefined ? [] : [task.milliGpu, task.milliCpu, task.mebibytes]),
  );
  const outcome = solved(
    solvePacking({
      rows: 3,
      classes: classesOf(groups),
      nodeTypes: BESIDE_ONE_GPU.map(({ milliCpu, price }) => ({
        capacity: [1000, milliCpu, MEBIBYTES_BESIDE],
        price,
        eligible: groups.map(() => true),
      })),
      caps: [],
      limits: { targetGapMilliPercent: 0, workUnits },
    }),
  );
  const left = groups.map(({ bundles }) => bundles.flat());
  return outcome.entries.flatMap(({ count, pattern }) =>
    Array.from({ length: count }, () =>
      pattern.flatMap(({ packingClass, items }) => left[packingClass]?.splice(0, items) ?? []),
    ),
  );
}

function shapeOf({ milliCpu, mebibytes, gpus }: TraceNode): string {
  return `${milliCpu},${mebibytes},${gpus}`;
}

function nodesProblem(
  groups: readonly Group[],
  shapes: readonly (readonly TraceNode[])[],
  workUnits: number,
): PackingProblem {
  const own = shapes.map(([node]): NodeType => ({
    capacity: [node?.milliCpu ?? 0, node?.mebibytes ?? 0, node?.gpus ?? 0],
    price: 0,
    eligible: groups.map(() => true),
  }));
  const left = groups.map(({ size, bundles }, index): NodeType => ({
    capacity: size,
    price: Math.max(CPU_TASK, sum(bundles[0] ?? [], milliGpuOf)),
    eligible: groups.map((_group, other) => other === index),
  }));
  return {
    rows: 3,
    classes: classesOf(groups),
    nodeTypes: [...own, ...left],
    caps: shapes.map((nodes, nodeType) => ({ limit: nodes.length, terms: [{ nodeType, weight: 1 }] })),
    limits: { targetGapMilliPercent: 0, workUnits },
  };
}

export interface OfflinePlan {
  readonly nodes: readonly PlacedNode[];
  readonly placed: number;
  readonly workUnits: number;
}

/** Most of the GPUs of the trace's nodes held by its tasks, each task once. */
export function offlinePlan({ nodes, tasks }: Trace, effort: OfflineEffort): OfflinePlan {
  if (tasks.some(({ models }) => models.length > 0))
    throw new Error("tasks that want GPU models are not planned");
  const shares = tasks.filter(({ gpus, milliGpu }) => gpus === 1 && milliGpu < 1000);
  const whole = tasks.filter(({ gpus, milliGpu }) => gpus !== 1 || milliGpu === 1000);
  const bundles = [...devices(shares, effort.devices), ...whole.map((task) => [task])];
  const groups = grouped(bundles, (bundle) => [
    sum(bundle, ({ milliCpu }) => milliCpu),
    sum(bundle, ({ mebibytes }) => mebibytes),
    bundle[0]?.gpus ?? 0,
    sum(bundle, milliGpuOf),
  ]).map(({ size, bundles: own }) => ({ size: size.slice(0, 3), bundles: own }));
  const placed = nodes.map((node) => new PlacedNode(node));
  const shapes = new Map<string, PlacedNode[]>();
  for (const one of placed) {
    const key = shapeOf(one.node);
    shapes.set(key, [...(shapes.get(key) ?? []), one]);
  }
  const alike = [...shapes.values()];
  const problem = nodesProblem(
    groups,
    alike.map((own) => own.map(({ node }) => node)),
    effort.nodes,
  );
  const outcome = solved(solvePacking(problem));
  const out = new Set(tasks);
  const queues = groups.map(({ bundles: own }) => [...own]);
  for (const { nodeType, count, pattern } of outcome.entries) {
    const targets = alike[nodeType]?.splice(0, count) ?? [];
    for (const target of targets)
      for (const { packingClass, items } of pattern)
        for (const bundle of queues[packingClass]?.splice(0, items) ?? []) {
          const device = target.free.indexOf(1000);
          for (const task of bundle) {
            target.place(task, device);
            out.delete(task);
          }
        }
  }
  const late = [...out].sort((one, other) => milliGpuOf(other) - milliGpuOf(one));
  for (const task of late) {
    const target = placed.find((node) => node.fits(task));
    if (target === undefined) continue;
    target.place(task);
    out.delete(task);
  }
  return { nodes: placed, placed: tasks.length - out.size, workUnits: outcome.workUnits };
}
