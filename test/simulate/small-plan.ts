/** One cluster with pools and workloads of a few words: what the scheduler model reads of a plan. */
import type { CheckedFleet, Workload } from "../../src/model/fleet.js";
import { NODE_LABELS } from "../../src/model/kubernetes.js";
import type { Taint } from "../../src/model/kubernetes.js";
import type { Plan, Purchase, WorkloadPlan } from "../../src/model/plan.js";
import type { ArrivalOrder, ReplayedTarget } from "../../src/simulate/index.js";
import { simulatePlan } from "../../src/simulate/index.js";
import type { ResourceVector } from "../../src/units/resources.js";
import { validFleet, validPlan } from "../verify/plan-builder.js";

export interface SmallNodes {
  readonly pool: string;
  readonly count: number;
  readonly cpu: number;
  readonly memory?: number;
  readonly pods?: number;
  readonly zone?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly taints?: readonly Taint[];
  readonly systemLoad?: ResourceVector;
}

export interface SmallWorkload extends Partial<Omit<Workload, "requests">> {
  readonly name: string;
  readonly cpu: number;
  readonly memory?: number;
  readonly more?: ResourceVector;
  readonly pools?: readonly string[];
  readonly boundZones?: readonly string[];
}

function purchase(nodes: SmallNodes, index: number): Purchase {
  const { pool, count, cpu, memory = 100, pods = 110, zone = "a", labels = {}, taints = [] } = nodes;
  const key = `${pool}-${index}`;
  return {
    ...Object.values(validPlan().clusters["shop-eu"]!.purchases)[0]!,
    key,
    pool,
    count,
    vcpu: cpu,
    availabilityZone: zone,
    allocatable: { cpuMilli: cpu * 1000, memoryMiB: memory * 1024, pods },
    systemLoad: nodes.systemLoad ?? {},
    labels: { ...labels, [NODE_LABELS.pool]: pool, [NODE_LABELS.availabilityZone]: zone },
    taints,
    layouts: [],
  };
}

function planned({
  name,
  cpu,
  memory = 1,
  more = {},
  pools = ["general"],
  boundZones,
  ...rules
}: SmallWorkload): WorkloadPlan {
  const { replicas = 1, zoneSpread, survive, riskZones, maxPerNode, kind = "Deployment" } = rules;
  return {
    name,
    namespace: "default",
    kind,
    target: { kind: "cluster", name: "shop-eu" },
    replicas,
    requests: { cpuMilli: cpu * 1000, memoryMiB: memory * 1024, pods: 1, ...more },
    placement: {
      replicas,
      byPool: Object.fromEntries(pools.map((pool) => [pool, 1])),
      byAvailabilityZone: {},
    },
    ...(zoneSpread === undefined ? {} : { zoneSpread }),
    ...(survive === undefined ? {} : { survive }),
    ...(riskZones === undefined ? {} : { riskZones }),
    ...(boundZones === undefined ? {} : { boundZones }),
    ...(maxPerNode === undefined ? {} : { maxPerNode }),
    microPerHour: 0,
  };
}

function idOf(name: string): string {
  return `shop-eu/default/${name}`;
}

export function smallPlan(nodes: readonly SmallNodes[], workloads: readonly SmallWorkload[]): Plan {
  const purchases = nodes.map(purchase);
  const cluster = validPlan().clusters["shop-eu"]!;
  return {
    ...validPlan(),
    clusters: {
      "shop-eu": { ...cluster, purchases: Object.fromEntries(purchases.map((one) => [one.key, one])) },
    },
    edgeSites: {},
    workloads: Object.fromEntries(workloads.map((one) => [idOf(one.name), planned(one)])),
  };
}

export function smallFleet(workloads: readonly SmallWorkload[]): CheckedFleet {
  const base = validFleet();
  const pattern = { ...base.workloads[1]!, tolerations: [], imagePlatforms: [], priority: 0 };
  return {
    ...base,
    // Requests are the plan's: the scheduler model reads only rules from the fleet.
    workloads: workloads.map((rules) => ({ ...pattern, ...rules, id: idOf(rules.name) })),
  };
}

/** The replay of the one cluster, with its fleet. */
export function replay(
  nodes: readonly SmallNodes[],
  workloads: readonly SmallWorkload[],
  order: ArrivalOrder = "byName",
): ReplayedTarget {
  const [target] = simulatePlan({
    plan: smallPlan(nodes, workloads),
    fleet: smallFleet(workloads),
    order,
  });
  if (target?.status !== "replayed") throw new Error("the target was not replayed");
  return target;
}

/** Messages of what stays pending, by workload name. */
export function pendingOf(target: ReplayedTarget): Readonly<Record<string, string>> {
  return Object.fromEntries(
    target.pending.map(({ workload, pending, message }) => [
      workload.replace("shop-eu/default/", ""),
      `${pending}: ${message}`,
    ]),
  );
}
