/**
 * A small fleet, the plan of it worked out by hand, and the catalogue rows behind it: two workloads on an
 * eks cluster in a compliance zone, one on a K3s edge site. Everything that `verifyPlan` reads occurs in it.
 */
import type { Offering, Region } from "../../src/model/catalogue.js";
import type { Evidence } from "../../src/model/evidence.js";
import type { CheckedFleet, Cluster, Workload } from "../../src/model/fleet.js";
import { NODE_LABELS, licenceLabel } from "../../src/model/kubernetes.js";
import type { ClusterPlan, EdgeSitePlan, Plan, Purchase, WorkloadPlan } from "../../src/model/plan.js";
import type { CatalogueRows } from "../../src/verify/index.js";

export const EVIDENCE: Evidence = { source: "price list", asOf: "2026-10-01", confidence: "vendor-doc" };
export const DIGEST = `sha256:${"a".repeat(64)}`;

const AGENT = { cpuMilli: 100, memoryMiB: 64, pods: 1 };
const M7G_HOLDS = { cpuMilli: 3920, memoryMiB: 14000, ephemeralMiB: 16000, pods: 58 };
const NUC_HAS = { cpuMilli: 4000, memoryMiB: 8192, pods: 110 };
const NUC_HOLDS = { cpuMilli: 3900, memoryMiB: 7000, pods: 110, attachableVolumes: 2 };

const TILLS = "hamburg-store/default/till";

const WEB_REQUESTS = { cpuMilli: 1000, memoryMiB: 2048, pods: 1 };
const CACHE_REQUESTS = { cpuMilli: 500, memoryMiB: 4096, pods: 1, "hostPort/TCP/6379": 1 };
const TILL_REQUESTS = { cpuMilli: 1500, memoryMiB: 1024, pods: 1, attachableVolumes: 1 };

const QUOTA = "aws/eu-central-1/L-1216C47A";

const DEDICATED = { key: "dedicated", value: "shop", effect: "NoSchedule" } as const;
const REGIMES = ["gdpr"] as const;

function eksNodes(availabilityZone: string, purchaseOption: "on-demand" | "spot"): Purchase {
  return {
    key: `general-m7g.xlarge-${availabilityZone}-${purchaseOption}`,
    pool: "general",
    instanceType: "m7g.xlarge",
    architecture: "arm64",
    chip: "arm64",
    availabilityZone,
    purchaseOption,
    count: 1,
    vcpu: 4,
    microPerHour: purchaseOption === "spot" ? 80_001 : 195_000,
    priceEvidence: EVIDENCE,
    allocatable: M7G_HOLDS,
    systemLoad: AGENT,
    ...(purchaseOption === "spot" ? {} : { quotas: { [QUOTA]: 4 } }),
    licences: { agent: 1 },
    labels: {
      team: "shop",
      [licenceLabel("agent")]: "true",
      [NODE_LABELS.architecture]: "arm64",
      [NODE_LABELS.operatingSystem]: "linux",
      [NODE_LABELS.instanceType]: "m7g.xlarge",
      [NODE_LABELS.region]: "eu-central-1",
      [NODE_LABELS.availabilityZone]: availabilityZone,
      [NODE_LABELS.pool]: "general",
      [NODE_LABELS.purchaseOption]: purchaseOption,
      [NODE_LABELS.chip]: "arm64",
    },
    taints: [DEDICATED],
    layouts: [{ nodes: 1, pods: { "shop-eu/default/web": 2, "shop-eu/default/cache": 1 } }],
  };
}

const purchases: readonly Purchase[] = [
  eksNodes("eu-central-1a", "on-demand"),
  eksNodes("eu-central-1b", "spot"),
];

