/** `examples/shop` as a user runs it: `pulumi` starts a Node program, the language host and the plugin. */
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { loadFleet, planFleetSync, writeLock } from "../../src/planner/index.js";
import type { Plan } from "../../src/planner/index.js";
import { engineOrSkip } from "./real-engine.js";
import { exampleProject, resourceCounts, type PulumiProject, type Run } from "./pulumi-project.js";

const LOCK_CONFIG = "stowage-shop:lock=fleet.plan.json";

/** Node counts of each cluster's purchases, and replicas of each workload, as the plan has them. */
function planned(plan: Plan) {
  const nodes = Object.values(plan.clusters).flatMap(({ name, purchases }) =>
    Object.values(purchases).map((purchase) => [
      `cluster/${name}/pool/${purchase.pool}/${purchase.instanceType}/${purchase.availabilityZone}/${purchase.purchaseOption}`,
      purchase.count,
    ]),
  );
  const replicas = Object.values(plan.workloads).map(({ target, namespace, name, replicas: count }) => [
    `${target.kind === "cluster" ? "cluster" : "edge-site"}/${target.name}/workload/${namespace}/${name}`,
    count,
  ]);
  return {
    nodes: Object.fromEntries(nodes) as Record<string, number>,
    replicas: Object.fromEntries(replicas) as Record<string, number>,
  };
}

describe("Fleet on a real engine", function () {
  this.timeout(300_000);
  let project: PulumiProject | undefined;
  let shop: string;

  const run = (...args: string[]): Run => project!.pulumi(...args);
  const succeeds = (...args: string[]): Run => {
    const done = run(...args);
    assert.equal(done.status, 0, done.output);
    return done;
  };
  const currentPlan = () => planFleetSync(loadFleet(path.join(shop, "fleet.yaml")));
  /** Edits a file of the shop; the answer undoes it. */
  const edit = (file: string, from: string | RegExp, to: string) => {
    const at = path.join(shop, file);
    const before = readFileSync(at, "utf8");
    assert.notEqual(before.replace(from, to), before, `${file} has ${from}`);
    writeFileSync(at, before.replace(from, to));
    return () => {
      writeFileSync(at, before);
    };
  };
  const built = () => {
    const { nodePools, workloads } = project!.cloud();
    return {
      nodes: Object.fromEntries(Object.entries(nodePools).map(([id, { count }]) => [id, count])),
      replicas: Object.fromEntries(Object.entries(workloads).map(([id, { replicas }]) => [id, replicas])),
    };
  };

  before(async function () {
    project = await exampleProject(await engineOrSkip(this), ".");
    shop = path.join(project.folder, "examples", "shop");
  });
  after(() => project?.at.dispose());

  it("fails the preview before any resource where there is no plan, and shows the whole message", () => {
    const undo = edit(
      "fleet.yaml",
      "\nworkloads:\n",
      [
        "\nworkloads:",
        "  - name: loyalty",
        "    cluster: shop-web",
        "    complianceZone: eu-personal",
        "    regions: [us-east-1]",
        "    replicas: 3",
        "    requests: { cpu: 500m, memory: 1Gi }",
        "    data: { class: personal, subjects: 200000 }",
        "",
      ].join("\n"),
    );
    let message = "";
    assert.throws(currentPlan, (error: Error) => (message = error.message) !== "");
    const done = run("preview");
    undo();
    assert.notEqual(done.status, 0);
    assert.match(message, /us-east-1[^]*ways out:/);
    const shown = done.output.replace(/^ {4}/gm, "");
    for (const line of message.split("\n")) assert.ok(shown.includes(line.trim()), `${line}\n${done.output}`);
    assert.doesNotMatch(done.output, /\bat .*\.(js|ts):\d+/, "no stack trace");
    assert.doesNotMatch(done.output, /stowage:(index|sim):/, "nothing was registered");
    assert.equal(resourceCounts(done)["to create"], 1, "the stack alone");
    assert.deepEqual(built(), { nodes: {}, replicas: {} });
  });

  it("builds exactly the plan", () => {
    const done = succeeds("up", "--yes");
    const plan = currentPlan();
    assert.deepEqual(built(), planned(plan));
    assert.deepEqual(Object.keys(project!.cloud().edgeSites), ["edge-site/hamburg-store"]);
    assert.match(done.output, new RegExp(`monthlyCost: ${Math.round(plan.cost.microPerMonth / 1e4) / 100}`));
    assert.deepEqual(Object.keys(resourceCounts(done)), ["created"]);
  });

  it("changes nothing when it is run again", () => {
    assert.deepEqual(Object.keys(resourceCounts(succeeds("up", "--yes", "--skip-preview"))), ["unchanged"]);
  });

  it("sees in a refresh what somebody took away, and builds it again", () => {
    const before = project!.cloud();
    const [id = ""] = Object.keys(before.nodePools);
    const nodePools = Object.fromEntries(Object.entries(before.nodePools).filter(([key]) => key !== id));
    writeFileSync(path.join(project!.at.folder, "cloud.json"), JSON.stringify({ ...before, nodePools }));
    assert.equal(resourceCounts(succeeds("refresh", "--yes", "--skip-preview"))["deleted"], 1);
    assert.equal(resourceCounts(succeeds("up", "--yes", "--skip-preview"))["created"], 1);
    assert.deepEqual(project!.cloud(), before);
  });

  it("shows in the preview what more replicas mean in nodes, and builds it", () => {
    const before = currentPlan();
    edit("k8s/web/search.yaml", /replicas: \d+/, "replicas: 40");
    const previewed = succeeds("preview", "--diff");
    assert.deepEqual(built(), planned(before), "a preview applies nothing");
    const after = currentPlan();
    const nodesOf = (plan: Plan) => plan.clusters["shop-web"]?.pools["general"]?.nodes;
    assert.notEqual(nodesOf(after), nodesOf(before), "the test needs another count");
    assert.match(previewed.output, new RegExp(`~ nodes *: ${nodesOf(before)} => ${nodesOf(after)}`));
    succeeds("up", "--yes", "--skip-preview");
    assert.deepEqual(built(), planned(after));
  });

  it("builds a lock that the verifier accepts: the same plan is no change", () => {
    writeLock(path.join(shop, "fleet.plan.json"), currentPlan());
    const done = succeeds("up", "--yes", "--skip-preview", "--config", LOCK_CONFIG);
    assert.deepEqual(Object.keys(resourceCounts(done)), ["unchanged"]);
  });

  it("refuses a lock that somebody edited, before any resource", () => {
    const before = project!.cloud();
    const undo = edit("fleet.plan.json", /"count": 1,/, '"count": 2,');
    const done = run("up", "--yes", "--skip-preview", "--config", LOCK_CONFIG);
    undo();
    assert.notEqual(done.status, 0);
    assert.match(done.output, /error: fleet\.plan\.json: the verifier refuses this plan: \d+ faults?\./);
    assert.match(done.output, /the layouts fill 1 nodes, and the purchase has 2/);
    assert.doesNotMatch(done.output, /stowage:(index|sim):/, "nothing was registered");
    assert.deepEqual(project!.cloud(), before);
  });

  it("is gone after a destroy", () => {
    succeeds("destroy", "--yes", "--skip-preview");
    const { clusters, nodePools, edgeSites, workloads } = project!.cloud();
    assert.deepEqual([clusters, nodePools, edgeSites, workloads], [{}, {}, {}, {}]);
  });
});
