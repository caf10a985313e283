/**
 * What a plan buys, as objects of the API: a Node for each bought one with the plan's allocatable, labels and
 * taints, its volume limit, and a DaemonSet that takes what the plan counts as system load.
 */
import type { Purchase, TargetPlan } from "../../src/model/plan.js";
import { NODE_LABELS } from "../../src/model/kubernetes.js";
import { hostPortSpecs, requestsSpec } from "../../src/spec/manifests/workload-spec.js";
import { canonicalJson } from "../../src/units/canonical.js";
import { ATTACHABLE_VOLUMES, amountOf } from "../../src/units/resources.js";
import type { ResourceVector } from "../../src/units/resources.js";
import type { ApiObject } from "./api-client.js";

/** Driver of every volume: what makes volumes is `volume-maker.ts`. */
export const VOLUME_DRIVER = "volumes.test.stowage.dev";
/** Says which DaemonSet takes a node's system load. */
const SYSTEM_LOAD_LABEL = "test.stowage.dev/system-load";
const SYSTEM_NAMESPACE = "kube-system";

export interface PlannedNode {
  readonly name: string;
  readonly purchase: Purchase;
}

/** As the scheduler model names them. */
export function plannedNodes(slice: TargetPlan): PlannedNode[] {
  return Object.values(slice.purchases).flatMap((purchase) =>
    Array.from({ length: purchase.count }, (_none, index) => ({
      name: `${purchase.key}-${index}`,
      purchase,
    })),
  );
}

/** Ports as a container states them. */
export function containerPorts(requests: ResourceVector): object[] {
  return hostPortSpecs(requests).map((text) => {
    const [protocol, port] = text.split("/");
    return { containerPort: Number(port), hostPort: Number(port), protocol };
  });
}

/**
 * The load's CPU, memory and ports are those of one pod; the places of its other pods are taken off what the
 * node holds, so that a thousand nodes do not need seven thousand pods more.
 */
function nodeCapacity({ allocatable, systemLoad }: Purchase): Readonly<Record<string, string | number>> {
  const others = Math.max(0, amountOf(systemLoad, "pods") - 1);
  return { ...requestsSpec(allocatable), pods: amountOf(allocatable, "pods") - others };
}

/** Whether anything of the system runs there. */
export function hasSystemLoad({ systemLoad }: Purchase): boolean {
  return amountOf(systemLoad, "pods") > 0;
}

function loadsOf(slice: TargetPlan): ReadonlyMap<string, ResourceVector> {
  const purchases = Object.values(slice.purchases).filter(hasSystemLoad);
  const loads = new Map(purchases.map(({ systemLoad }) => [canonicalJson(systemLoad), systemLoad]));
  return new Map([...loads].map(([, load], index) => [`system-load-${index}`, load]));
}

type NodeObject = ApiObject & Readonly<Record<string, unknown>>;

function nodeOf({ name, purchase }: PlannedNode, load: string): NodeObject {
  const { labels, taints, architecture } = purchase;
  const capacity = nodeCapacity(purchase);
  return {
    apiVersion: "v1",
    kind: "Node",
    metadata: { name, labels: { ...labels, [NODE_LABELS.hostname]: name, [SYSTEM_LOAD_LABEL]: load } },
    spec: { taints, providerID: `test://${name}` },
    status: {
      capacity,
      allocatable: capacity,
      nodeInfo: { architecture, operatingSystem: "linux", kubeletVersion: "v1.36.3" },
    },
  };
}

export function nodeObjects(slice: TargetPlan): NodeObject[] {
  const loads = [...loadsOf(slice)];
  return plannedNodes(slice).map((node) => {
    const wanted = canonicalJson(node.purchase.systemLoad);
    return nodeOf(node, loads.find(([, load]) => canonicalJson(load) === wanted)?.[0] ?? "");
  });
}

/** How many volumes of the one driver each node takes; nodes of plans without volumes state nothing. */
export function volumeLimits(slice: TargetPlan): ApiObject[] {
  return plannedNodes(slice)
    .filter(({ purchase: { allocatable } }) => Object.hasOwn(allocatable, ATTACHABLE_VOLUMES))
    .map(({ name, purchase: { allocatable } }) => {
      const count = amountOf(allocatable, ATTACHABLE_VOLUMES);
      const driver = { name: VOLUME_DRIVER, nodeID: name, topologyKeys: [NODE_LABELS.availabilityZone] };
      return {
        apiVersion: "storage.k8s.io/v1",
        kind: "CSINode",
        metadata: { name },
        spec: { drivers: [{ ...driver, allocatable: { count } }] },
      };
    });
}

export function systemDaemonSets(slice: TargetPlan): ApiObject[] {
  return [...loadsOf(slice)].map(([name, load]) => {
    const labels = { "app.kubernetes.io/name": name };
    const container = {
      name: "agents",
      image: "registry.example/agents:1",
      resources: { requests: requestsSpec(load) },
      ports: containerPorts(load),
    };
    const spec = {
      nodeSelector: { [SYSTEM_LOAD_LABEL]: name },
      tolerations: [{ operator: "Exists" }],
      priorityClassName: "system-node-critical",
      containers: [container],
    };
    return {
      apiVersion: "apps/v1",
      kind: "DaemonSet",
      metadata: { name, namespace: SYSTEM_NAMESPACE },
      spec: { selector: { matchLabels: labels }, template: { metadata: { labels }, spec } },
    };
  });
}
