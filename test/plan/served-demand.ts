/** Demand in units of performance on two chips, and the cheapest way to serve it by trying every number of replicas. */
import assert from "node:assert/strict";
import type { Cluster, Workload } from "../../src/model/fleet.js";
import { bruteForce } from "./brute-force.js";
import { workload } from "./fleets.js";

const BOTH = ["linux/amd64", "linux/arm64"] as const;

export function served(
  demand: number,
  perReplica: Readonly<Record<string, number>>,
  maxSpreadPercent = 0,
): Workload {
  const replicas = Math.ceil(demand / Math.max(...Object.values(perReplica)));
  const performance = { demand, perReplica, maxSpreadPercent };
  return workload({ cpu: 2, gib: 4, replicas, imagePlatforms: BOTH, performance });
}

/** Undefined where no number of replicas on each chip has nodes. */
export function cheapestServed(
  cluster: Cluster,
  others: readonly Workload[],
  { performance, ...plain }: Workload,
): number | undefined {
  assert.ok(performance !== undefined);
  const { demand, perReplica, maxSpreadPercent } = performance;
  const { amd64 = 0, arm64 = 0 } = perReplica;
  const mayMix = Math.max(amd64, arm64) * 100 <= Math.min(amd64, arm64) * (100 + maxSpreadPercent);
  let optimum: number | undefined;
  for (let slow = 0; (slow - 1) * amd64 < demand; slow += 1) {
    const fast = Math.max(0, Math.ceil((demand - slow * amd64) / arm64));
    if (slow > 0 && fast > 0 && !mayMix) continue;
    const part = (name: string, replicas: number, image: (typeof BOTH)[number]): Workload[] =>
      replicas === 0
        ? []
        : [{ ...plain, name, id: `main/default/${name}`, replicas, imagePlatforms: [image] }];
    const parts = [...part("x", slow, "linux/amd64"), ...part("a", fast, "linux/arm64")];
    const cost = bruteForce({ cluster, workloads: [...others, ...parts] });
    if (cost !== undefined) optimum = Math.min(cost, optimum ?? Infinity);
  }
  return optimum;
}
