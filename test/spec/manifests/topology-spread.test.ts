import assert from "node:assert/strict";
import { deployment, importObjects, onlyWorkload, soleFault, soleMessage, workloadOf } from "./manifests.js";
import type { Json } from "./manifests.js";

const HOST = "kubernetes.io/hostname";
const ZONE = "topology.kubernetes.io/zone";

function constraint(topologyKey: string, more: Json = {}): Json {
  return {
    maxSkew: 1,
    topologyKey,
    whenUnsatisfiable: "DoNotSchedule",
    labelSelector: { matchLabels: { app: "web" } },
    ...more,
  };
}

function spread(...topologySpreadConstraints: readonly Json[]): Json {
  return deployment({ topologySpreadConstraints });
}

const PATH = "/spec/template/spec/topologySpreadConstraints/0";

describe("topologySpread", () => {
  it("reads a hard spread over availability zones", () => {
    const workload = workloadOf(spread(constraint(ZONE, { maxSkew: 2, minDomains: 3 })));
    assert.deepEqual(workload.zoneSpread, { maxSkew: 2, minDomains: 3 });
    assert.deepEqual(workload.softSpread, []);
  });

  it("takes the tightest of several", () => {
    const workload = workloadOf(
      spread(constraint(ZONE, { maxSkew: 2, minDomains: 3 }), constraint(ZONE, { minDomains: 2 })),
    );
    assert.deepEqual(workload.zoneSpread, { maxSkew: 1, minDomains: 3 });
  });

  it("reads a hard spread over nodes as a cap a node, which is an assumption", () => {
    const imported = importObjects([
      spread(constraint(HOST, { maxSkew: 3 }), constraint(HOST, { maxSkew: 2 })),
    ]);
    assert.equal(onlyWorkload(imported).maxPerNode, 2);
    assert.match(imported.assumptions[0]!.statement, /at most 2 replicas a node/);
    assert.deepEqual(imported.diagnostics, []);
  });

  it("keeps soft rules apart, each once", () => {
    const soft = { whenUnsatisfiable: "ScheduleAnyway" };
    const workload = workloadOf(
      spread(constraint(ZONE, soft), constraint(HOST, { ...soft, maxSkew: 5 }), constraint(ZONE, soft)),
    );
    assert.deepEqual(workload.softSpread, [
      { over: "availabilityZone", maxSkew: 1 },
      { over: "node", maxSkew: 5 },
    ]);
    assert.equal(workload.zoneSpread, undefined);
  });

  it("reports topologies that are not planned and selectors that miss the pod", () => {
    assert.equal(soleFault(spread(constraint("example.com/rack"))), `warning not-supported ${PATH}`);
    const others = constraint(ZONE, { labelSelector: { matchLabels: { app: "db" } } });
    assert.equal(soleFault(spread(others)), `warning not-supported ${PATH}`);
    const none = constraint(ZONE, { labelSelector: null });
    assert.equal(soleFault(spread(none)), `warning not-supported ${PATH}`);
    const soft = constraint("example.com/rack", { whenUnsatisfiable: "ScheduleAnyway" });
    assert.equal(soleFault(spread(soft)), `info not-supported ${PATH}`);
  });

  it("says that a spread counts pods of other workloads too", () => {
    const { diagnostics, workloads } = importObjects([
      spread(constraint(ZONE)),
      deployment({}, { name: "web-canary" }),
    ]);
    assert.match(diagnostics[0]!.message, /counts pods of Deployment default\/web-canary too/);
    assert.equal(diagnostics.length, 1);
    assert.deepEqual(workloads[0]!.workload.zoneSpread, { maxSkew: 1 });
  });

  it("tells of policies that are not the default", () => {
    assert.equal(
      soleFault(spread(constraint(ZONE, { nodeTaintsPolicy: "Honor", nodeAffinityPolicy: "Honor" }))),
      `info not-supported ${PATH}/nodeTaintsPolicy`,
    );
  });

  it("refuses what the API server refuses", () => {
    assert.match(soleMessage(spread(constraint(ZONE, { maxSkew: 0 }))), /is 0; a whole number from 1/);
    assert.match(soleMessage(spread(constraint(ZONE, { whenUnsatisfiable: "Maybe" }))), /"Maybe"/);
    assert.match(
      soleMessage(spread(constraint(ZONE, { whenUnsatisfiable: "ScheduleAnyway", minDomains: 2 }))),
      /needs whenUnsatisfiable: DoNotSchedule/,
    );
    assert.match(soleMessage(spread(constraint(ZONE, { topologyKey: null }))), /has no topologyKey/);
  });
});
