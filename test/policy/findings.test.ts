import assert from "node:assert/strict";
import fc from "fast-check";
import { gapFindings, jurisdictionFindings, survivalFindings } from "../../src/policy/index.js";
import type { Finding } from "../../src/policy/index.js";
import { validPlan } from "../verify/plan-builder.js";

const CACHE = "/plan/placements/shop-eu~1default~1cache/byAvailabilityZone";
const WEB = "/plan/placements/shop-eu~1default~1web/byAvailabilityZone";

function clusterProps() {
  const { clusters, workloads } = validPlan();
  const plan = clusters["shop-eu"]!;
  Reflect.deleteProperty(workloads, "hamburg-store/default/till");
  return { plan, workloads };
}

function pathsOf(findings: readonly Finding[]): string[] {
  return findings.map(({ path }) => path);
}

describe("jurisdictionFindings", () => {
  it("finds nothing in a slice inside its jurisdictions, nor in one without a compliance zone", () => {
    assert.deepEqual(jurisdictionFindings(clusterProps()), []);
    const { edgeSites } = validPlan();
    assert.deepEqual(jurisdictionFindings({ plan: edgeSites["hamburg-store"], workloads: {} }), []);
  });

  it("finds a country outside the jurisdictions, and says where and what is allowed", () => {
    const props = clusterProps();
    props.plan.country = "US";
    props.plan.region = "us-east-1";
    assert.deepEqual(jurisdictionFindings(props), [
      {
        path: "/plan/country",
        message: 'us-east-1 stands in US, and compliance zone "eu-personal" allows only EEA',
      },
    ]);
    props.plan.complianceZoneRules!.jurisdictions = ["EEA", "US"];
    assert.deepEqual(jurisdictionFindings(props), []);
  });

  it("finds a workload that is bound to another compliance zone, or to one where there is none", () => {
    const props = clusterProps();
    props.workloads["shop-eu/default/cache"]!.complianceZone = "us-personal";
    assert.deepEqual(jurisdictionFindings(props), [
      {
        path: "/workloads/shop-eu~1default~1cache/complianceZone",
        message: 'is "us-personal", and shop-eu is in "eu-personal"',
      },
    ]);
    const bare = clusterProps();
    Reflect.deleteProperty(bare.plan, "complianceZone");
    Reflect.deleteProperty(bare.plan, "complianceZoneRules");
    assert.deepEqual(pathsOf(jurisdictionFindings(bare)), [
      "/workloads/shop-eu~1default~1web/complianceZone",
    ]);
  });

  it("finds what a hand-written slice leaves out", () => {
    const rules = "/plan/complianceZoneRules/jurisdictions";
    assert.deepEqual(pathsOf(jurisdictionFindings({})), ["/plan"]);
    assert.deepEqual(pathsOf(jurisdictionFindings({ plan: { complianceZone: "eu" } })), [rules]);
    const badList = { complianceZone: "eu", complianceZoneRules: { jurisdictions: ["EEA", 7] } };
    assert.deepEqual(pathsOf(jurisdictionFindings({ plan: badList })), [rules]);
    const noCountry = { complianceZoneRules: { jurisdictions: ["EEA"] } };
    assert.deepEqual(pathsOf(jurisdictionFindings({ plan: noCountry })), ["/plan/country"]);
  });
});

