import * as assert from "node:assert/strict";
import * as fc from "fast-check";
import * as pulumi from "@pulumi/pulumi";
import { aks } from "../../../src/components/platforms/aks.js";
import type { AksWiring } from "../../../src/components/platforms/aks.js";
import { agentPoolNames } from "../../../src/components/platforms/aks/pool-names.js";
import { systemPurchase } from "../../../src/components/platforms/aks/system-purchase.js";
import { build, inputsOf, refusalOf } from "./built-cluster.js";
import { GPU_TAINT, aksPlan, clusterPlan, webPlan } from "./cluster-plans.js";
import type { PurchaseSketch } from "./cluster-plans.js";
import { assertGraph } from "./golden-graph.js";
import { Parent, useMocks, valueOf } from "./recorded-program.js";

const SEED = 20261128;

const CLUSTER = "azure-native:containerservice:ManagedCluster";
const AGENT_POOL = "azure-native:containerservice:AgentPool";

const WIRING: AksWiring = { resourceGroupName: pulumi.output("group"), nodeSubnetId: "subnet" };

const GENERAL: PurchaseSketch = { pool: "general", instanceType: "Standard_D4s_v5", zone: "1" };

function plan(...purchases: readonly PurchaseSketch[]) {
  return clusterPlan({ platform: "aks", region: "westeurope", purchases });
}

const refusal = (plan: ReturnType<typeof aksPlan>, wiring = WIRING): Promise<string> =>
  refusalOf({ platform: aks, plan, wiring });

