import assert from "node:assert/strict";
import type { NodeSelectorTerm } from "../../src/model/kubernetes.js";
import type { Plan } from "../../src/model/plan.js";
import type { SharedRisk } from "../../src/model/survival.js";
import type { WhatIfEvent, WhatIfResult } from "../../src/model/whatif.js";
import { renderWhatIf } from "../../src/report/index.js";
import { isKnown, parseRiskGroup, runTrials, singleLosses, whatIf } from "../../src/whatif/index.js";
import { cluster, edgeSite, fleet, planOf, pool, shape, workload } from "../plan/fleets.js";
import { zonesTogether } from "../plan/surviving-fleet.js";
import { tinyCatalogue as catalogue } from "../plan/tiny-catalogue.js";

const VERSION = "0.0.0";
const OTHER = { kind: "cluster", name: "other" } as const;
const STORE = { kind: "edgeSite", name: "store" } as const;

const FEED: SharedRisk = {
  name: "feed-a",
  losses: [
    { kind: "lose", what: "cluster", name: "other" },
    { kind: "lose", what: "site", name: "store" },
    { kind: "lose", what: "pool", name: "main/spare" },
  ],
  downPpm: 250_000,
  source: "the operator's report",
};

function onPool(role: string): readonly NodeSelectorTerm[] {
  return [{ requirements: [{ key: "role", operator: "In", values: [role] }] }];
}

const MORE = {
  clusters: [
    cluster({
      pools: [pool({ labels: { role: "general" } }), pool({ name: "spare", labels: { role: "spare" } })],
    }),
    cluster({ name: "other" }),
  ],
  edgeSites: [edgeSite({ nodes: [shape({ count: 1, availabilityZone: "store" })] })],
  riskGroups: [FEED],
  workloads: [
    workload({ name: "web", replicas: 2, requiredNodeTerms: onPool("general") }),
    workload({
      name: "job",
      replicas: 3,
      requiredNodeTerms: onPool("spare"),
    }),
    workload({ name: "api", replicas: 4, target: OTHER }),
    workload({ name: "till", replicas: 1, target: STORE }),
  ],
};

function inZones(...values: readonly string[]): readonly NodeSelectorTerm[] {
  return [{ requirements: [{ key: "topology.kubernetes.io/zone", operator: "In", values }] }];
}

function lost(what: Extract<WhatIfEvent, { kind: "lose" }>["what"], name: string): WhatIfResult {
  const plan = planOf(MORE);
  const event = { kind: "lose", what, name } as const;
  assert.ok(isKnown(event, fleet(MORE), plan), name);
  return whatIf({ fleet: fleet(MORE), plan, catalogue, version: VERSION }, [event]);
}

