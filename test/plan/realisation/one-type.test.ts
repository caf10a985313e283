import assert from "node:assert/strict";
import type { NodeKind } from "../../../src/plan/formulate/node-kind.js";
import type { Demand } from "../../../src/plan/formulate/demand.js";
import type { FilledNodes } from "../../../src/plan/pack/filled-nodes.js";
import type { PackTargetInput } from "../../../src/plan/pack/pack-target.js";
import { oneTypeDesigns } from "../../../src/plan/realisation/one-type.js";
import type { Design } from "../../../src/plan/realisation/design.js";
import { pool, workload } from "../fleets.js";

function kind(instanceType: string, cpus: number, price: number, zone = "a"): NodeKind {
  const given: Partial<NodeKind> = {
    pool: "general",
    architecture: "amd64",
    purchaseOption: "on-demand",
    instanceType,
    availabilityZone: zone,
    microPerHour: price,
    free: { cpuMilli: cpus * 1000, memoryMiB: cpus * 4096, pods: 110 },
  };
  return given as NodeKind;
}

/** A node of the large type costs a little less for each CPU. */
const [SMALL, LARGE_A, LARGE_B] = [
  kind("small", 4, 100),
  kind("large", 16, 390, "a"),
  kind("large", 16, 390, "b"),
];
const KINDS = [SMALL, LARGE_A, LARGE_B];

type More = Partial<Omit<Demand, "mask">> & { readonly mask?: readonly number[] };

function demand(
  name: string,
  cpu: number,
  replicas: number,
  { mask = [1, 1, 1], ...more }: More = {},
): Demand {
  return { workload: workload({ name, cpu, gib: 1 }), replicas, ...more, mask: Uint8Array.from(mask) };
}

function designs(whole: readonly Demand[], most = 1, kinds = KINDS): readonly Design[] {
  const given: Pick<PackTargetInput, "kinds"> & { demands: object; target: object } = {
    kinds,
    demands: { demands: whole, whole },
    target: { pools: [pool()] },
  };
  const packed: FilledNodes[] = whole.map(({ workload: { id }, replicas }) => ({
    kind: SMALL,
    nodes: 1,
    pods: new Map([[id, replicas]]),
  }));
  return oneTypeDesigns(given as PackTargetInput, packed, most);
}

function nodesOf({ counts }: Design): Record<string, number> {
  return Object.fromEntries(
    [...counts].map(([{ instanceType, availabilityZone }, nodes]) => [
      `${instanceType}/${availabilityZone}`,
      nodes,
    ]),
  );
}

describe("oneTypeDesigns", () => {
  it("buys the type that is cheapest for all, with room lost on every node, in its zones in turn", () => {
    // 60 CPU and 0.5 lost of 16 on each node: four nodes of 15.5.
    const [design] = designs([demand("web", 1, 60)]);
    assert.deepEqual(nodesOf(design!), { "large/a": 2, "large/b": 2 });
    const [standing] = design!.standings.values();
    assert.deepEqual([...standing!.instanceTypes], ["large"]);
    assert.equal(standing!.replicas, 60);
  });

  it("counts the nodes that a cap a node asks for", () => {
    // Two a node, so that twenty nodes are needed whatever their size.
    const [design] = designs([demand("capped", 1, 40, { maxPerNode: 2 })]);
    assert.deepEqual(nodesOf(design!), { "small/a": 20 });
  });

  it("takes no type on which some workload may not be in every zone", () => {
    const [design, ...others] = designs([demand("web", 1, 60), demand("here", 1, 1, { mask: [1, 1, 0] })], 5);
    assert.deepEqual(nodesOf(design!), { "small/a": 18 });
    assert.deepEqual(others, []);
  });

  it("offers the next cheapest types too, and nothing where no type takes all", () => {
    const two = designs([demand("web", 1, 60)], 2);
    assert.deepEqual(two.map(nodesOf), [{ "large/a": 2, "large/b": 2 }, { "small/a": 18 }]);
    assert.deepEqual(designs([demand("web", 1, 60), demand("none", 32, 1)]), []);
  });

  it("leaves nodes that stand, and replicas that may stay out, to other designs", () => {
    assert.deepEqual(designs([demand("web", 1, 60, { penalty: 5 })]), []);
    assert.deepEqual(designs([demand("web", 1, 60)], 1, [{ ...SMALL, stock: 3 }, LARGE_A, LARGE_B]), []);
  });
});