describe("survivalFindings", () => {
  it("finds nothing where such workloads stand in two zones", () => {
    assert.deepEqual(survivalFindings(clusterProps()), []);
  });

  it("finds a workload that must survive the loss of a zone and stands in one", () => {
    const props = clusterProps();
    props.plan.placements["shop-eu/default/web"]!.byAvailabilityZone = { "eu-central-1a": 4 };
    assert.deepEqual(survivalFindings(props), [
      {
        path: WEB,
        message:
          '"shop-eu/default/web" must survive the loss of an availability zone, ' +
          "and stands in availability zone eu-central-1a only",
      },
    ]);
  });

  it("finds a workload that must survive risk groups and stands in zones of one", () => {
    const props = clusterProps();
    const web = props.workloads["shop-eu/default/web"]! as unknown as Record<string, unknown>;
    web["survive"] = "riskGroup";
    web["riskZones"] = { trench: ["eu-central-1b"], feed: ["eu-central-1a", "eu-central-1b"] };
    assert.deepEqual(survivalFindings(props), [
      {
        path: WEB,
        message:
          '"shop-eu/default/web" must survive the loss of risk group "feed", ' +
          "and stands in eu-central-1a, eu-central-1b, all of which it takes",
      },
    ]);
    web["riskZones"] = { feed: ["eu-central-1a"] };
    assert.deepEqual(survivalFindings(props), []);
  });

  it("takes a zone with no replicas for none", () => {
    const props = clusterProps();
    const placement = props.plan.placements["shop-eu/default/web"]!;
    placement.byAvailabilityZone = { "eu-central-1a": 4, "eu-central-1b": 0 };
    assert.deepEqual(pathsOf(survivalFindings(props)), [WEB]);
    placement.replicas = 0;
    assert.deepEqual(survivalFindings(props), []);
  });

  it("asks nothing of workloads that need not survive it", () => {
    const props = clusterProps();
    props.plan.placements["shop-eu/default/cache"]!.byAvailabilityZone = { "eu-central-1a": 2 };
    assert.deepEqual(survivalFindings(props), []);
    props.workloads["shop-eu/default/cache"]!.survive = "availabilityZone";
    assert.deepEqual(pathsOf(survivalFindings(props)), [CACHE]);
  });

  it("finds what a hand-written slice leaves out", () => {
    assert.deepEqual(pathsOf(survivalFindings({})), ["/plan/placements"]);
    const plan = { placements: { "a/b/c": {} } };
    assert.deepEqual(pathsOf(survivalFindings({ plan })), ["/workloads/a~1b~1c"]);
    const workloads = { "a/b/c": { survive: "availabilityZone" } };
    assert.deepEqual(pathsOf(survivalFindings({ plan, workloads })), [
      "/plan/placements/a~1b~1c/byAvailabilityZone",
    ]);
  });
});

describe("gapFindings", () => {
  it("finds a gap above the limit, in the plan's summary or beside it", () => {
    const { search } = validPlan();
    const { gapPpm } = search;
    assert.ok(gapPpm > 10_000);
    assert.deepEqual(gapFindings({ plan: { search } }, gapPpm), []);
    assert.deepEqual(pathsOf(gapFindings({ plan: { search } }, gapPpm - 1)), ["/plan/search/gapPpm"]);
    assert.deepEqual(pathsOf(gapFindings({ search }, gapPpm - 1)), ["/search/gapPpm"]);
    const told = gapFindings({ search }, 10_000)[0]?.message ?? "";
    assert.ok(told.includes(`${gapPpm / 10_000} % more`) && told.includes("and 1 % is allowed"), told);
  });

  it("finds a missing or impossible gap", () => {
    for (const gapPpm of [undefined, "0", -1, 0.5, NaN])
      assert.deepEqual(pathsOf(gapFindings({ plan: { search: { gapPpm } } }, 50_000)), [
        "/plan/search/gapPpm",
      ]);
    assert.deepEqual(pathsOf(gapFindings({}, 50_000)), ["/search/gapPpm"]);
  });
});

describe("all findings", () => {
  it("answer for any value in place of props, of a slice or of its workloads", () => {
    const anything = fc.anything({ withNullPrototype: true, withBigInt: true });
    fc.assert(
      fc.property(anything, anything, (one, other) => {
        for (const props of [
          one,
          { plan: one, workloads: other },
          { plan: { placements: one, search: other } },
        ])
          for (const found of [jurisdictionFindings(props), survivalFindings(props), gapFindings(props, 0)])
            assert.ok(found.every(({ path, message }) => path !== "" && message !== ""));
      }),
      { seed: 20261124, numRuns: 1000 },
    );
  });
});
