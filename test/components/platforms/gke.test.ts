import * as assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { GkeReleaseChannel, gke } from "../../../src/components/platforms/gke.js";
import type { GkeWiring } from "../../../src/components/platforms/gke.js";
import { build, inputsOf } from "./built-cluster.js";
import { clusterPlan, gkePlan, webPlan } from "./cluster-plans.js";
import type { PurchaseSketch } from "./cluster-plans.js";
import { assertGraph } from "./golden-graph.js";
import { Parent, registeredBy, useMocks, valueOf } from "./recorded-program.js";

const CLUSTER = "gcp:container/cluster:Cluster";
const NODE_POOL = "gcp:container/nodePool:NodePool";

const WIRING: GkeWiring = {
  project: pulumi.output("shop-project"),
  network: "vpc",
  subnetwork: "nodes",
  podRangeName: "pods",
  serviceRangeName: "services",
};

function one(sketch: Partial<PurchaseSketch>) {
  const purchase = { pool: "general", instanceType: "n2-standard-4", zone: "europe-west3-a", ...sketch };
  return clusterPlan({ platform: "gke", region: "europe-west3", purchases: [purchase] });
}

describe("gke", () => {
  before(useMocks);

  it("builds a private regional cluster with a node pool a purchase, and nothing else", async () => {
    const { graph, cluster } = await build({ platform: gke, plan: gkePlan(), wiring: WIRING });
    assertGraph("gke", graph);
    assert.equal(await valueOf(cluster.endpoint!), "https://endpoint-of-shop-cluster");
    assert.deepEqual(Object.keys(cluster.resources), ["cluster", "nodeAccount", "nodeRole"]);
    assert.equal(cluster.createWorkload, undefined);
  });

  it("lets pods tolerate the taint that GKE gives to Arm nodes", async () => {
    const { Provider } = await import("@pulumi/kubernetes");
    const wiring = { ...WIRING, kubernetesProvider: new Provider("api", { kubeconfig: "{}" }) };
    const workload = webPlan({ general: 2, arm: 1 });
    const { graph } = await build({ platform: gke, plan: gkePlan(), wiring, workload });
    const { spec } = inputsOf(graph, "kubernetes:apps/v1:Deployment") as {
      spec: { template: { spec: Record<string, unknown> } };
    };
    assert.deepEqual(spec.template.spec["tolerations"], [
      { key: "kubernetes.io/arch", operator: "Equal", value: "arm64", effect: "NoSchedule" },
    ]);
  });

  it("takes nodes of a reservation from that one alone", async () => {
    const plan = one({ option: "reserved", capacityReservation: "kept" });
    const { graph } = await build({ platform: gke, plan, wiring: WIRING });
    const { nodeConfig } = inputsOf(graph, NODE_POOL) as { nodeConfig: Record<string, unknown> };
    assert.deepEqual(nodeConfig["reservationAffinity"], {
      consumeReservationType: "SPECIFIC_RESERVATION",
      key: "compute.googleapis.com/reservation-name",
      values: ["kept"],
    });
  });

  it("cuts devices into partitions, or lets pods take turns on them", async () => {
    const gpu = { chip: "nvidia-a100", instanceType: "a2-highgpu-2g", gpus: 14 } as const;
    const accelerators = async (profile: string | undefined, each: number): Promise<unknown> => {
      const slice = { each, resource: "nvidia.com/gpu" };
      const deviceSlices = { devices: 2, slices: [profile === undefined ? slice : { ...slice, profile }] };
      const { graph } = await build({ platform: gke, plan: one({ ...gpu, deviceSlices }), wiring: WIRING });
      const { nodeConfig } = inputsOf(graph, NODE_POOL) as { nodeConfig: Record<string, unknown> };
      return nodeConfig["guestAccelerators"];
    };
    const shared = {
      type: "nvidia-tesla-a100",
      count: 2,
      gpuDriverInstallationConfig: { gpuDriverVersion: "DEFAULT" },
    };
    assert.deepEqual(await accelerators("1g.5gb", 7), [{ ...shared, gpuPartitionSize: "1g.5gb" }]);
    const turns = { gpuSharingStrategy: "TIME_SHARING", maxSharedClientsPerGpu: 3 };
    assert.deepEqual(await accelerators(undefined, 3), [{ ...shared, gpuSharingConfig: turns }]);
  });

  it("lets GKE scale pools whose demand has a peak", async () => {
    const { graph } = await build({ platform: gke, plan: one({ count: 2, peak: 5 }), wiring: WIRING });
    const { nodeCount, initialNodeCount, autoscaling } = inputsOf(graph, NODE_POOL);
    assert.deepEqual([nodeCount, initialNodeCount], [undefined, 2]);
    assert.deepEqual(autoscaling, { minNodeCount: 2, maxNodeCount: 5, locationPolicy: "ANY" });
    const [pool] = graph.filter(({ type }) => type === NODE_POOL);
    assert.deepEqual(pool?.ignoreChanges, ["initialNodeCount", "nodeCount"]);
  });

  it("opens the API server to the networks that are named", async () => {
    const wiring = { ...WIRING, authorizedNetworks: ["203.0.113.0/24"] };
    const { graph } = await build({ platform: gke, plan: one({}), wiring });
    const { privateClusterConfig, masterAuthorizedNetworksConfig } = inputsOf(graph, CLUSTER);
    assert.deepEqual(privateClusterConfig, { enablePrivateNodes: true, enablePrivateEndpoint: false });
    assert.deepEqual(masterAuthorizedNetworksConfig, {
      cidrBlocks: [{ cidrBlock: "203.0.113.0/24" }],
      gcpPublicCidrsAccessEnabled: false,
    });
  });

  it("takes keys, account, channel and protection from the wiring", async () => {
    const wiring: GkeWiring = {
      ...WIRING,
      kmsKeyName: "secrets-key",
      bootDiskKmsKeyName: "disk-key",
      nodeServiceAccountEmail: "nodes@example.test",
      releaseChannel: GkeReleaseChannel.Stable,
      deletionProtection: false,
    };
    const { graph } = await build({ platform: gke, plan: one({}), wiring });
    const cluster = inputsOf(graph, CLUSTER);
    assert.deepEqual(cluster["databaseEncryption"], { state: "ENCRYPTED", keyName: "secrets-key" });
    assert.deepEqual(cluster["releaseChannel"], { channel: "STABLE" });
    assert.equal(cluster["deletionProtection"], false);
    const nodeConfig = inputsOf(graph, NODE_POOL)["nodeConfig"] as Record<string, unknown>;
    assert.equal(nodeConfig["serviceAccount"], "nodes@example.test");
    assert.equal(nodeConfig["bootDiskKmsKey"], "disk-key");
    assert.deepEqual([...new Set(graph.map(({ type }) => type))], [CLUSTER, NODE_POOL]);
  });

  const accelerators: readonly [string, string, string][] = [
    ["a2-highgpu-1g", "nvidia-a100", "nvidia-tesla-a100"],
    ["a2-ultragpu-1g", "nvidia-a100-80gb", "nvidia-a100-80gb"],
    ["a3-highgpu-8g", "nvidia-h100", "nvidia-h100-80gb"],
    ["a3-megagpu-8g", "nvidia-h100", "nvidia-h100-mega-80gb"],
    ["a3-ultragpu-8g", "nvidia-h200", "nvidia-h200-141gb"],
  ];
  for (const [instanceType, chip, type] of accelerators) {
    it(`asks for the GPUs of ${instanceType} as ${type}`, async () => {
      const { graph } = await build({
        platform: gke,
        plan: one({ instanceType, chip, gpus: 8 }),
        wiring: WIRING,
      });
      const { guestAccelerators } = inputsOf(graph, NODE_POOL)["nodeConfig"] as Record<string, unknown>;
      assert.deepEqual(guestAccelerators, [
        { type, count: 8, gpuDriverInstallationConfig: { gpuDriverVersion: "DEFAULT" } },
      ]);
    });
  }

  it("keeps names within GKE's limits, whatever the component is called", async () => {
    const name = "A component, with a name that is far longer than 40 characters";
    const graph = await registeredBy(() => {
      const site = { name, parent: new Parent(name) };
      const cluster = gke.createCluster({ plan: one({}), wiring: WIRING, site, namespaces: [] });
      for (const purchase of Object.values(one({ pool: "7-letters-and-more" }).purchases)) {
        cluster.createNodes!(purchase, site);
      }
    });
    assert.match(inputsOf(graph, CLUSTER)["name"] as string, /^[a-z][a-z0-9-]{0,38}[a-z0-9]$/);
    assert.match(inputsOf(graph, NODE_POOL)["namePrefix"] as string, /^[a-z][a-z0-9-]{0,12}-$/);
    const { accountId } = inputsOf(graph, "gcp:serviceaccount/account:Account");
    assert.match(accountId as string, /^[a-z][a-z0-9-]{4,28}[a-z0-9]$/);
  });

  it("refuses accelerators that it has no name for, and labels of GKE's own, before any resource", async () => {
    const labels = { "cloud.google.com/gke-nodepool": "mine" };
    const plan = one({ instanceType: "ct6e-standard-4t", chip: "google-tpu-v6e", labels });
    const graph = await registeredBy(() => {
      const site = { name: "shop", parent: new Parent("shop") };
      assert.throws(() => gke.createCluster({ plan, wiring: WIRING, site, namespaces: [] }), {
        message: [
          'Cluster "shop" cannot be built on gke:',
          'node pools with google-tpu-v6e (ct6e-standard-4t of pool "general") are not supported yet: choose another chip',
          'label "cloud.google.com/gke-nodepool" of pool "general" is reserved: gke and the kubelet refuse it. Use a label of your own domain',
        ].join("\n  "),
      });
    });
    assert.deepEqual(graph, []);
  });
});
