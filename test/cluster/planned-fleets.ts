/** The fleets that the real scheduler is asked about, with their plans. */
import path from "node:path";
import { loadFleet, planFleetSync, readFleet, verifyPlan } from "../../src/planner/index.js";
import type { LoadedFleet, Plan } from "../../src/planner/index.js";
import { ROOT } from "./control-plane.js";
import { targetsOf } from "./emitted-workloads.js";
import type { TargetOfPlan } from "./emitted-workloads.js";
import { randomFleet } from "./random-fleets.js";
import type { RandomFleet } from "./random-fleets.js";

export interface PlannedFleet {
  readonly name: string;
  readonly plan: () => { readonly loaded: LoadedFleet; readonly plan: Plan };
}

function exampleFleet(name: string): PlannedFleet {
  return {
    name,
    plan: () => {
      const loaded = loadFleet(path.join(ROOT, "examples", name, "fleet.yaml"));
      // One of them draws fronts of packings; here it is asked what holds.
      return planned({ ...loaded, fleet: { ...loaded.fleet, fidelity: "scheduler" } });
    },
  };
}

/** `examples/shop-yaml` and `examples/handwritten-slice` are programs over the shop's fleet. */
export const EXAMPLES: readonly PlannedFleet[] = [
  "shop",
  "bank",
  "plant",
  "province-cloud",
  "ai-east-west",
].map(exampleFleet);

/** Places of all platforms, 7 to 48 nodes. */
export const SMALL_RANDOM_FLEETS: readonly PlannedFleet[] = [
  { seed: 1, pods: 60 },
  { seed: 2, pods: 150 },
  { seed: 3, pods: 300 },
  { seed: 4, pods: 600 },
  { seed: 8, pods: 200 },
].map(randomPlannedFleet);

export const BOUND_FLEETS: readonly PlannedFleet[] = [{ seed: 4, pods: 600 }].map(boundRandomFleet);

/** Workloads that must outlive the loss of two zones at once: by a rule over all three, and bound to two. */
export const RISKY_FLEET: PlannedFleet = {
  name: "river",
  plan: () =>
    planned(
      readFleet({
        apiVersion: "stowage.dev/v1",
        name: "river",
        clusters: [
          {
            name: "main",
            platform: "eks",
            region: "eu-central-1",
            pools: [{ name: "general", families: ["m7i"] }],
          },
        ],
        riskGroups: [{ name: "river", availabilityZones: ["eu-central-1a", "eu-central-1b"] }],
        workloads: [2, 3, 7, 12].map((replicas) => ({
          name: `of-${replicas}`,
          cluster: "main",
          replicas,
          requests: { cpu: "500m", memory: "1Gi" },
          survive: "riskGroup",
        })),
      }),
    ),
};

export function planned(loaded: LoadedFleet): { readonly loaded: LoadedFleet; readonly plan: Plan } {
  const plan = planFleetSync(loaded);
  const refusals = verifyPlan({ plan, fleet: loaded.fleet });
  if (refusals.length > 0) throw new Error(refusals.map(({ message }) => message).join("\n"));
  return { loaded, plan };
}

export function randomPlannedFleet(size: RandomFleet): PlannedFleet {
  return { name: `random-${size.seed}`, plan: () => planned(readFleet(randomFleet(size))) };
}

/** The same with workloads that are bound to instance types, so that no order of arrival needs to be tried. */
export function boundRandomFleet(size: RandomFleet): PlannedFleet {
  const spec = { ...randomFleet(size), steering: "required" } as const;
  return { name: `bound-${size.seed}`, plan: () => planned(readFleet(spec)) };
}

/** The same with pools that say what their upgrades add, so that any one node can be replaced. */
export function upgradedRandomFleet(size: RandomFleet): PlannedFleet {
  const { clusters = [], ...fleet } = randomFleet(size);
  const upgraded = clusters.map((cluster) => ({
    ...cluster,
    pools: cluster.pools.map((pool) => ({ ...pool, headroom: { surgeNodes: 1 } })),
  }));
  return {
    name: `upgraded-${size.seed}`,
    plan: () => planned(readFleet({ ...fleet, clusters: upgraded })),
  };
}

export function targetsOfFleet(fleet: PlannedFleet): TargetOfPlan[] {
  const { loaded, plan } = fleet.plan();
  return targetsOf(loaded, plan);
}
