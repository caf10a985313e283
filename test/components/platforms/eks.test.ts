import * as assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { eks } from "../../../src/components/platforms/eks.js";
import type { EksWiring } from "../../../src/components/platforms/eks.js";
import { build, inputsOf, refusalOf } from "./built-cluster.js";
import { clusterPlan, eksPlan, webPlan } from "./cluster-plans.js";
import type { PurchaseSketch } from "./cluster-plans.js";
import { assertGraph } from "./golden-graph.js";
import { useMocks, valueOf } from "./recorded-program.js";

const CLUSTER = "aws:eks/cluster:Cluster";
const NODE_GROUP = "aws:eks/nodeGroup:NodeGroup";
const TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate";

const WIRING: EksWiring = {
  subnetIds: ["subnet-a", pulumi.output("subnet-b")],
  subnetIdsByAvailabilityZone: { "eu-central-1a": pulumi.output("subnet-a"), "eu-central-1b": "subnet-b" },
};

function one(sketch: Partial<PurchaseSketch>, more: { podsPerNode?: number; partition?: string } = {}) {
  const purchase = { pool: "general", instanceType: "m7i.large", zone: "eu-central-1a", ...sketch };
  return clusterPlan({ platform: "eks", region: "eu-central-1", purchases: [purchase], ...more });
}

const refusal = (plan: ReturnType<typeof eksPlan>, wiring = WIRING): Promise<string> =>
  refusalOf({ platform: eks, plan, wiring });

