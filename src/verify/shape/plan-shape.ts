/** The shape of stowage.dev/plan/v1, member by member: what the model's types say, asked of plain JSON. */
import type { CertificateReference } from "../../model/certificate.js";
import { DIAGNOSTIC_CODES } from "../../model/diagnostic.js";
import type { Diagnostic } from "../../model/diagnostic.js";
import type { Weights } from "../../model/fleet.js";
import type { LatencyPlan, RoundTripPlan } from "../../model/latency.js";
import { PLAN_API_VERSION } from "../../model/plan.js";
import type {
  CarbonPlan,
  ComplianceZonePlan,
  CostPlan,
  FurtherObjectivePlan,
  LeftOutPlan,
  LicencePlan,
  DivisionPlan,
  PerformancePlan,
  Plan,
  QuotaPlan,
  RealisationPlan,
  SearchPlan,
  StrandedPlan,
  WeighedPlan,
  WorkloadPlan,
} from "../../model/plan.js";
import { budgetShape, vendorShareShape } from "./business-shape.js";
import { commitmentsShape } from "./commitments-shape.js";
import { hoursShape } from "./hours-shape.js";
import { movesShape } from "./moves-shape.js";
import type { LoadBalancerPlan } from "../../model/network.js";
import type { PlaceSurvival, StandbyPlan } from "../../model/survival.js";
import { byName, integer, listOf, oneOf, optional, record, text } from "./shape.js";
import type { Shape } from "./shape.js";
import { clusterShape, edgeSiteShape, placementShape } from "./target-shape.js";
import { regimes, transferShape, workloadLawShape, zoneLawShape } from "./law-shape.js";
import { trafficShape } from "./traffic-shape.js";
import { amount, assumptionShape, digest, names, resources } from "./value-shapes.js";

const complianceZoneShape = record<ComplianceZonePlan>({
  regimes,
  jurisdictions: names,
  dataClasses: names,
  registries: optional(names),
  signatureAnnotation: optional(text),
  law: optional(zoneLawShape),
  clusters: names,
  edgeSites: names,
});

const leftOutShape = record<LeftOutPlan>({ replicas: integer(1), microPerHour: optional(integer(1)) });

const workloadShape = record<WorkloadPlan>({
  name: text,
  namespace: text,
  kind: oneOf(["Deployment", "StatefulSet", "ReplicaSet", "Job", "CronJob", "Pod"]),
  target: record<WorkloadPlan["target"]>({ kind: oneOf(["cluster", "edgeSite"]), name: text }),
  replicas: amount,
  leftOut: optional(leftOutShape),
  peak: optional(integer(1)),
  hourly: optional(listOf(amount)),
  performance: optional(
    record<PerformancePlan>({
      demand: integer(1),
      perReplica: byName(integer(1)),
      maxSpreadPercent: amount,
    }),
  ),
  requests: resources,
  placement: placementShape,
  survive: optional(oneOf(["node", "availabilityZone", "riskGroup"])),
  riskZones: optional(byName(names)),
  boundZones: optional(names),
  complianceZone: optional(text),
  dataClass: optional(text),
  law: optional(workloadLawShape),
  uplinkKbps: optional(integer(1)),
  zoneSpread: optional(
    record<NonNullable<WorkloadPlan["zoneSpread"]>>({
      maxSkew: integer(1),
      minDomains: optional(integer(1)),
    }),
  ),
  maxPerNode: optional(integer(1)),
  apartFrom: optional(names),
  beside: optional(
    record<NonNullable<WorkloadPlan["beside"]>>({
      workload: text,
      over: oneOf(["node", "availabilityZone"]),
    }),
  ),
  isSelected: optional(oneOf([true])),
  gang: optional(
    record<NonNullable<WorkloadPlan["gang"]>>({ within: oneOf(["availabilityZone", "node"]), name: text }),
  ),
  dedicatedNodes: optional(text),
  licences: optional(names),
  requiredInstanceTypes: optional(names),
  preferredInstanceTypes: optional(names),
  scaling: optional(
    record<NonNullable<WorkloadPlan["scaling"]>>({ minReplicas: amount, maxReplicas: amount }),
  ),
  priority: optional(integer(-(2 ** 31), 2 ** 31 - 1)),
  disruptionBudget: optional(
    record<NonNullable<WorkloadPlan["disruptionBudget"]>>({
      minAvailable: optional(amount),
      maxUnavailable: optional(amount),
    }),
  ),
  microPerHour: amount,
});

const quotaShape = record<QuotaPlan>({
  unit: oneOf(["vcpu", "accelerators", "instances"]),
  limit: amount,
  planned: amount,
  atPeak: optional(amount),
});

const licenceShape = record<LicencePlan>({
  microPerHour: amount,
  limit: optional(amount),
  planned: integer(1),
  atPeak: optional(integer(1)),
});

