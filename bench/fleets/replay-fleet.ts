/** Nodes of four sizes in three zones and pods of a hundred workloads, some spread hard, some alone on a node. */
import { NODE_LABELS } from "../../src/model/kubernetes.js";
import { modelPods } from "../../src/simulate/index.js";
import type { ModelNodes, ModelPods, PlannedPods } from "../../src/simulate/index.js";

const SIZES = [
  { cpuMilli: 16_000, memoryMiB: 65_536 },
  { cpuMilli: 32_000, memoryMiB: 131_072 },
  { cpuMilli: 16_000, memoryMiB: 32_768 },
  { cpuMilli: 8000, memoryMiB: 65_536 },
] as const;
const ZONES = ["a", "b", "c"] as const;
const WORKLOADS = 100;

export function replayFleet({ nodes, pods }: { readonly nodes: number; readonly pods: number }): {
  readonly nodes: readonly ModelNodes[];
  readonly pods: readonly ModelPods[];
} {
  const groups = SIZES.length * ZONES.length;
  const planned = Array.from({ length: WORKLOADS }, (_none, number): PlannedPods => ({
    id: `w${number}`,
    kind: "Deployment",
    replicas: Math.floor(pods / WORKLOADS),
    requests: {
      cpuMilli: 100 * (1 + ((number * 7) % 30)),
      memoryMiB: 128 * (1 + ((number * 11) % 60)),
      pods: 1,
    },
    pools: ["pool"],
    architectures: ["amd64"],
    ...(number % 3 === 0 ? { zoneSpread: { maxSkew: 1 } } : {}),
    ...(number % 10 === 0 ? { maxPerNode: 1 } : {}),
  }));
  return {
    nodes: Array.from({ length: groups }, (_none, group): ModelNodes => {
      const first = Math.floor((nodes * group) / groups);
      const count = Math.floor((nodes * (group + 1)) / groups) - first;
      return {
        names: Array.from({ length: count }, (_node, number) => `n${first + number}`),
        labels: {
          [NODE_LABELS.availabilityZone]: ZONES[group % ZONES.length] ?? "a",
          [NODE_LABELS.pool]: "pool",
          [NODE_LABELS.architecture]: "amd64",
        },
        taints: [],
        allocatable: { ...(SIZES[group % SIZES.length] ?? SIZES[0]), pods: 110 },
        systemLoad: { cpuMilli: 200, memoryMiB: 200, pods: 3 },
      };
    }),
    pods: modelPods(planned),
  };
}
