/**
 * Our own policy. A node's number is the sum of what its free GPUs are likely to lose, in thousandths of a GPU:
 *
 *   fragments   as FGD counts them: for the next task (fgd.ts)
 *   copies      when tasks of one kind keep coming: for each expected task with a GPU as many copies as the node still
 *               holds are put there, device by device and as far as virtual CPUs and memory last, and what is then left
 *               of its GPUs is lost to that kind. So a node's CPUs count before they run out
 *   holes       when tasks of all kinds come at random onto one GPU after another (holes.ts)
 *   CPU tasks   fewer copies of tasks without a GPU, where a setting gives them a worth: small ones count most, as
 *               they are what a full cluster still takes
 *
 * How much each counts is a setting; which one a cluster and a mix of tasks have is found by rehearsal (rehearsal.ts).
 * Numbers are asked for millions of times: expected tasks are tables by GPU model, grouped by what they want of GPUs.
 */
import { WHOLE, lossOfHoles } from "./holes.js";
import type { Expected, NodeState, Policy } from "./online-replay.js";

export interface Setting {
  /** What counts once for the next task counts so often when its kind keeps coming. */
  readonly coming: number;
  readonly holes: number;
  /** Worth of a task without a GPU and of mean size, in thousandths of a GPU; 0: none. */
  readonly cpuTask: number;
  /** Rises within so many thousandths are alike: the first node is filled up before another is begun. */
  readonly alike: number;
}

/** Tasks that want the same of GPUs, as places in the tables. */
interface Group {
  readonly milliGpu: number;
  readonly gpus: number;
  readonly from: number;
  readonly to: number;
}

interface Tasks {
  readonly milliCpu: Float64Array;
  readonly mebibytes: Float64Array;
  readonly weight: Float64Array;
}

interface Table extends Tasks {
  readonly groups: readonly Group[];
  /** Share of tasks that the model never holds. */
  readonly excluded: number;
}

function tasksOf(expected: readonly Expected[], weightOf: (one: Expected) => number): Tasks {
  return {
    milliCpu: Float64Array.from(expected, ({ task }) => Math.max(1, task.milliCpu)),
    mebibytes: Float64Array.from(expected, ({ task }) => Math.max(1, task.mebibytes)),
    weight: Float64Array.from(expected, weightOf),
  };
}

function shareOf(some: readonly Expected[]): number {
  return some.reduce((sum, { share }) => sum + share, 0);
}

function tableOf(wanting: readonly Expected[], model: string): Table {
  const allowed = wanting.filter(({ task: { models } }) => models.length === 0 || models.includes(model));
  const ordered = [...allowed].sort(
    (one, other) => one.task.gpus - other.task.gpus || one.task.milliGpu - other.task.milliGpu,
  );
  const groups: Group[] = [];
  for (const [at, { task }] of ordered.entries()) {
    const last = groups.at(-1);
    const { milliGpu, gpus } = task;
    if (last !== undefined && last.milliGpu === milliGpu && last.gpus === gpus)
      groups[groups.length - 1] = { ...last, to: at + 1 };
    else groups.push({ milliGpu, gpus, from: at, to: at + 1 });
  }
  const excluded = shareOf(wanting) - shareOf(allowed);
  return { ...tasksOf(ordered, ({ share }) => share), groups, excluded };
}

/** Small tasks count most: the cube of mean size over own size. */
function cpuTasks(expected: readonly Expected[]): Tasks {
  const own = expected.filter(({ task }) => task.gpus === 0);
  const mean = own.reduce((sum, { task, share }) => sum + share * task.milliCpu, 0) / shareOf(own);
  return tasksOf(own, ({ task, share }) => share * (mean / Math.max(1, task.milliCpu)) ** 3);
}

/** How many tasks at a place of the table a node's CPUs and memory hold, at most so many. */
function held({ milliCpu, mebibytes }: NodeState, tasks: Tasks, at: number, most: number): number {
  const byCpu = Math.floor(milliCpu / (tasks.milliCpu[at] ?? 1));
  const byMemory = Math.floor(mebibytes / (tasks.mebibytes[at] ?? 1));
  return Math.min(most, byCpu, byMemory);
}

interface Devices {
  /** Copies that its GPUs hold. */
  readonly copies: number;
  /** What is free on GPUs that have less room than one copy wants of one. */
  readonly useless: number;
}

function devicesFor(free: readonly number[], { milliGpu, gpus }: Group): Devices {
  let [fitting, useless] = [0, 0];
  for (const room of free)
    if (room < milliGpu) useless += room;
    else fitting += Math.floor(room / milliGpu);
  return { copies: Math.floor(fitting / gpus), useless };
}

export function copiesDescent(expected: readonly Expected[], setting: Setting): Policy {
  const { coming, holes, cpuTask, alike } = setting;
  const wanting = expected.filter(({ task }) => task.gpus > 0);
  const withoutGpu = 1 - shareOf(wanting);
  const small = cpuTasks(expected);
  const loss = lossOfHoles(expected);
  const tables = new Map<string, Table>();

  function gpuLoss(state: NodeState, table: Table): number {
    let [all, sum] = [0, 0];
    for (const room of state.free) {
      all += room;
      sum += holes * (loss[Math.min(room, WHOLE)] ?? 0);
    }
    sum += all * (withoutGpu + table.excluded * (1 + coming));
    for (const group of table.groups) {
      const { copies, useless } = devicesFor(state.free, group);
      const each = group.gpus * group.milliGpu;
      for (let at = group.from; at < group.to; at += 1) {
        const holds = copies === 0 ? 0 : held(state, table, at, copies);
        const lost = (holds > 0 ? useless : all) + coming * (all - holds * each);
        sum += (table.weight[at] ?? 0) * lost;
      }
    }
    return sum;
  }

  function cpuWorth(state: NodeState): number {
    let worth = 0;
    for (let at = 0; at < small.weight.length; at += 1)
      worth += (small.weight[at] ?? 0) * held(state, small, at, Infinity);
    return worth;
  }

  return {
    potential: (state) => {
      const table = tables.get(state.model) ?? tableOf(wanting, state.model);
      tables.set(state.model, table);
      return gpuLoss(state, table) - (cpuTask === 0 ? 0 : cpuTask * cpuWorth(state));
    },
    grade: (rise) => Math.floor(rise / alike),
  };
}
