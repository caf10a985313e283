import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { cloudFile } from "../../src/provider/sim/cloud-file.js";
import type { SimCloudState } from "../../src/provider/sim/cloud-state.js";
import { clusterKind, edgeSiteKind, nodePoolKind, workloadKind } from "../../src/provider/sim/kinds/index.js";
import { SimCloud } from "../../src/provider/sim/sim-cloud.js";
import { CLUSTER, CLUSTER_ID, POOL, POOL_ID, SITE, WORKLOAD, WORKLOAD_ID } from "./sim-inputs.js";

describe("SimCloud", () => {
  let folder: string;
  let file: string;
  let cloud: SimCloud;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "stowage-sim-"));
    file = path.join(folder, "sim-cloud.json");
    cloud = new SimCloud(cloudFile(file));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  const prepare = (state: Partial<SimCloudState>) => {
    writeFileSync(file, JSON.stringify(state));
  };
  const stored = () => JSON.parse(readFileSync(file, "utf8")) as SimCloudState;
  const asksFor = (count: number) => ({ ...POOL, count });

  it("keeps what is created under readable ids and gives it back", async () => {
    assert.equal(await cloud.create(clusterKind, CLUSTER), CLUSTER_ID);
    assert.equal(await cloud.create(nodePoolKind, POOL), POOL_ID);
    assert.equal(await cloud.create(edgeSiteKind, SITE), "edge-site/hamburg-store");
    assert.equal(await cloud.create(workloadKind, WORKLOAD), WORKLOAD_ID);
    assert.deepEqual(cloud.read(nodePoolKind, POOL_ID), POOL);
    assert.equal(cloud.read(clusterKind, "cluster/other"), undefined);
    assert.equal(cloud.read(clusterKind, "constructor"), undefined);
  });

  it("is empty again after everything is deleted, and deleting twice succeeds", async () => {
    await cloud.create(clusterKind, CLUSTER);
    await cloud.create(nodePoolKind, POOL);
    await cloud.delete(nodePoolKind, POOL_ID);
    await cloud.delete(clusterKind, CLUSTER_ID);
    await cloud.delete(clusterKind, CLUSTER_ID);
    assert.deepEqual(stored(), {
      apiVersion: "stowage.dev/sim/v1",
      clusters: {},
      nodePools: {},
      edgeSites: {},
      workloads: {},
    });
  });

  it("keeps stock, quotas and faults that a user wrote", async () => {
    const given = {
      stock: { "aws/eu-central-1/m7g.large": 5 },
      quotas: { "aws/eu-central-1": { vcpu: 64 } },
    };
    prepare(given);
    await cloud.create(clusterKind, CLUSTER);
    const { stock, quotas } = stored();
    assert.deepEqual({ stock, quotas }, given);
  });

  it("refuses a second resource of the same name", async () => {
    await cloud.create(clusterKind, CLUSTER);
    await assert.rejects(
      cloud.create(clusterKind, CLUSTER),
      /^SimRefusal: AlreadyExists: cluster\/shop-eu exists already/,
    );
  });

  it("refuses a pool of a cluster that does not exist, or in a zone that the cluster has not", async () => {
    await assert.rejects(
      cloud.create(nodePoolKind, POOL),
      /ClusterNotFound: node pool "general" names the cluster "cluster\/shop-eu"/,
    );
    await cloud.create(clusterKind, CLUSTER);
    await assert.rejects(
      cloud.create(nodePoolKind, { ...POOL, availabilityZone: "eu-central-1z" }),
      /InvalidAvailabilityZone: .*eu-central-1z; cluster "shop-eu" has eu-central-1a, eu-central-1b/,
    );
  });

  it("refuses to delete a cluster or a site on which something stands", async () => {
    await cloud.create(clusterKind, CLUSTER);
    await cloud.create(nodePoolKind, POOL);
    await cloud.create(edgeSiteKind, SITE);
    await cloud.create(workloadKind, {
      ...WORKLOAD,
      targetId: "edge-site/hamburg-store",
      byPool: { "orin-nx": 4 },
      byAvailabilityZone: { "hamburg-store": 4 },
    });
    await assert.rejects(
      cloud.delete(clusterKind, CLUSTER_ID),
      /ResourceInUse: cluster\/shop-eu still holds cluster\/shop-eu\/pool\/general/,
    );
    await assert.rejects(
      cloud.delete(edgeSiteKind, "edge-site/hamburg-store"),
      /ResourceInUse: .* still holds edge-site\/hamburg-store\/workload\/default\/checkout/,
    );
  });

  it("refuses to take an availability zone from a cluster while nodes stand in it", async () => {
    await cloud.create(clusterKind, CLUSTER);
    await cloud.create(nodePoolKind, POOL);
    const less = { ...CLUSTER, availabilityZones: ["eu-central-1b"] };
    await assert.rejects(
      cloud.update(clusterKind, CLUSTER_ID, less),
      /DependencyViolation: .*would lose an availability zone/,
    );
  });

  it("refuses a workload on a missing target, pool or availability zone", async () => {
    await assert.rejects(
      cloud.create(workloadKind, WORKLOAD),
      /TargetNotFound: workload "checkout" names the target "cluster\/shop-eu"/,
    );
    await cloud.create(clusterKind, CLUSTER);
    await assert.rejects(
      cloud.create(workloadKind, WORKLOAD),
      /Unschedulable: .* needs nodes in pool general; there are none/,
    );
    await cloud.create(nodePoolKind, POOL);
    await assert.rejects(
      cloud.create(workloadKind, { ...WORKLOAD, byAvailabilityZone: { "eu-central-1b": 4 } }),
      /needs nodes in availability zone eu-central-1b; there are eu-central-1a/,
    );
    await cloud.create(workloadKind, WORKLOAD);
  });

  it("refuses an update of what is gone", async () => {
    await assert.rejects(cloud.update(clusterKind, CLUSTER_ID, CLUSTER), /NotFound: .*pulumi refresh/);
  });

  describe("stock", () => {
    beforeEach(async () => {
      prepare({ stock: { "aws/eu-central-1/m7g.large": 5, "aws/eu-central-1/eu-central-1b/m7g.large": 1 } });
      await cloud.create(clusterKind, CLUSTER);
    });

    it("sells to the last machine and not one more, whoever asks", async () => {
      await cloud.create(nodePoolKind, asksFor(3));
      await assert.rejects(
        cloud.create(nodePoolKind, { ...asksFor(3), pool: "other" }),
        /InsufficientInstanceCapacity: node pool "other" of cluster "shop-eu" asks for 3 m7g\.large nodes, aws\/eu-central-1 has 2 left of 5 \(3 used by others, 0 by this pool\)/,
      );
      await cloud.create(nodePoolKind, { ...asksFor(2), pool: "other" });
      assert.equal(Object.keys(stored().nodePools).length, 2, "what was refused is not there");
    });

    it("counts a pool's own machines when it grows, and never refuses to shrink", async () => {
      await cloud.create(nodePoolKind, asksFor(4));
      await cloud.update(nodePoolKind, POOL_ID, asksFor(5));
      await assert.rejects(cloud.update(nodePoolKind, POOL_ID, asksFor(6)), /asks for 6 m7g\.large nodes/);
      writeFileSync(file, JSON.stringify({ ...stored(), stock: { "aws/eu-central-1/m7g.large": 1 } }));
      await cloud.update(nodePoolKind, POOL_ID, asksFor(4));
    });

    it("may be limited in one availability zone only", async () => {
      const inB = { ...asksFor(2), availabilityZone: "eu-central-1b" };
      await assert.rejects(
        cloud.create(nodePoolKind, inB),
        /aws\/eu-central-1\/eu-central-1b has 1 left of 1/,
      );
    });

    it("does not hold for owned machines or other types", async () => {
      await cloud.create(nodePoolKind, { ...asksFor(50), purchaseOption: "owned" });
      await cloud.create(nodePoolKind, { ...asksFor(50), instanceType: "m7i.large" });
    });
  });

  describe("quotas", () => {
    it("of the account count every cluster of the region", async () => {
      prepare({ quotas: { "aws/eu-central-1": { vcpu: 10 } } });
      await cloud.create(clusterKind, CLUSTER);
      await cloud.create(clusterKind, { ...CLUSTER, name: "second" });
      await cloud.create(nodePoolKind, asksFor(3));
      await assert.rejects(
        cloud.create(nodePoolKind, { ...asksFor(3), clusterId: "cluster/second" }),
        /VcpuLimitExceeded: node pool "general" of cluster "second" asks for 6 vCPUs, the account in aws\/eu-central-1 has 4 left of 10/,
      );
    });

    it("of the cluster count its own pools, owned ones too", async () => {
      await cloud.create(clusterKind, { ...CLUSTER, vcpuQuota: 100, nodeQuota: 3 });
      await cloud.create(nodePoolKind, { ...asksFor(2), purchaseOption: "owned" });
      await assert.rejects(
        cloud.create(nodePoolKind, asksFor(2)),
        /NodeLimitExceeded: .* asks for 2 nodes, cluster "shop-eu" has 1 left of 3/,
      );
    });
  });

  it("fails as its file says, as often as it says, and only there", async () => {
    prepare({
      faults: [
        { operation: "create", id: "cluster/shop-eu/pool/*", times: 1, message: "the control plane is busy" },
      ],
    });
    await cloud.create(clusterKind, CLUSTER);
    await assert.rejects(cloud.create(nodePoolKind, POOL), /InjectedFault: the control plane is busy/);
    assert.equal(await cloud.create(nodePoolKind, POOL), POOL_ID);
    assert.equal(stored().faults?.[0]?.times, 0);
  });

  describe("with a file that it did not write", () => {
    const refused: readonly (readonly [string, string, RegExp])[] = [
      ["is empty", "", /is not JSON .*damaged or no simulated cloud.*STOWAGE_SIM_FILE/],
      ["is half-written", '{"apiVersion": "stowage.dev/sim/v1", "clu', /is not JSON/],
      ["is a list", "[]", /the file must be a JSON object/],
      [
        "is of another kind",
        '{"name": "left-pad", "version": "1.0.0"}',
        /name is not a property here; there are apiVersion, clusters/,
      ],
      [
        "is of another version",
        '{"apiVersion": "stowage.dev/sim/v9"}',
        /apiVersion is "stowage.dev\/sim\/v9", this version reads "stowage.dev\/sim\/v1"/,
      ],
      [
        "holds a negative stock",
        '{"stock": {"aws/x/y": -1}}',
        /stock\["aws\/x\/y"\] must be a whole number, 0 or more/,
      ],
      [
        "holds a broken pool",
        '{"nodePools": {"p": {"count": "two"}}}',
        /nodePools\.p\.clusterId is required/,
      ],
    ];
    for (const [what, text, message] of refused)
      it(`says so when it ${what}, and leaves it alone`, async () => {
        writeFileSync(file, text);
        await assert.rejects(cloud.create(clusterKind, CLUSTER), message);
        assert.throws(() => cloud.read(clusterKind, CLUSTER_ID), message);
        assert.equal(readFileSync(file, "utf8"), text);
      });
  });
});
