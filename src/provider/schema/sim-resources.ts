/** The simulated cloud's resources as other languages see them. Inputs: `src/model/sim.ts`. */
import { SIM_TYPES } from "../../model/sim.js";
import type { PropertySpecs, ResourceSpec } from "./package-spec.js";

/** Outputs of a simulated resource are its inputs as the cloud holds them. */
function resource(
  description: string,
  inputProperties: PropertySpecs,
  optional: readonly string[] = [],
): ResourceSpec {
  const required = Object.keys(inputProperties).filter((name) => !optional.includes(name));
  return {
    description,
    inputProperties,
    requiredInputs: required,
    properties: inputProperties,
    required,
  };
}

const CLUSTER = resource(
  "A cluster of the simulated cloud. It takes no machines by itself: node pools do.",
  {
    name: {
      type: "string",
      description: "Name, unique in the simulated cloud.",
      willReplaceOnChanges: true,
    },
    platform: {
      $ref: "#/types/stowage:sim:Platform",
      description: "Kubernetes platform that it stands for.",
      willReplaceOnChanges: true,
    },
    provider: {
      $ref: "#/types/stowage:sim:CloudProvider",
      description: "Cloud whose machines it buys.",
      willReplaceOnChanges: true,
    },
    region: { type: "string", description: "The cloud's region.", willReplaceOnChanges: true },
    availabilityZones: {
      type: "array",
      items: { type: "string" },
      description: "Availability zones that its nodes may stand in.",
    },
    vcpuQuota: {
      type: "integer",
      description: "Virtual CPUs that all its nodes may have together.",
    },
    nodeQuota: { type: "integer", description: "Nodes that it may have." },
  },
  ["vcpuQuota", "nodeQuota"],
);

const NODE_POOL = resource(
  "Identical nodes of one pool in one availability zone: refused where stock or a quota does not hold them.",
  {
    clusterId: { type: "string", description: "Id of the cluster.", willReplaceOnChanges: true },
    pool: { type: "string", description: "Name of the node pool.", willReplaceOnChanges: true },
    instanceType: {
      type: "string",
      description: "The cloud's instance type.",
      willReplaceOnChanges: true,
    },
    availabilityZone: {
      type: "string",
      description: "One of the cluster's availability zones.",
      willReplaceOnChanges: true,
    },
    purchaseOption: {
      $ref: "#/types/stowage:sim:PurchaseOption",
      description: "Price list under which the nodes are bought.",
      willReplaceOnChanges: true,
    },
    count: { type: "integer", description: "Number of nodes." },
    vcpu: {
      type: "integer",
      description: "Virtual CPUs of one node, counted against quotas.",
    },
    labels: {
      type: "object",
      additionalProperties: { type: "string" },
      description: "Labels of the nodes.",
    },
    taints: {
      type: "array",
      items: { $ref: "#/types/stowage:sim:Taint" },
      description: "Taints of the nodes.",
    },
    allocatable: {
      type: "object",
      additionalProperties: { type: "integer" },
      description: "What one node holds for pods: cpuMilli, memoryMiB, ephemeralMiB, pods, others by name.",
    },
  },
);

const EDGE_SITE = resource("An edge site of the simulated cloud, with fixed nodes.", {
  name: {
    type: "string",
    description: "Name, unique in the simulated cloud.",
    willReplaceOnChanges: true,
  },
  country: {
    type: "string",
    description: "Country code (ISO 3166-1 alpha-2).",
    willReplaceOnChanges: true,
  },
  nodes: {
    type: "array",
    items: { $ref: "#/types/stowage:sim:NodeCount" },
    description: "The nodes that stand there.",
  },
});

const WORKLOAD = resource(
  "Replicas of one pod shape on the node pools of a simulated cluster, or on an edge site.",
  {
    targetId: {
      type: "string",
      description: "Id of the cluster or edge site.",
      willReplaceOnChanges: true,
    },
    namespace: {
      type: "string",
      description: "Kubernetes namespace.",
      willReplaceOnChanges: true,
    },
    name: {
      type: "string",
      description: "Name, unique in its namespace on its target.",
      willReplaceOnChanges: true,
    },
    kind: {
      $ref: "#/types/stowage:sim:WorkloadKind",
      description: "What owns the pods.",
      willReplaceOnChanges: true,
    },
    replicas: { type: "integer", description: "Number of replicas." },
    byPool: {
      type: "object",
      additionalProperties: { type: "integer" },
      description: "Replicas by node pool; they add up to `replicas`.",
    },
    byAvailabilityZone: {
      type: "object",
      additionalProperties: { type: "integer" },
      description: "Replicas by availability zone; they add up to `replicas`.",
    },
    requests: {
      type: "object",
      additionalProperties: { type: "integer" },
      description: "What one replica requests: cpuMilli, memoryMiB, ephemeralMiB, pods, others by name.",
    },
  },
);

export const SIM_RESOURCES: Readonly<Record<string, ResourceSpec>> = {
  [SIM_TYPES.cluster]: CLUSTER,
  [SIM_TYPES.nodePool]: NODE_POOL,
  [SIM_TYPES.edgeSite]: EDGE_SITE,
  [SIM_TYPES.workload]: WORKLOAD,
};
