/** Every node that a cluster may have: those that exist, and in each availability zone whatever its pools may buy. */
import type { InstanceType, Offering } from "../../model/catalogue.js";
import type { NodeKeyParts } from "../../model/certificate.js";
import type { CheckedFleet, Cluster, Licence, Pool } from "../../model/fleet.js";
import { PLAN_CURRENCY } from "../../model/plan.js";
import type { Architecture } from "../../model/catalogue.js";
import { licenceLabel } from "../../model/kubernetes.js";
import type { Labels, Taint } from "../../model/kubernetes.js";
import { canonicalJson } from "../../units/canonical.js";
import { amountOf, DEVICE_SHARES, isHostPort } from "../../units/resources.js";
import type { ResourceVector } from "../../units/resources.js";
import { countedLoad } from "../checks/fleet-system-load.js";
import { impliedLabels } from "../implied-labels.js";
import { entryOf } from "../review.js";
import { givenByDevices } from "../shared-devices.js";
import { discounted } from "../../units/discount.js";
import type { ClusterOffers, SoldMachine } from "./offer-rows.js";

export interface OfferedNode extends NodeKeyParts {
  readonly architecture: Architecture;
  readonly vcpu: number;
  readonly labels: Labels;
  readonly taints: readonly Taint[];
  /** What workloads may request of it; every host port that system load leaves is there once. */
  readonly free: (resource: string) => number;
  /** Where reserved capacity is kept; absent: nowhere in particular. */
  readonly reservedIn?: string;
  /** How many exist; absent: bought as needed. */
  readonly stock?: number;
}

function chipOf({ accelerator, architecture }: InstanceType): string {
  return accelerator?.chip ?? architecture;
}

/** A machine with an accelerator is of that chip; where a pool names an architecture too, it must be of it. */
function hasChip(type: InstanceType, { chips }: Pool): boolean {
  if (!chips.includes(chipOf(type))) return false;
  const named = chips.filter((chip) => chip === "amd64" || chip === "arm64");
  return type.accelerator === undefined || named.length === 0 || named.includes(type.architecture);
}

/** Pools that name families or instance types get those; others get none that is credited, old, or only assumed to be sold. */
function isWanted(
  { instanceType: type, previousGeneration }: SoldMachine,
  pool: Pool,
  sale: Offering,
): boolean {
  const { families, instanceTypes } = pool;
  if (families === undefined && instanceTypes === undefined)
    return type.burstable !== true && !previousGeneration && sale.evidence.confidence !== "assumption";
  return families?.includes(type.family) === true || instanceTypes?.includes(type.name) === true;
}

function zonesOf({ availabilityZones }: Cluster, sale: Offering): string[] {
  return availabilityZones.filter(
    (zone) =>
      sale.withdrawnFrom?.includes(zone) !== true &&
      (sale.availabilityZones === undefined || sale.availabilityZones.includes(zone)),
  );
}

type Machine = Pick<
  OfferedNode,
  | "pool"
  | "instanceType"
  | "purchaseOption"
  | "availabilityZone"
  | "microPerHour"
  | "allocatable"
  | "architecture"
  | "vcpu"
  | "stock"
  | "licences"
  | "reservedIn"
> & { readonly chip: string };

/** Where the pool cuts the machine's devices, pods may ask for their slices, and no longer for whole ones. */
function withSlices(
  { instanceType, allocatable }: SoldMachine,
  { deviceSlices, deviceShares }: Pool,
): ResourceVector {
  const { accelerator } = instanceType;
  if (deviceShares !== undefined && accelerator?.resource === DEVICE_SHARES.devices)
    return { ...allocatable, ...givenByDevices(accelerator.count, deviceShares.perDevice) };
  if (accelerator === undefined || deviceSlices === undefined) return allocatable;
  const cut = entryOf(deviceSlices.byChip, accelerator.chip);
  if (cut === undefined) return allocatable;
  const whole = Object.entries(allocatable).filter(([resource]) => resource !== accelerator.resource);
  const given = cut.map((slice): [string, number] => [
    slice.resource ?? accelerator.resource,
    slice.each * accelerator.count,
  ]);
  return Object.fromEntries([...whole, ...given]);
}

function boughtMachines(cluster: Cluster, pool: Pool, { offerings, machines }: ClusterOffers): Machine[] {
  const machine = (
    sold: SoldMachine,
  ): Omit<Machine, "purchaseOption" | "availabilityZone" | "microPerHour"> => {
    const { instanceType: type } = sold;
    return {
      pool: pool.name,
      instanceType: type.name,
      allocatable: withSlices(sold, pool),
      architecture: type.architecture,
      chip: chipOf(type),
      vcpu: Math.ceil(type.cpuMilli / 1000),
    };
  };
  const listed = offerings.flatMap((sale): Machine[] => {
    const sold = entryOf(machines, sale.instanceType);
    if (sold === undefined || !sold.supported || sale.currency !== PLAN_CURRENCY) return [];
    if (!pool.purchaseOptions.includes(sale.purchaseOption)) return [];
    if (!hasChip(sold.instanceType, pool) || !isWanted(sold, pool, sale)) return [];
    const { purchaseOption } = sale;
    const microPerHour = discounted(sale.microPerHour, cluster.subsidyPercent ?? 0);
    return zonesOf(cluster, sale).map((availabilityZone) => ({
      ...machine(sold),
      purchaseOption,
      microPerHour,
      availabilityZone,
    }));
  });
  const reserved = (pool.reserved ?? []).flatMap((reservation): Machine[] => {
    const { instanceType, microPerHour, availabilityZone: keptIn } = reservation;
    const sold = entryOf(machines, instanceType);
    if (sold === undefined || !sold.supported || !hasChip(sold.instanceType, pool)) return [];
    return cluster.availabilityZones
      .filter((availabilityZone) => keptIn === undefined || keptIn === availabilityZone)
      .map((availabilityZone) => ({
        ...machine(sold),
        purchaseOption: "reserved",
        microPerHour,
        availabilityZone,
        ...(keptIn === undefined ? {} : { reservedIn: keptIn }),
      }));
  });
  return [...listed, ...reserved];
}

