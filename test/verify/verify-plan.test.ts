import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { MAX_REFUSALS, verifyPlan } from "../../src/verify/index.js";
import { SENT, TRAFFIC_MUTATIONS } from "./traffic-mutations.js";
import { SENDING, TRANSFER_MUTATIONS } from "./transfer-mutations.js";
import { DOMESTIC, DOMESTIC_MUTATIONS } from "./domestic-mutations.js";
import { FLEET_MUTATIONS } from "./fleet-mutations.js";
import { AUTONOMOUS, EDGE_MUTATIONS } from "./edge-mutations.js";
import { LAWFUL, LAW_MUTATIONS } from "./law-mutations.js";
import { BUSINESS_MUTATIONS, WITHIN } from "./business-mutations.js";
import { ADDRESSED, NETWORK_MUTATIONS } from "./network-mutations.js";
import { CHECKS } from "../../src/verify/checks/checks.js";
import { FAMILIES } from "../plan/tiny-families.js";
import { CHECKS_OF_FAMILIES } from "./family-checks.js";
import {
  MOVES,
  PREVIOUS,
  PRICED_MOVES,
  PRICING,
  WEIGHED,
  fileOf,
  put,
  refusalsOf,
  refusingChecks,
  weighedOf,
} from "./mutation.js";
import { OUTLIVING, PLAN_MUTATIONS } from "./plan-mutations.js";
import { validFleet, validPlan, validRows } from "./plan-builder.js";

const MUTATIONS = [
  ...PLAN_MUTATIONS,
  ...FLEET_MUTATIONS,
  ...LAW_MUTATIONS,
  ...EDGE_MUTATIONS,
  ...TRANSFER_MUTATIONS,
  ...NETWORK_MUTATIONS,
  ...BUSINESS_MUTATIONS,
  ...DOMESTIC_MUTATIONS,
  ...TRAFFIC_MUTATIONS,
];

