import assert from "node:assert/strict";
import { NODE_LABELS } from "../../src/model/kubernetes.js";
import { nodesToFind } from "../../src/simulate/scheduler-model.js";
import { bindTo, feasibleNames, scene } from "./model-scene.js";

const HOST = NODE_LABELS.hostname;
const ZONE = NODE_LABELS.availabilityZone;

function reason(model: ReturnType<typeof scene>, id: string, node: string): readonly string[] {
  return model.reasonsAgainst(model.podsOf(id), model.nodeOf(node));
}

describe("filters of the scheduler model", () => {
  it("NodeUnschedulable keeps pods off cordoned nodes unless they tolerate it", () => {
    const nodes = [{ name: "a", unschedulable: true }, { name: "b" }];
    assert.deepEqual(feasibleNames(scene(nodes, [{ id: "web" }]), "web"), ["b"]);
    const tolerations = [{ key: "node.kubernetes.io/unschedulable", operator: "Exists" as const }];
    assert.deepEqual(feasibleNames(scene(nodes, [{ id: "web", tolerations }]), "web"), ["a", "b"]);
  });

  it("required anti-affinity holds both ways, also where one side alone states it", () => {
    const terms = [{ topologyKey: HOST, selects: ["noisy"], anti: true }];
    const model = scene([{ name: "a" }, { name: "b" }], [{ id: "bank", terms }, { id: "noisy" }]);
    bindTo(model, "noisy", "a");
    assert.deepEqual(reason(model, "bank", "a"), ["node(s) didn't match pod anti-affinity rules"]);
    bindTo(model, "bank", "b");
    assert.deepEqual(reason(model, "noisy", "b"), [
      "node(s) didn't satisfy existing pods anti-affinity rules",
    ]);
    assert.deepEqual(feasibleNames(model, "noisy"), ["a"]);
  });

  it("required affinity lets the first of a group go anywhere and the others only beside it", () => {
    const terms = [{ topologyKey: ZONE, selects: ["web"], anti: false }];
    const nodes = [
      { name: "a0", zone: "a" },
      { name: "a1", zone: "a" },
      { name: "b0", zone: "b" },
      { name: "nowhere" },
    ];
    const model = scene(nodes, [{ id: "web", terms }]);
    assert.deepEqual(feasibleNames(model, "web"), ["a0", "a1", "b0"]);
    bindTo(model, "web", "a0");
    assert.deepEqual(feasibleNames(model, "web"), ["a0", "a1"]);
    assert.deepEqual(reason(model, "web", "b0"), ["node(s) didn't match pod affinity rules"]);
  });

  it("a hard spread over hosts counts nodes, and lets more come once every node has its part", () => {
    const spread = [{ topologyKey: HOST, maxSkew: 1, hard: true, selects: ["web"] }];
    const model = scene([{ name: "a" }, { name: "b" }], [{ id: "web", spread }]);
    bindTo(model, "web", "a");
    assert.deepEqual(feasibleNames(model, "web"), ["b"]);
    bindTo(model, "web", "b");
    assert.deepEqual(feasibleNames(model, "web"), ["a", "b"]);
  });

  it("hard spread counts domains of nodes that the affinity meets, and needs minDomains of them", () => {
    const nodes = [
      { name: "a", zone: "a", labels: { pool: "x" } },
      { name: "b", zone: "b", labels: { pool: "x" } },
      { name: "c", zone: "c", labels: { pool: "y" } },
      { name: "nowhere", labels: { pool: "x" } },
    ];
    const rule = { topologyKey: ZONE, maxSkew: 1, hard: true, selects: ["web"] };
    const requiredNodeTerms = [{ requirements: [{ key: "pool", operator: "In" as const, values: ["x"] }] }];
    const web = { id: "web", spread: [rule], requiredNodeTerms };
    const model = scene(nodes, [web]);
    bindTo(model, "web", "a");
    bindTo(model, "web", "b");
    assert.deepEqual(feasibleNames(model, "web"), ["a", "b"]);
    assert.deepEqual(reason(model, "web", "nowhere"), [
      "node(s) didn't match pod topology spread constraints (missing required label)",
    ]);
    const few = scene(nodes, [{ ...web, spread: [{ ...rule, minDomains: 3 }] }]);
    bindTo(few, "web", "a");
    assert.deepEqual(feasibleNames(few, "web"), ["b"]);
    assert.equal(few.keepsSpread(few.podsOf("web"), few.nodeOf("a"), ZONE), false);
    assert.equal(few.keepsSpread(few.podsOf("web"), few.nodeOf("b"), ZONE), true);
  });

  it("gives room back when a pod leaves", () => {
    const model = scene([{ name: "a", cpu: 1 }], [{ id: "web" }]);
    const web = model.podsOf("web");
    assert.equal(model.schedule(web), 0);
    assert.equal(model.schedule(web), undefined);
    model.unbind(web, 0);
    assert.equal(model.schedule(web), 0);
  });
});

describe("the choice among nodes", () => {
  it("draws lots among equals from the seed, every one of them in the end", () => {
    const nodes = ["a", "b", "c"].map((name) => ({ name }));
    const drawn = (seed: number): string => {
      const model = scene(nodes, [{ id: "web" }], { seed });
      return model.nodeNames[model.schedule(model.podsOf("web")) ?? -1] ?? "none";
    };
    const seeds = Array.from({ length: 30 }, (_none, seed) => seed);
    assert.deepEqual(seeds.map(drawn), seeds.map(drawn));
    assert.deepEqual([...new Set(seeds.map(drawn))].sort(), ["a", "b", "c"]);
  });

  it("goes round, and stops where it has found enough", () => {
    const nodes = Array.from({ length: 200 }, (_none, number) => ({ name: `n${number}` }));
    const model = scene(nodes, [{ id: "web" }], { percentageOfNodesToScore: 1 });
    const web = model.podsOf("web");
    assert.ok((model.schedule(web) ?? -1) < 100);
    assert.ok((model.schedule(web) ?? -1) >= 100);
    assert.equal(model.looks, 200);
  });
});

describe("nodesToFind", () => {
  it("is all of a small cluster, and a falling percentage of a large one", () => {
    assert.deepEqual(
      [0, 99, 100, 200, 500, 5000, 20_000].map((nodes) => nodesToFind(nodes)),
      [0, 99, 100, 100, 230, 500, 1000],
    );
    assert.deepEqual([nodesToFind(1000, 50), nodesToFind(1000, 1), nodesToFind(1000, 100)], [500, 100, 1000]);
  });
});
