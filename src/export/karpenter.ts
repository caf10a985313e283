/**
 * Karpenter (karpenter.sh/v1, v1.9; karpenter.k8s.aws/v1): a NodePool for each pool that buys, an EC2NodeClass for
 * each cluster. Karpenter chooses types and zones itself as pods come: what a NodePool can say is which of them,
 * and how much of each resource at the most.
 */
import type { ClusterPlan, Plan, PoolPlan, Purchase } from "../model/plan.js";
import { NODE_LABELS } from "../model/kubernetes.js";
import { MANAGED_LABELS, exported, sortedByKey } from "./exported.js";
import type { ExportWarning, Exported, ExportedFile, ExportedObject } from "./exported.js";
import { mostNodes } from "../model/purchase-nodes.js";
import { isExtendedResource } from "../units/resources.js";

const NODE_CLASS = { group: "karpenter.k8s.aws", kind: "EC2NodeClass" } as const;

/** What Karpenter's own guide calls the role of nodes and the tag of their networks (karpenter.sh, v1.9). */
const roleOf = (cluster: string): string => `KarpenterNodeRole-${cluster}`;
const DISCOVERY_TAG = "karpenter.sh/discovery";

function distinct(values: readonly string[]): string[] {
  return [...new Set(values)].sort();
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, one) => total + one, 0);
}

/** Accelerators and other devices of the nodes, by resource. */
function deviceLimits(purchases: readonly Purchase[]): Readonly<Record<string, string>> {
  const names = distinct(
    purchases.flatMap(({ allocatable }) => Object.keys(allocatable).filter(isExtendedResource)),
  );
  return Object.fromEntries(
    names.map((name) => [
      name,
      String(sum(purchases.map((one) => mostNodes(one) * (one.allocatable[name] ?? 0)))),
    ]),
  );
}

function requirement(key: string, values: readonly string[]): object {
  return { key, operator: "In", values: distinct(values) };
}

function nodePool(
  cluster: ClusterPlan,
  name: string,
  pool: PoolPlan,
  purchases: readonly Purchase[],
): ExportedObject {
  const vcpu = sum(purchases.map((one) => mostNodes(one) * one.vcpu));
  return {
    apiVersion: "karpenter.sh/v1",
    kind: "NodePool",
    metadata: { name, labels: MANAGED_LABELS },
    spec: {
      template: {
        metadata: { labels: { ...pool.labels, [NODE_LABELS.pool]: name } },
        spec: {
          nodeClassRef: { ...NODE_CLASS, name: cluster.name },
          ...(pool.taints.length === 0 ? {} : { taints: pool.taints }),
          requirements: [
            requirement(NODE_LABELS.operatingSystem, ["linux"]),
            requirement(
              NODE_LABELS.architecture,
              purchases.map(({ architecture }) => architecture),
            ),
            requirement(
              NODE_LABELS.instanceType,
              purchases.map(({ instanceType }) => instanceType),
            ),
            requirement(
              NODE_LABELS.availabilityZone,
              purchases.map(({ availabilityZone }) => availabilityZone),
            ),
            requirement(
              "karpenter.sh/capacity-type",
              purchases.map(({ purchaseOption }) => (purchaseOption === "spot" ? "spot" : "on-demand")),
            ),
          ],
        },
      },
      limits: { cpu: String(vcpu), ...deviceLimits(purchases) },
      // The plan's nodes stay as long as they hold pods: a cheaper one is the next plan's to find.
      disruption: { consolidationPolicy: "WhenEmpty", consolidateAfter: "5m" },
    },
  };
}

function nodeClass({ name, podsPerNode }: ClusterPlan): ExportedObject {
  return {
    apiVersion: "karpenter.k8s.aws/v1",
    kind: NODE_CLASS.kind,
    metadata: { name, labels: MANAGED_LABELS },
    spec: {
      role: roleOf(name),
      amiSelectorTerms: [{ alias: "al2023@latest" }],
      subnetSelectorTerms: [{ tags: { [DISCOVERY_TAG]: name } }],
      securityGroupSelectorTerms: [{ tags: { [DISCOVERY_TAG]: name } }],
      metadataOptions: { httpTokens: "required", httpPutResponseHopLimit: 1 },
      ...(podsPerNode === undefined ? {} : { kubelet: { maxPods: podsPerNode } }),
    },
  };
}

