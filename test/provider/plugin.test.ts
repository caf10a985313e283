import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { runtime } from "@pulumi/pulumi";
import { SIM_TYPES } from "../../src/model/sim.js";
import { parseCloudState } from "../../src/provider/sim/cloud-format.js";
import { PluginClient, urnOf } from "./plugin-client.js";
import { CLUSTER, CLUSTER_ID, POOL, POOL_ID, SITE, WORKLOAD } from "./sim-inputs.js";

const CLUSTER_URN = urnOf(SIM_TYPES.cluster);
const POOL_URN = urnOf(SIM_TYPES.nodePool);
const SITE_URN = urnOf(SIM_TYPES.edgeSite);
const WORKLOAD_URN = urnOf(SIM_TYPES.workload);

const secret = (value: unknown) => ({ [runtime.specialSigKey]: runtime.specialSecretSig, value });

describe("the plugin over gRPC", () => {
  let folder: string;
  let file: string;
  let plugin: PluginClient;
  before(async () => {
    folder = realpathSync(mkdtempSync(path.join(tmpdir(), "stowage-plugin-")));
    file = path.join(folder, "cloud.json");
    plugin = await PluginClient.start({ simFile: file });
  });
  beforeEach(() => {
    rmSync(file, { force: true });
  });
  after(async () => {
    await plugin.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  describe("check", () => {
    it("accepts whole inputs and returns them unchanged", async () => {
      for (const [urn, inputs] of [
        [CLUSTER_URN, CLUSTER],
        [POOL_URN, POOL],
        [SITE_URN, SITE],
        [WORKLOAD_URN, WORKLOAD],
      ] as const)
        assert.deepEqual(await plugin.check(urn, inputs), { inputs, failures: [] });
    });

    it("names every fault by its property path", async () => {
      const { failures } = await plugin.check(POOL_URN, {
        ...POOL,
        pool: null,
        count: 2.5,
        purchaseOption: "leased",
        taints: [{ key: "a" }],
        labels: { "a/b": 1 },
        cuont: 3,
      });
      assert.deepEqual(failures.map(({ property, reason }) => `${property} ${reason}`).sort(), [
        "count must be a whole number, 0 or more, is number 2.5",
        "cuont is not a property here; there are clusterId, pool, instanceType, availabilityZone, purchaseOption, count, vcpu, labels, taints, allocatable",
        'labels["a/b"] must be a string, is number 1',
        "pool is required",
        'purchaseOption must be one of on-demand, spot, owned, reserved, is string "leased"',
        "taints[0].effect is required",
      ]);
    });

    it("finds sums that disagree, names that cannot be ids and lists that repeat", async () => {
      const sums = await plugin.check(WORKLOAD_URN, { ...WORKLOAD, byPool: { general: 3 } });
      assert.deepEqual(sums.failures, [
        { property: "byPool", reason: "adds up to 3 replicas, `replicas` is 4" },
      ]);
      const names = await plugin.check(CLUSTER_URN, {
        ...CLUSTER,
        name: "a/b",
        availabilityZones: ["z", "z"],
      });
      assert.deepEqual(
        names.failures.map((failure) => failure.property),
        ["name", "availabilityZones"],
      );
      const country = await plugin.check(SITE_URN, { ...SITE, country: "Germany" });
      assert.equal(country.failures[0]?.property, "country");
    });

    it("accepts what is unknown in a preview", async () => {
      const unknown = { ...POOL, clusterId: runtime.unknownValue, count: runtime.unknownValue };
      assert.deepEqual(await plugin.check(POOL_URN, unknown), { inputs: unknown, failures: [] });
    });

    it("looks into secrets and leaves them secret", async () => {
      const inputs = { ...CLUSTER, region: secret("eu-central-1"), name: secret(3) };
      const checked = await plugin.check(CLUSTER_URN, inputs);
      assert.deepEqual(checked.inputs, inputs);
      assert.deepEqual(checked.failures, [{ property: "name", reason: "must be a string, is number 3" }]);
    });

    it("refuses a type that it does not have", async () => {
      await assert.rejects(
        plugin.check(urnOf("stowage:sim:Moon"), {}),
        /stowage has no resource type stowage:sim:Moon/,
      );
    });
  });

  describe("diff", () => {
    it("sees no change in equal inputs, in whatever order", async () => {
      const reordered = Object.fromEntries(Object.entries(POOL).reverse());
      assert.deepEqual(await plugin.diff(POOL_URN, POOL_ID, POOL, reordered), {
        changes: false,
        replaces: [],
        deleteBeforeReplace: false,
      });
    });

    it("updates counts, quotas and placements in place", async () => {
      const inPlace = { changes: true, replaces: [], deleteBeforeReplace: false };
      assert.deepEqual(await plugin.diff(POOL_URN, POOL_ID, POOL, { ...POOL, count: 3 }), inPlace);
      assert.deepEqual(
        await plugin.diff(CLUSTER_URN, CLUSTER_ID, CLUSTER, { ...CLUSTER, nodeQuota: 3 }),
        inPlace,
      );
    });

    it("replaces what is part of the identity, the old one first", async () => {
      const moved = { ...POOL, instanceType: "m7i.large", availabilityZone: "eu-central-1b" };
      assert.deepEqual(await plugin.diff(POOL_URN, POOL_ID, POOL, moved), {
        changes: true,
        replaces: ["instanceType", "availabilityZone"],
        deleteBeforeReplace: true,
      });
    });

    it("replaces a pool whose cluster is about to be replaced", async () => {
      const { replaces } = await plugin.diff(POOL_URN, POOL_ID, POOL, {
        ...POOL,
        clusterId: runtime.unknownValue,
      });
      assert.deepEqual(replaces, ["clusterId"]);
    });

    it("does not take a value for changed because it became secret", async () => {
      const { changes } = await plugin.diff(CLUSTER_URN, CLUSTER_ID, CLUSTER, {
        ...CLUSTER,
        name: secret("shop-eu"),
      });
      assert.equal(changes, false);
    });
  });

  describe("create, read, update, delete", () => {
    it("take a cluster and its pool through their lives", async () => {
      assert.deepEqual(await plugin.create(CLUSTER_URN, CLUSTER), { id: CLUSTER_ID, properties: CLUSTER });
      assert.deepEqual(await plugin.create(POOL_URN, POOL), { id: POOL_ID, properties: POOL });
      const grown = { ...POOL, count: 3 };
      assert.deepEqual(await plugin.update(POOL_URN, POOL_ID, POOL, grown), grown);
      assert.deepEqual(await plugin.read(POOL_URN, POOL_ID, POOL), {
        id: POOL_ID,
        properties: grown,
        inputs: grown,
      });
      await plugin.delete(POOL_URN, POOL_ID);
      await plugin.delete(CLUSTER_URN, CLUSTER_ID);
      assert.deepEqual(await plugin.read(POOL_URN, POOL_ID, POOL), { id: "", properties: {}, inputs: {} });
    });

    it("store secrets as plain values, as any cloud does, and give them back as secrets", async () => {
      const inputs = { ...CLUSTER, region: secret("eu-central-1") };
      const { id, properties } = await plugin.create(CLUSTER_URN, inputs);
      assert.deepEqual(properties, inputs);
      assert.equal(parseCloudState(readFileSync(file, "utf8"), file).clusters[id]?.region, "eu-central-1");
      assert.deepEqual((await plugin.read(CLUSTER_URN, id, properties)).properties, inputs);
    });

    it("say what a refusal means, with both numbers", async () => {
      writeFileSync(file, JSON.stringify({ stock: { "aws/eu-central-1/m7g.large": 1 } }));
      await plugin.create(CLUSTER_URN, CLUSTER);
      await assert.rejects(
        plugin.create(POOL_URN, POOL),
        /InsufficientInstanceCapacity: .*asks for 2 m7g\.large nodes, aws\/eu-central-1 has 1 left of 1/,
      );
    });

    it("lose nothing when many come at once", async () => {
      const names = Array.from({ length: 25 }, (_, index) => `cluster-${index}`);
      await Promise.all(names.map((name) => plugin.create(CLUSTER_URN, { ...CLUSTER, name })));
      const { clusters } = parseCloudState(readFileSync(file, "utf8"), file);
      assert.deepEqual(Object.keys(clusters).sort(), names.map((name) => `cluster/${name}`).sort());
    });

    it("lose nothing when two plugins write at once", async () => {
      const second = await PluginClient.start({ simFile: file });
      const create = (client: PluginClient, prefix: string) =>
        Array.from({ length: 12 }, (_, index) =>
          client.create(CLUSTER_URN, { ...CLUSTER, name: `${prefix}-${index}` }),
        );
      await Promise.all([...create(plugin, "one"), ...create(second, "two")]);
      await second.stop();
      assert.equal(Object.keys(parseCloudState(readFileSync(file, "utf8"), file).clusters).length, 24);
    });

    it("refuse a damaged file and leave it as it is", async () => {
      writeFileSync(file, '{"clusters": {');
      await assert.rejects(plugin.create(CLUSTER_URN, CLUSTER), /cloud\.json is not JSON .*STOWAGE_SIM_FILE/);
      assert.equal(readFileSync(file, "utf8"), '{"clusters": {');
    });
  });

  it("keeps its file in the project's folder, wherever in the project it starts", async () => {
    writeFileSync(path.join(folder, "Pulumi.yaml"), "name: shop\nruntime: nodejs\n");
    const program = mkdtempSync(path.join(folder, "program-"));
    const environment = process.env["STOWAGE_SIM_FILE"];
    assert.equal(environment, undefined, "the test needs the default");
    const other = await PluginClient.start({ cwd: program });
    await other.create(CLUSTER_URN, CLUSTER);
    await other.stop();
    assert.ok(existsSync(path.join(folder, ".stowage", "sim-cloud.json")));
  });
});
