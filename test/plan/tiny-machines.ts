/** What a tiny cluster may buy or has, and which workloads may run there: written from the rules, not from the planner. */
import type { Cluster, Pool, SlicesOfDevice, SystemLoad, Workload } from "../../src/model/fleet.js";
import type { NodeRequirement, NodeSelectorTerm, Taint, Toleration } from "../../src/model/kubernetes.js";
import { tinyCatalogue } from "./tiny-catalogue.js";

export interface Machine {
  readonly type: string;
  readonly pool: string;
  readonly zone: string;
  readonly architecture: string;
  readonly cpuMilli: number;
  readonly memoryMiB: number;
  readonly price: number;
  readonly vcpu: number;
  readonly option: string;
  readonly family: string;
  /** Pods, devices or the slices that they are cut into, by name; host ports that system load has taken are 0. */
  readonly others: Readonly<Record<string, number>>;
  readonly labels: Readonly<Record<string, string>>;
  readonly taints: readonly Taint[];
  /** How many there are; absent: as many as are paid for. */
  readonly stock?: number;
}

const PODS = 110;
const COUNTED_APART = ["cpuMilli", "memoryMiB", "attachableVolumes"];

/** Requests of everything but CPU, memory and volumes. */
export function othersOf(requests: Readonly<Record<string, number>>): [string, number][] {
  return Object.entries(requests).filter(([name]) => !COUNTED_APART.includes(name));
}

/** A node has each host port once. */
export function othersFree(others: Readonly<Record<string, number>>, name: string): number {
  return others[name] ?? (name.startsWith("hostPort/") ? 1 : 0);
}

function meets(labels: Machine["labels"], { key, operator, values = [] }: NodeRequirement): boolean {
  const label = labels[key];
  switch (operator) {
    case "In":
      return label !== undefined && values.includes(label);
    case "NotIn":
      return label === undefined || !values.includes(label);
    case "Exists":
      return label !== undefined;
    case "DoesNotExist":
      return label === undefined;
    default:
      throw new Error(`tiny fleets do not ask for ${operator}`);
  }
}

/** Labels of licences come with what runs on a node: they are paid for, and keep nothing away. */
function isSelected({ labels }: Machine, terms: readonly NodeSelectorTerm[]): boolean {
  return (
    terms.length === 0 ||
    terms.some(({ requirements }) =>
      requirements.every((one) => one.key.startsWith("licence.") || meets(labels, one)),
    )
  );
}

function isTolerated({ taints }: Machine, tolerations: readonly Toleration[]): boolean {
  return taints.every(
    (taint) =>
      taint.effect === "PreferNoSchedule" ||
      tolerations.some(
        ({ key, operator, value, effect }) =>
          (key === undefined || key === taint.key) &&
          (effect === undefined || effect === taint.effect) &&
          (operator === "Exists" || (value ?? "") === (taint.value ?? "")),
      ),
  );
}

/** Whether nodes of the machine are for the workload at all, however empty. */
export function mayRunOn(workload: Workload, machine: Machine): boolean {
  return (
    workload.imagePlatforms.some((platform) => platform === `linux/${machine.architecture}`) &&
    workload.volumes.every(({ availabilityZone: zone = machine.zone }) => zone === machine.zone) &&
    isTolerated(machine, workload.tolerations) &&
    isSelected(machine, workload.requiredNodeTerms)
  );
}

/** Whole units that requests may take where the pool keeps a share free. */
function kept(amount: number, { headroom }: Pool): number {
  return Math.floor((amount * (100 - (headroom?.percent ?? 0))) / 100);
}

/** The machine less the system load that runs on it; undefined where it has no room for that. */
function loaded(machine: Machine, loads: readonly SystemLoad[]): Machine | undefined {
  let { cpuMilli, memoryMiB } = machine;
  const others: Record<string, number> = { ...machine.others };
  for (const { requests, requiredNodeTerms, tolerations } of loads) {
    if (!isSelected(machine, requiredNodeTerms) || !isTolerated(machine, tolerations)) continue;
    cpuMilli -= requests["cpuMilli"] ?? 0;
    memoryMiB -= requests["memoryMiB"] ?? 0;
    for (const [name, amount] of othersOf({ ...requests, pods: 1 }))
      others[name] = othersFree(others, name) - amount;
  }
  const holds = cpuMilli >= 0 && memoryMiB >= 0 && Object.values(others).every((left) => left >= 0);
  return holds ? { ...machine, cpuMilli, memoryMiB, others } : undefined;
}

interface Sale {
  readonly instanceType: string;
  readonly purchaseOption: string;
  readonly microPerHour: number;
  /** Of reserved capacity: where it is. */
  readonly availabilityZone?: string;
}

function salesOf(cluster: Cluster, pool: Pool): Sale[] {
  const listed: readonly Sale[] = tinyCatalogue.offerings("aws", cluster.region);
  return [
    ...listed.filter(({ purchaseOption }) =>
      pool.purchaseOptions.some((option) => option === purchaseOption),
    ),
    ...(pool.reserved ?? []).map((one) => ({ ...one, purchaseOption: "reserved" })),
  ];
}

function bought(cluster: Cluster, pool: Pool): Machine[] {
  return salesOf(cluster, pool).flatMap((offering) => {
    const type = tinyCatalogue.instanceType("aws", offering.instanceType);
    if (type === undefined || type.burstable === true) return [];
    if (!pool.chips.includes(type.accelerator?.chip ?? type.architecture)) return [];
    if (pool.instanceTypes?.includes(type.name) === false) return [];
    const { chip = "", count = 0, resource = "" } = type.accelerator ?? {};
    const slices: readonly SlicesOfDevice[] = pool.deviceSlices?.byChip[chip] ?? [{ each: 1 }];
    const devices = slices.map((slice) => [slice.resource ?? resource, count * slice.each] as const);
    const { availabilityZone: only } = offering;
    const zones = cluster.availabilityZones.filter((zone) => only === undefined || only === zone);
    return zones.map((zone) => ({
      pool: pool.name,
      zone,
      architecture: type.architecture,
      cpuMilli: kept(type.cpuMilli, pool),
      memoryMiB: kept(type.memoryMiB, pool),
      price: offering.microPerHour,
      vcpu: Math.ceil(type.cpuMilli / 1000),
      option: offering.purchaseOption,
      type: type.name,
      family: type.family,
      others: { pods: cluster.podsPerNode ?? PODS, ...(count === 0 ? {} : Object.fromEntries(devices)) },
      labels: pool.labels,
      taints: pool.taints,
    }));
  });
}

function owned(pool: Pool): Machine[] {
  return pool.nodes.map(({ type, count, architecture, capacity, availabilityZone, microPerHour }) => ({
    pool: pool.name,
    zone: availabilityZone,
    architecture,
    cpuMilli: kept(capacity["cpuMilli"] ?? 0, pool),
    memoryMiB: kept(capacity["memoryMiB"] ?? 0, pool),
    price: microPerHour,
    vcpu: Math.ceil((capacity["cpuMilli"] ?? 0) / 1000),
    option: "owned",
    type,
    family: "",
    others: Object.fromEntries(othersOf(capacity)),
    labels: pool.labels,
    taints: pool.taints,
    stock: count,
  }));
}

export function machinesOf(cluster: Cluster): Machine[] {
  const machines = cluster.pools.flatMap((pool) =>
    pool.nodes.length > 0 ? owned(pool) : bought(cluster, pool),
  );
  return machines.flatMap((machine) => loaded(machine, cluster.systemLoad) ?? []);
}
