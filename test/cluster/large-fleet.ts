/** One fleet of about a thousand nodes and ten thousand pods. */
import type { FleetSpec, WorkloadSpec } from "../../src/model/fleet-spec.js";
import { randomFrom } from "../../src/units/random.js";

const WORKLOADS = 40;
const REPLICAS = 250;
const CPU_MILLI = [100, 250, 500, 500, 1000, 1000, 2000];
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
  const instanceTypes = ["m7i.2xlarge", "c7i.2xlarge", "r7i.2xlarge"];
  return {
    apiVersion: "stowage.dev/v1",
    name: "large",
    clusters: [
      { name: "main", platform: "eks", region: "eu-central-1", pools: [{ name: "general", instanceTypes }] },
    ],
    workloads,
  };
}
