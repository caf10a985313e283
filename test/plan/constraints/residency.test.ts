import assert from "node:assert/strict";
import type { ComplianceZone } from "../../../src/model/fleet.js";
import { cluster, conflictsOf, edgeSite, planOf, workload } from "../fleets.js";

const ZONE: ComplianceZone = {
  name: "eu-personal",
  regimes: ["gdpr"],
  jurisdictions: ["EEA"],
  dataClasses: ["personal"],
};
const INSIDE = cluster({ complianceZone: "eu-personal" });
const OUTSIDE = cluster({
  name: "overseas",
  region: "us-east-1",
  availabilityZones: ["us-east-1a"],
});

describe("residency", () => {
  it("accepts a workload inside its compliance zone, and the plan lists the zone's members", () => {
    const plan = planOf({
      complianceZones: [ZONE],
      clusters: [INSIDE],
      edgeSites: [edgeSite({ complianceZone: "eu-personal" })],
      workloads: [workload({ complianceZone: "eu-personal", data: { class: "personal" } })],
    });
    assert.deepEqual(plan.complianceZones["eu-personal"]?.clusters, ["main"]);
    assert.deepEqual(plan.complianceZones["eu-personal"].edgeSites, ["store"]);
  });

  it("refuses a cluster outside its zone's jurisdictions", () => {
    const clusters = [{ ...OUTSIDE, complianceZone: "eu-personal" }];
    const [conflict] = conflictsOf({ complianceZones: [ZONE], clusters });
    assert.equal(conflict?.label, "residency");
    assert.equal(conflict.subject, "overseas");
    assert.match(
      conflict.message,
      /us-east-1 \(US\), outside of compliance zone "eu-personal" \(jurisdictions EEA\)/,
    );
  });

  it("refuses regions outside of the zone that binds the workload, and names the way out", () => {
    const [conflict, ...rest] = conflictsOf({
      complianceZones: [ZONE],
      clusters: [INSIDE],
      workloads: [workload({ name: "ledger", complianceZone: "eu-personal", regions: ["us-east-1"] })],
    });
    assert.deepEqual(rest, []);
    assert.equal(conflict?.label, "residency");
    assert.equal(
      conflict.message,
      'workload "ledger" is bound to compliance zone "eu-personal" (jurisdictions EEA) and asks for regions us-east-1 (US)',
    );
    assert.equal(conflict.waysOut[0], 'allow eu-central-1, where cluster "main" is');
  });

  it("refuses a place outside of the workload's compliance zone", () => {
    const target = { kind: "cluster", name: "overseas" } as const;
    const [conflict] = conflictsOf({
      complianceZones: [ZONE],
      clusters: [INSIDE, OUTSIDE],
      workloads: [workload({ target, complianceZone: "eu-personal" })],
    });
    assert.equal(conflict?.label, "residency");
    assert.match(conflict.message, /runs in cluster "overseas", which is in no compliance zone/);
    assert.equal(conflict.waysOut[0], 'run it in cluster "main" in eu-central-1 (DE)');
  });

  it("refuses data that the zone does not allow", () => {
    const [conflict] = conflictsOf({
      complianceZones: [ZONE],
      clusters: [INSIDE],
      workloads: [workload({ data: { class: "health" } })],
    });
    assert.equal(conflict?.label, "residency");
    assert.match(
      conflict.message,
      /data of class "health", and compliance zone "eu-personal" allows personal/,
    );
  });

  it("refuses a place outside of the regions allowed", () => {
    const [conflict] = conflictsOf({
      clusters: [cluster(), OUTSIDE],
      workloads: [workload({ regions: ["us-east-1"] })],
    });
    assert.equal(conflict?.label, "region");
    assert.deepEqual(conflict.exclusions[0]?.rules, ["region"]);
    assert.equal(conflict.waysOut[0], 'bind it to cluster "overseas"');
  });

  it("holds for a workload that has no replica yet", () => {
    const idle = workload({ name: "ledger", replicas: 0, data: { class: "health" } });
    const [conflict, ...rest] = conflictsOf({
      complianceZones: [ZONE],
      clusters: [INSIDE],
      workloads: [idle],
    });
    assert.deepEqual(rest, []);
    assert.deepEqual([conflict?.label, conflict?.subject], ["residency", "main/default/ledger"]);
    assert.match(conflict?.message ?? "", /holds data of class "health", and compliance zone "eu-personal"/);
  });
});
