import assert from "node:assert/strict";
import type { FleetSpec, MoveSpec } from "../../../src/model/fleet-spec.js";
import { readFleet } from "../../../src/planner/index.js";
import { faultsOfSpec } from "./faults-of-spec.js";

function spec(move: MoveSpec | undefined, more: Partial<FleetSpec> = {}): FleetSpec {
  const requests = { cpu: "100m", memory: "128Mi" };
  return {
    apiVersion: "stowage.dev/v1",
    name: "shop",
    clusters: [
      {
        name: "fra",
        platform: "eks",
        region: "eu-central-1",
        pools: [{ name: "general", families: ["m7i"] }],
      },
    ],
    workloads: [{ name: "db", replicas: 2, requests, ...(move === undefined ? {} : { move }) }],
    ...more,
  };
}

const PLANNED: MoveSpec = {
  nodeData: "2Gi",
  kbps: 1000,
  downtime: "planned",
  downSeconds: 30,
  perDownMinute: 0.5,
};

describe("what a move takes", () => {
  it("is in MiB, seconds and micro-units, and a move is never down where nothing is said", () => {
    const moveOf = (move: MoveSpec): unknown => readFleet(spec(move)).fleet.workloads[0]?.move;
    assert.deepEqual(moveOf({ ...PLANNED, pricePerGb: 0.02 }), {
      nodeDataMiB: 2048,
      kbps: 1000,
      downtime: "planned",
      downSeconds: 30,
      microPerDownMinute: 500_000,
      microPerGb: 20_000,
    });
    assert.deepEqual(moveOf({}), {
      nodeDataMiB: 0,
      downtime: "none",
      downSeconds: 0,
      microPerDownMinute: 0,
    });
  });

  it("asks for the times that its class of downtime is about", () => {
    assert.deepEqual(faultsOfSpec(spec({ downtime: "planned" })), [
      "/workloads/0/move/downSeconds: a planned move takes the replica down, and nothing says for how long",
      "/workloads/0/move/kbps: the replica is down until its data has been copied, and nothing says how fast that is",
    ]);
    assert.deepEqual(faultsOfSpec(spec({ downtime: "brief", downSeconds: 0 })), []);
    assert.deepEqual(faultsOfSpec(spec({ perDownMinute: 1 })), [
      "/workloads/0/move/downtime: downSeconds or perDownMinute is given, and the replica is never down (none)",
    ]);
  });

  it("may be limited and weighed where a workload says it, and nowhere else", () => {
    const { fleet } = readFleet(
      spec(PLANNED, { limits: { maxMoveCost: 12.5 }, objective: { weights: { moveMonths: 3 } } }),
    );
    assert.equal(fleet.limits.maxMoveMicro, 12_500_000);
    assert.equal(fleet.weights?.moveHours, 3 * 730);
    assert.deepEqual(faultsOfSpec(spec(undefined, { limits: { maxMoveCost: 1 } })), [
      "/limits/maxMoveCost: no workload says what a move of it takes, so that no move costs anything",
    ]);
    assert.equal(
      readFleet(spec(undefined, { objective: { weights: { perMove: 1 } } })).fleet.weights?.moveHours,
      undefined,
    );
  });

  it("is refused where the moves of all replicas could cost more than can be counted", () => {
    const [fault] = faultsOfSpec(spec({ ...PLANNED, nodeData: "100Pi", kbps: 1, perDownMinute: 1000 }));
    assert.match(fault ?? "", /^\/workloads\/0: what moves of all replicas may cost/);
  });
});