/** Of a shape without a row the whole machine counts: more than any rule leaves of it. */
function standingMachines(pool: Pool, { standing }: ClusterOffers): Machine[] {
  return pool.nodes.map((shape) => {
    const row = standing.find(
      (one) => one.pool === pool.name && canonicalJson(one.shape) === canonicalJson(shape),
    );
    return {
      pool: pool.name,
      instanceType: shape.type,
      purchaseOption: "owned",
      availabilityZone: shape.availabilityZone,
      microPerHour: shape.microPerHour,
      allocatable: row?.allocatable ?? shape.capacity,
      architecture: shape.architecture,
      chip: shape.architecture,
      vcpu: Math.ceil(amountOf(shape.capacity, "cpuMilli") / 1000),
      stock: shape.count,
    };
  });
}

/** What system load and the pool's share of CPU and memory leave. */
function freeOf(allocatable: ResourceVector, load: ResourceVector, { headroom }: Pool): OfferedNode["free"] {
  const kept = 100 - (headroom?.percent ?? 0);
  return (resource) => {
    const whole = isHostPort(resource) ? 1 : amountOf(allocatable, resource);
    const shared = resource === "cpuMilli" || resource === "memoryMiB";
    const has = shared ? Math.floor((whole * kept) / 100) : whole;
    return Math.max(0, has - amountOf(load, resource));
  };
}

/** Whether the node can run its system load: no plan has one that cannot. */
function runsLoad({ allocatable }: Machine, load: ResourceVector): boolean {
  return Object.keys(load).every(
    (resource) => amountOf(load, resource) <= (isHostPort(resource) ? 1 : amountOf(allocatable, resource)),
  );
}

/** What one node of so many virtual CPUs needs of a licence. */
export function licenceUnits({ per, vcpusEach, leastPerNode }: Licence, vcpu: number): number {
  return per === "node" ? 1 : Math.max(leastPerNode, Math.floor((vcpu + vcpusEach - 1) / vcpusEach));
}

/**
 * Sets of licences that nodes of a pool may have: those of the pool, and where nodes are bought any that the workloads
 * of the cluster could need together. Nodes with one that no workload needs only cost more.
 */
function licenceSets(fleet: CheckedFleet, cluster: Cluster, pool: Pool): readonly (readonly string[])[] {
  const own = pool.licences ?? [];
  if (pool.nodes.length > 0) return [own];
  const asked = fleet.workloads.flatMap(({ target, licences }) =>
    target.kind === "cluster" && target.name === cluster.name && licences !== undefined ? [licences] : [],
  );
  const distinct = [...new Map(asked.map((licences) => [licences.join("/"), licences])).values()];
  const sets = new Map<string, readonly string[]>();
  for (let chosen = 0; chosen < 2 ** distinct.length; chosen += 1) {
    const added = distinct.filter((_set, index) => Math.floor(chosen / 2 ** index) % 2 === 1);
    const set = [...new Set([...own, ...added.flat()])].sort();
    sets.set(set.join("/"), set);
  }
  return [...sets.values()];
}

/** The machine at the price with the licences. */
function licensed(machine: Machine, names: readonly string[], licences: readonly Licence[]): Machine {
  const used = licences.filter(({ name }) => names.includes(name));
  if (used.length === 0) return machine;
  const units = used.map((one): [string, number] => [one.name, licenceUnits(one, machine.vcpu)]);
  const price = used.reduce((sum, one) => sum + licenceUnits(one, machine.vcpu) * one.microPerHour, 0);
  return { ...machine, microPerHour: machine.microPerHour + price, licences: Object.fromEntries(units) };
}

export function offeredNodes(fleet: CheckedFleet, cluster: Cluster, offers: ClusterOffers): OfferedNode[] {
  return cluster.pools.flatMap((pool) => {
    const plain =
      pool.nodes.length > 0 ? standingMachines(pool, offers) : boughtMachines(cluster, pool, offers);
    const sets = licenceSets(fleet, cluster, pool);
    const machines = plain.flatMap((machine) =>
      sets.map((names) => licensed(machine, names, fleet.licences ?? [])),
    );
    return machines.flatMap(({ chip, ...machine }): OfferedNode[] => {
      const node = { ...machine, chip, labels: pool.labels };
      const has = Object.keys(machine.licences ?? {}).map((name): [string, string] => [
        licenceLabel(name),
        "true",
      ]);
      const labels = { ...pool.labels, ...impliedLabels(node, cluster), ...Object.fromEntries(has) };
      const taints = pool.taints;
      const counted = countedLoad(cluster.systemLoad, { labels, taints });
      const load = Object.fromEntries(counted.names().map((name) => [name, counted.of(name)]));
      if (!runsLoad(node, load)) return [];
      return [{ ...machine, labels, taints, free: freeOf(machine.allocatable, load, pool) }];
    });
  });
}