const costShape = record<CostPlan>({
  currency: text,
  microPerHour: amount,
  microPerMonth: amount,
  machinesMicroPerHour: amount,
  clusterFeesMicroPerHour: amount,
  licencesMicroPerHour: optional(integer(1)),
  penaltiesMicroPerHour: optional(integer(1)),
});

const divisionShape = record<DivisionPlan>({
  replicas: integer(1),
  byTarget: byName(integer(1)),
  leftOut: optional(leftOutShape),
  survive: optional(
    record<PlaceSurvival>({
      loss: oneOf(["place", "region", "provider", "riskGroup"]),
      groups: optional(byName(text)),
      replicas: integer(1),
    }),
  ),
});
const standbyShape = record<StandbyPlan>({ replicas: amount, withoutMicroPerHour: optional(amount) });
const latencyShape = listOf(
  record<LatencyPlan>({
    demandPoint: optional(text),
    workload: optional(text),
    withinMicroseconds: integer(1),
    judgedBy: oneOf(["lowerBound", "p95"]),
    byTarget: byName(
      record<RoundTripPlan>({
        replicas: integer(1),
        to: optional(text),
        leastMicroseconds: amount,
        p95Microseconds: amount,
        basis: oneOf(["measured", "distance", "samePlace"]),
      }),
    ),
  }),
);
const weightsShape = record<Weights>({
  microPerKgCo2e: amount,
  microPerNodeHour: amount,
  microPerInstanceTypeHour: amount,
  microPerMoveHour: amount,
  moveHours: optional(integer(1)),
});

const searchShape = record<SearchPlan>({
  boundMicroPerHour: amount,
  divisionBoundMicroPerHour: optional(amount),
  gapPpm: amount,
  stop: oneOf(["proved", "gapReached", "workBudget", "exhausted"]),
  workUnits: amount,
  workUnitsLimit: amount,
  boundMethod: text,
  furtherObjectives: optional(
    listOf(
      record<FurtherObjectivePlan>({
        name: oneOf(["nodes", "instanceTypes", "carbon", "moves", "stranded"]),
        value: amount,
        atLeastCost: amount,
      }),
    ),
  ),
  weighed: optional(
    record<WeighedPlan>({
      weights: weightsShape,
      microPerHour: amount,
      boundMicroPerHour: amount,
      gapPpm: amount,
      carbonMicroPerHour: amount,
      nodesMicroPerHour: amount,
      instanceTypesMicroPerHour: amount,
      movesMicroPerHour: amount,
    }),
  ),
  realisation: optional(
    record<RealisationPlan>({
      status: oneOf(["held", "pending", "notReplayed"]),
      pendingPods: amount,
      packingMicroPerHour: amount,
      workUnits: amount,
      workUnitsLimit: amount,
    }),
  ),
  certificate: optional(record<CertificateReference>({ digest, boundMicroPerHour: amount, gapPpm: amount })),
});

const strandedShape = record<StrandedPlan>({
  freeMilliNodes: amount,
  strandedMilliNodes: amount,
  resources: byName(record<StrandedPlan["resources"][string]>({ free: amount, stranded: amount })),
});

const diagnosticShape = record<Diagnostic>({
  code: oneOf(DIAGNOSTIC_CODES),
  severity: oneOf(["error", "warning", "info"]),
  file: optional(text),
  path: text,
  line: optional(integer(1)),
  message: text,
  hint: optional(text),
});

export const planShape: Shape = record<Plan>({
  apiVersion: oneOf([PLAN_API_VERSION]),
  name: text,
  version: text,
  specDigest: digest,
  catalogueDigest: digest,
  catalogueOverridesDigest: optional(digest),
  complianceZones: byName(complianceZoneShape),
  clusters: byName(clusterShape),
  edgeSites: byName(edgeSiteShape),
  workloads: byName(workloadShape),
  divisions: optional(byName(divisionShape)),
  standby: optional(standbyShape),
  latency: optional(byName(latencyShape)),
  transfers: optional(byName(transferShape)),
  quotas: optional(byName(quotaShape)),
  loadBalancers: optional(
    byName(
      record<LoadBalancerPlan>({ limit: amount, byCluster: byName(integer(1)), source: optional(text) }),
    ),
  ),
  licences: optional(byName(licenceShape)),
  moves: optional(movesShape),
  stranded: optional(strandedShape),
  cost: costShape,
  traffic: optional(trafficShape),
  budget: optional(budgetShape),
  vendorShare: optional(vendorShareShape),
  hours: optional(hoursShape),
  commitments: optional(commitmentsShape),
  carbon: record<CarbonPlan>({ operationalGramsPerHour: amount }),
  search: searchShape,
  assumptions: listOf(assumptionShape),
  notCounted: names,
  warnings: listOf(diagnosticShape),
});
