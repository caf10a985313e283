/** Nodes with tasks on them, device by device: a share lies on one GPU, whole GPUs are wholly free before. */
import { milliGpuOf } from "./trace.js";
import type { Trace, TraceNode, TraceTask } from "./trace.js";

export class PlacedNode {
  readonly tasks: TraceTask[] = [];
  milliCpu: number;
  mebibytes: number;
  /** Thousandths that are free, by GPU. */
  readonly free: number[];

  constructor(readonly node: TraceNode) {
    this.milliCpu = node.milliCpu;
    this.mebibytes = node.mebibytes;
    this.free = Array.from({ length: node.gpus }, () => 1000);
  }

  allows({ models, gpus }: TraceTask): boolean {
    return gpus === 0 || models.length === 0 || models.includes(this.node.model);
  }

  get wholeFree(): number {
    return this.free.reduce((sum, one) => sum + (one === 1000 ? 1 : 0), 0);
  }

  /** The GPU with the least room that still has enough for a share; -1: none. */
  deviceFor(milliGpu: number): number {
    let best = -1;
    for (const [device, room] of this.free.entries())
      if (room >= milliGpu && (best === -1 || room < (this.free[best] ?? 0))) best = device;
    return best;
  }

  fits(task: TraceTask): boolean {
    if (task.milliCpu > this.milliCpu || task.mebibytes > this.mebibytes || !this.allows(task)) return false;
    if (task.gpus === 0) return true;
    return task.gpus === 1 && task.milliGpu < 1000
      ? this.deviceFor(task.milliGpu) !== -1
      : this.wholeFree >= task.gpus;
  }

  /** On the given GPU, or where there is least room; the task has to fit. */
  place(task: TraceTask, device = this.deviceFor(task.milliGpu)): void {
    this.tasks.push(task);
    this.milliCpu -= task.milliCpu;
    this.mebibytes -= task.mebibytes;
    if (task.gpus === 1 && task.milliGpu < 1000) {
      this.free[device] = (this.free[device] ?? 0) - task.milliGpu;
      return;
    }
    let left = task.gpus;
    for (let at = 0; at < this.free.length && left > 0; at += 1)
      if (this.free[at] === 1000) {
        this.free[at] = 0;
        left -= 1;
      }
  }
}

/** Share of all GPUs that tasks hold, in per cent. */
export function allocatedPercent(nodes: readonly PlacedNode[]): number {
  let [held, all] = [0, 0];
  for (const { node, tasks } of nodes) {
    all += 1000 * node.gpus;
    for (const task of tasks) held += milliGpuOf(task);
  }
  return (100 * held) / all;
}

/** Whether shares fit on so many GPUs, by trying: largest first, the first GPU of equal ones. */
function sharesFit(shares: readonly number[], room: number[]): boolean {
  const [share, ...rest] = shares;
  if (share === undefined) return true;
  const tried = new Set<number>();
  for (const [device, free] of room.entries()) {
    if (free < share || tried.has(free)) continue;
    tried.add(free);
    room[device] = free - share;
    if (sharesFit(rest, room)) return true;
    room[device] = free;
  }
  return false;
}

/**
 * Why the placement is none, or undefined; written apart from what places: sums of each node anew, shares packed
 * onto GPUs anew, and no task that the list does not have.
 */
export function faultOf({ nodes, tasks }: Trace, placed: readonly PlacedNode[]): string | undefined {
  const known = new Map<TraceTask, number>();
  for (const task of tasks) known.set(task, (known.get(task) ?? 0) + 1);
  for (const [index, { node, tasks: own }] of placed.entries()) {
    if (nodes[index] !== node) return `node ${index} is not the trace's`;
    const shares: number[] = [];
    let [cpu, memory, whole] = [0, 0, 0];
    for (const task of own) {
      const left = (known.get(task) ?? 0) - 1;
      if (left < 0) return `node ${index} has a task that is placed elsewhere`;
      known.set(task, left);
      cpu += task.milliCpu;
      memory += task.mebibytes;
      if (task.gpus > 0 && task.models.length > 0 && !task.models.includes(node.model))
        return `node ${index} has a task that its model excludes`;
      if (task.gpus === 1 && task.milliGpu < 1000) shares.push(task.milliGpu);
      else whole += task.gpus;
    }
    if (cpu > node.milliCpu || memory > node.mebibytes) return `node ${index} is too full`;
    const room = Array.from({ length: node.gpus - whole }, () => 1000);
    if (
      whole > node.gpus ||
      !sharesFit(
        shares.sort((one, other) => other - one),
        room,
      )
    )
      return `the GPUs of node ${index} do not hold their tasks`;
  }
  return undefined;
}
