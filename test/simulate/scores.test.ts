/** Expected figures are worked out by hand from the plugins' formulas (kubernetes v1.36.3, pkg/scheduler). */
import assert from "node:assert/strict";
import { NODE_LABELS } from "../../src/model/kubernetes.js";
import { naturalLog } from "../../src/simulate/natural-log.js";
import { bindTo, scene, scoresByName } from "./model-scene.js";

const KIB_FREE = { cpu: 4, gib: 10 };
/** LeastAllocated of a pod of 1 CPU and 1 GiB on an empty node of 4 CPU and 10 GiB, and its balance. */
const LEAST = 82;
/** Balance after: |1/4 - 1/10| / 2 = 0.075, so 92; before 100; 50 + (50 + 92 - 100) / 2. */
const BALANCE = 71;

describe("scores of the scheduler model", () => {
  it("NodeResourcesFit is the mean free percentage of CPU and memory with the pod", () => {
    // (75 + 90) / 2 = 82.5, rounded down.
    assert.deepEqual(scoresByName(scene([{ name: "a", ...KIB_FREE }], [{ id: "web" }]), "web"), {
      a: LEAST + BALANCE,
    });
  });

  it("NodeResourcesFit counts pods without requests as 100 mCPU and 200 MiB, and balance leaves them out", () => {
    const model = scene([{ name: "a", ...KIB_FREE }], [{ id: "idle", cpu: 0, gib: 0 }]);
    // (97 + 98) / 2.
    assert.deepEqual(scoresByName(model, "idle"), { a: 97 });
  });

  it("NodeResourcesBalancedAllocation is 75 where nothing changes and more where the pod balances the node", () => {
    const busy = { name: "busy", cpu: 4, gib: 4, systemLoad: { cpuMilli: 2000 } };
    // Half of the CPU and no memory is used, a balance of 75; half of both is 100, all of one is 50.
    const memory = scene([busy], [{ id: "web", cpu: 0, gib: 2 }]);
    assert.deepEqual(scoresByName(memory, "web"), { busy: Math.floor((47 + 50) / 2) + 87 });
    const cpu = scene([busy], [{ id: "web", cpu: 2, gib: 0 }]);
    assert.deepEqual(scoresByName(cpu, "web"), { busy: Math.floor((0 + 95) / 2) + 62 });
    const even = scene([{ name: "even", cpu: 4, gib: 4 }], [{ id: "web", cpu: 1, gib: 1 }]);
    assert.deepEqual(scoresByName(even, "web"), { even: 75 + 75 });
  });

  it("NodeAffinity gives twice the part of the largest sum of preferred weights", () => {
    const term = (key: string, weight: number) => ({
      weight,
      requirements: [{ key, operator: "Exists" as const }],
    });
    const nodes = [
      { name: "both", ...KIB_FREE, labels: { ssd: "", near: "" } },
      { name: "one", ...KIB_FREE, labels: { ssd: "" } },
      { name: "none", ...KIB_FREE },
    ];
    const model = scene(nodes, [{ id: "web", preferredNodeTerms: [term("ssd", 20), term("near", 40)] }]);
    const rest = LEAST + BALANCE;
    assert.deepEqual(scoresByName(model, "web"), { both: rest + 200, one: rest + 66, none: rest });
  });

  it("TaintToleration gives three times what is left by taints that discourage", () => {
    const taint = { key: "old", effect: "PreferNoSchedule" as const };
    const nodes = [
      { name: "old", ...KIB_FREE, taints: [taint] },
      { name: "new", ...KIB_FREE },
    ];
    const rest = LEAST + BALANCE;
    assert.deepEqual(scoresByName(scene(nodes, [{ id: "web" }]), "web"), { old: rest, new: rest + 300 });
    const tolerant = scene(nodes, [{ id: "web", tolerations: [{ operator: "Exists" }] }]);
    assert.deepEqual(scoresByName(tolerant, "web"), { old: rest, new: rest });
  });

  it("PodTopologySpread prefers nodes and zones with fewer pods, weighted by how many domains there are", () => {
    const spread = [
      { topologyKey: NODE_LABELS.hostname, maxSkew: 3, hard: false, selects: ["web"] },
      { topologyKey: NODE_LABELS.availabilityZone, maxSkew: 5, hard: false, selects: ["web"] },
    ];
    const nodes = [
      { name: "a0", ...KIB_FREE, zone: "a" },
      { name: "b0", ...KIB_FREE, zone: "b" },
      { name: "a1", ...KIB_FREE, zone: "a" },
    ];
    // A pod without requests, so that what stands on a0 changes only its LeastAllocated: (95 + 96) / 2.
    const model = scene(nodes, [{ id: "web", cpu: 0, gib: 0, spread, spreadByDefault: true }]);
    bindTo(model, "web", "a0");
    // Raw: ln 5 + ln 4 + 2 + 4 = 9.0; ln 4 + 6 = 7.39; 6: so 66, 88 and 100.
    assert.deepEqual(scoresByName(model, "web"), { a0: 95 + 132, a1: 97 + 176, b0: 97 + 200 });
  });

  it("PodTopologySpread gives nothing to nodes without the label that a rule of the pod's own asks for", () => {
    const zones = { topologyKey: NODE_LABELS.availabilityZone, maxSkew: 1, hard: false, selects: ["web"] };
    const nodes = [
      { name: "a", ...KIB_FREE, zone: "a" },
      { name: "nowhere", ...KIB_FREE },
    ];
    const model = scene(nodes, [{ id: "web", spread: [zones] }]);
    const rest = LEAST + BALANCE;
    assert.deepEqual(scoresByName(model, "web"), { a: rest + 200, nowhere: rest });
  });

  it("InterPodAffinity weighs pods of preferred terms, its own and those of others, between the extremes", () => {
    const near = { topologyKey: NODE_LABELS.hostname, selects: ["db"], anti: false, weight: 10 };
    const away = { topologyKey: NODE_LABELS.hostname, selects: ["web"], anti: true, weight: 5 };
    const nodes = ["a", "b", "c"].map((name) => ({ name, ...KIB_FREE }));
    const empty = { cpu: 0, gib: 0 };
    const pods = [
      { id: "web", ...empty, terms: [near] },
      { id: "db", ...empty },
      { id: "noisy", ...empty, terms: [away] },
    ];
    const model = scene(nodes, pods);
    bindTo(model, "db", "a");
    bindTo(model, "noisy", "b");
    // Raw 10, -5 and 0: 100, 0 and 33, twice; LeastAllocated is 95 beside another pod and 97 alone.
    assert.deepEqual(scoresByName(model, "web"), { a: 95 + 200, b: 95, c: 97 + 66 });
    // Symmetry: what web prefers draws db to it, with web's weight.
    bindTo(model, "web", "c");
    assert.deepEqual(scoresByName(model, "db"), { a: 95, b: 95, c: 95 + 200 });
  });

  it("InterPodAffinity counts required affinity of pods that stand there with weight 1", () => {
    const together = { topologyKey: NODE_LABELS.hostname, selects: ["web", "db"], anti: false };
    const nodes = ["a", "b"].map((name) => ({ name, ...KIB_FREE }));
    const model = scene(nodes, [
      { id: "web", cpu: 0, gib: 0, terms: [together] },
      { id: "db", cpu: 0, gib: 0 },
    ]);
    bindTo(model, "web", "a");
    assert.deepEqual(scoresByName(model, "db"), { a: 95 + 200, b: 97 });
  });
});

describe("naturalLog", () => {
  it("agrees with Math.log to 12 digits", () => {
    for (const x of [1, 1.5, 2, 3, 4, 7, 500, 5002, 1e6, 2 ** 52])
      assert.ok(Math.abs(naturalLog(x) - Math.log(x)) <= 1e-12 * Math.max(1, Math.log(x)), `ln ${x}`);
  });
});
