/** A plan's cluster as kubectl would print it once it runs: its nodes, and the pods on them. */
import type { CloudProvider } from "../../src/model/catalogue.js";
import type { CheckedFleet, Workload } from "../../src/model/fleet.js";
import type { ClusterPlan, Purchase } from "../../src/model/plan.js";
import { requestsSpec } from "../../src/spec/manifests/workload-spec.js";
import { amountOf } from "../../src/units/resources.js";

export type Dumped = Readonly<Record<string, unknown>>;

const PROVIDER_IDS: Partial<Record<CloudProvider, string>> = {
  aws: "aws:///eu-central-1a/i-0123456789abcdef0",
  azure: "azure:///subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/virtualMachines/v",
  gcp: "gce://project/europe-west1-b/node",
};

function nodeOf(name: string, purchase: Purchase, { provider }: ClusterPlan): Dumped {
  const { labels, taints, allocatable } = purchase;
  return {
    apiVersion: "v1",
    kind: "Node",
    metadata: { name, labels: { ...labels, "kubernetes.io/hostname": name } },
    spec: { providerID: PROVIDER_IDS[provider], taints },
    status: {
      capacity: { ...requestsSpec(allocatable), pods: String(amountOf(allocatable, "pods")) },
      allocatable: { ...requestsSpec(allocatable), pods: String(amountOf(allocatable, "pods")) },
      nodeInfo: { kubeletVersion: "v1.33.4", architecture: purchase.architecture },
    },
  };
}

function ownerOf({ kind, name }: Workload): { readonly kind: string; readonly name: string } | undefined {
  if (kind === "Pod") return undefined;
  return kind === "Deployment" ? { kind: "ReplicaSet", name: `${name}-5d8c7` } : { kind, name };
}

function podOf(workload: Workload, index: number, nodeName: string): Dumped {
  const owner = ownerOf(workload);
  const { name, namespace, requests } = workload;
  const ports = Object.keys(requests).filter((key) => key.startsWith("hostPort/"));
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: {
      name: owner === undefined ? name : `${owner.name}-${index}`,
      namespace,
      labels: { app: name, ...(owner?.kind === "ReplicaSet" ? { "pod-template-hash": "5d8c7" } : {}) },
      ...(owner === undefined
        ? {}
        : { ownerReferences: [{ apiVersion: "apps/v1", controller: true, ...owner }] }),
    },
    spec: {
      nodeName,
      containers: [
        {
          name: "main",
          image: "registry.example/app:1",
          resources: { requests: requestsSpec(requests), limits: requestsSpec(requests) },
          ports: ports.map((key) => {
            const port = Number(key.split("/")[2]);
            return { containerPort: port, hostPort: port };
          }),
        },
      ],
    },
    status: { phase: "Running" },
  };
}

export function dumpOf(cluster: ClusterPlan, { workloads }: CheckedFleet): Dumped[] {
  const known = new Map(workloads.map((workload) => [workload.id, workload]));
  const numbers = new Map<string, number>();
  const objects: Dumped[] = [];
  for (const [key, purchase] of Object.entries(cluster.purchases)) {
    let number = 0;
    for (const { nodes, pods } of purchase.layouts)
      for (let node = 0; node < nodes; node += 1) {
        number += 1;
        const name = `${key.replace(/[^a-z0-9]+/g, "-")}-${number}`;
        objects.push(nodeOf(name, purchase, cluster));
        for (const [id, count] of Object.entries(pods)) {
          const workload = known.get(id);
          for (let pod = 0; workload !== undefined && pod < count; pod += 1) {
            const index = numbers.get(id) ?? 0;
            numbers.set(id, index + 1);
            objects.push(podOf(workload, index, name));
          }
        }
      }
  }
  return objects;
}
