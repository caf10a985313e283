import assert from "node:assert/strict";
import { cluster, conflictsOf, outcomeOf, planOf, pool, shape, workload } from "../fleets.js";

function zonesOf(
  more: Parameters<typeof workload>[0],
  clusters = [cluster()],
): Readonly<Record<string, number>> {
  const plan = planOf({ clusters, workloads: [workload(more)] });
  return plan.workloads["main/default/web"]?.placement.byAvailabilityZone ?? {};
}

const ONE_ZONE = [cluster({ availabilityZones: ["eu-central-1a"] })];
const TWO_ZONES = [cluster({ availabilityZones: ["eu-central-1a", "eu-central-1b"] })];

describe("spread over availability zones", () => {
  it("splits replicas evenly", () => {
    assert.deepEqual(zonesOf({ replicas: 7, zoneSpread: { maxSkew: 1 } }), {
      "eu-central-1a": 3,
      "eu-central-1b": 2,
      "eu-central-1c": 2,
    });
  });

  it("hands left-over replicas to zones in turn, from workload to workload", () => {
    const workloads = ["one", "two", "three"].map((name) =>
      workload({ name, cpu: 2, gib: 4, zoneSpread: { maxSkew: 1 } }),
    );
    const plan = planOf({ workloads });
    const zones = Object.values(plan.workloads).flatMap(({ placement }) =>
      Object.keys(placement.byAvailabilityZone),
    );
    assert.deepEqual(zones.sort(), ["eu-central-1a", "eu-central-1b", "eu-central-1c"]);
  });

  it("proves of an even split only where all its zones are asked for: fewer zones with nodes are fewer domains", () => {
    const four = { replicas: 4, cpu: 2, gib: 4 };
    const all = workload({ ...four, zoneSpread: { maxSkew: 1, minDomains: 2 } });
    const split = planOf({ clusters: TWO_ZONES, workloads: [all] });
    assert.equal(split.cost.microPerHour, 80_000);
    assert.equal(split.search.stop, "proved");
    // All four on one large node: in the only zone that then has nodes the skew is 0.
    const free = planOf({
      clusters: TWO_ZONES,
      workloads: [workload({ ...four, zoneSpread: { maxSkew: 1 } })],
    });
    assert.ok(free.search.boundMicroPerHour <= 70_000, `bound ${free.search.boundMicroPerHour}`);
  });

  it("needs no second zone where none is asked for", () => {
    assert.deepEqual(zonesOf({ replicas: 4, zoneSpread: { maxSkew: 1 } }, ONE_ZONE), { "eu-central-1a": 4 });
  });

  it("cannot ask for more zones than there are, beyond the skew", () => {
    const asked = { replicas: 4, zoneSpread: { maxSkew: 1, minDomains: 3 } };
    const [conflict] = conflictsOf({ clusters: TWO_ZONES, workloads: [workload(asked)] });
    assert.equal(conflict?.label, "zone-spread");
    assert.match(conflict.message, /3 availability zones are asked for and nodes stand in 2/);
    assert.deepEqual(zonesOf({ ...asked, replicas: 2 }, TWO_ZONES), {
      "eu-central-1a": 1,
      "eu-central-1b": 1,
    });
  });

  it("counts a zone that cannot take the workload as empty", () => {
    const volumes = [{ name: "data", availabilityZone: "eu-central-1a" }];
    const [conflict] = conflictsOf({
      workloads: [workload({ volumes, replicas: 2, zoneSpread: { maxSkew: 1 } })],
    });
    assert.equal(conflict?.label, "zone-spread");
    assert.match(conflict.message, /eu-central-1b and eu-central-1c cannot take it/);
    assert.deepEqual(zonesOf({ volumes, replicas: 2, zoneSpread: { maxSkew: 2 } }), { "eu-central-1a": 2 });
  });

  it("keeps anti-affinity over zones", () => {
    assert.deepEqual(zonesOf({ replicas: 3, maxPerAvailabilityZone: 1 }), {
      "eu-central-1a": 1,
      "eu-central-1b": 1,
      "eu-central-1c": 1,
    });
    const [conflict] = conflictsOf({ workloads: [workload({ replicas: 4, maxPerAvailabilityZone: 1 })] });
    assert.equal(conflict?.label, "zone-spread");
    assert.ok(conflict.waysOut.includes("lower its replicas from 4 to 3"));
  });

  it("stands in two zones at least where the loss of one must be survived", () => {
    const [conflict] = conflictsOf({
      clusters: ONE_ZONE,
      workloads: [workload({ replicas: 2, survive: "availabilityZone" })],
    });
    assert.equal(conflict?.label, "zone-spread");
    assert.equal(Object.keys(zonesOf({ replicas: 2, survive: "availabilityZone" }, TWO_ZONES)).length, 2);
  });

  it("never claims a bound that another split of the replicas would break", () => {
    // Five replicas of a whole node each: which zones take two of them costs the same, and is left open.
    const plan = planOf({
      workloads: [workload({ cpu: 2, gib: 4, replicas: 5, zoneSpread: { maxSkew: 1 } })],
    });
    assert.equal(plan.cost.microPerHour, 100_000);
    assert.ok(plan.search.boundMicroPerHour <= 100_000);
  });

  it("says that nothing was found, not that nothing exists, where another split might fit", () => {
    const nodes = [
      shape({ count: 2, availabilityZone: "eu-central-1a" }),
      shape({ count: 1, availabilityZone: "eu-central-1b" }),
    ];
    // Three whole nodes, skew 2 allowed: 2 + 1 fits however the odd replica falls, 3 + 1 of four cannot.
    const clusters = [cluster({ pools: [pool({ nodes, purchaseOptions: ["owned"] })] })];
    const outcome = outcomeOf({
      clusters,
      workloads: [workload({ cpu: 4, replicas: 4, zoneSpread: { maxSkew: 2 } })],
    });
    assert.equal(outcome.status, "infeasible");
    const two = shape({ count: 3, availabilityZone: "eu-central-1a" });
    const odd = [cluster({ pools: [pool({ nodes: [two, shape({ availabilityZone: "eu-central-1b" })] })] })];
    const open = outcomeOf({
      clusters: odd,
      workloads: [workload({ cpu: 4, replicas: 4, zoneSpread: { maxSkew: 2 } })],
    });
    assert.equal(open.status, "noneFound");
  });
});
