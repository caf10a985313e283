import assert from "node:assert/strict";
import type { PackingLimits } from "../../../src/solve/problem.js";
import { packInOrder } from "../../../src/plan/pack/pack-in-order.js";
import type { PackTargetInput } from "../../../src/plan/pack/pack-target.js";
import type { TargetPacking } from "../../../src/plan/pack/target-packing.js";
import { workload } from "../fleets.js";

/** Two priorities and no nodes: which packings are asked for is all that counts. */
function inputOf(limits: PackingLimits): PackTargetInput {
  const whole = [2, 1].map((priority) => ({
    workload: workload({ name: `of-${priority}`, priority, outByPriority: true }),
    replicas: 1,
    mask: new Uint8Array(),
    penalty: 1,
    priority,
  }));
  const given: object = { target: { workloads: [] }, kinds: [], demands: { demands: whole, whole }, limits };
  return given as PackTargetInput;
}

const NOTHING: object = { status: "packed", nodes: [], cost: 0, bound: 0, stop: "proved", workUnits: 1 };

describe("packInOrder", () => {
  it("spares money in the packing for cost alone: of those by priority a unit is a replica", () => {
    const asked: (number | undefined)[] = [];
    const pack = ({ limits }: PackTargetInput): TargetPacking => {
      asked.push(limits.spare);
      return NOTHING as TargetPacking;
    };
    packInOrder(pack, inputOf({ targetGapMilliPercent: 1000, workUnits: 100, spare: 5000 }));
    assert.deepEqual(asked, [0, 0, 5000]);
  });
});
