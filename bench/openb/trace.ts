/**
 * Alibaba's GPU cluster trace "openb" (Weng et al., USENIX ATC'23): 1,213 GPU nodes and lists of tasks. Read from
 * the folder that `STOWAGE_BENCH_OPENB` names; measured with, never shipped.
 *
 * A task wants virtual CPUs, memory and either a share of one GPU (thousandths) or some whole GPUs of one node;
 * it may be limited to some GPU models.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

export interface TraceNode {
  readonly milliCpu: number;
  readonly mebibytes: number;
  readonly gpus: number;
  readonly model: string;
}

export interface TraceTask {
  readonly milliCpu: number;
  readonly mebibytes: number;
  /** Thousandths of one GPU, 0..1000; 1000 for tasks of more than one GPU. */
  readonly milliGpu: number;
  readonly gpus: number;
  /** Models that it may run on; empty: any. */
  readonly models: readonly string[];
}

export interface Trace {
  readonly nodes: readonly TraceNode[];
  readonly tasks: readonly TraceTask[];
}

const FOLDER = process.env["STOWAGE_BENCH_OPENB"];

function rows(path: string): Map<string, string>[] {
  const [head = "", ...lines] = readFileSync(path, "utf8").trim().split("\n");
  const names = head.trim().split(",");
  return lines.map((line) => {
    const cells = line.trim().split(",");
    return new Map(names.map((name, at) => [name, cells[at] ?? ""]));
  });
}

function number(row: Map<string, string>, name: string): number {
  return Number(row.get(name) ?? 0);
}

/** Thousandths of a GPU that a task holds. */
export function milliGpuOf({ gpus, milliGpu }: TraceTask): number {
  return gpus * (gpus === 1 ? milliGpu : 1000);
}

/** Undefined where the folder is not named or has no such list. */
export function readTrace(workload: string, folder = FOLDER): Trace | undefined {
  if (folder === undefined) return undefined;
  const [nodeFile, taskFile] = [
    join(folder, "openb_node_list_gpu_node.csv"),
    join(folder, `openb_pod_list_${workload}.csv`),
  ];
  if (!existsSync(nodeFile) || !existsSync(taskFile)) return undefined;
  return {
    nodes: rows(nodeFile).map((row) => ({
      milliCpu: number(row, "cpu_milli"),
      mebibytes: number(row, "memory_mib"),
      gpus: number(row, "gpu"),
      model: row.get("model") ?? "",
    })),
    tasks: rows(taskFile).map((row) => ({
      milliCpu: number(row, "cpu_milli"),
      mebibytes: number(row, "memory_mib"),
      gpus: number(row, "num_gpu"),
      milliGpu: number(row, "gpu_milli"),
      models: (row.get("gpu_spec") ?? "").split("|").filter((model) => model !== ""),
    })),
  };
}