const cluster: ClusterPlan = {
  name: "shop-eu",
  country: "DE",
  complianceZone: "eu-personal",
  complianceZoneRules: { jurisdictions: ["EEA"], dataClasses: ["personal"], regimes: REGIMES },
  purchases: Object.fromEntries(purchases.map((purchase) => [purchase.key, purchase])),
  placements: {
    "shop-eu/default/web": {
      replicas: 4,
      byPool: { general: 4 },
      byAvailabilityZone: { "eu-central-1a": 2, "eu-central-1b": 2 },
    },
    "shop-eu/default/cache": {
      replicas: 2,
      byPool: { general: 2 },
      byAvailabilityZone: { "eu-central-1a": 1, "eu-central-1b": 1 },
    },
  },
  utilisation: {
    allocatable: { cpuMilli: 7840, memoryMiB: 28000, ephemeralMiB: 32000, pods: 116 },
    systemLoad: { cpuMilli: 200, memoryMiB: 128, pods: 2 },
    requested: { cpuMilli: 5000, memoryMiB: 16384, pods: 6, "hostPort/TCP/6379": 2 },
  },
  // Machines, two licences and the fee.
  microPerHour: 377_001,
  gramsPerHour: 31,
  platform: "eks",
  provider: "aws",
  region: "eu-central-1",
  partition: "aws",
  availabilityZones: ["eu-central-1a", "eu-central-1b"],
  podsPerNode: 58,
  fixedFeeMicroPerHour: 100_000,
  pools: {
    general: {
      labels: { team: "shop" },
      taints: [DEDICATED],
      nodes: 2,
      minNodes: 2,
      maxNodes: 2,
      headroom: { percent: 7, spare: { workload: "shop-eu/default/web", replicas: 2 }, surgeNodes: 1 },
      spotMaxPercent: 50,
      maxInstanceTypes: 2,
    },
  },
};

const site: EdgeSitePlan = {
  name: "hamburg-store",
  country: "DE",
  purchases: {
    "hamburg-store-nuc-rack": {
      key: "hamburg-store-nuc-rack",
      pool: "hamburg-store",
      instanceType: "nuc",
      architecture: "amd64",
      chip: "amd64",
      availabilityZone: "rack",
      purchaseOption: "owned",
      count: 2,
      vcpu: 4,
      microPerHour: 10_000,
      priceEvidence: { source: "the fleet spec", asOf: "as given", confidence: "measured" },
      allocatable: NUC_HOLDS,
      systemLoad: AGENT,
      labels: {
        [NODE_LABELS.architecture]: "amd64",
        [NODE_LABELS.operatingSystem]: "linux",
        [NODE_LABELS.instanceType]: "nuc",
        [NODE_LABELS.availabilityZone]: "rack",
        [NODE_LABELS.pool]: "hamburg-store",
        [NODE_LABELS.purchaseOption]: "owned",
        [NODE_LABELS.chip]: "amd64",
      },
      taints: [],
      layouts: [
        { nodes: 1, pods: { [TILLS]: 2 } },
        { nodes: 1, pods: { [TILLS]: 1 } },
      ],
      peak: { count: 2, layouts: [{ nodes: 2, pods: { [TILLS]: 2 } }] },
    },
  },
  placements: {
    "hamburg-store/default/till": {
      replicas: 3,
      byPool: { "hamburg-store": 3 },
      byAvailabilityZone: { rack: 3 },
    },
  },
  utilisation: {
    allocatable: { cpuMilli: 7800, memoryMiB: 14000, pods: 220, attachableVolumes: 4 },
    systemLoad: { cpuMilli: 200, memoryMiB: 128, pods: 2 },
    requested: { cpuMilli: 4500, memoryMiB: 3072, pods: 3, attachableVolumes: 3 },
  },
  microPerHour: 20_000,
  gramsPerHour: 0,
  tier: "edge",
  distribution: "k3s",
  latitude: 53.55,
  longitude: 9.99,
};

const workloads: Readonly<Record<string, WorkloadPlan>> = {
  "shop-eu/default/web": {
    name: "web",
    namespace: "default",
    kind: "Deployment",
    target: { kind: "cluster", name: "shop-eu" },
    replicas: 4,
    requests: WEB_REQUESTS,
    placement: cluster.placements["shop-eu/default/web"]!,
    survive: "availabilityZone",
    complianceZone: "eu-personal",
    dataClass: "personal",
    zoneSpread: { maxSkew: 1, minDomains: 2 },
    scaling: { minReplicas: 2, maxReplicas: 4 },
    licences: ["agent"],
    microPerHour: 177_001,
  },
  "shop-eu/default/cache": {
    name: "cache",
    namespace: "default",
    kind: "StatefulSet",
    target: { kind: "cluster", name: "shop-eu" },
    replicas: 2,
    leftOut: { replicas: 3, microPerHour: 11 },
    requests: CACHE_REQUESTS,
    placement: cluster.placements["shop-eu/default/cache"]!,
    survive: "node",
    maxPerNode: 1,
    microPerHour: 100_000,
  },
  "hamburg-store/default/till": {
    name: "till",
    namespace: "default",
    kind: "Deployment",
    target: { kind: "edgeSite", name: "hamburg-store" },
    replicas: 3,
    peak: 4,
    requests: TILL_REQUESTS,
    placement: site.placements["hamburg-store/default/till"]!,
    microPerHour: 20_000,
  },
};

