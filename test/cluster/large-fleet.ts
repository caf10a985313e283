/**
 * One fleet of about a thousand nodes and ten thousand pods. Nodes of ten pods each leave holes that the large pods
 * do not fit whatever is bought (a third more nodes did not hold every order), so workloads are bound to types, of
 * which the pool has many.
 */
import type { FleetSpec, WorkloadSpec } from "../../src/model/fleet-spec.js";
import { randomFrom } from "../../src/units/random.js";

const WORKLOADS = 40;
const REPLICAS = 250;
const CPU_MILLI = [100, 250, 500, 500, 1000, 1000, 2000];
const FAMILIES = [
  "m5",
  "m6a",
  "m6i",
  "m7a",
  "m7i",
  "c5",
  "c6a",
  "c6i",
  "c7a",
  "c7i",
  "r5",
  "r6a",
  "r6i",
  "r7a",
  "r7i",
];
const MIB_PER_CPU = [1024, 2048, 4096, 6144];

export function largeFleet(seed: number): FleetSpec {
  const random = randomFrom(seed);
  const pick = (list: readonly number[]): number => list[random(list.length)] ?? 0;
  const workloads = Array.from({ length: WORKLOADS }, (_none, index): WorkloadSpec => {
    const cpu = pick(CPU_MILLI);
    const memory = Math.round((cpu * pick(MIB_PER_CPU)) / 1000);
    return {
      name: `w${index}`,
      cluster: "main",
      replicas: REPLICAS,
      requests: { cpu: `${cpu}m`, memory: `${memory}Mi` },
      ...(index % 4 === 0 ? { spread: [{ over: "availabilityZone" }] } : {}),
    };
  });
  // Small machines, so that there are many of them.
  const instanceTypes = FAMILIES.map((family) => `${family}.2xlarge`);
  return {
    apiVersion: "stowage.dev/v1",
    name: "large",
    steering: "required",
    clusters: [
      { name: "main", platform: "eks", region: "eu-central-1", pools: [{ name: "general", instanceTypes }] },
    ],
    workloads,
  };
}