describe("verifyPlan", () => {
  it("accepts a valid plan, alone, with its fleet and with its catalogue rows", () => {
    assert.deepEqual(verifyPlan({ plan: validPlan() }), []);
    assert.deepEqual(verifyPlan({ plan: validPlan(), fleet: validFleet(), offers: validRows() }), []);
  });

  it("accepts what is weighed where it adds up", () => {
    const plan = validPlan();
    const weighed = { ...plan, search: { ...plan.search, weighed: weighedOf(plan) } };
    const fleet = { ...validFleet(), weights: WEIGHED.weights };
    assert.deepEqual(verifyPlan({ plan: weighed, fleet }), []);
  });

  it("accepts replicas that outlive a risk group, bound to zones of which it takes one", () => {
    const plan = validPlan();
    for (const change of OUTLIVING) put(plan, change);
    assert.deepEqual(verifyPlan({ plan }), []);
  });

  it("accepts a plan that keeps the rules of its compliance zone", () => {
    const plan = validPlan();
    for (const change of LAWFUL) put(plan, change);
    assert.deepEqual(verifyPlan({ plan }), []);
  });

  it("accepts a transfer that is told as the rules say", () => {
    const plan = validPlan();
    for (const change of SENDING) put(plan, change);
    assert.deepEqual(verifyPlan({ plan }), []);
  });

  it("accepts a zone whose chips are domestic", () => {
    const plan = validPlan();
    for (const change of DOMESTIC) put(plan, change);
    assert.deepEqual(verifyPlan({ plan }), []);
  });

  it("accepts traffic that is priced as it goes", () => {
    const plan = validPlan();
    for (const change of SENT) put(plan, change);
    assert.deepEqual(verifyPlan({ plan }), []);
  });

  it("accepts a plan within its budget and shares of providers", () => {
    const plan = validPlan();
    for (const change of WITHIN) put(plan, change);
    assert.deepEqual(verifyPlan({ plan }), []);
  });

  it("accepts ranges of addresses that hold the nodes", () => {
    const plan = validPlan();
    for (const change of ADDRESSED) put(plan, change);
    assert.deepEqual(verifyPlan({ plan }), []);
  });

  it("accepts an edge site that goes on without its uplink", () => {
    const plan = validPlan();
    for (const change of AUTONOMOUS) put(plan, change);
    assert.deepEqual(verifyPlan({ plan }), []);
  });

  it("accepts moves that are counted right", () => {
    const plan = { ...validPlan(), moves: MOVES };
    assert.deepEqual(verifyPlan({ plan, previous: PREVIOUS }), []);
    const fleet = validFleet();
    const limited = { ...fleet, limits: { ...fleet.limits, maxMoves: 7, maxMovesPercent: 50 } };
    assert.deepEqual(verifyPlan({ plan, fleet: limited, previous: PREVIOUS }), []);
  });

  it("accepts moves that are priced right", () => {
    const plan = { ...validPlan(), moves: PRICED_MOVES };
    const fleet = validFleet();
    for (const change of PRICING) put(fleet, change);
    assert.deepEqual(verifyPlan({ plan, fleet, previous: PREVIOUS }), []);
  });

  it("accepts what JSON keeps of a plan", () => {
    const plan = JSON.parse(JSON.stringify(validPlan())) as ReturnType<typeof validPlan>;
    assert.deepEqual(verifyPlan({ plan, fleet: validFleet() }), []);
  });

  for (const mutation of MUTATIONS) {
    it(`refuses ${mutation.what} (${mutation.check})`, () => {
      const refusals = refusalsOf(mutation);
      const at = refusals.map(({ path }) => path);
      assert.ok(at.includes(mutation.refusedAt), `${mutation.refusedAt} is not among ${at.join(", ")}`);
      const { check, alsoBy = [] } = mutation;
      assert.deepEqual(refusingChecks(mutation).sort(), [check, ...alsoBy].sort());
    });
  }

  it("asks every check that there is, and has a mutation for each", () => {
    const files = readdirSync(join(__dirname, "../../src/verify/checks"))
      .map((file) => file.replace(/\.ts$/, ""))
      .filter((name) => name !== "checks")
      .sort();
    assert.deepEqual(CHECKS.map(fileOf).sort(), files);
    assert.deepEqual([...new Set(MUTATIONS.map(({ check }) => check))].sort(), files);
  });

  it("holds every constraint family by a check", () => {
    assert.deepEqual(Object.keys(CHECKS_OF_FAMILIES).sort(), FAMILIES.map(({ name }) => name).sort());
    const known = new Set(CHECKS.map(fileOf));
    for (const [family, checks] of Object.entries(CHECKS_OF_FAMILIES)) {
      assert.ok(checks.length > 0, family);
      for (const check of checks) assert.ok(known.has(check), `${family}: there is no check "${check}"`);
    }
  });

  it("lists all faults at once", () => {
    const plan = validPlan();
    plan.cost.microPerMonth = 1;
    plan.search.gapPpm = 1;
    plan.carbon.operationalGramsPerHour = 1;
    assert.deepEqual(
      verifyPlan({ plan }).map(({ path }) => path),
      ["/cost/microPerMonth", "/search/gapPpm", "/carbon/operationalGramsPerHour"],
    );
  });

  it("says both numbers", () => {
    const plan = validPlan();
    plan.carbon.operationalGramsPerHour = 30;
    assert.deepEqual(verifyPlan({ plan }), [
      { path: "/carbon/operationalGramsPerHour", message: "is 30, and the targets add up to 31 g an hour" },
    ]);
  });

  it("stops listing after a hundred faults and counts the rest", () => {
    const plan = validPlan();
    plan.notCounted = Array.from({ length: 250 }, () => 1 as unknown as string);
    const refusals = verifyPlan({ plan });
    assert.equal(refusals.length, MAX_REFUSALS + 1);
    assert.deepEqual(refusals.at(-1), { path: "", message: "150 more faults are not listed" });
  });

  it("counts an empty zone with nodes for a spread workload only where the fleet's selector meets it", () => {
    const plan = validPlan();
    const [a, b] = Object.values(plan.clusters["shop-eu"]!.purchases);
    const web = plan.workloads["shop-eu/default/web"]!;
    a!.layouts[0]!.pods["shop-eu/default/web"] = 4;
    Reflect.deleteProperty(b!.layouts[0]!.pods, "shop-eu/default/web");
    web.zoneSpread = { maxSkew: 1 };
    Reflect.deleteProperty(web, "survive");
    const skews = (fleet: ReturnType<typeof validFleet>): number =>
      verifyPlan({ plan, fleet }).filter(({ message }) => message.includes("skew")).length;
    const fleet = validFleet();
    assert.equal(skews(fleet), 1);
    fleet.workloads[0]!.requiredNodeTerms[0]!.requirements[0] = {
      key: "topology.kubernetes.io/zone",
      operator: "In",
      values: ["eu-central-1a"],
    };
    assert.equal(skews(fleet), 0);
  });
});
