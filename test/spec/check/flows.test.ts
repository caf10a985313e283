import assert from "node:assert/strict";
import type { FleetSpec, FlowSpec } from "../../../src/model/fleet-spec.js";
import type { Flow } from "../../../src/model/fleet.js";
import { FleetError, planFleetSync, readFleet, verifyPlan } from "../../../src/planner/index.js";
import { faultsOfSpec } from "./faults-of-spec.js";

const workload = (name: string, clusters: readonly string[]) => ({
  name,
  namespace: "shop",
  replicas: 1,
  requests: { cpu: "100m", memory: "128Mi" },
  clusters,
});

function spec(...flows: readonly FlowSpec[]): FleetSpec {
  const pools = [{ name: "general", families: ["m7i"] }];
  return {
    apiVersion: "stowage.dev/v1",
    name: "shop",
    clusters: [
      { name: "one", platform: "eks", region: "eu-central-1", pools },
      { name: "two", platform: "eks", region: "eu-central-1", pools },
    ],
    workloads: [
      workload("web", ["one", "two"]),
      workload("api", ["one", "two"]),
      workload("ledger", ["two"]),
      workload("mailer", ["one"]),
    ],
    flows,
  };
}

function flowsOf(...flows: readonly FlowSpec[]): readonly Flow[] {
  return readFleet(spec(...flows)).fleet.flows ?? [];
}

function faultsOf(...flows: readonly object[]): string[] {
  return faultsOfSpec(spec(...(flows as readonly FlowSpec[])));
}

describe("flows", () => {
  it("hold in every cluster that runs both workloads, and are told once", () => {
    const flow = { from: "shop/web", to: "shop/api", ports: ["TCP/8443", "TCP/8080"] };
    assert.deepEqual(flowsOf(flow, flow), [
      {
        cluster: "one",
        fromWorkload: "one/shop/web",
        toWorkload: "one/shop/api",
        ports: ["TCP/8080", "TCP/8443"],
      },
      {
        cluster: "two",
        fromWorkload: "two/shop/web",
        toWorkload: "two/shop/api",
        ports: ["TCP/8080", "TCP/8443"],
      },
    ]);
  });

  it("begin or end at addresses", () => {
    assert.deepEqual(
      flowsOf({ fromCidr: "0.0.0.0/0", to: "shop/ledger" }, { from: "shop/mailer", toCidr: "2001:db8::/32" }),
      [
        { cluster: "one", fromWorkload: "one/shop/mailer", toCidr: "2001:db8::/32", ports: [] },
        { cluster: "two", fromCidr: "0.0.0.0/0", toWorkload: "two/shop/ledger", ports: [] },
      ],
    );
  });

  it("are refused where an end is missing, twice there, unknown, or elsewhere", () => {
    assert.deepEqual(
      faultsOf(
        { from: "shop/web" },
        { from: "shop/web", fromCidr: "10.0.0.0/8", to: "shop/api" },
        { fromCidr: "10.0.0.0/8", toCidr: "10.0.0.0/8" },
        { from: "shop/wep", to: "shop/api" },
        { from: "shop/mailer", to: "shop/ledger" },
        { fromCidr: "10.0.0.300/8", to: "shop/api" },
        { from: "shop/web", to: "shop/api", ports: ["TCP/70000"] },
      ),
      [
        "/flows/0: to and toCidr: none is given",
        "/flows/1: from and fromCidr: both is given",
        "/flows/2: both ends are addresses: no workload is meant",
        '/flows/3/from: no workload of a cluster is called "shop/wep"',
        "/flows/4: no cluster runs both shop/mailer and shop/ledger: flows between clusters are not planned",
        "/flows/5/fromCidr: 10.0.0.300 is no IPv4 address: its parts go to 255",
        "/flows/6/ports/0: TCP/70000 is above 65535",
      ],
    );
  });

  it("stand in the plan, which is refused with more of them or fewer", () => {
    const loaded = readFleet(spec({ from: "shop/web", to: "shop/ledger" }));
    const plan = planFleetSync(loaded);
    const two = plan.clusters["two"];
    assert.ok(two !== undefined);
    assert.deepEqual(two.flows, [{ fromWorkload: "two/shop/web", toWorkload: "two/shop/ledger", ports: [] }]);
    assert.equal(plan.clusters["one"]?.flows, undefined);
    const without = { ...two };
    Reflect.deleteProperty(without, "flows");
    for (const changed of [
      without,
      { ...two, flows: [...(two.flows ?? []), { fromCidr: "::/0", ports: [] }] },
    ]) {
      const refusals = verifyPlan({
        plan: { ...plan, clusters: { ...plan.clusters, two: changed } },
        fleet: loaded.fleet,
      });
      assert.deepEqual(
        refusals.map(({ path }) => path),
        ["/clusters/two/flows"],
      );
    }
  });
});

describe("what a compliance zone asks of pods", () => {
  const zone = {
    name: "eu",
    jurisdictions: ["EEA"],
    registries: ["ghcr.io", "a.test/x"],
    signatureAnnotation: "s.test/ok",
  };

  it("stands in the plan of its clusters", () => {
    const base = spec();
    const [first, ...others] = base.clusters ?? [];
    assert.ok(first !== undefined);
    const plan = planFleetSync(
      readFleet({
        ...base,
        complianceZones: [zone],
        clusters: [{ ...first, complianceZone: "eu" }, ...others],
      }),
    );
    const rules = plan.clusters["one"]?.complianceZoneRules;
    assert.deepEqual([rules?.registries, rules?.signatureAnnotation], [["a.test/x", "ghcr.io"], "s.test/ok"]);
    assert.equal(plan.clusters["two"]?.complianceZoneRules, undefined);
  });

  it("is refused where no image or annotation can be called so", () => {
    const told = (more: object): boolean => {
      try {
        readFleet({ ...spec(), complianceZones: [{ ...zone, ...more }] });
        return false;
      } catch (error) {
        return error instanceof FleetError;
      }
    };
    assert.ok(told({ registries: ["https://ghcr.io"] }));
    assert.ok(told({ registries: ['x"] || true'] }));
    assert.ok(told({ signatureAnnotation: "not a key" }));
    assert.ok(!told({}));
  });
});
