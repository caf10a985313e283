/** Objects as `kubectl get -o json` prints them, with the field names of Kubernetes v1.36, cut to what matters. */
import type { FleetSpec } from "../../../src/model/fleet-spec.js";
import type { Diagnostic } from "../../../src/model/diagnostic.js";
import type { RunningFleet } from "../../../src/model/running.js";
import { RunningObjects, importRunning } from "../../../src/spec/index.js";
import type { RunningKnowledge } from "../../../src/spec/index.js";
import type { RunningMachine } from "../../../src/spec/running/running-knowledge.js";

type Json = Readonly<Record<string, unknown>>;

const MACHINES: Readonly<Record<string, RunningMachine>> = {
  "m5.xlarge": { architecture: "amd64", chip: "amd64", vcpu: 4 },
  "m6g.xlarge": { architecture: "arm64", chip: "arm64", vcpu: 4 },
  "g4dn.xlarge": { architecture: "amd64", chip: "nvidia-t4", vcpu: 4 },
};

export const KNOWLEDGE: RunningKnowledge = {
  machine: (_provider, name) => MACHINES[name],
  sellsSpot: () => true,
  regionNames: () => ["eu-central-1", "westeurope", "europe-west1"],
  availabilityZone: (provider, region, label) =>
    provider === "azure" && label.startsWith(`${region}-`) ? label.slice(region.length + 1) : label,
  podsByMode: (platform) =>
    new Map(
      platform === "eks"
        ? [
            ["secondary-ip", 58],
            ["prefix-delegation", 110],
          ]
        : [["overlay", 250]],
    ),
};

export interface NodeFields {
  readonly labels?: Json;
  readonly taints?: readonly Json[];
  readonly providerID?: string;
  readonly allocatable?: Json;
}

export const EKS_LABELS = {
  "kubernetes.io/arch": "amd64",
  "kubernetes.io/os": "linux",
  "node.kubernetes.io/instance-type": "m5.xlarge",
  "topology.kubernetes.io/region": "eu-central-1",
  "topology.kubernetes.io/zone": "eu-central-1a",
  "eks.amazonaws.com/nodegroup": "general",
  "eks.amazonaws.com/capacityType": "ON_DEMAND",
};

/** A node of EKS unless its fields say otherwise; labels that are undefined are left out. */
export function node(name: string, fields: NodeFields = {}): Json {
  const { labels = {}, taints = [], providerID = `aws:///eu-central-1a/${name}`, allocatable = {} } = fields;
  const all: Json = { ...EKS_LABELS, "kubernetes.io/hostname": name, ...labels };
  return {
    apiVersion: "v1",
    kind: "Node",
    metadata: {
      name,
      labels: Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)),
    },
    spec: { providerID, taints },
    status: {
      allocatable: {
        cpu: "3920m",
        memory: "15134960Ki",
        pods: "58",
        "ephemeral-storage": "18242267924",
        ...allocatable,
      },
      nodeInfo: { kubeletVersion: "v1.33.5-eks-113cf36", architecture: "amd64", operatingSystem: "linux" },
    },
  };
}

export interface PodFields {
  readonly namespace?: string;
  readonly owner?: { readonly kind: string; readonly name: string };
  readonly node?: string;
  readonly labels?: Json;
  readonly spec?: Json;
  readonly phase?: string;
  readonly created?: string;
}

const ADMITTED = ["not-ready", "unreachable"].map((key) => ({
  key: `node.kubernetes.io/${key}`,
  operator: "Exists",
  effect: "NoExecute",
  tolerationSeconds: 300,
}));

/** A pod as admission leaves it: with the tolerations that every pod gets, and the volume of its token. */
export function pod(name: string, fields: PodFields = {}): Json {
  const { namespace = "shop", owner, node: nodeName, labels = {}, spec = {}, phase = "Running" } = fields;
  const { created = "2026-11-01T00:00:00Z" } = fields;
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: {
      name,
      namespace,
      creationTimestamp: created,
      labels,
      ...(owner === undefined ? {} : { ownerReferences: [{ apiVersion: "v1", controller: true, ...owner }] }),
    },
    spec: {
      ...(nodeName === undefined ? {} : { nodeName }),
      schedulerName: "default-scheduler",
      priority: 0,
      containers: [
        {
          name: "main",
          image: "registry.example/shop:1",
          env: [{ name: "PASSWORD", value: "hunter2" }],
          resources: { requests: { cpu: "500m", memory: "1Gi" } },
        },
      ],
      tolerations: ADMITTED,
      volumes: [{ name: "kube-api-access-x", projected: { sources: [] } }],
      ...spec,
    },
    status: { phase },
  };
}

/** A pod of the Deployment, as its ReplicaSet makes it. */
export function deploymentPod(deployment: string, suffix: string, fields: PodFields = {}): Json {
  return pod(`${deployment}-5d8c7-${suffix}`, {
    owner: { kind: "ReplicaSet", name: `${deployment}-5d8c7` },
    ...fields,
    labels: { app: deployment, "pod-template-hash": "5d8c7", ...fields.labels },
  });
}

export interface Imported {
  readonly spec: FleetSpec;
  readonly running: RunningFleet;
  readonly diagnostics: readonly Diagnostic[];
}

export function imported(...objects: readonly Json[]): Imported {
  const collected = new RunningObjects("cluster.json");
  objects.forEach((object, index) => {
    collected.add(object, `/items/${index}`);
  });
  return importRunning({
    objects: collected,
    knowledge: KNOWLEDGE,
    name: "shop",
    containerRequests: { cpuMilli: 100, memoryMiB: 128 },
  });
}

/** Severity, path and message of those that are no mere information. */
export function warnings({ diagnostics }: Imported): string[] {
  return diagnostics
    .filter(({ severity }) => severity !== "info")
    .map(({ severity, path, message }) => `${severity} ${path}: ${message}`);
}
