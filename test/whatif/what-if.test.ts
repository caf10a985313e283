import assert from "node:assert/strict";
import fc from "fast-check";
import type { CheckedFleet } from "../../src/model/fleet.js";
import type { WhatIfEvent, WhatIfResult } from "../../src/model/whatif.js";
import { planFleetChecked } from "../../src/plan/index.js";
import { changedFleet } from "../../src/whatif/changed-fleet.js";
import { isKnown, singleLosses, whatIf, whatIfEach } from "../../src/whatif/index.js";
import { downAtOnce } from "../../src/whatif/lost-replicas.js";
import { arbitraryFleet } from "../plan/arbitrary-fleet.js";
import { cluster, edgeSite, fleet, planOf, pool, shape, workload } from "../plan/fleets.js";
import { tinyCatalogue } from "../plan/tiny-catalogue.js";
import { TINY } from "../plan/worlds.js";

function resultOf(more: Partial<CheckedFleet>, ...events: readonly WhatIfEvent[]): WhatIfResult {
  const plan = planOf(more);
  for (const event of events) assert.ok(isKnown(event, fleet(more), plan), JSON.stringify(event));
  return whatIf({ fleet: fleet(more), plan, catalogue: tinyCatalogue, version: "0.0.0" }, events);
}

function lose(what: Extract<WhatIfEvent, { kind: "lose" }>["what"], name: string): WhatIfEvent {
  return { kind: "lose", what, name };
}

const STORE = { kind: "edgeSite", name: "store" } as const;

describe("whatIf", () => {
  const spread = { workloads: [workload({ replicas: 6, survive: "availabilityZone" as const })] };

  it("tells what a lost availability zone takes, and plans the rest without it", () => {
    const result = resultOf(spread, lose("az", "eu-central-1a"));
    assert.deepEqual(result.down, [
      { id: "main/default/web", name: "web", lost: 2, replicas: 6, breaksPromise: false },
    ]);
    assert.deepEqual([result.status, result.unplaced], ["planned", []]);
    assert.ok(result.changes.every(({ availabilityZone }) => availabilityZone !== "eu-central-1a"));
    assert.ok(result.changes.some(({ nodes }) => nodes > 0));
  });

  it("takes the zone of one cluster alone where it is named", () => {
    const two = {
      clusters: [cluster(), cluster({ name: "second" })],
      workloads: [workload({ target: { kind: "cluster", name: "second" } })],
    };
    assert.deepEqual(resultOf(two, lose("az", "main/eu-central-1a")).down, []);
  });

  it("has no place for workloads of a cluster, region or provider that is lost", () => {
    for (const event of [lose("cluster", "main"), lose("region", "eu-central-1"), lose("provider", "aws")]) {
      const { unplaced, microPerHourAfter, down } = resultOf(spread, event);
      assert.deepEqual(unplaced, [{ id: "main/default/web", name: "web", replicas: 6 }]);
      assert.equal(microPerHourAfter, 0);
      assert.equal(down[0]?.lost, 6);
    }
  });

  it("lets a workload wait for the zone of its volumes", () => {
    const bound = workload({ volumes: [{ name: "data", availabilityZone: "eu-central-1a" }] });
    const { unplaced, status } = resultOf({ workloads: [bound] }, lose("az", "eu-central-1a"));
    assert.deepEqual([status, unplaced.map(({ id }) => id)], ["planned", [bound.id]]);
  });

  it("lets a workload wait with the one that it stands beside", () => {
    const bound = workload({ volumes: [{ name: "data", availabilityZone: "eu-central-1a" }] });
    const guest = workload({ name: "guest", beside: { workload: bound.id, over: "node" } });
    const { unplaced } = resultOf({ workloads: [guest, bound] }, lose("az", "eu-central-1a"));
    assert.deepEqual(
      unplaced.map(({ name }) => name),
      ["guest", "web"],
    );
  });

  it("buys another node in the place of one, and none in the place of a machine that exists", () => {
    const plan = planOf(spread);
    const [key] = Object.keys(plan.clusters["main"]?.purchases ?? {});
    const bought = resultOf(spread, lose("node", `main/${key ?? ""}`));
    assert.deepEqual(
      bought.changes.map(({ nodes }) => nodes),
      [1],
    );
    const site = {
      clusters: [],
      edgeSites: [edgeSite({ nodes: [shape({ count: 2, availabilityZone: "store" })] })],
      workloads: [workload({ target: STORE, replicas: 7 })],
    };
    const [machine] = Object.keys(planOf(site).edgeSites["store"]?.purchases ?? {});
    const owned = resultOf(site, lose("node", `store/${machine ?? ""}`));
    assert.equal(owned.status, "infeasible");
    assert.equal(owned.unplaced[0]?.replicas, 3);
    assert.deepEqual(owned.changes, []);
  });

  it("has no place for the workloads of a site whose only machine is lost", () => {
    const site = {
      clusters: [],
      edgeSites: [edgeSite({ nodes: [shape({ count: 1, availabilityZone: "store" })] })],
      workloads: [workload({ target: STORE }), workload({ name: "idle", target: STORE, replicas: 0 })],
    };
    const [machine] = Object.keys(planOf(site).edgeSites["store"]?.purchases ?? {});
    const { status, unplaced } = resultOf(site, lose("node", `store/${machine ?? ""}`));
    assert.equal(status, "planned");
    assert.deepEqual(
      unplaced.map(({ name }) => name),
      ["web"],
    );
  });

  it("runs as much as there is room for where demand grows beyond it", () => {
    const limited = { clusters: [cluster({ pools: [pool({ maxNodes: 1 })] })], workloads: [workload()] };
    const { unplaced, spreadGivenUp } = resultOf(limited, {
      kind: "demand",
      of: "web",
      thousandths: 100_000,
    });
    assert.ok((unplaced[0]?.replicas ?? 0) > 0 && (unplaced[0]?.replicas ?? 100) < 100);
    assert.ok(spreadGivenUp);
  });

  it("grows what is demanded in every hour", () => {
    const hourly = Array.from({ length: 24 }, (_, hour) => (hour < 6 ? 3 : 1));
    const night = { clusters: [cluster()], workloads: [workload({ cpu: 2, gib: 2, peak: 3, hourly })] };
    const double: WhatIfEvent = { kind: "demand", of: "web", thousandths: 2000 };
    assert.equal(resultOf(night, double).status, "planned");
    const changed = changedFleet(planOf(night), fleet(night), [double]);
    assert.deepEqual(
      changed.fleet.workloads[0]?.hourly,
      hourly.map((replicas) => 2 * replicas),
    );
  });

  it("pays other prices, and does without what is withdrawn", () => {
    const double = resultOf(spread, { kind: "price", of: "all", thousandths: 2000 });
    assert.equal(double.microPerHourAfter, 2 * double.microPerHourBefore);
    const types = Object.values(planOf(spread).clusters["main"]?.purchases ?? {}).map(
      (one) => one.instanceType,
    );
    const events = [...new Set(types)].map((instanceType): WhatIfEvent => ({
      kind: "withdraw",
      instanceType,
    }));
    const { changes, microPerHourAfter = 0, microPerHourBefore } = resultOf(spread, ...events);
    assert.ok(changes.every(({ instanceType, nodes }) => types.includes(instanceType) === nodes < 0));
    assert.ok(microPerHourAfter >= microPerHourBefore);
  });

  it("gives each of many scenarios the answer that it has alone", () => {
    const plan = planOf(spread);
    const input = { fleet: fleet(spread), plan, catalogue: tinyCatalogue, version: "0.0.0" };
    const scenarios: WhatIfEvent[][] = [
      ...singleLosses(plan, input.fleet).map((event) => [event]),
      [{ kind: "price", of: "all", thousandths: 1500 }],
      [{ kind: "price", of: "all", thousandths: 500 }],
      [{ kind: "demand", of: "web", thousandths: 500 }],
    ];
    assert.deepEqual(
      whatIfEach(input, scenarios),
      scenarios.map((events) => whatIf(input, events)),
    );
  });

  it("plans what no event changes as the planner does", () => {
    const [key] = Object.keys(planOf(spread).clusters["main"]?.purchases ?? {});
    const { status, microPerHourAfter, microPerHourBefore } = resultOf(
      spread,
      lose("node", `main/${key ?? ""}`),
    );
    assert.deepEqual([status, microPerHourAfter], ["planned", microPerHourBefore]);
  });

  it("knows what the fleet does not have", () => {
    const plan = planOf(spread);
    for (const event of [lose("az", "eu-central-1z"), lose("site", "main"), lose("node", "main/none")])
      assert.ok(!isKnown(event, fleet(spread), plan));
    assert.ok(!isKnown({ kind: "demand", of: "wep", thousandths: 1 }, fleet(spread), plan));
  });
});

