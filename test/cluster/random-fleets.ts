/** Random fleets as people have them, larger than those of the property tests: one cluster, a few pools. */
import type { ClusterSpec, FleetSpec, PoolSpec, WorkloadSpec } from "../../src/model/fleet-spec.js";
import { randomFrom } from "../../src/units/random.js";
import type { Random } from "../../src/units/random.js";

interface Place {
  readonly platform: ClusterSpec["platform"];
  readonly region: string;
  readonly families: readonly (readonly string[])[];
}

const PLACES: readonly Place[] = [
  {
    platform: "eks",
    region: "eu-central-1",
    families: [
      ["m7i", "c7i"],
      ["m7i", "r7i"],
      ["m7g", "c7g", "r7g"],
    ],
  },
  { platform: "gke", region: "europe-west4", families: [["n2-standard"], ["e2-standard", "n2-highmem"]] },
  { platform: "aks", region: "westeurope", families: [["Dsv5"], ["Dsv5", "Esv5"]] },
];

/** CPU of one replica in thousandths, small ones more often; memory in MiB for each whole CPU. */
const CPU_MILLI = [50, 100, 100, 250, 250, 500, 500, 750, 1000, 1500, 2000, 3500];
const MIB_PER_CPU = [1024, 2048, 3072, 4096, 6144];
const TAINT = { key: "dedicated", value: "data", effect: "NoSchedule" } as const;

export interface RandomFleet {
  readonly seed: number;
  /** Replicas of all workloads together, about. */
  readonly pods: number;
}

function oneOf<T>(random: Random, list: readonly [T, ...T[]] | readonly T[]): T {
  const chosen = list[random(list.length)];
  if (chosen === undefined) throw new Error("nothing to choose from");
  return chosen;
}

/** True once in `times`. */
function once(random: Random, times: number): boolean {
  return random(times) === 0;
}

interface WorkloadInput {
  readonly random: Random;
  readonly name: string;
  readonly replicas: number;
  readonly arm: boolean;
}

function rulesOf(random: Random, replicas: number): Partial<WorkloadSpec> {
  if (once(random, 4)) return { spread: [{ over: "availabilityZone", maxSkew: 1 + random(2) }] };
  if (replicas <= 6 && once(random, 3)) return { maxPerNode: 1 };
  if (once(random, 8)) return { maxPerNode: 2 + random(3) };
  if (once(random, 8)) return { spread: [{ over: "node", maxSkew: 1, hard: false }] };
  return once(random, 12) ? { volumes: [{ name: "data", size: "10Gi" }] } : {};
}

function workloadOf({ random, name, replicas, arm }: WorkloadInput): WorkloadSpec {
  const cpu = oneOf(random, CPU_MILLI);
  const memory = Math.max(64, Math.round((cpu * oneOf(random, MIB_PER_CPU)) / 1000));
  const onData = once(random, 5)
    ? {
        nodeSelector: { "stowage.dev/pool": "data" },
        tolerations: [{ key: TAINT.key, operator: "Exists" } as const],
      }
    : { nodeSelector: { "stowage.dev/pool": "general" } };
  return {
    name,
    cluster: "main",
    replicas,
    requests: { cpu: `${cpu}m`, memory: `${memory}Mi` },
    imagePlatforms: arm ? ["linux/amd64", "linux/arm64"] : ["linux/amd64"],
    ...onData,
    ...rulesOf(random, replicas),
    ...(once(random, 10) ? { priority: 1000 } : {}),
  };
}

/** Few large workloads and many small ones. */
function replicasOf(random: Random, pods: number): number[] {
  const counts: number[] = [];
  for (let left = pods; left > 0;) {
    const share = once(random, 4) ? 4 : 20;
    const count = Math.min(left, 1 + random(Math.max(2, Math.ceil(pods / share))));
    counts.push(count);
    left -= count;
  }
  return counts;
}

export function randomFleet({ seed, pods }: RandomFleet): FleetSpec {
  const random = randomFrom(seed);
  const { platform, region, families } = oneOf(random, PLACES);
  const chips = (list: readonly string[]): readonly string[] =>
    list.some((family) => /^[cmr]\dg$/.test(family)) ? ["arm64"] : ["amd64"];
  const poolOf = (name: string, more: Partial<PoolSpec> = {}): PoolSpec => {
    const chosen = oneOf(random, families);
    return { name, families: chosen, chips: chips(chosen), ...more };
  };
  return {
    apiVersion: "stowage.dev/v1",
    name: `random-${seed}`,
    clusters: [
      { name: "main", platform, region, pools: [poolOf("general"), poolOf("data", { taints: [TAINT] })] },
    ],
    workloads: replicasOf(random, pods).map((replicas, index) =>
      workloadOf({ random, name: `w${index}`, replicas, arm: platform === "eks" }),
    ),
  };
}
