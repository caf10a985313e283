import assert from "node:assert/strict";
import { schedulerState } from "../../src/simulate/node-states.js";
import { podShape } from "../../src/simulate/pod-shapes.js";
import { nodesToFind, schedulePod } from "../../src/simulate/schedule-pod.js";
import { naturalLog } from "../../src/simulate/natural-log.js";
import { bind } from "../../src/simulate/scheduler-state.js";
import type { PodShape, SchedulerState } from "../../src/simulate/scheduler-state.js";
import { balancedAllocation } from "../../src/simulate/scores/balanced-allocation.js";
import { leastAllocated } from "../../src/simulate/scores/least-allocated.js";
import { nodeAffinityScore } from "../../src/simulate/scores/node-affinity.js";
import type { Score } from "../../src/simulate/scores/score.js";
import { taintTolerationScore } from "../../src/simulate/scores/taint-toleration.js";
import { topologySpreadScore } from "../../src/simulate/scores/topology-spread.js";
import { smallFleet, smallPlan } from "./small-plan.js";
import type { SmallNodes, SmallWorkload } from "./small-plan.js";

interface Scene {
  readonly state: SchedulerState;
  readonly shapes: readonly PodShape[];
}

function scene(nodes: readonly SmallNodes[], workloads: readonly SmallWorkload[]): Scene {
  const plan = smallPlan(nodes, workloads);
  const fleet = smallFleet(workloads);
  const planned = Object.entries(plan.workloads);
  const state = schedulerState(
    plan.clusters["shop-eu"]!,
    planned.map(([, { requests }]) => requests),
  );
  const shapes = planned.map(([id, one], index) =>
    podShape({ id, planned: one, placement: one.placement, workload: fleet.workloads[index]! }, state),
  );
  return { state, shapes };
}

/** Normalised scores of all nodes, in the order of the search. */
function scoresOf(score: Score, { state, shapes: [shape] }: Scene): readonly number[] | undefined {
  const scorer = score.scorer({ shape: shape!, nodes: state.nodes, state });
  if (scorer === undefined) return undefined;
  const scores = Float64Array.from(state.nodes, scorer);
  score.normalise?.(scores);
  return [...scores];
}

const WEB: SmallWorkload = { name: "web", cpu: 1, memory: 1 };