const PLAN: Plan = {
  apiVersion: "stowage.dev/plan/v1",
  name: "shop",
  version: "0.1.0",
  specDigest: DIGEST,
  catalogueDigest: DIGEST,
  complianceZones: {
    "eu-personal": {
      regimes: REGIMES,
      jurisdictions: ["EEA"],
      dataClasses: ["personal"],
      clusters: ["shop-eu"],
      edgeSites: [],
    },
  },
  clusters: { "shop-eu": cluster },
  edgeSites: { "hamburg-store": site },
  workloads,
  quotas: { [QUOTA]: { unit: "vcpu", limit: 4, planned: 4 } },
  licences: { agent: { microPerHour: 1000, limit: 2, planned: 2 } },
  cost: {
    currency: "USD",
    microPerHour: 397_001,
    microPerMonth: 289_810_730,
    machinesMicroPerHour: 295_001,
    clusterFeesMicroPerHour: 100_000,
    licencesMicroPerHour: 2000,
    penaltiesMicroPerHour: 33,
  },
  carbon: { operationalGramsPerHour: 31 },
  search: {
    boundMicroPerHour: 390_000,
    // (397001 + 33) / 390000 = 1.01803589...
    gapPpm: 18_036,
    stop: "workBudget",
    workUnits: 700,
    workUnitsLimit: 1000,
    boundMethod: "resource prices",
  },
  assumptions: [{ ...EVIDENCE, subject: "zones", statement: "every zone sells every type" }],
  notCounted: ["traffic"],
  warnings: [
    { code: "assumption", severity: "warning", path: "/workloads/0", message: "2 replicas assumed" },
  ],
};

const systemLoad = [
  { name: "agent", requests: AGENT, requiredNodeTerms: [], tolerations: [{ operator: "Exists" }] },
  {
    name: "gpu-driver",
    requests: { cpuMilli: 500 },
    requiredNodeTerms: [{ requirements: [{ key: NODE_LABELS.chip, operator: "In", values: ["nvidia-l4"] }] }],
    tolerations: [{ operator: "Exists" }],
  },
  { name: "untolerating", requests: { cpuMilli: 50 }, requiredNodeTerms: [], tolerations: [] },
] as const;

const CLUSTER: Cluster = {
  name: "shop-eu",
  platform: "eks",
  provider: "aws",
  region: "eu-central-1",
  availabilityZones: ["eu-central-1a", "eu-central-1b"],
  complianceZone: "eu-personal",
  labels: {},
  podsPerNode: 58,
  pools: [
    {
      name: "general",
      chips: ["arm64"],
      instanceTypes: ["m7g.xlarge"],
      purchaseOptions: ["on-demand", "spot"],
      minNodes: 2,
      maxNodes: 2,
      labels: { team: "shop" },
      taints: [DEDICATED],
      nodes: [],
      maxInstanceTypes: 2,
      headroom: { percent: 7, pods: 2, surgeNodes: 1 },
      spotMaxPercent: 50,
    },
  ],
  systemLoad,
  quotas: { vcpu: 8, nodes: 3 },
};

function workload(id: string, own: Partial<Workload>): Workload {
  const [target = "", namespace = "", name = ""] = id.split("/");
  return {
    id,
    name,
    namespace,
    kind: "Deployment",
    target: { kind: "cluster", name: target },
    origin: "/workloads/0",
    replicas: 1,
    requests: { pods: 1 },
    imagePlatforms: ["linux/arm64"],
    requiredNodeTerms: [],
    preferredNodeTerms: [],
    tolerations: [{ key: "dedicated", operator: "Exists" }],
    softSpread: [],
    volumes: [],
    priority: 0,
    ...own,
  };
}

