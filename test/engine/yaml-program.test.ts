/** `examples/shop-yaml`: the functions and the Fleet component from a program that is not TypeScript. */
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { loadFleet, planFleetSync } from "../../src/planner/index.js";
import { engineOrSkip } from "./real-engine.js";
import { exampleProject, resourceCounts, type PulumiProject, type Run } from "./pulumi-project.js";

describe("a Pulumi YAML program on a real engine", function () {
  this.timeout(300_000);
  let project: PulumiProject | undefined;
  const run = (...args: string[]): Run => project!.pulumi(...args);
  const succeeds = (...args: string[]): Run => {
    const done = run(...args);
    assert.equal(done.status, 0, done.output);
    return done;
  };

  before(async function () {
    project = await exampleProject(await engineOrSkip(this, { yaml: true }), "examples/shop-yaml");
  });
  after(() => project?.at.dispose());

  it("plans and verifies with the functions, and builds with the component", () => {
    succeeds("up", "--yes", "--skip-preview");
    const plan = planFleetSync(loadFleet(path.join(project!.folder, "..", "shop", "fleet.yaml")));
    assert.deepEqual(JSON.parse(succeeds("stack", "output", "--json").output), {
      accepted: true,
      bound: plan.search.boundMicroPerHour,
      monthlyCost: Math.round(plan.cost.microPerMonth / 1e4) / 100,
    });
    const nodes = Object.values(project!.cloud().nodePools).map(({ count }) => count);
    const bought = Object.values(plan.clusters).flatMap(({ purchases }) => Object.values(purchases));
    assert.deepEqual(nodes.sort(), bought.map(({ count }) => count).sort());
    assert.equal(Object.keys(project!.cloud().workloads).length, Object.keys(plan.workloads).length);
  });

  it("changes nothing when it is run again, preview included", () => {
    assert.deepEqual(Object.keys(resourceCounts(succeeds("up", "--yes"))), ["unchanged"]);
  });

  it("fails the preview where the fleet is wrong, with file, line and what would fix it", () => {
    const spec = path.join(project!.folder, "..", "shop", "fleet.yaml");
    const before = readFileSync(spec, "utf8");
    writeFileSync(spec, before.replace("region: europe-west4", "region: europe-wast4"));
    const done = run("preview");
    writeFileSync(spec, before);
    assert.notEqual(done.status, 0);
    assert.match(done.output, /fleet\.yaml:\d+: error \[unknown-name\].*"europe-wast4"/);
    assert.match(done.output, /did you mean "europe-west4"\?/);
    assert.doesNotMatch(done.output, /\bat .*\.(js|ts):\d+/, "no stack trace");
  });

  it("is gone after a destroy", () => {
    succeeds("destroy", "--yes", "--skip-preview");
    const { clusters, nodePools, edgeSites, workloads } = project!.cloud();
    assert.deepEqual([clusters, nodePools, edgeSites, workloads], [{}, {}, {}, {}]);
  });
});
