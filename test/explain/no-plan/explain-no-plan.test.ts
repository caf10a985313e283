import assert from "node:assert/strict";
import { explainNoPlan, noPlanLines } from "../../../src/explain/index.js";
import type { NoPlanReason } from "../../../src/explain/index.js";
import type { CheckedFleet } from "../../../src/model/fleet.js";
import {
  accountQuota,
  cluster,
  edgeSite,
  fleet,
  outcomeOf,
  pool,
  shape,
  workload,
} from "../../plan/fleets.js";
import { tinyCatalogue } from "../../plan/tiny-catalogue.js";

function reasonsOf(more: Partial<CheckedFleet>, questions?: number): readonly NoPlanReason[] {
  return explainNoPlan({
    fleet: fleet(more),
    catalogue: tinyCatalogue,
    version: "0.0.0",
    ...(questions === undefined ? {} : { questions }),
  });
}

function only(reasons: readonly NoPlanReason[]): NoPlanReason {
  assert.equal(reasons.length, 1);
  const [reason] = reasons;
  assert.ok(reason !== undefined);
  return reason;
}

function limited(maxNodes: number): Partial<CheckedFleet> {
  return {
    clusters: [cluster({ pools: [pool({ maxNodes })] })],
    workloads: [
      workload({ name: "web", replicas: 30 }),
      workload({ name: "idle", replicas: 0, requiredNodeTerms: [{ requirements: [] }] }),
    ],
  };
}

describe("explainNoPlan", () => {
  it("has nothing to say of a fleet that has a plan", () => {
    assert.deepEqual(reasonsOf(limited(30)), []);
  });

  it("names the limit and the replicas, nothing else, and the least that would do with its price", () => {
    const reason = only(reasonsOf(limited(1)));
    assert.deepEqual(
      reason.members.map(({ label, subject, path }) => ({ label, subject, path })),
      [
        { label: "pool-limit", subject: "main/general", path: "/clusters/main/pools/general/maxNodes" },
        { label: "replicas", subject: "main/default/web", path: "/workloads/0" },
      ],
    );
    assert.ok(reason.minimal);
    assert.ok(!reason.partial);
    const [raised, fewer] = reason.relaxations;
    assert.match(raised?.changes[0] ?? "", /^raise maxNodes of pool "general" from 1 to \d+$/);
    const amount = Number(/to (\d+)$/.exec(raised?.changes[0] ?? "")?.[1]);
    const again = outcomeOf(limited(amount));
    assert.equal(again.status === "planned" && again.plan.cost.microPerHour, raised?.microPerHour);
    assert.match(fewer?.changes[0] ?? "", /^run \d+ of the 30 replicas of workload "web"$/);
    assert.equal(fewer?.complete, false);
  });

  it("eases two limits together where one is not enough", () => {
    const reason = only(
      reasonsOf({
        ...limited(1),
        clusters: [cluster({ pools: [pool({ maxNodes: 1 })], quotas: { vcpu: 4 } })],
      }),
    );
    const [both] = reason.relaxations;
    assert.equal(both?.changes.length, 2);
    assert.ok(both.complete);
  });

  it("does for all workloads what one alone does not mend", () => {
    const reason = only(
      reasonsOf({
        clusters: [cluster({ pools: [pool({ chips: ["arm64"] })] })],
        workloads: ["a", "b", "c"].map((name) => workload({ name })),
      }),
    );
    assert.deepEqual(
      reason.relaxations.map(({ changes }) => changes),
      [['workloads "a", "b", "c": build its image for linux/amd64 and linux/arm64']],
    );
  });

  it("leaves out a workload that another stands beside, without leaving that one nowhere to go", () => {
    const base = workload({ cpu: 900 });
    const guest = workload({ name: "guest", beside: { workload: base.id, over: "node" } });
    const reason = only(reasonsOf({ workloads: [guest, base] }));
    assert.deepEqual(
      reason.members.map(({ subject }) => subject),
      [base.id],
    );
  });

  it("adds machines to an edge site", () => {
    const target = { kind: "edgeSite", name: "store" } as const;
    const reason = only(
      reasonsOf({
        clusters: [],
        edgeSites: [edgeSite({ nodes: [shape({ count: 1, availabilityZone: "store" })] })],
        workloads: [workload({ target, replicas: 8 })],
      }),
    );
    assert.equal(reason.scope, 'edge site "store"');
    assert.match(
      reason.relaxations[0]?.changes[0] ?? "",
      /^add \d+ node\(s\) of shape "box" in store to edge site "store"$/,
    );
  });

  it("looks at the whole fleet where each cluster alone has a plan", () => {
    const second = { kind: "cluster", name: "second" } as const;
    const reason = only(
      reasonsOf({
        clusters: [cluster(), cluster({ name: "second" })],
        workloads: [workload({ replicas: 6 }), workload({ target: second, replicas: 6 })],
        quotas: [accountQuota({ limit: 8, clusters: ["main", "second"] })],
      }),
    );
    assert.equal(reason.scope, "the fleet");
    assert.ok(reason.members.some(({ label }) => label === "account-quota"));
    assert.match(
      reason.relaxations[0]?.changes[0] ?? "",
      /^have quota L-1 of aws in eu-central-1 raised from 8 to \d+$/,
    );
  });

  it("opens a compliance zone to the countries of the cluster that has no plan, and to no others", () => {
    const abroad = cluster({ name: "abroad", region: "us-east-1", availabilityZones: ["us-east-1a"] });
    const reason = only(
      reasonsOf({
        complianceZones: [{ name: "eu", regimes: ["gdpr"], jurisdictions: ["FR"], dataClasses: [] }],
        clusters: [cluster({ complianceZone: "eu" }), abroad],
        workloads: [workload()],
      }),
    );
    assert.ok(
      reason.relaxations.some(({ changes }) =>
        changes.includes('compliance zone "eu": add DE to its jurisdictions, if its rules allow that'),
      ),
    );
  });

  it("says that it is partial where its questions end", () => {
    const reason = only(reasonsOf(limited(1), 3));
    assert.ok(reason.partial);
    assert.ok(!reason.minimal);
    assert.match(noPlanLines([reason]).at(-1) ?? "", /^The questions that may be asked ended/);
  });

  it("tells it in lines", () => {
    const lines = noPlanLines(reasonsOf(limited(1)));
    assert.equal(
      lines[0],
      '2 requirements of cluster "main" cannot hold together; without any one of them there is a plan of the others:',
    );
    assert.equal(
      lines[1],
      '  - pool "general" may have 1 node(s) (maxNodes), at /clusters/main/pools/general/maxNodes',
    );
  });
});