/** Fleets that mostly have a plan: small replicas, many of which are to survive a loss. */
const survivingFleet = fc
  .array(
    fc.record({
      replicas: fc.integer({ min: 1, max: 12 }),
      cpu: fc.constantFrom(0.25, 0.5, 1, 1.5),
      gib: fc.constantFrom(1, 2, 3),
      survive: fc.constantFrom("node" as const, "availabilityZone" as const),
    }),
    { minLength: 1, maxLength: 5 },
  )
  .map((list) => fleet({ workloads: list.map((one, index) => workload({ name: `w${index}`, ...one })) }));

describe("singleLosses, of random fleets", function () {
  this.timeout(600_000);

  it("take no workload as a whole that is to survive them", () => {
    let survivors = 0;
    let losses = 0;
    fc.assert(
      fc.property(survivingFleet, (checked) => {
        const input = { fleet: checked, catalogue: tinyCatalogue, version: "0.0.0" };
        const outcome = planFleetChecked(input);
        if (outcome.status !== "planned") return;
        const { plan } = outcome;
        survivors += Object.values(plan.workloads).filter(({ replicas }) => replicas > 1).length;
        for (const event of singleLosses(plan, checked)) {
          assert.ok(isKnown(event, checked, plan), JSON.stringify(event));
          const down = downAtOnce(plan, checked, [event]);
          losses += down.length;
          for (const { id, lost, replicas, breaksPromise } of down) {
            assert.ok(lost <= replicas, id);
            assert.ok(!breaksPromise, `${id}: ${JSON.stringify(event)}`);
          }
        }
      }),
      { seed: 20261127, numRuns: 30 },
    );
    assert.ok(survivors > 30 && losses > 100, `${survivors} workloads, ${losses} losses`);
  });

  it("never crash, whatever the fleet", () => {
    let planned = 0;
    fc.assert(
      fc.property(arbitraryFleet(TINY), (checked) => {
        const input = { fleet: checked, catalogue: tinyCatalogue, version: "0.0.0" };
        const outcome = planFleetChecked(input);
        if (outcome.status !== "planned") return;
        planned += 1;
        for (const event of singleLosses(outcome.plan, checked))
          whatIf({ ...input, plan: outcome.plan }, [event]);
      }),
      { seed: 20261127, numRuns: 300 },
    );
    assert.ok(planned > 10, `${planned} have a plan`);
  });
});
