import assert from "node:assert/strict";
import { platformLimits } from "../../src/catalogue/index.js";
import { explainNoPlan } from "../../src/explain/index.js";
import { cluster, conflictsOf, fleet, outcomeOf, planOf, pool, workload } from "./fleets.js";
import { tinyCatalogue } from "./tiny-catalogue.js";

/** One large node and two small ones. */
const HEAVY = workload({ cpu: 2, gib: 4, replicas: 6 });

describe("the size of a cluster", () => {
  it("is held to the node groups that the spec states, and says what would have fewer", () => {
    const groups = Object.keys(planOf({ workloads: [HEAVY] }).clusters["main"]?.purchases ?? {}).length;
    assert.ok(groups > 1);
    assert.equal(
      outcomeOf({ clusters: [cluster({ quotas: { nodeGroups: groups } })], workloads: [HEAVY] }).status,
      "planned",
    );
    const few = { clusters: [cluster({ quotas: { nodeGroups: groups - 1 } })], workloads: [HEAVY] };
    assert.equal(outcomeOf(few).status, "noneFound");
    const [conflict] = conflictsOf(few);
    assert.equal(conflict?.path, "/clusters/main/quotas/nodeGroups");
    assert.match(conflict.message, new RegExp(`${groups} node groups, .*, and it may have ${groups - 1}$`));
    assert.match(conflict.waysOut[0] ?? "", /maxInstanceTypes/);
  });

  it("counts the nodes of an upgrade in each group", () => {
    const upgraded = [pool({ headroom: { surgeNodes: 2 } })];
    const of = (nodesPerGroup: number) =>
      outcomeOf({ clusters: [cluster({ pools: upgraded, quotas: { nodesPerGroup } })], workloads: [HEAVY] })
        .status;
    assert.equal(of(4), "planned");
    assert.equal(of(2), "noneFound");
  });

  it("is told where it is above what the platform publishes, with the source, unless the spec states more", () => {
    const site = cluster({
      platform: "eks",
      pools: [pool({ minNodes: 451, instanceTypes: ["x.small"] })],
      availabilityZones: ["eu-central-1a"],
    });
    const { warnings } = planOf({ clusters: [site], workloads: [workload()] });
    assert.match(
      warnings[0]?.message ?? "",
      /451 nodes in one node group, and it may have 450 by default \(docs\.aws\.amazon\.com/,
    );
    assert.equal(platformLimits("k3s"), undefined);
    const raised = { ...site, quotas: { nodesPerGroup: 1000 } };
    assert.deepEqual(planOf({ clusters: [raised], workloads: [workload()] }).warnings, []);
  });

  it("is one of the smallest set that cannot hold together", () => {
    const asked = fleet({ clusters: [cluster({ quotas: { nodeGroups: 0 } })], workloads: [HEAVY] });
    const [reason] = explainNoPlan({ fleet: asked, catalogue: tinyCatalogue, version: "0.0.0" });
    assert.ok(reason?.members.some(({ path }) => path === "/clusters/main/quotas/nodeGroups") === true);
  });
});
