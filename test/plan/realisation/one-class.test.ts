import assert from "node:assert/strict";
import type { NodeKind } from "../../../src/plan/formulate/node-kind.js";
import type { Demand } from "../../../src/plan/formulate/demand.js";
import type { PackTargetInput } from "../../../src/plan/pack/pack-target.js";
import { inOneClassEach } from "../../../src/plan/realisation/one-class.js";
import { workload } from "../fleets.js";

const KINDS = (["amd64", "arm64", "arm64"] as const).map(
  (architecture, index) => ({ pool: index === 2 ? "data" : "general", architecture }) as NodeKind,
);
const [AMD, ARM, DATA] = KINDS as [NodeKind, NodeKind, NodeKind];

function demand(name: string, open: readonly number[]): Demand {
  return { workload: workload({ name, cpu: 1, gib: 1 }), replicas: 5, mask: Uint8Array.from(open) };
}

function inputOf(whole: readonly Demand[]): PackTargetInput {
  const given: Pick<PackTargetInput, "kinds"> & { demands: object } = {
    kinds: KINDS,
    demands: { demands: whole, whole },
  };
  return given as PackTargetInput;
}

function filled(kind: NodeKind, pods: Readonly<Record<string, number>>) {
  const named = Object.entries(pods).map(([name, count]) => [workload({ name }).id, count] as const);
  return { kind, nodes: 1, pods: new Map(named) };
}

describe("inOneClassEach", () => {
  it("leaves each workload the pool and architecture that hold most of it, and no more than it had", () => {
    const whole = [demand("both", [1, 1, 1]), demand("amd", [1, 0, 0])];
    const nodes = [filled(AMD, { both: 2, amd: 5 }), filled(ARM, { both: 3 })];
    const kept = inOneClassEach(inputOf(whole), nodes)!;
    assert.deepEqual(
      kept.demands.whole.map(({ mask }) => [...mask]),
      [
        [0, 1, 0],
        [1, 0, 0],
      ],
    );
  });

  it("tells pools of one architecture apart", () => {
    const nodes = [filled(ARM, { both: 1 }), filled(DATA, { both: 4 })];
    const [only] = inOneClassEach(inputOf([demand("both", [1, 1, 1])]), nodes)!.demands.whole;
    assert.deepEqual([...only!.mask], [0, 0, 1]);
  });

  it("has nothing to say where no workload is in several", () => {
    const nodes = [filled(AMD, { amd: 5 }), filled(ARM, { both: 5 })];
    const whole = [demand("both", [1, 1, 1]), demand("amd", [1, 0, 0])];
    assert.equal(inOneClassEach(inputOf(whole), nodes), undefined);
  });
});
