import assert from "node:assert/strict";
import type { WorkloadSpec } from "../../../src/model/fleet-spec.js";
import { EKS_LABELS, deploymentPod, imported, node, pod, warnings } from "./running-dump.js";
import type { Imported } from "./running-dump.js";

function workloads({ spec }: Imported): WorkloadSpec[] {
  return (spec.workloads ?? []) as WorkloadSpec[];
}

function pools({ spec }: Imported): unknown {
  return spec.clusters?.[0]?.pools;
}

function nodes({ running }: Imported): unknown {
  return running.clusters["shop"]?.nodes;
}

const WEB = { name: "web", namespace: "shop", replicas: 2, requests: { cpu: "500m", memory: "1Gi" } };

describe("importRunning", () => {
  it("reads nodes of EKS as a pool, and pods of a ReplicaSet as their Deployment", () => {
    const read = imported(
      node("a"),
      node("b"),
      deploymentPod("web", "1", { node: "a" }),
      deploymentPod("web", "2", { node: "b" }),
    );
    assert.deepEqual(warnings(read), []);
    assert.deepEqual(read.spec, {
      apiVersion: "stowage.dev/v1",
      name: "shop",
      clusters: [
        {
          name: "shop",
          platform: "eks",
          version: "1.33",
          region: "eu-central-1",
          availabilityZones: ["eu-central-1a"],
          pools: [{ name: "general", chips: ["amd64"] }],
        },
      ],
      workloads: [{ ...WEB, imagePlatforms: ["linux/amd64"] }],
    });
    assert.deepEqual(nodes(read), [
      {
        pool: "general",
        instanceType: "m5.xlarge",
        availabilityZone: "eu-central-1a",
        purchaseOption: "on-demand",
        count: 2,
        pods: { "shop/web": 1 },
      },
    ]);
  });

  it("takes nothing of environments into the spec", () => {
    const read = imported(node("a"), deploymentPod("web", "1", { node: "a" }));
    assert.doesNotMatch(JSON.stringify(read), /hunter2|PASSWORD/);
  });

  it("counts the replicas that the Deployment wants, and the range of its autoscaler", () => {
    const meta = { name: "web", namespace: "shop" };
    const template = { metadata: { labels: { app: "web" } }, spec: { containers: [{ name: "main" }] } };
    const read = imported(
      node("a"),
      deploymentPod("web", "1", { node: "a" }),
      {
        apiVersion: "apps/v1",
        kind: "Deployment",
        metadata: meta,
        spec: { replicas: 5, selector: { matchLabels: { app: "web" } }, template },
      },
      {
        apiVersion: "autoscaling/v2",
        kind: "HorizontalPodAutoscaler",
        metadata: meta,
        spec: { scaleTargetRef: { kind: "Deployment", name: "web" }, minReplicas: 2, maxReplicas: 20 },
      },
    );
    assert.deepEqual(warnings(read), []);
    assert.deepEqual(workloads(read), [
      { ...WEB, replicas: 5, imagePlatforms: ["linux/amd64"], scaling: { minReplicas: 2, maxReplicas: 20 } },
    ]);
  });

  it("plans the newest pod of an owner, and none that has ended", () => {
    const large = {
      containers: [{ name: "main", resources: { requests: { cpu: "2", memory: "4Gi" } } }],
    };
    const read = imported(
      node("a"),
      deploymentPod("web", "old", { node: "a", created: "2026-10-01T00:00:00Z" }),
      deploymentPod("web", "new", { node: "a", created: "2026-11-02T00:00:00Z", spec: large }),
      deploymentPod("web", "gone", { node: "a", created: "2026-11-03T00:00:00Z", phase: "Failed" }),
    );
    assert.deepEqual(
      workloads(read).map(({ replicas, requests }) => ({ replicas, requests })),
      [{ replicas: 2, requests: { cpu: "2", memory: "4Gi" } }],
    );
  });

  it("reads DaemonSets and static pods as system load, without the node that each is bound to", () => {
    const bound = {
      nodeAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: {
          nodeSelectorTerms: [{ matchFields: [{ key: "metadata.name", operator: "In", values: ["a"] }] }],
        },
      },
    };
    const read = imported(
      node("a"),
      pod("agent-x", {
        namespace: "kube-system",
        node: "a",
        owner: { kind: "DaemonSet", name: "agent" },
        spec: { affinity: bound, tolerations: [{ operator: "Exists" }] },
      }),
      pod("kube-proxy-a", { namespace: "kube-system", node: "a", owner: { kind: "Node", name: "a" } }),
    );
    assert.deepEqual(warnings(read), []);
    const requests = { cpu: "500m", memory: "1Gi" };
    const tolerations = [{ operator: "Exists" }];
    assert.deepEqual(read.spec.clusters?.[0]?.systemLoad, [
      { name: "agent", requests, tolerations },
      { name: "kube-proxy", requests, tolerations },
    ]);
    assert.deepEqual(workloads(read), []);
  });

  it("makes pools of their own of nodes that pods can tell apart, and keeps the labels that they choose by", () => {
    const disk = { labels: { "example.com/disk": "ssd" } };
    const read = imported(
      node("a"),
      node("b"),
      node("c", disk),
      deploymentPod("db", "1", { node: "c", spec: { nodeSelector: { "example.com/disk": "ssd" } } }),
    );
    assert.deepEqual(pools(read), [
      { name: "general", chips: ["amd64"] },
      { name: "general-2", chips: ["amd64"], labels: { "example.com/disk": "ssd" } },
    ]);
  });

  it("names pools by Karpenter, GKE, AKS and eksctl, and keeps lasting taints alone", () => {
    const maker = (labels: Record<string, string>) => ({
      labels: { ...EKS_LABELS, "eks.amazonaws.com/nodegroup": undefined, ...labels },
      taints: [
        { key: "team", value: "data", effect: "NoSchedule" },
        { key: "node.kubernetes.io/unschedulable", effect: "NoSchedule" },
      ],
    });
    const read = imported(
      node("a", maker({ "karpenter.sh/nodepool": "karpenter", "karpenter.sh/capacity-type": "spot" })),
      node("b", maker({ "alpha.eksctl.io/nodegroup-name": "eksctl" })),
      node("c", maker({ "cloud.google.com/gke-nodepool": "gke" })),
      node("d", maker({ "kubernetes.azure.com/agentpool": "aks" })),
    );
    const taints = [{ key: "team", value: "data", effect: "NoSchedule" }];
    assert.deepEqual(pools(read), [
      { name: "aks", chips: ["amd64"], taints },
      { name: "eksctl", chips: ["amd64"], taints },
      { name: "gke", chips: ["amd64"], taints },
      { name: "karpenter", chips: ["amd64"], purchase: { options: ["spot"] }, taints },
    ]);
  });

  it("buys no larger share of spot than runs", () => {
    const spot = { labels: { "eks.amazonaws.com/capacityType": "SPOT" } };
    const read = imported(node("a"), node("b"), node("c", spot));
    assert.deepEqual(pools(read), [
      {
        name: "general",
        chips: ["amd64"],
        purchase: { options: ["on-demand", "spot"], spot: { maxShare: 34 } },
      },
    ]);
  });

  it("finds the chip of accelerators, the ISAs of images, and the address mode", () => {
    const arm = { "kubernetes.io/arch": "arm64", "node.kubernetes.io/instance-type": "m6g.xlarge" };
    const gpu = { "node.kubernetes.io/instance-type": "g4dn.xlarge", "eks.amazonaws.com/nodegroup": "gpu" };
    const many = { pods: "110" };
    const read = imported(
      node("a", { allocatable: many }),
      node("b", { labels: arm, allocatable: many }),
      node("c", { labels: gpu, allocatable: { ...many, "nvidia.com/gpu": "1" } }),
      deploymentPod("web", "1", { node: "a" }),
      deploymentPod("web", "2", { node: "b" }),
    );
    assert.deepEqual(pools(read), [
      { name: "general", chips: ["amd64", "arm64"] },
      { name: "gpu", chips: ["nvidia-t4"] },
    ]);
    assert.equal(read.spec.clusters?.[0]?.addressMode, "prefix-delegation");
    assert.deepEqual(workloads(read)[0]?.imagePlatforms, ["linux/amd64", "linux/arm64"]);
  });

  it("divides a StatefulSet whose volumes stand in several availability zones", () => {
    const volume = (index: number, zone: string) => [
      {
        apiVersion: "v1",
        kind: "PersistentVolumeClaim",
        metadata: { name: `data-db-${index}`, namespace: "shop" },
        spec: {
          accessModes: ["ReadWriteOnce"],
          volumeName: `pv-${index}`,
          storageClassName: "gp3",
          resources: { requests: { storage: "20Gi" } },
        },
      },
      {
        apiVersion: "v1",
        kind: "PersistentVolume",
        metadata: { name: `pv-${index}` },
        spec: {
          nodeAffinity: {
            required: {
              nodeSelectorTerms: [
                {
                  matchExpressions: [{ key: "topology.kubernetes.io/zone", operator: "In", values: [zone] }],
                },
              ],
            },
          },
        },
      },
    ];
    const replica = (index: number) =>
      pod(`db-${index}`, {
        node: "a",
        labels: { app: "db" },
        owner: { kind: "StatefulSet", name: "db" },
        spec: {
          volumes: [{ name: "data", persistentVolumeClaim: { claimName: `data-db-${index}` } }],
          topologySpreadConstraints: [
            {
              maxSkew: 1,
              topologyKey: "topology.kubernetes.io/zone",
              whenUnsatisfiable: "DoNotSchedule",
              labelSelector: { matchLabels: { app: "db" } },
            },
          ],
        },
      });
    const read = imported(
      node("a"),
      replica(0),
      replica(1),
      replica(2),
      ...volume(0, "eu-central-1a"),
      ...volume(1, "eu-central-1a"),
      ...volume(2, "eu-central-1b"),
    );
    assert.deepEqual(warnings(read), []);
    const data = { name: "data", storageClass: "gp3", size: "20Gi" };
    assert.deepEqual(
      workloads(read).map(({ name, kind, replicas, spread, volumes }) => ({
        name,
        kind,
        replicas,
        spread,
        volumes,
      })),
      [
        {
          name: "db-eu-central-1a",
          kind: "StatefulSet",
          replicas: 2,
          spread: undefined,
          volumes: [{ ...data, availabilityZone: "eu-central-1a" }],
        },
        {
          name: "db-eu-central-1b",
          kind: "StatefulSet",
          replicas: 1,
          spread: undefined,
          volumes: [{ ...data, availabilityZone: "eu-central-1b" }],
        },
      ],
    );
  });

  it("lists nodes that no cloud runs as they are, and says so", () => {
    const bare = {
      labels: {
        "eks.amazonaws.com/nodegroup": undefined,
        "eks.amazonaws.com/capacityType": undefined,
        "node.kubernetes.io/instance-type": "k3s",
      },
      providerID: "k3s://a",
    };
    const read = imported(node("a", bare), node("b", bare), deploymentPod("web", "1", { node: "a" }));
    assert.match(warnings(read).join("\n"), /^warning \/items\/0: no cloud .* runs these nodes/);
    assert.equal(read.spec.clusters?.[0]?.platform, "kubernetes");
    assert.deepEqual(pools(read), [
      {
        name: "nodes",
        nodes: [
          {
            type: "k3s",
            count: 2,
            architecture: "amd64",
            cpu: "3920m",
            memory: "14780Mi",
            ephemeralStorage: "17397Mi",
            pods: 58,
          },
        ],
      },
    ]);
  });

  it("leaves the control plane, Fargate and Windows out, with the pods on them", () => {
    const read = imported(
      node("a"),
      node("control", { labels: { "node-role.kubernetes.io/control-plane": "" } }),
      node("fargate", { labels: { "eks.amazonaws.com/compute-type": "fargate" } }),
      node("windows", { labels: { "kubernetes.io/os": "windows" } }),
      deploymentPod("web", "1", { node: "a" }),
      deploymentPod("web", "2", { node: "fargate" }),
      deploymentPod("iis", "1", { node: "windows" }),
    );
    assert.deepEqual(
      workloads(read).map(({ name, replicas }) => [name, replicas]),
      [["web", 1]],
    );
  });

  it("plans pods of a controller that no spec knows, and says as what", () => {
    const owner = { kind: "Rollout", name: "canary" };
    const read = imported(node("a"), pod("canary-1", { node: "a", owner }), pod("canary-2", { owner }));
    assert.deepEqual(
      workloads(read).map(({ name, kind, replicas }) => [name, kind, replicas]),
      [["canary", "ReplicaSet", 2]],
    );
    assert.match(
      read.diagnostics.map(({ message }) => message).join("\n"),
      /the pods of Rollout shop\/canary are planned as a ReplicaSet of 2/,
    );
  });

  it("says what it does not understand, with the place in the dump", () => {
    const read = imported(
      node("a", { labels: { "node.kubernetes.io/instance-type": "x9.mega" }, allocatable: { pods: "58" } }),
      node("b"),
      node("c", { providerID: "gce://p/z/c", labels: { "topology.kubernetes.io/region": "europe-west1" } }),
      deploymentPod("web", "1", {
        node: "a",
        spec: { schedulerName: "volcano", containers: [{ name: "main" }] },
      }),
    );
    const told = warnings(read).join("\n");
    assert.match(
      told,
      /warning \/items\/0\/metadata\/labels: the catalogue does not know the instance type x9\.mega/,
    );
    assert.match(
      told,
      /warning \/items\/2: node c \(gke europe-west1\) and its pods are no part of the plan/,
    );
    assert.match(told, /warning \/items\/3\/spec\/schedulerName: another scheduler/);
    assert.match(told, /warning \/items\/3\/spec\/containers\/0\/resources: container main requests no cpu/);
  });

  it("tells every fault of a dump at once, and never throws for what it says", () => {
    const read = imported(
      { apiVersion: "v1", kind: "Node", metadata: { labels: 3 } },
      {
        apiVersion: "v1",
        kind: "Node",
        metadata: { name: "n", labels: { a: 1 } },
        status: { allocatable: { cpu: "lots" } },
      },
      { apiVersion: "v1", kind: "Pod", metadata: { name: 7 }, spec: [] },
      {
        apiVersion: "v1",
        kind: "Pod",
        metadata: { name: "p", ownerReferences: "x", labels: 1 },
        spec: { containers: "x" },
      },
      { kind: "Deployment" },
      {},
    );
    const errors = warnings(read).filter((line) => line.startsWith("error"));
    assert.ok(errors.length >= 6, errors.join("\n"));
  });

  it("refuses a dump without nodes", () => {
    assert.match(warnings(imported(deploymentPod("web", "1"))).join("\n"), /^error : the dump has no nodes/);
  });
});