describe("eks", () => {
  before(useMocks);

  it("builds a private, encrypted cluster with a node group a purchase, and nothing else", async () => {
    const { graph, cluster } = await build({ platform: eks, plan: eksPlan(), wiring: WIRING });
    assertGraph("eks", graph);
    assert.equal(await valueOf(cluster.endpoint!), "endpoint-of-shop-cluster");
    assert.deepEqual(Object.keys(cluster.resources), ["cluster", "clusterRole", "nodeRole"]);
    assert.equal(cluster.createWorkload, undefined);
  });

  it("creates namespaces and pods with the provider that it is given", async () => {
    const { graph } = await registeredWithProvider();
    const added = graph.filter(({ type }) => type.startsWith("kubernetes:"));
    assertGraph("eks-workloads", added);
    for (const { provider } of added) assert.match(provider ?? "", /::api::/);
  });

  async function registeredWithProvider() {
    const { Provider } = await import("@pulumi/kubernetes");
    const wiring = { ...WIRING, kubernetesProvider: new Provider("api", { kubeconfig: "{}" }) };
    const workload = webPlan({ general: 2, arm: 1 });
    return build({ platform: eks, plan: eksPlan(), wiring, workload });
  }

  it("opens the API server to the networks that are named, and not by an empty list", async () => {
    const open = { ...WIRING, publicAccessCidrs: ["203.0.113.0/24"] };
    const closed = { ...WIRING, publicAccessCidrs: [] };
    const { graph } = await build({ platform: eks, plan: eksPlan(), wiring: open });
    const { graph: closedGraph } = await build({ platform: eks, plan: eksPlan(), wiring: closed });
    assert.deepEqual(inputsOf(graph, CLUSTER)["vpcConfig"], {
      subnetIds: ["subnet-a", "subnet-b"],
      endpointPrivateAccess: true,
      endpointPublicAccess: true,
      publicAccessCidrs: ["203.0.113.0/24"],
    });
    assert.deepEqual(inputsOf(closedGraph, CLUSTER)["vpcConfig"], {
      subnetIds: ["subnet-a", "subnet-b"],
      endpointPrivateAccess: true,
      endpointPublicAccess: false,
    });
  });

  it("gives groups whose demand has a peak the range up to it, and leaves the size in it to the autoscaler", async () => {
    const { graph } = await build({ platform: eks, plan: one({ count: 2, peak: 5 }), wiring: WIRING });
    const sizes = { minSize: 2, desiredSize: 2, maxSize: 5 };
    assert.deepEqual(inputsOf(graph, NODE_GROUP)["scalingConfig"], sizes);
    const [group] = graph.filter(({ type }) => type === NODE_GROUP);
    assert.deepEqual(group?.ignoreChanges, ["scalingConfig.desiredSize"]);
    const { graph: even } = await build({ platform: eks, plan: one({ count: 2, peak: 2 }), wiring: WIRING });
    const fixed = { minSize: 2, desiredSize: 2, maxSize: 2 };
    assert.deepEqual(inputsOf(even, NODE_GROUP)["scalingConfig"], fixed);
    assert.ok(even.every(({ ignoreChanges }) => ignoreChanges === undefined));
  });

  it("gives groups of demand by the hour the range over all hours, from none where the base has none", async () => {
    const hours = [0, 4, 1];
    const { graph } = await build({ platform: eks, plan: one({ count: 0, hours }), wiring: WIRING });
    const sizes = { minSize: 0, desiredSize: 0, maxSize: 4 };
    assert.deepEqual(inputsOf(graph, NODE_GROUP)["scalingConfig"], sizes);
  });

  it("encrypts secrets with the key that it is given, and then creates none", async () => {
    const { graph } = await build({
      platform: eks,
      plan: eksPlan(),
      wiring: { ...WIRING, kmsKeyArn: "own" },
    });
    const { encryptionConfig } = inputsOf(graph, CLUSTER);
    assert.deepEqual(encryptionConfig, { provider: { keyArn: "own" }, resources: ["secrets"] });
    assert.ok(!graph.some(({ type }) => type.startsWith("aws:kms/")));
  });

  const images: readonly [PurchaseSketch["architecture"], string, string][] = [
    ["amd64", "amd64", "AL2023_x86_64_STANDARD"],
    ["arm64", "arm64", "AL2023_ARM_64_STANDARD"],
    ["amd64", "nvidia-h100", "AL2023_x86_64_NVIDIA"],
    ["arm64", "nvidia-t4g", "AL2023_ARM_64_NVIDIA"],
    ["amd64", "aws-trainium2", "AL2023_x86_64_NEURON"],
    ["amd64", "aws-inferentia2", "AL2023_x86_64_NEURON"],
  ];
  for (const [architecture, chip, image] of images) {
    it(`gives ${chip} on ${architecture ?? ""} nodes the image ${image}`, async () => {
      const plan = one({ architecture: architecture ?? "amd64", chip });
      const { graph } = await build({ platform: eks, plan, wiring: WIRING });
      assert.equal(inputsOf(graph, NODE_GROUP)["amiType"], image);
    });
  }

  it("tells nodes the pod limit of the plan, in one template for all with the same limit", async () => {
    const { graph } = await build({ platform: eks, plan: eksPlan({ podsPerNode: 58 }), wiring: WIRING });
    const { userData } = inputsOf(graph, TEMPLATE, "110-pods");
    const text = Buffer.from(userData as string, "base64").toString("utf8");
    assert.match(text, /^--NODE\nContent-Type: application\/node\.eks\.aws\n\n---\n/m);
    assert.match(text, /\n {2}kubelet:\n {4}config:\n {6}maxPods: 110\n/);
  });

  it("asks for the capacity that is kept for the nodes, one template for each reservation", async () => {
    const group = "arn:aws:resource-groups:eu-central-1:111122223333:group/kept";
    const targets = {
      "cr-0a1": { capacityReservationId: "cr-0a1" },
      [group]: { capacityReservationResourceGroupArn: group },
    };
    for (const [capacityReservation, target] of Object.entries(targets)) {
      const plan = one({ option: "reserved", capacityReservation });
      const { graph } = await build({ platform: eks, plan, wiring: WIRING });
      assert.deepEqual(inputsOf(graph, TEMPLATE)["capacityReservationSpecification"], {
        capacityReservationTarget: target,
      });
    }
    const { graph } = await build({ platform: eks, plan: one({}), wiring: WIRING });
    assert.equal(inputsOf(graph, TEMPLATE)["capacityReservationSpecification"], undefined);
  });

  it("names AWS' policies and services as the partition does", async () => {
    const { graph } = await build({ platform: eks, plan: one({}, { partition: "aws-cn" }), wiring: WIRING });
    const { policyArn } = inputsOf(graph, "aws:iam/rolePolicyAttachment:RolePolicyAttachment", "CNI");
    assert.equal(policyArn, "arn:aws-cn:iam::aws:policy/AmazonEKS_CNI_Policy");
    const { assumeRolePolicy } = inputsOf(graph, "aws:iam/role:Role", "node");
    assert.match(assumeRolePolicy as string, /"ec2\.amazonaws\.com\.cn"/);
  });

  it("keeps generated names of node groups within EKS' 63 characters", async () => {
    const pool = "a-pool-with-a-name-of-sixty-three-letters-which-is-the-longest-0";
    const { graph } = await build({ platform: eks, plan: one({ pool }), wiring: WIRING });
    const prefix = inputsOf(graph, NODE_GROUP)["nodeGroupNamePrefix"] as string;
    assert.ok(prefix.length + 26 <= 63, prefix);
    assert.match(prefix, /^[a-z0-9-]+-$/);
  });

  it("refuses everything that it cannot build at once, before any resource", async () => {
    const plan = clusterPlan({
      platform: "eks",
      region: "eu-central-1",
      purchases: [
        { pool: "elsewhere", instanceType: "m7i.large", zone: "eu-central-1c" },
        { pool: "radeon", instanceType: "g4ad.xlarge", zone: "eu-central-1a", chip: "amd-v520" },
        { pool: "own", instanceType: "rack", zone: "eu-central-1a", option: "owned" },
        {
          pool: "named",
          instanceType: "m7i.large",
          zone: "eu-central-1a",
          labels: { "node-role.kubernetes.io/worker": "yes" },
        },
      ],
    });
    assert.equal(
      await refusal(plan),
      [
        'Cluster "shop" cannot be built on eks:',
        'purchase "own-rack-eu-central-1a-owned" is 2 owned node(s) of pool "own", which eks does not take: give the pool chips to buy instead of nodes, or put it into a cluster of platform kubernetes',
        "the plan buys nodes in eu-central-1c, and subnetIdsByAvailabilityZone has subnets in eu-central-1a, eu-central-1b only: add a private subnet for eu-central-1c",
        'EKS has no node image with the driver of amd-v520 on amd64 (g4ad.xlarge of pool "radeon"): choose another chip',
        'label "node-role.kubernetes.io/worker" of pool "named" is reserved: eks and the kubelet refuse it. Use a label of your own domain',
      ].join("\n  "),
    );
  });

  it("refuses a plan that counts on addresses which the network it builds does not have", async () => {
    const message = await refusal({ ...one({}), addressMode: "prefix-delegation" });
    assert.match(message, /counts on the address mode prefix-delegation, and clusters of eks are built with/);
  });

  it("says so when no availability zone has a subnet", async () => {
    const message = await refusal(one({}), { ...WIRING, subnetIdsByAvailabilityZone: {} });
    assert.match(message, /nodes in eu-central-1a, and subnetIdsByAvailabilityZone has no subnet: add/);
  });
});
