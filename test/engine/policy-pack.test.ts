/** The policy pack as the engine runs it, on a slice that no planner made. */
import assert from "node:assert/strict";
import path from "node:path";
import { engineOrSkip, ROOT } from "./real-engine.js";
import { exampleProject, type PulumiProject } from "./pulumi-project.js";

const PACK = ["--policy-pack", path.join(ROOT, "policy-packs", "baseline")];

describe("the baseline policy pack on a real engine", function () {
  this.timeout(300_000);
  let project: PulumiProject | undefined;

  before(async function () {
    project = await exampleProject(await engineOrSkip(this), "examples/handwritten-slice");
  });
  after(() => project?.at.dispose());

  it("stops a hand-written slice outside its jurisdictions before anything is created", () => {
    const { status, output } = project!.pulumi("up", "--yes", ...PACK);
    assert.notEqual(status, 0);
    assert.match(
      output,
      /\[mandatory\] +placement-inside-jurisdictions +\(stowage:index:Cluster: shop-web\)/,
    );
    assert.match(output, /us-east-1 stands in US, and compliance zone "eu-personal" allows only EEA/);
    const { clusters, nodePools, workloads } = project!.cloud();
    assert.deepEqual([clusters, nodePools, workloads], [{}, {}, {}]);
  });

  it("is what stops it: without the pack the preview passes", () => {
    assert.equal(project!.pulumi("preview").status, 0);
  });
});
