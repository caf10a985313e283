import assert from "node:assert/strict";
import fc from "fast-check";
import { explainNoPlan } from "../../src/explain/index.js";
import type { CheckedFleet } from "../../src/model/fleet.js";
import { renderPlan } from "../../src/report/index.js";
import { divided } from "./division/divided.js";
import { cluster, conflictsOf, fleet, outcomeOf, planOf, workload } from "./fleets.js";
import { tinyCatalogue as catalogue } from "./tiny-catalogue.js";

const OTHER = { kind: "cluster", name: "other" } as const;
const CLUSTERS = [cluster(), cluster({ name: "other" })];

function quota(limit: number, clusters = ["main", "other"]) {
  return {
    key: "aws/eu-central-1",
    limit,
    clusters,
    source: "Service Quotas, Network Load Balancers per Region",
    origin: "/loadBalancerQuotas/0",
  };
}

function taking(limit: number, ...[web, api]: readonly [number, number]): Partial<CheckedFleet> {
  return {
    clusters: CLUSTERS,
    loadBalancerQuotas: [quota(limit)],
    workloads: [
      workload({ name: "web", loadBalancers: web }),
      workload({ name: "api", loadBalancers: api, target: OTHER }),
      workload({ name: "job" }),
    ],
  };
}

describe("quotas of load balancers", () => {
  it("are summed over the clusters of an account, and told with their source", () => {
    const plan = planOf(taking(5, 3, 2));
    const { source } = quota(5);
    assert.deepEqual(plan.loadBalancers, {
      "aws/eu-central-1": { limit: 5, byCluster: { main: 3, other: 2 }, source },
    });
    assert.match(
      renderPlan(plan),
      /aws\/eu-central-1: 5 of 5 load balancers \(main 3, other 2\); limit by Service Quotas/,
    );
  });

  it("prove that there is no plan where what is bound takes more, with both numbers", () => {
    const more = taking(4, 3, 2);
    assert.equal(outcomeOf(more).status, "infeasible");
    const [conflict] = conflictsOf(more);
    assert.match(
      conflict?.message ?? "",
      /take 5 load balancers in aws\/eu-central-1 \(main 3, other 2\), and there may be 4 \(Service Quotas/,
    );
    const [reason] = explainNoPlan({ fleet: fleet(more), catalogue, version: "0.0.0" });
    const words = reason?.members.map((one) => one.words) ?? [];
    assert.ok(words.includes("accounts have 4 load balancers at most in aws/eu-central-1"), words.join("; "));
    assert.ok(
      words.some((one) => one.includes("takes 3 load balancer(s)")),
      words.join("; "),
    );
  });

  it("judge divided workloads where the plan has them: in each place once, however many replicas stand there", () => {
    const one = divided({ of: { name: "web", replicas: 4, loadBalancers: 2 }, among: CLUSTERS });
    const given = (limit: number, minPlaces: number) => ({
      clusters: CLUSTERS,
      workloads: [],
      loadBalancerQuotas: [quota(limit)],
      divided: [{ ...one, minPlaces }],
    });
    assert.equal(outcomeOf(given(4, 2)).status, "planned");
    assert.equal(outcomeOf(given(3, 2)).status, "noneFound");
    assert.equal(outcomeOf(given(2, 1)).status, "planned");
  });

  it("are kept by a plan just where the sum of what runs is within the limit", () => {
    const count = fc.integer({ min: 0, max: 3 });
    fc.assert(
      fc.property(count, count, fc.integer({ min: 0, max: 6 }), fc.boolean(), (web, api, limit, both) => {
        const more = {
          ...taking(limit, web, api),
          loadBalancerQuotas: [quota(limit, both ? ["main", "other"] : ["main"])],
        };
        const sum = both ? web + api : web;
        assert.equal(outcomeOf(more).status, sum <= limit ? "planned" : "infeasible");
      }),
      { seed: 14, numRuns: 30 },
    );
  });
});
