/** A fleet whose workloads must stand in several availability zones: for the loss of one of them. */
import type { FleetSpec, WorkloadSpec } from "../../src/model/fleet-spec.js";

interface Zonal {
  readonly replicas: number;
  readonly cpuMilli: number;
  readonly memoryMiB: number;
  /** How its replicas stand in zones. Absent: anywhere. */
  readonly rule?: Pick<WorkloadSpec, "spread" | "survive">;
}

const EVEN = { spread: [{ over: "availabilityZone", maxSkew: 1 }] } as const;
const NEARLY_EVEN = { spread: [{ over: "availabilityZone", maxSkew: 2 }] } as const;

const WORKLOADS: readonly Zonal[] = [
  { replicas: 30, cpuMilli: 500, memoryMiB: 1024, rule: EVEN },
  { replicas: 20, cpuMilli: 1000, memoryMiB: 2048, rule: EVEN },
  { replicas: 7, cpuMilli: 2000, memoryMiB: 8192, rule: EVEN },
  { replicas: 3, cpuMilli: 3500, memoryMiB: 12_288, rule: EVEN },
  { replicas: 2, cpuMilli: 1500, memoryMiB: 3072, rule: EVEN },
  { replicas: 40, cpuMilli: 250, memoryMiB: 512, rule: NEARLY_EVEN },
  { replicas: 11, cpuMilli: 750, memoryMiB: 3072, rule: NEARLY_EVEN },
  { replicas: 12, cpuMilli: 500, memoryMiB: 2048, rule: { survive: "availabilityZone" } },
  { replicas: 2, cpuMilli: 2000, memoryMiB: 4096, rule: { survive: "availabilityZone" } },
  { replicas: 60, cpuMilli: 100, memoryMiB: 256 },
  { replicas: 15, cpuMilli: 1000, memoryMiB: 4096 },
];

export function zonalFleet(): FleetSpec {
  return {
    apiVersion: "stowage.dev/v1",
    name: "zonal",
    clusters: [
      {
        name: "main",
        platform: "eks",
        region: "eu-central-1",
        pools: [{ name: "general", families: ["m7i", "c7i", "r7i"] }],
      },
    ],
    workloads: WORKLOADS.map(({ replicas, cpuMilli, memoryMiB, rule = {} }, index) => ({
      name: `w${index}`,
      cluster: "main",
      replicas,
      requests: { cpu: `${cpuMilli}m`, memory: `${memoryMiB}Mi` },
      ...rule,
    })),
  };
}
