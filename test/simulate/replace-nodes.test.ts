import assert from "node:assert/strict";
import fc from "fast-check";
import { NODE_LABELS } from "../../src/model/kubernetes.js";
import { NodeReplacements, SchedulerModel, replayPods } from "../../src/simulate/index.js";
import type { Bindings, ModelNodes, ModelPods } from "../../src/simulate/index.js";
import { sceneNode, scenePods } from "./model-scene.js";
import type { SceneNode, ScenePods } from "./model-scene.js";

interface Replayed {
  readonly model: SchedulerModel;
  readonly replacements: NodeReplacements;
  readonly bindings: Bindings;
}

function groupOf(names: readonly string[], node: Omit<SceneNode, "name">): ModelNodes {
  const zone = node.zone === undefined ? {} : { availabilityZone: node.zone };
  return { ...sceneNode({ ...node, name: "" }), ...zone, names };
}

/** All pods bound in the order of their seed; undefined where one stays pending. */
function replayed(
  nodes: readonly ModelNodes[],
  pods: readonly ModelPods[],
  seed: number,
): Replayed | undefined {
  const model = new SchedulerModel({ nodes, pods });
  const bindings = { pods: new Array<number>(), nodes: new Array<number>(), seed };
  const onBound = (index: number, node: number): void => {
    bindings.pods.push(index);
    bindings.nodes.push(node);
  };
  const { pendingPods } = replayPods({ model, nodes, pods, order: { seed }, onBound });
  return pendingPods > 0
    ? undefined
    : { model, bindings, replacements: new NodeReplacements({ nodes, pods }, model) };
}

/** The same written out: every model anew, every pod by its own name of node. */
function worstByHand(
  nodes: readonly ModelNodes[],
  pods: readonly ModelPods[],
  { model: before, bindings }: Replayed,
  group: number,
): number {
  const names = nodes[group]?.names ?? [];
  return Math.max(
    0,
    ...names.map((name) => {
      const more = nodes.map((one, index) => (index === group ? { ...one, names: [...names, "new"] } : one));
      const during = new SchedulerModel({ nodes: more, pods });
      const homes = bindings.nodes.map((node) => before.nodeNames[node] ?? "");
      bindings.pods.forEach((one, index) => {
        during.bind(one, during.nodeOf(homes[index] ?? ""));
      });
      during.cordon(during.nodeOf(name));
      const leaving = bindings.pods.flatMap((_one, index) => (homes[index] === name ? [index] : []));
      for (const index of leaving) during.unbind(bindings.pods[index] ?? 0, during.nodeOf(name));
      // Whatever order they come in, what the old node held fits on one like it: so no lots are drawn here.
      const found = new Map<number, string>();
      for (let moved = true; moved;) {
        moved = false;
        for (const index of leaving) {
          if (found.has(index)) continue;
          const node = during.schedule(bindings.pods[index] ?? 0);
          if (node === undefined) continue;
          found.set(index, during.nodeNames[node] ?? "");
          moved = true;
        }
      }
      return leaving.length - found.size;
    }),
  );
}