function countsText(purchases: readonly Purchase[]): string {
  return purchases
    .map(({ count, instanceType, availabilityZone }) => `${count} ${instanceType} in ${availabilityZone}`)
    .join(", ");
}

function poolWarnings(
  cluster: string,
  name: string,
  pool: PoolPlan,
  purchases: readonly Purchase[],
): ExportWarning[] {
  const subject = `${cluster} ${name}`;
  const said: string[] = [];
  if (purchases.length > 1)
    said.push(
      `a NodePool has no count for each type and availability zone: the plan's ${countsText(purchases)} become a limit on their sum`,
    );
  if (pool.minNodes > 0)
    said.push(`minNodes ${pool.minNodes} is not exported: a NodePool that scales has no minimum`);
  if (pool.spotMaxPercent !== undefined)
    said.push(
      `the limit of ${pool.spotMaxPercent} % spot is not exported: a NodePool has no share of a capacity type`,
    );
  if (pool.headroom !== undefined) said.push("headroom is not exported: Karpenter buys for pods alone");
  if (pool.maxInstanceTypes !== undefined) said.push("maxInstanceTypes is held by the list of types alone");
  if (purchases.some(({ purchaseOption }) => purchaseOption === "reserved"))
    said.push("reserved nodes are exported as on-demand: the reservation covers them on the bill alone");
  if (purchases.some(({ deviceSlices }) => deviceSlices !== undefined))
    said.push("how accelerators are cut is not exported: it is the device plugin's to set");
  if (purchases.some(({ deviceShares }) => deviceShares !== undefined))
    said.push("shares of accelerators are not exported: Karpenter counts whole devices");
  return said.map((message) => ({ subject, message }));
}

function clusterWarnings({ name, addressMode }: ClusterPlan): ExportWarning[] {
  const said = [
    `the EC2NodeClass assumes the role ${roleOf(name)} and subnets and security groups with the tag ${DISCOVERY_TAG}=${name}, as Karpenter's guide sets them up`,
    "the machine image is al2023@latest: pin a version, so that nodes are not replaced when a new one appears",
  ];
  if (addressMode !== undefined)
    said.push(`address mode ${addressMode} is not exported: it is a setting of the network plugin`);
  return said.map((message) => ({ subject: name, message }));
}

const NOT_BOUGHT = "its nodes exist already: Karpenter buys none of them";

function poolsOf(cluster: ClusterPlan): { objects: ExportedObject[]; warnings: ExportWarning[] } {
  const objects: ExportedObject[] = [];
  const warnings: ExportWarning[] = [];
  for (const [name, pool] of sortedByKey(cluster.pools)) {
    const own = sortedByKey(cluster.purchases).flatMap(([, one]) => (one.pool === name ? [one] : []));
    const bought = own.filter(({ purchaseOption }) => purchaseOption !== "owned");
    if (bought.length > 0) {
      objects.push(nodePool(cluster, name, pool, bought));
      warnings.push(...poolWarnings(cluster.name, name, pool, bought));
    } else
      warnings.push({
        subject: `${cluster.name} ${name}`,
        message:
          own.length > 0 ? NOT_BOUGHT : "the plan has no nodes of this pool: no NodePool is made for it",
      });
  }
  return { objects, warnings };
}

export function karpenter({ clusters, edgeSites }: Plan): Exported {
  const files: ExportedFile[] = [];
  const warnings: ExportWarning[] = [];
  for (const [name, cluster] of sortedByKey(clusters)) {
    if (cluster.provider !== "aws" || cluster.platform === "kubernetes") {
      warnings.push({
        subject: name,
        message: `platform ${cluster.platform} is not exported: node classes are written for AWS alone`,
      });
      continue;
    }
    const made = poolsOf(cluster);
    if (made.objects.length > 0)
      files.push({ path: `${name}/karpenter.yaml`, objects: [nodeClass(cluster), ...made.objects] });
    warnings.push(...clusterWarnings(cluster), ...made.warnings);
  }
  for (const [name] of sortedByKey(edgeSites))
    warnings.push({ subject: name, message: "an edge site buys nothing: it is not exported" });
  return exported(files, warnings);
}