describe("scores of the scheduler model", () => {
  it("leastAllocated is the mean free percentage of CPU and memory with the pod", () => {
    // 3/4 of the CPU and 9/10 of the memory are left: (75 + 90) / 2, rounded down.
    const plain = scene([{ pool: "general", count: 1, cpu: 4, memory: 10 }], [WEB]);
    assert.deepEqual(scoresOf(leastAllocated, plain), [82]);
    const none = scene(
      [{ pool: "general", count: 1, cpu: 4, memory: 10 }],
      [{ name: "idle", cpu: 0, memory: 0 }],
    );
    // Pods without requests count as 100 mCPU and 200 MiB: (97 + 98) / 2.
    assert.deepEqual(scoresOf(leastAllocated, none), [97]);
  });

  it("balancedAllocation is 75 where nothing changes, more where the pod balances the node", () => {
    const even = { pool: "general", count: 1, cpu: 4, memory: 4 };
    assert.deepEqual(scoresOf(balancedAllocation, scene([even], [WEB])), [75]);
    // Half of the CPU and no memory is used, a balance of 75. Half of both is 100, all of one is 50.
    const busy = { ...even, systemLoad: { cpuMilli: 2000 } };
    assert.deepEqual(scoresOf(balancedAllocation, scene([busy], [{ ...WEB, cpu: 0, memory: 2 }])), [87]);
    assert.deepEqual(scoresOf(balancedAllocation, scene([busy], [{ ...WEB, cpu: 2, memory: 0 }])), [62]);
    assert.equal(scoresOf(balancedAllocation, scene([even], [{ ...WEB, cpu: 0, memory: 0 }])), undefined);
  });

  it("node affinity gives parts of the largest sum of preferred weights", () => {
    const term = (key: string, weight: number) => ({
      weight,
      requirements: [{ key, operator: "Exists" as const }],
    });
    const nodes = [
      { pool: "general", count: 1, cpu: 4, labels: { ssd: "", near: "" } },
      { pool: "general", count: 1, cpu: 4, labels: { ssd: "" } },
      { pool: "general", count: 1, cpu: 4 },
    ];
    const web = { ...WEB, preferredNodeTerms: [term("ssd", 20), term("near", 40)] };
    assert.deepEqual(scoresOf(nodeAffinityScore, scene(nodes, [web])), [100, 33, 0]);
    assert.equal(scoresOf(nodeAffinityScore, scene(nodes, [WEB])), undefined);
  });

  it("taint toleration avoids nodes that taints discourage", () => {
    const taint = { key: "old", effect: "PreferNoSchedule" as const };
    const nodes = [
      { pool: "general", count: 1, cpu: 4, taints: [taint] },
      { pool: "general", count: 1, cpu: 4 },
    ];
    assert.deepEqual(scoresOf(taintTolerationScore, scene(nodes, [WEB])), [0, 100]);
    const tolerant = { ...WEB, tolerations: [{ operator: "Exists" as const }] };
    assert.equal(scoresOf(taintTolerationScore, scene(nodes, [tolerant])), undefined);
  });

  it("topology spread prefers nodes and zones with fewer replicas, by the defaults where there is no rule", () => {
    const nodes = [
      { pool: "general", count: 2, cpu: 4, zone: "a" },
      { pool: "general", count: 1, cpu: 4, zone: "b" },
    ];
    const fresh = scene(nodes, [WEB]);
    bind(fresh.shapes[0]!, fresh.state.nodes[0]!);
    assert.deepEqual(
      fresh.state.nodes.map(({ name }) => name),
      ["general-0-0", "general-1-0", "general-0-1"],
    );
    // Raw: ln 5 + ln 4 + 2 + 4 = 9.0, 6, ln 4 + 6 = 7.39: 9, 6, 7.
    assert.deepEqual(scoresOf(topologySpreadScore, fresh), [66, 100, 88]);
    assert.equal(scoresOf(topologySpreadScore, scene(nodes, [{ ...WEB, kind: "Job" }])), undefined);
    const own = scene(nodes, [{ ...WEB, softSpread: [{ over: "availabilityZone", maxSkew: 1 }] }]);
    bind(own.shapes[0]!, own.state.nodes[0]!);
    // Raw: ln 4 = 1.39, 0, 1.39: 1, 0, 1.
    assert.deepEqual(scoresOf(topologySpreadScore, own), [0, 100, 0]);
  });

  it("places replicas on the emptier node, and on the first name among equals", () => {
    const { state, shapes } = scene([{ pool: "general", count: 3, cpu: 4 }], [{ ...WEB, replicas: 3 }]);
    for (let replica = 0; replica < 3; replica += 1) assert.equal(schedulePod(shapes[0]!, state), true);
    assert.deepEqual([...shapes[0]!.onNode], [1, 1, 1]);
    const first = scene([{ pool: "general", count: 3, cpu: 4 }], [WEB]);
    schedulePod(first.shapes[0]!, first.state);
    assert.deepEqual([...first.shapes[0]!.onNode], [1, 0, 0]);
  });
});

describe("nodesToFind", () => {
  it("is all of a small cluster, and a falling percentage of a large one", () => {
    assert.deepEqual(
      [0, 99, 100, 200, 500, 5000, 20_000].map(nodesToFind),
      [0, 99, 100, 100, 230, 500, 1000],
    );
  });
});

describe("naturalLog", () => {
  it("agrees with Math.log to 12 digits", () => {
    for (const x of [1, 1.5, 2, 3, 4, 7, 500, 5002, 1e6, 2 ** 52])
      assert.ok(Math.abs(naturalLog(x) - Math.log(x)) <= 1e-12 * Math.max(1, Math.log(x)), `ln ${x}`);
  });
});
