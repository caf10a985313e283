/** Shapes of clusters and edge sites in a plan. */
import type {
  ClusterPlan,
  ComplianceZoneRules,
  DeviceSharesPlan,
  DeviceSlicePlan,
  DeviceSlicesPlan,
  EdgeSitePlan,
  FlowPlan,
  HeadroomPlan,
  NodeLayout,
  PeakNodes,
  Placement,
  PoolPlan,
  PriorityPlan,
  Purchase,
  TargetPlan,
  ReplacementPlan,
  RollingUpdatesPlan,
  TargetRealisation,
  Utilisation,
} from "../../model/plan.js";
import { byName, decimal, integer, listOf, oneOf, optional, record, text, textLike } from "./shape.js";
import type { Fields, Shape } from "./shape.js";
import { siteEdgeShape } from "./edge-shape.js";
import { networkShape } from "./network-shape.js";
import { placeLawShape, regimes } from "./law-shape.js";
import { amount, evidenceShape, labels, names, resources, taints } from "./value-shapes.js";
import { hourStateShape } from "./hours-shape.js";

/** A key with a zero count would still widen what components build from it. */
const counts = byName(integer(1));

export const placementShape: Shape = record<Placement>({
  replicas: amount,
  byPool: counts,
  byAvailabilityZone: counts,
});

const layouts = listOf(
  record<NodeLayout>({ nodes: integer(1), pods: counts, devices: optional(listOf(counts)) }),
);

const purchaseShape = record<Purchase>({
  key: text,
  pool: text,
  instanceType: text,
  architecture: oneOf(["amd64", "arm64"]),
  chip: text,
  availabilityZone: text,
  purchaseOption: oneOf(["on-demand", "spot", "owned", "reserved"]),
  // Whether it may be none is a check of its own.
  count: amount,
  vcpu: amount,
  microPerHour: amount,
  priceEvidence: evidenceShape,
  allocatable: resources,
  systemLoad: resources,
  capacityReservation: optional(text),
  deviceSlices: optional(
    record<DeviceSlicesPlan>({
      devices: integer(1),
      slices: listOf(record<DeviceSlicePlan>({ profile: optional(text), each: integer(1), resource: text })),
    }),
  ),
  deviceShares: optional(record<DeviceSharesPlan>({ devices: integer(1), perDevice: integer(1) })),
  milligramsPerHour: optional(amount),
  quotas: optional(counts),
  addresses: optional(counts),
  licences: optional(counts),
  labels,
  taints,
  layouts,
  peak: optional(record<PeakNodes>({ count: integer(1), layouts })),
  hours: optional(listOf(record<PeakNodes>({ count: amount, layouts }))),
});

const targetFields: Fields<TargetPlan> = {
  name: text,
  country: textLike(/^[A-Z]{2}$/, "an ISO 3166-1 alpha-2 country code"),
  complianceZone: optional(text),
  complianceZoneRules: optional(
    record<ComplianceZoneRules>({
      jurisdictions: names,
      dataClasses: names,
      regimes,
      registries: optional(names),
      signatureAnnotation: optional(text),
    }),
  ),
  law: optional(placeLawShape),
  purchases: byName(purchaseShape),
  placements: byName(placementShape),
  utilisation: record<Utilisation>({ allocatable: resources, systemLoad: resources, requested: resources }),
  priorities: optional(
    listOf(
      record<PriorityPlan>({
        priority: integer(-(2 ** 31), 2 ** 31 - 1),
        replicas: integer(1),
        leftOut: amount,
        boundLeftOut: amount,
      }),
    ),
  ),
  realisation: optional(
    record<TargetRealisation>({
      status: oneOf(["held", "pending", "notReplayed"]),
      orders: amount,
      confirmedOrders: amount,
      everyOrder: optional(oneOf([true])),
      unbound: optional(oneOf(["rules", "noTypes", "limits", "notCheaper"])),
      pendingPods: amount,
      replacements: optional(
        byName(
          record<ReplacementPlan>({
            promised: optional(oneOf([true])),
            orders: amount,
            pendingPods: amount,
          }),
        ),
      ),
      rollingUpdates: optional(
        record<RollingUpdatesPlan>({ starting: amount, orders: amount, waiting: listOf(text) }),
      ),
      extraMicroPerHour: amount,
    }),
  ),
  hours: optional(listOf(hourStateShape)),
  microPerHour: amount,
  gramsPerHour: amount,
};

export const clusterShape: Shape = record<ClusterPlan>({
  ...targetFields,
  platform: oneOf(["eks", "aks", "gke", "kubernetes", "sim"]),
  version: optional(text),
  provider: oneOf(["aws", "azure", "gcp"]),
  region: text,
  partition: text,
  availabilityZones: names,
  podsPerNode: optional(integer(1)),
  volumesPerNode: optional(integer(1)),
  addressMode: optional(text),
  subsidyPercent: optional(integer(1, 99)),
  network: optional(networkShape),
  fixedFeeMicroPerHour: amount,
  dedicatedNodes: optional(names),
  flows: optional(
    listOf(
      record<FlowPlan>({
        fromWorkload: optional(text),
        fromCidr: optional(text),
        toWorkload: optional(text),
        toCidr: optional(text),
        ports: names,
      }),
    ),
  ),
  pools: byName(
    record<PoolPlan>({
      labels,
      taints,
      nodes: amount,
      minNodes: amount,
      maxNodes: optional(amount),
      spotMaxPercent: optional(integer(0, 100)),
      maxInstanceTypes: optional(integer(1)),
      autoscaling: optional(
        record<NonNullable<PoolPlan["autoscaling"]>>({ minNodes: amount, maxNodes: amount }),
      ),
      headroom: optional(
        record<HeadroomPlan>({
          percent: optional(integer(1, 100)),
          spare: optional(
            record<NonNullable<HeadroomPlan["spare"]>>({ workload: text, replicas: integer(1) }),
          ),
          surgeNodes: optional(integer(1)),
        }),
      ),
    }),
  ),
});

export const edgeSiteShape: Shape = record<EdgeSitePlan>({
  ...targetFields,
  tier: oneOf(["device", "edge", "region", "center"]),
  distribution: oneOf(["k3s", "rke2", "microk8s", "kubeedge"]),
  latitude: decimal(-90, 90),
  longitude: decimal(-180, 180),
  edge: optional(siteEdgeShape),
});