const FLEET: CheckedFleet = {
  name: "shop",
  specDigest: DIGEST,
  complianceZones: [
    { name: "eu-personal", regimes: REGIMES, jurisdictions: ["EEA"], dataClasses: ["personal"] },
  ],
  clusters: [CLUSTER],
  edgeSites: [
    {
      name: "hamburg-store",
      tier: "edge",
      distribution: "k3s",
      location: { latitude: 53.55, longitude: 9.99, country: "DE" },
      labels: {},
      nodes: [
        {
          type: "nuc",
          count: 2,
          architecture: "amd64",
          capacity: NUC_HAS,
          availabilityZone: "rack",
          microPerHour: 10_000,
          attachableVolumes: 2,
        },
      ],
      systemLoad: systemLoad.slice(0, 2),
    },
  ],
  workloads: [
    workload("shop-eu/default/web", {
      replicas: 4,
      requests: WEB_REQUESTS,
      survive: "availabilityZone",
      complianceZone: "eu-personal",
      data: { class: "personal" },
      zoneSpread: { maxSkew: 1, minDomains: 2 },
      scaling: { minReplicas: 2, maxReplicas: 4 },
      licences: ["agent"],
      regions: ["eu-central-1", "eu-west-1"],
      requiredNodeTerms: [
        { requirements: [{ key: NODE_LABELS.architecture, operator: "In", values: ["arm64"] }] },
      ],
    }),
    workload("shop-eu/default/cache", {
      kind: "StatefulSet",
      replicas: 5,
      penaltyMicroPerHour: 11,
      requests: CACHE_REQUESTS,
      survive: "node",
      maxPerNode: 1,
      maxPerAvailabilityZone: 1,
    }),
    workload("hamburg-store/default/till", {
      target: { kind: "edgeSite", name: "hamburg-store" },
      replicas: 3,
      peak: 4,
      requests: TILL_REQUESTS,
      imagePlatforms: ["linux/amd64"],
      tolerations: [],
      volumes: [{ name: "receipts", availabilityZone: "rack" }],
    }),
  ],
  quotas: [
    {
      key: QUOTA,
      provider: "aws",
      region: "eu-central-1",
      code: "L-1216C47A",
      unit: "vcpu",
      limit: 4,
      purchaseOption: "on-demand",
      families: ["c", "m"],
      clusters: ["shop-eu"],
      origin: "/quotas/0",
    },
  ],
  licences: [
    {
      name: "agent",
      per: "node",
      vcpusEach: 1,
      leastPerNode: 1,
      microPerHour: 1000,
      count: 2,
      origin: "/licences/0",
    },
  ],
  limits: { targetGapMilliPercent: 1000, workUnits: 1000 },
  assumptions: [],
  diagnostics: [],
};

function offering(purchaseOption: "on-demand" | "spot", microPerHour: number): Offering {
  return {
    instanceType: "m7g.xlarge",
    provider: "aws",
    region: "eu-central-1",
    purchaseOption,
    microPerHour,
    currency: "USD",
    evidence: EVIDENCE,
  };
}

const FRANKFURT: Region = {
  name: "eu-central-1",
  provider: "aws",
  country: "DE",
  partition: "aws",
  latitude: 50.1,
  longitude: 8.7,
  availabilityZones: ["eu-central-1a", "eu-central-1b", "eu-central-1c"],
};

const ROWS: CatalogueRows = {
  offerings: [offering("on-demand", 195_000), offering("spot", 80_001)],
  machines: {
    "shop-eu": { "m7g.xlarge": { architecture: "arm64", vcpu: 4, allocatable: M7G_HOLDS, family: "m7g" } },
  },
  regions: [FRANKFURT],
};

/** What a mutation may change: the same values, without `readonly`. */
export type Editable<T> = { -readonly [K in keyof T]: Editable<T[K]> };

/** Fresh copies each time. */
export function validPlan(): Editable<Plan> {
  return structuredClone(PLAN) as Editable<Plan>;
}

export function validFleet(): Editable<CheckedFleet> {
  return structuredClone(FLEET) as Editable<CheckedFleet>;
}

export function validRows(): Editable<CatalogueRows> {
  return structuredClone(ROWS) as Editable<CatalogueRows>;
}
