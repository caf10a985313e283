import assert from "node:assert/strict";
import fc from "fast-check";
import type { Workload } from "../../../src/model/fleet.js";
import type { NodeKind } from "../../../src/plan/formulate/node-kind.js";
import type { FilledNodes } from "../../../src/plan/pack/filled-nodes.js";
import type { PackTargetInput } from "../../../src/plan/pack/pack-target.js";
import { evenZones } from "../../../src/plan/realisation/even-zones.js";
import { workload } from "../fleets.js";

const SEED = 20261128;

const ZONES = ["a", "b", "c"] as const;

function kindIn(availabilityZone: string, more: Partial<NodeKind> = {}): NodeKind {
  const given: Partial<NodeKind> = {
    pool: "general",
    instanceType: "x.large",
    architecture: "amd64",
    purchaseOption: "on-demand",
    microPerHour: 100,
    vcpu: 8,
    free: { cpuMilli: 8000, memoryMiB: 16_000 },
    availabilityZone,
    ...more,
  };
  return given as NodeKind;
}

const KINDS = ZONES.map((zone) => kindIn(zone));
const SPREAD = workload({ name: "spread", replicas: 3, zoneSpread: { maxSkew: 1 } });
const PLAIN = workload({ name: "plain", replicas: 9 });

function inputOf(workloads: readonly Workload[], kinds: readonly NodeKind[], closed = -1): PackTargetInput {
  const whole = workloads.map((one) => ({
    workload: one,
    replicas: one.replicas,
    mask: Uint8Array.from(kinds, (_kind, index) => (index === closed ? 0 : 1)),
  }));
  const given: object = { target: { workloads }, kinds, demands: { demands: whole, whole } };
  return given as PackTargetInput;
}

function filled(kind: NodeKind, nodes: number, pods: Readonly<Record<string, number>>): FilledNodes {
  return { kind, nodes, pods: new Map(Object.entries(pods)) };
}

function nodesByZone(nodes: readonly FilledNodes[]): Record<string, number> {
  const counts: Record<string, number> = { a: 0, b: 0, c: 0 };
  for (const { kind, nodes: count } of nodes)
    counts[kind.availabilityZone] = (counts[kind.availabilityZone] ?? 0) + count;
  return counts;
}

const [A, B, C] = KINDS as [NodeKind, NodeKind, NodeKind];
const ON_EACH = KINDS.map((kind) => filled(kind, 1, { [SPREAD.id]: 1 }));

describe("evenZones", () => {
  it("moves nodes of pods that may be anywhere to the zones that have least", () => {
    const nodes = [...ON_EACH, filled(A, 9, { [PLAIN.id]: 1 })];
    const even = evenZones(inputOf([SPREAD, PLAIN], KINDS), nodes);
    assert.deepEqual(nodesByZone(even), { a: 4, b: 4, c: 4 });
  });

  it("leaves nodes where they are of which some pod has a rule over zones", () => {
    const nodes = [filled(A, 5, { [SPREAD.id]: 1, [PLAIN.id]: 1 }), filled(B, 4, { [SPREAD.id]: 1 })];
    assert.deepEqual(evenZones(inputOf([SPREAD, PLAIN], KINDS), nodes), nodes);
  });

  it("leaves a packing as it is in which nothing is spread", () => {
    const nodes = [filled(A, 9, { [PLAIN.id]: 1 })];
    assert.equal(evenZones(inputOf([PLAIN], KINDS), nodes), nodes);
  });

  it("moves nothing to a zone that is dearer, is not open to a pod, or has a stock", () => {
    const nodes = [...ON_EACH, filled(A, 9, { [PLAIN.id]: 1 })];
    const others = [
      [[A, B, kindIn("c", { microPerHour: 101 })], -1],
      [[A, B, C], 2],
      [[A, B, kindIn("c", { stock: 5 })], -1],
    ] as const;
    for (const [kinds, closed] of others) {
      const even = evenZones(inputOf([SPREAD, PLAIN], kinds, closed), nodes);
      const { a, b, c } = nodesByZone(even);
      assert.deepEqual([c, (a ?? 0) + (b ?? 0)], [1, 11]);
      assert.ok(Math.abs((a ?? 0) - (b ?? 0)) <= 1);
    }
  });

  it("leaves a workload that another must be beside where it is", () => {
    const host = workload({ name: "host", replicas: 9 });
    const guest = workload({ name: "guest", beside: { workload: host.id, over: "availabilityZone" } });
    const nodes = [...ON_EACH, filled(A, 9, { [host.id]: 1 })];
    assert.deepEqual(evenZones(inputOf([SPREAD, host, guest], KINDS), nodes), nodes);
  });

  it("keeps cost, pods and machines, and brings zones within a node of each other where every pod may move", () => {
    const layout = fc.record({ zone: fc.nat(2), nodes: fc.integer({ min: 1, max: 40 }), pods: fc.nat(5) });
    fc.assert(
      fc.property(fc.array(layout, { minLength: 1, maxLength: 8 }), (layouts) => {
        const nodes = layouts.map(({ zone, nodes: count, pods }) =>
          filled(KINDS[zone] ?? A, count, { [PLAIN.id]: pods }),
        );
        const even = evenZones(inputOf([SPREAD, PLAIN], KINDS), nodes);
        const total = (some: readonly FilledNodes[]): number =>
          some.reduce((sum, { nodes: count, pods }) => sum + count * (pods.get(PLAIN.id) ?? 0), 0);
        assert.equal(total(even), total(nodes));
        const counts = Object.values(nodesByZone(even));
        assert.ok(Math.max(...counts) - Math.min(...counts) <= 1, counts.join());
      }),
      { seed: SEED },
    );
  });
});
