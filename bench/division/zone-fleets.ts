/**
 * Fleets of one cluster in three zones, of the demand of two traces: Alibaba's disaggregated recommendation models (Yang et
 * al., NSDI 2025), and every sixteenth task of its GPU trace "openb" that names no model of GPU (Weng et al., USENIX ATC'23).
 * Equal tasks are replicas of one workload; shares of a GPU are shares of a device.
 */
import type { FleetSpec, PoolSpec, WorkloadSpec } from "../../src/model/fleet-spec.js";
import type { TraceTask } from "../openb/trace.js";
import { readTrace } from "../openb/trace.js";
import { dlrmFleet } from "./dlrm.js";

const EVERY = 16;
const REGION = "us-east-1";
const CPU: PoolSpec = { name: "cpu", families: ["m7i", "r7i", "m8i", "r8i"] };

function zoneFleet(name: string, pools: readonly PoolSpec[], workloads: readonly WorkloadSpec[]): FleetSpec {
  return {
    apiVersion: "stowage.dev/v1",
    name,
    fidelity: "packing",
    clusters: [{ name: "main", platform: "eks", region: REGION, pools }],
    workloads,
  };
}

export function dlrmZones(file: string): FleetSpec {
  const { workloads = [] } = dlrmFleet(file);
  const own = workloads
    .filter((one): one is WorkloadSpec => "name" in one)
    .map(({ name, replicas = 0, requests, maxPerNode }) => ({
      name,
      replicas,
      requests,
      ...(maxPerNode === undefined ? {} : { maxPerNode }),
    }));
  return zoneFleet("dlrm-zones", [CPU, { name: "gpu", chips: ["nvidia-a10g"], families: ["g5"] }], own);
}

function requestsOf({ milliCpu, mebibytes, gpus, milliGpu }: TraceTask): WorkloadSpec["requests"] {
  const share = Math.ceil(milliGpu / 10);
  const part = { "nvidia.com/gpumem-percentage": share, "nvidia.com/gpucores": share };
  return {
    cpu: `${milliCpu}m`,
    memory: `${mebibytes}Mi`,
    ...(gpus > 0 ? { "nvidia.com/gpu": gpus } : {}),
    ...(gpus === 1 && share < 100 ? part : {}),
  };
}

/** Undefined where the folder has no such list. */
export function openbZones(folder: string): FleetSpec | undefined {
  const trace = readTrace("default", folder);
  if (trace === undefined) return undefined;
  const counts = new Map<string, { readonly task: TraceTask; replicas: number }>();
  const any = trace.tasks.filter(({ models }) => models.length === 0);
  for (const task of any.filter((_task, index) => index % EVERY === 0)) {
    const key = JSON.stringify(task);
    const known = counts.get(key) ?? { task, replicas: 0 };
    known.replicas += 1;
    counts.set(key, known);
  }
  const workloads = [...counts.values()].map(({ task, replicas }, index) => ({
    name: `task-${String(index).padStart(3, "0")}`,
    replicas,
    requests: requestsOf(task),
  }));
  const gpu: PoolSpec = { name: "gpu", chips: ["nvidia-a10g"], families: ["g5"], deviceShares: {} };
  const fleet = zoneFleet("openb-zones", [CPU, gpu], workloads);
  // Shares of devices take long to prove: what is asked here is what a lost zone does.
  return { ...fleet, limits: { workUnits: 20_000 } };
}