describe("aks", () => {
  before(useMocks);

  it("builds a private cluster around its System pool and a User pool for each other purchase", async () => {
    const { graph, cluster } = await build({ platform: aks, plan: aksPlan(), wiring: WIRING });
    assertGraph("aks", graph);
    assert.equal(await valueOf(cluster.endpoint!), "https://private-fqdn-of-shop-cluster:443");
    assert.equal(cluster.createWorkload, undefined);
  });

  it("returns the cluster as the nodes of the System pool's purchase", async () => {
    const { cluster } = await build({ platform: aks, plan: plan(GENERAL), wiring: WIRING });
    const [purchase] = Object.values(plan(GENERAL).purchases);
    const site = { name: "shop", parent: new Parent("other") };
    assert.equal(cluster.createNodes!(purchase!, site), cluster.resources["cluster"]);
  });

  it("names the capacity reservation group of nodes that are reserved", async () => {
    const group =
      "/subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/capacityReservationGroups/kept";
    const kept = { ...GENERAL, pool: "kept", option: "reserved", capacityReservation: group } as const;
    const { graph } = await build({ platform: aks, plan: plan(GENERAL, kept), wiring: WIRING });
    const pool = inputsOf(graph, "azure-native:containerservice:AgentPool");
    assert.equal(pool["capacityReservationGroupID"], group);
  });

  it("lets pods tolerate the taint that AKS gives to spot nodes", async () => {
    const { Provider } = await import("@pulumi/kubernetes");
    const wiring = { ...WIRING, kubernetesProvider: new Provider("api", { kubeconfig: "{}" }) };
    const { graph } = await build({ platform: aks, plan: aksPlan(), wiring, workload: webPlan({ arm: 1 }) });
    const { spec } = inputsOf(graph, "kubernetes:apps/v1:Deployment") as {
      spec: { template: { spec: Record<string, unknown> } };
    };
    assert.deepEqual(spec.template.spec["tolerations"], [
      {
        key: "kubernetes.azure.com/scalesetpriority",
        operator: "Equal",
        value: "spot",
        effect: "NoSchedule",
      },
    ]);
  });

  it("cuts devices by MIG profiles, and refuses others", async () => {
    const cut = (profile: string): PurchaseSketch => ({
      ...GENERAL,
      pool: "gpu",
      chip: "nvidia-a100",
      deviceSlices: { devices: 1, slices: [{ profile, each: 3, resource: "nvidia.com/mig-2g.10gb" }] },
    });
    const { graph } = await build({ platform: aks, plan: plan(GENERAL, cut("2g.10gb")), wiring: WIRING });
    assert.equal(inputsOf(graph, AGENT_POOL)["gpuInstanceProfile"], "MIG2g");
    const refused = await refusal(plan(GENERAL, cut("NVIDIA A10-4C")));
    assert.match(
      refused,
      /AKS cuts devices by MIG profiles alone, and pool "gpu" has the profile NVIDIA A10-4C/,
    );
  });

  it("takes no pool that has no node in some hours as its System pool", async () => {
    const idle = { ...GENERAL, count: 0, hours: [0, 3] };
    assert.match(await refusal(plan(idle)), /has no node in some hours/);
    const other = { ...GENERAL, pool: "other", zone: "2" };
    const { graph } = await build({ platform: aks, plan: plan(idle, other), wiring: WIRING });
    const sizes = ["count", "enableAutoScaling", "minCount", "maxCount"].map(
      (name) => inputsOf(graph, AGENT_POOL)[name],
    );
    assert.deepEqual(sizes, [0, true, 0, 3]);
  });

  it("lets AKS scale pools whose demand has a peak, the System pool among them", async () => {
    const other = { ...GENERAL, pool: "other", zone: "2", peak: 6 };
    const sketch = plan({ ...GENERAL, peak: 4 }, other, { ...GENERAL, zone: "3", peak: 2 });
    const { graph } = await build({ platform: aks, plan: sketch, wiring: WIRING });
    const sizes = (inputs: Record<string, unknown>): unknown[] =>
      ["count", "enableAutoScaling", "minCount", "maxCount"].map((name) => inputs[name]);
    const pools = graph.filter(({ type }) => type === AGENT_POOL);
    assert.deepEqual(
      pools.map(({ inputs, ignoreChanges }) => [sizes(inputs as Record<string, unknown>), ignoreChanges]),
      [
        [[2, false, undefined, undefined], undefined],
        [[2, true, 2, 6], ["count"]],
      ],
    );
    const [system] = inputsOf(graph, CLUSTER)["agentPoolProfiles"] as Record<string, unknown>[];
    assert.deepEqual(sizes(system!), [2, true, 2, 4]);
    const [cluster] = graph.filter(({ type }) => type === CLUSTER);
    assert.deepEqual(cluster?.ignoreChanges, ["agentPoolProfiles[0].count"]);
  });

  it("opens the API server to the networks that are named, and not by an empty list", async () => {
    const open = { ...WIRING, authorizedIpRanges: ["203.0.113.0/24"] };
    const closed = { ...WIRING, authorizedIpRanges: [] };
    const { graph } = await build({ platform: aks, plan: plan(GENERAL), wiring: open });
    const { graph: closedGraph } = await build({ platform: aks, plan: plan(GENERAL), wiring: closed });
    assert.deepEqual(inputsOf(graph, CLUSTER)["apiServerAccessProfile"], {
      enablePrivateCluster: false,
      authorizedIPRanges: ["203.0.113.0/24"],
      disableRunCommand: true,
    });
    assert.deepEqual(inputsOf(closedGraph, CLUSTER)["apiServerAccessProfile"], {
      enablePrivateCluster: true,
      enablePrivateClusterPublicFQDN: false,
      disableRunCommand: true,
    });
  });

  it("sends no availability zone where the region has none", async () => {
    const regional = { ...GENERAL, pool: "regional", zone: "0" };
    const { graph } = await build({ platform: aks, plan: plan(GENERAL, regional), wiring: WIRING });
    assert.equal(inputsOf(graph, AGENT_POOL)["availabilityZones"], undefined);
  });

  it("takes the System pool from the pool that is named", () => {
    assert.equal(systemPurchase(aksPlan())?.pool, "general");
    assert.equal(systemPurchase(aksPlan(), "a-small")?.pool, "a-small");
  });

  it("takes a small System pool where there is no better one, and a pool with CriticalAddonsOnly", () => {
    const small = { ...GENERAL, pool: "small", cpuMilli: 1900, count: 1 };
    assert.equal(systemPurchase(plan(small))?.pool, "small");
    const critical = { ...GENERAL, taints: [{ key: "CriticalAddonsOnly", effect: "NoSchedule" as const }] };
    assert.equal(systemPurchase(plan(critical))?.pool, "general");
  });

  it("says why no purchase can be the System pool, and what to add", async () => {
    const refused = plan(
      { ...GENERAL, pool: "burst", instanceType: "Standard_B4ms" },
      { ...GENERAL, pool: "cheap", option: "spot" },
      { ...GENERAL, pool: "gpu", chip: "nvidia-t4" },
      { ...GENERAL, pool: "kept", taints: [GPU_TAINT] },
      { ...GENERAL, pool: "sparse", podsPerNode: 20 },
      { ...GENERAL, pool: "tiny", memoryMiB: 1200 },
    );
    assert.equal(
      await refusal(refused),
      [
        'Cluster "shop" cannot be built on aks:',
        "AKS needs a System node pool for CoreDNS and the like, and no purchase of the plan can be it: add a pool without taints that buys on-demand amd64 or arm64 sizes of at least 2 vCPUs and 4 GiB (better 4 vCPUs), with minNodes 2",
        "  burst-standard-b4ms-1-on-demand is of the B series (Standard_B4ms)",
        "  cheap-standard-d4s-v5-1-spot is bought as spot",
        "  gpu-standard-d4s-v5-1-on-demand has accelerators (nvidia-t4)",
        "  kept-standard-d4s-v5-1-on-demand has the taint example.test/gpu:NoSchedule",
        "  sparse-standard-d4s-v5-1-on-demand holds 20 pods a node, fewer than 30",
        "  tiny-standard-d4s-v5-1-on-demand has less than 4 GiB of memory",
      ].join("\n  "),
    );
  });

  it("refuses labels that AKS keeps for itself, and a named System pool that cannot be one", async () => {
    const labelled = { ...GENERAL, labels: { "kubernetes.azure.com/mode": "user" } };
    assert.match(await refusal(plan(labelled)), /label "kubernetes\.azure\.com\/mode" of pool "general" is/);
    const message = await refusal(plan(GENERAL), { ...WIRING, systemPool: "absent" });
    assert.match(message, /no purchase of pool "absent" can be it/);
  });
});

describe("agentPoolNames", () => {
  const word = fc.stringMatching(/^[a-z0-9]([-a-z0-9]{0,20}[a-z0-9])?$/);

  it("gives every purchase a name that AKS takes and no other purchase has", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.tuple(word, word), { maxLength: 60, selector: String }), (pairs) => {
        const purchases = pairs.map(([pool, type]) => ({ pool, instanceType: type, zone: "1" }));
        const built = plan(...purchases);
        const names = agentPoolNames(built);
        assert.equal(names.size, Object.keys(built.purchases).length);
        assert.equal(new Set(names.values()).size, names.size);
        for (const name of names.values()) assert.match(name, /^[a-z][a-z0-9]{0,11}$/);
      }),
      { seed: SEED },
    );
  });

  it("keeps a purchase's name when others come and go", () => {
    const alone = agentPoolNames(plan(GENERAL));
    const among = agentPoolNames(plan(GENERAL, { ...GENERAL, pool: "arm" }));
    assert.deepEqual([...alone.values()], [among.get([...alone.keys()][0]!)]);
  });
});