describe("NodeReplacements", () => {
  it("finds guests that cannot follow their base to a node without room for them, each time that it is asked", () => {
    // The base would rather be on the large node, where a little is free: its guest asks to be beside it.
    const nodes = [groupOf(["a"], { cpu: 4 }), groupOf(["b"], { cpu: 8, labels: { size: "large" } })];
    const beside = { topologyKey: NODE_LABELS.hostname, selects: ["base"], anti: false };
    const preferred = {
      weight: 100,
      requirements: [{ key: "size", operator: "In", values: ["large"] }],
    } as const;
    const pods = [
      scenePods({ id: "base", cpu: 1, preferredNodeTerms: [preferred] }),
      scenePods({ id: "guest", cpu: 3, terms: [beside] }),
      scenePods({ id: "filler", cpu: 6 }),
    ];
    const model = new SchedulerModel({ nodes, pods });
    const [a, b] = [model.nodeOf("a"), model.nodeOf("b")];
    const replacements = new NodeReplacements({ nodes, pods }, model);
    // One at a time, and all at once.
    for (const seed of [1, 4, 1, 4]) {
      const worst = replacements.worst({ pods: [0, 1, 2], nodes: [a, a, b], seed }, [0, 1]);
      // Pods that leave one at a time may come in another order, in which the guest is first and finds its base.
      if (worst === undefined) assert.equal(seed, 1);
      else assert.deepEqual([worst.group, [...worst.pending]], [0, [0, 1, 0]]);
    }
    const roomy = [...pods.slice(0, 2), scenePods({ id: "filler", cpu: 4 })];
    const answer = new NodeReplacements({ nodes, pods: roomy }, model).worst(
      { pods: [0, 1, 2], nodes: [a, a, b], seed: 4 },
      [0],
    );
    assert.equal(answer, undefined);
  });

  it("keeps a pod with volumes in its availability zone", () => {
    const nodes = [
      groupOf(["a"], { zone: "a", cpu: 4 }),
      groupOf(["b"], { zone: "b", cpu: 8, labels: { size: "large" } }),
    ];
    const beside = { topologyKey: NODE_LABELS.hostname, selects: ["base"], anti: false };
    const large = {
      weight: 100,
      requirements: [{ key: "size", operator: "In", values: ["large"] }],
    } as const;
    const pendingOf = (staysInZone: boolean): number => {
      const pods = [
        scenePods({ id: "base", cpu: 1, preferredNodeTerms: [large], staysInZone }),
        scenePods({ id: "guest", cpu: 3, terms: [beside] }),
        scenePods({ id: "filler", cpu: 6 }),
      ];
      const model = new SchedulerModel({ nodes, pods });
      const [a, b] = [model.nodeOf("a"), model.nodeOf("b")];
      const bindings = { pods: [0, 1, 2], nodes: [a, a, b], seed: 4 };
      return new NodeReplacements({ nodes, pods }, model).worst(bindings, [0])?.pendingPods ?? 0;
    };
    assert.deepEqual([false, true].map(pendingOf), [1, 0]);
  });

  it("leaves nothing pending where rules are those of nodes and zones alone: what a node held fits on one like it", () => {
    const spread = {
      topologyKey: NODE_LABELS.availabilityZone,
      maxSkew: 1,
      hard: true,
      selects: ["spread"],
    };
    const alone = { topologyKey: NODE_LABELS.hostname, selects: ["alone"], anti: true };
    const arbitrary = fc.record({
      nodes: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 2, maxLength: 3 }),
      replicas: fc.tuple(fc.nat(6), fc.nat(4), fc.nat(8)),
      seed: fc.nat(1000),
    });
    let judged = 0;
    fc.assert(
      fc.property(arbitrary, ({ nodes: counts, replicas, seed }) => {
        const nodes = counts.map((count, group) =>
          groupOf(
            Array.from({ length: count }, (_none, index) => `${group}-${index}`),
            { zone: `z${group}`, cpu: 2 + 2 * group },
          ),
        );
        const own: readonly ScenePods[] = [
          { id: "spread", cpu: 1, replicas: replicas[0], spread: [spread] },
          { id: "alone", cpu: 1, replicas: replicas[1], terms: [alone] },
          { id: "plain", cpu: 0.5, replicas: replicas[2] },
        ];
        const pods = own.map(scenePods);
        const before = replayed(nodes, pods, seed);
        if (before === undefined) return;
        judged += 1;
        const groups = nodes.map((_one, index) => index);
        assert.equal(before.replacements.worst(before.bindings, groups), undefined);
        for (const group of groups) assert.equal(worstByHand(nodes, pods, before, group), 0);
      }),
      { seed: 14, numRuns: 200 },
    );
    assert.ok(judged > 100, `${judged} scenes were judged`);
  });
});