describe("losses of risk groups", () => {
  it("takes all members at once, and plans what is left", () => {
    const result = lost("group", "feed-a");
    assert.deepEqual(
      result.down.map(({ name, lost: count }) => [name, count]),
      [
        ["job", 3],
        ["api", 4],
        ["till", 1],
      ],
    );
    assert.deepEqual(
      result.unplaced.map(({ name, replicas }) => [name, replicas]),
      [
        ["job", 3],
        ["api", 4],
        ["till", 1],
      ],
    );
    assert.match(renderWhatIf(result), /What if: lose risk group feed-a/);
    const parts = ["cluster:other", "site:store", "pool:main/spare"].map((text) => text.split(":"));
    const together = whatIf(
      { fleet: fleet(MORE), plan: planOf(MORE), catalogue, version: VERSION },
      parts.map(([what = "", name = ""]) => ({ kind: "lose", what, name }) as WhatIfEvent),
    );
    assert.deepEqual({ ...result, events: [] }, { ...together, events: [] });
  });

  it("takes one pool, whose pods go elsewhere where they may", () => {
    const { down, unplaced } = lost("pool", "main/spare");
    assert.deepEqual([down.length, unplaced.map(({ name }) => name)], [1, ["job"]]);
  });

  it("is among the single losses, and unknown by another name", () => {
    const plan = planOf(MORE);
    const groups = singleLosses(plan, fleet(MORE)).filter(
      (event) => event.kind === "lose" && event.what === "group",
    );
    assert.deepEqual(groups, [{ kind: "lose", what: "group", name: "feed-a" }]);
    for (const [what, name] of [
      ["group", "feed-b"],
      ["pool", "main/none"],
    ] as const)
      assert.equal(isKnown({ kind: "lose", what, name }, fleet(MORE), plan), false);
  });

  it("is drawn as often as the spec says, and so is a group of the caller's that names it", () => {
    const none = { node: 0, az: 0, region: 0, provider: 0, cluster: 0, site: 0 };
    const own = parseRiskGroup("again=0.1:group:feed-a");
    assert.ok(!("fault" in own));
    const trials = (more: object) =>
      runTrials({
        fleet: fleet(MORE),
        plan: planOf(MORE),
        catalogue,
        version: VERSION,
        seed: 3,
        trials: 4000,
        risks: none,
        ...more,
      });
    const { exactMeanDownMicro, meanDownMicro, patterns, groups } = trials({});
    // A quarter of the time, eight of ten replicas.
    assert.equal(exactMeanDownMicro, 2_000_000);
    assert.ok(Math.abs(meanDownMicro - exactMeanDownMicro) < 200_000);
    assert.deepEqual([patterns[0]?.groups, patterns[0]?.down], [["group feed-a"], 8]);
    assert.equal(groups[0]?.evidence.source, "the operator's report");
    // 1 - 0.75 x 0.9
    assert.equal(trials({ groups: [own] }).exactMeanDownMicro, 2_600_000);
  });
});

describe("promises to survive risk groups", () => {
  const zones = ["eu-central-1a", "eu-central-1b", "eu-central-1c"] as const;
  const riskGroups = [zonesTogether("feed", zones.slice(0, 2))];
  const of = { riskGroups, workloads: [workload({ replicas: 4, survive: "riskGroup" as const })] };

  /** Of its one workload: how many are lost, and whether that was promised not to be all. */
  function loss(plan: Plan, ...names: readonly (readonly ["group" | "az" | "cluster", string])[]): unknown {
    const events = names.map(([what, name]) => ({ kind: "lose", what, name }) as const);
    const [down] = whatIf({ fleet: fleet(of), plan, catalogue, version: VERSION }, events).down;
    return [(down?.lost ?? 0) < (down?.replicas ?? 0), down?.breaksPromise];
  }

  it("are kept by the plan for its group, each zone of it and any other", () => {
    const plan = planOf(of);
    assert.deepEqual(loss(plan, ["group", "feed"]), [true, false]);
    const held = Object.keys(plan.workloads["main/default/web"]?.placement.byAvailabilityZone ?? {});
    assert.ok(held.length > 1);
    for (const zone of held) assert.deepEqual(loss(plan, ["az", zone]), [true, false]);
  });

  it("are told as broken where all replicas were in one group, and are not made for more than one", () => {
    const plan = planOf({
      ...of,
      workloads: [workload({ replicas: 4, requiredNodeTerms: inZones(zones[0], zones[1]) })],
    });
    const web = plan.workloads["main/default/web"] ?? assert.fail("no such workload");
    const promising: Plan = {
      ...plan,
      workloads: {
        "main/default/web": { ...web, survive: "riskGroup", riskZones: { feed: zones.slice(0, 2) } },
      },
    };
    assert.deepEqual(loss(promising, ["group", "feed"]), [false, true]);
    assert.deepEqual(loss(promising, ["az", zones[0]], ["az", zones[1]]), [false, true]);
    assert.deepEqual(loss(promising, ["group", "feed"], ["az", zones[2]]), [false, false]);
    assert.deepEqual(loss(promising, ["cluster", "main"]), [false, false]);
    const ofZone = { ...web, survive: "availabilityZone" as const };
    assert.deepEqual(loss({ ...plan, workloads: { "main/default/web": ofZone } }, ["group", "feed"]), [
      false,
      false,
    ]);
  });
});
