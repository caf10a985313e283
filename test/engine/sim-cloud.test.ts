import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Stack } from "@pulumi/pulumi/automation";
import { parseCloudState } from "../../src/provider/sim/cloud-format.js";
import type { SimCloudState } from "../../src/provider/sim/cloud-state.js";
import { CLUSTER, CLUSTER_ID, POOL, POOL_ID, WORKLOAD, WORKLOAD_ID } from "../provider/sim-inputs.js";
import { engineFolder, engineOrSkip, inlineStack, type EngineFolder } from "./real-engine.js";
import { SimCluster, SimNodePool, SimWorkload } from "./sim-resources.js";

interface Wanted {
  readonly count: number;
  readonly instanceType: string;
  readonly nodeQuota?: number;
}

describe("the simulated cloud on a real engine", () => {
  let at: EngineFolder | undefined;
  let stack: Stack;
  let file: string;
  let wanted: Wanted = { count: 2, instanceType: "m7g.large" };

  // eslint-disable-next-line @typescript-eslint/require-await -- programs of the Automation API are asynchronous
  const program = async () => {
    const quota = wanted.nodeQuota === undefined ? {} : { nodeQuota: wanted.nodeQuota };
    const cluster = new SimCluster("shop-eu", { ...CLUSTER, ...quota });
    const { count, instanceType } = wanted;
    const pool = new SimNodePool(
      "general",
      { ...POOL, clusterId: cluster.id, count, instanceType },
      { parent: cluster },
    );
    const options = { parent: cluster, dependsOn: [pool] };
    new SimWorkload("checkout", { ...WORKLOAD, targetId: cluster.id }, options);
  };
  const stored = (): SimCloudState => parseCloudState(readFileSync(file, "utf8"), file);
  const store = (state: SimCloudState) => {
    writeFileSync(file, JSON.stringify(state));
  };
  const nodesOf = () =>
    Object.fromEntries(Object.entries(stored().nodePools).map(([id, pool]) => [id, pool.count]));
  const quiet = { onOutput: () => undefined };

  before(async function () {
    const engine = await engineOrSkip(this);
    at = await engineFolder(engine);
    file = path.join(at.project, ".stowage", "sim-cloud.json");
    stack = await inlineStack(engine, at, program);
  });
  after(() => at?.dispose());

  it("previews without touching the cloud", async () => {
    const { changeSummary } = await stack.preview(quiet);
    assert.equal(changeSummary.create, 4);
    assert.throws(() => readFileSync(file), /ENOENT/);
  });

  it("creates what the program says", async () => {
    const { summary } = await stack.up(quiet);
    assert.equal(summary.resourceChanges?.create, 4);
    assert.deepEqual(Object.keys(stored().clusters), [CLUSTER_ID]);
    assert.deepEqual(nodesOf(), { [POOL_ID]: 2 });
    assert.deepEqual(Object.keys(stored().workloads), [WORKLOAD_ID]);
  });

  it("changes nothing when the program did not change", async () => {
    const { summary } = await stack.up(quiet);
    assert.deepEqual(summary.resourceChanges, { same: 4 });
  });

  it("shows a changed count in the preview and applies it in place", async () => {
    wanted = { ...wanted, count: 3 };
    const { changeSummary, stdout } = await stack.preview({ ...quiet, diff: true });
    assert.deepEqual(changeSummary, { same: 3, update: 1 });
    assert.match(stdout, /~ count\s*: 2 => 3/);
    await stack.up(quiet);
    assert.deepEqual(nodesOf(), { [POOL_ID]: 3 });
  });

  it("sees in a refresh what somebody else changed, and mends it", async () => {
    const before = stored();
    const pool = before.nodePools[POOL_ID];
    assert.ok(pool !== undefined);
    store({ ...before, nodePools: { [POOL_ID]: { ...pool, count: 1 } }, workloads: {} });
    const { summary } = await stack.refresh(quiet);
    assert.deepEqual(summary.resourceChanges, { same: 2, update: 1, delete: 1 });
    await stack.up(quiet);
    assert.deepEqual(stored(), before);
  });

  it("replaces a pool whose instance type changes, the old one first", async () => {
    wanted = { ...wanted, instanceType: "m7i.large" };
    const { summary } = await stack.up(quiet);
    assert.deepEqual(summary.resourceChanges, { same: 3, replace: 1 });
    assert.deepEqual(nodesOf(), { [POOL_ID.replace("m7g", "m7i")]: 3 });
  });

  it("refuses beyond its stock half-way through an apply, and goes on when there is stock", async () => {
    const id = POOL_ID.replace("m7g", "m7i");
    store({ ...stored(), stock: { "aws/eu-central-1/m7i.large": 4 } });
    wanted = { ...wanted, count: 6, nodeQuota: 9 };
    const message =
      /InsufficientInstanceCapacity: .*asks for 6 m7i\.large nodes, aws\/eu-central-1 has 4 left of 4/;
    await assert.rejects(stack.up(quiet), message);
    assert.deepEqual(nodesOf(), { [id]: 3 }, "what was refused did not happen");
    assert.equal(stored().clusters[CLUSTER_ID]?.nodeQuota, 9, "what came before it did");
    store({ ...stored(), stock: { "aws/eu-central-1/m7i.large": 6 } });
    await stack.up(quiet);
    assert.deepEqual(nodesOf(), { [id]: 6 });
  });

  it("fails the preview, before any change, on inputs that the schema does not allow", async () => {
    const before = readFileSync(file, "utf8");
    wanted = { ...wanted, count: -1 };
    await assert.rejects(stack.preview(quiet), /count.*must be a whole number, 0 or more, is number -1/s);
    await assert.rejects(stack.up(quiet), /must be a whole number/);
    assert.equal(readFileSync(file, "utf8"), before);
    wanted = { ...wanted, count: 6 };
  });

  it("is never overwritten when its file is damaged", async () => {
    const before = readFileSync(file, "utf8");
    writeFileSync(file, before.slice(0, before.length / 2));
    await assert.rejects(stack.refresh(quiet), /sim-cloud\.json is not JSON/);
    await assert.rejects(stack.destroy(quiet), /sim-cloud\.json is not JSON/);
    assert.equal(readFileSync(file, "utf8"), before.slice(0, before.length / 2));
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, before);
  });

  it("is empty after a destroy", async () => {
    await stack.destroy(quiet);
    const { clusters, nodePools, edgeSites, workloads } = stored();
    assert.deepEqual(
      { clusters, nodePools, edgeSites, workloads },
      { clusters: {}, nodePools: {}, edgeSites: {}, workloads: {} },
    );
  });
});
