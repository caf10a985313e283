/** Checked fleets for tests: one cluster on the tiny catalogue, and what a test varies of it. */
import type {
  CheckedFleet,
  Cluster,
  EdgeSite,
  FleetQuota,
  Licence,
  NodeShape,
  Pool,
  SystemLoad,
  Workload,
} from "../../src/model/fleet.js";
import type { Conflict, PlanOutcome } from "../../src/model/outcome.js";
import type { Plan } from "../../src/model/plan.js";
import { withLicenceTerms } from "../../src/spec/check/licences.js";
import { volumeRequests } from "../../src/spec/check/volumes.js";
import { planFleetChecked } from "../../src/plan/index.js";
import { tinyCatalogue } from "./tiny-catalogue.js";

export function pool(more: Partial<Pool> = {}): Pool {
  return {
    name: "general",
    chips: ["amd64"],
    purchaseOptions: ["on-demand"],
    minNodes: 0,
    labels: {},
    taints: [],
    nodes: [],
    ...more,
  };
}

export function cluster(more: Partial<Cluster> = {}): Cluster {
  return {
    name: "main",
    platform: "kubernetes",
    provider: "aws",
    region: "eu-central-1",
    availabilityZones: ["eu-central-1a", "eu-central-1b", "eu-central-1c"],
    labels: {},
    pools: [pool()],
    systemLoad: [],
    quotas: {},
    ...more,
  };
}

export function shape(more: Partial<NodeShape> = {}): NodeShape {
  return {
    type: "box",
    count: 1,
    architecture: "amd64",
    capacity: { cpuMilli: 4000, memoryMiB: 8192, ephemeralMiB: 32768, pods: 110 },
    availabilityZone: "eu-central-1a",
    microPerHour: 0,
    ...more,
  };
}

/** 16 virtual CPUs of cluster "main" on demand. */
export function accountQuota(more: Partial<FleetQuota> = {}): FleetQuota {
  return {
    key: "aws/eu-central-1/L-1",
    provider: "aws",
    region: "eu-central-1",
    code: "L-1",
    unit: "vcpu",
    limit: 16,
    purchaseOption: "on-demand",
    clusters: ["main"],
    origin: "/quotas/0",
    ...more,
  };
}

/** One a node, at 1,000 micro-USD an hour. */
export function licence(more: Partial<Licence> = {}): Licence {
  return {
    name: "agent",
    per: "node",
    vcpusEach: 1,
    leastPerNode: 1,
    microPerHour: 1000,
    origin: "/licences/0",
    ...more,
  };
}

export function edgeSite(more: Partial<EdgeSite> = {}): EdgeSite {
  return {
    name: "store",
    tier: "edge",
    distribution: "k3s",
    location: { latitude: 53.55, longitude: 9.99, country: "DE" },
    labels: {},
    nodes: [shape({ availabilityZone: "store" })],
    systemLoad: [],
    ...more,
  };
}

export function load(more: Partial<SystemLoad> = {}): SystemLoad {
  return { name: "agent", requests: {}, requiredNodeTerms: [], tolerations: [], ...more };
}

/** Requests in whole CPUs and GiB; one replica of 1 CPU and 1 GiB unless said otherwise. */
export function workload(
  more: Partial<Workload> & { readonly cpu?: number; readonly gib?: number } = {},
): Workload {
  const { cpu = 1, gib = 1, ...fields } = more;
  const name = fields.name ?? "web";
  const target = fields.target ?? { kind: "cluster", name: "main" };
  return {
    id: `${target.name}/default/${name}`,
    name,
    namespace: "default",
    kind: "Deployment",
    target,
    origin: "/workloads/0",
    replicas: 1,
    imagePlatforms: ["linux/amd64"],
    preferredNodeTerms: [],
    tolerations: [],
    softSpread: [],
    volumes: [],
    priority: 0,
    ...fields,
    requiredNodeTerms: withLicenceTerms(fields.requiredNodeTerms ?? [], fields.licences),
    requests: {
      ...(fields.requests ?? { cpuMilli: cpu * 1000, memoryMiB: gib * 1024, pods: 1 }),
      ...volumeRequests(fields.volumes ?? []),
    },
  };
}

export function fleet(more: Partial<CheckedFleet> = {}): CheckedFleet {
  return {
    name: "shop",
    specDigest: `sha256:${"5".repeat(64)}`,
    complianceZones: [],
    clusters: [cluster()],
    edgeSites: [],
    workloads: [],
    limits: { targetGapMilliPercent: 0, workUnits: 200_000 },
    assumptions: [],
    diagnostics: [],
    ...more,
  };
}

export function outcomeOf(more: Partial<CheckedFleet>): PlanOutcome {
  return planFleetChecked({ fleet: fleet(more), catalogue: tinyCatalogue, version: "0.0.0" });
}

/** The plan, or a failure that prints why there is none. */
export function planOf(more: Partial<CheckedFleet>): Plan {
  const outcome = outcomeOf(more);
  if (outcome.status !== "planned") throw new Error(JSON.stringify(outcome, undefined, 2));
  return outcome.plan;
}

export function conflictsOf(more: Partial<CheckedFleet>): readonly Conflict[] {
  const outcome = outcomeOf(more);
  return outcome.status === "planned" ? [] : outcome.conflicts;
}

/** Instance type -> nodes, over the whole plan. */
export function nodesByType(plan: Plan): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const target of [...Object.values(plan.clusters), ...Object.values(plan.edgeSites)]) {
    for (const { instanceType, count } of Object.values(target.purchases)) {
      counts[instanceType] = (counts[instanceType] ?? 0) + count;
    }
  }
  return counts;
}
