/**
 * The cheapest plan of a tiny cluster by trying everything, written from the rules and not from the planner:
 * replicas go one by one onto an open node or a new one. For at most six replicas and a handful of machines.
 */
import type { Cluster, FleetQuota, Licence, Workload } from "../../src/model/fleet.js";
import { workload } from "./fleets.js";
import { machinesOf, mayRunOn, othersFree, othersOf } from "./tiny-machines.js";
import type { Machine } from "./tiny-machines.js";

interface OpenNode {
  readonly machine: Machine;
  cpuMilli: number;
  memoryMiB: number;
  readonly others: Record<string, number>;
  volumes: number;
  readonly pods: number[];
}

/** Every node, or availability zone, that holds a workload holds the one that it must stand beside. */
function besideHolds(workloads: readonly Workload[], nodes: readonly OpenNode[]): boolean {
  return workloads.every(({ beside }, index) => {
    if (beside === undefined) return true;
    const base = workloads.findIndex(({ id }) => id === beside.workload);
    const place = ({ machine }: OpenNode, at: number): string =>
      beside.over === "node" ? String(at) : machine.zone;
    const bases = new Set(nodes.flatMap((node, at) => (node.pods[base] !== 0 ? [place(node, at)] : [])));
    return nodes.every((node, at) => node.pods[index] === 0 || bases.has(place(node, at)));
  });
}

/** All replicas of a gang in one domain, or none at all. */
function gangsHold(workloads: readonly Workload[], nodes: readonly OpenNode[]): boolean {
  return workloads.every(({ gang }) => {
    if (gang === undefined) return true;
    const members = workloads.flatMap((other, index) => (other.gang?.name === gang.name ? [index] : []));
    const counts = new Map<unknown, number>();
    for (const node of nodes) {
      const held = members.reduce((sum, member) => sum + (node.pods[member] ?? 0), 0);
      const domain = gang.within === "node" ? node : node.machine.zone;
      if (held > 0) counts.set(domain, (counts.get(domain) ?? 0) + held);
    }
    const all = members.reduce((sum, member) => sum + (workloads[member]?.replicas ?? 0), 0);
    const [placed = 0] = counts.values();
    return counts.size === 0 || (counts.size === 1 && placed === all);
  });
}

/** Whether one zone or one group of zones has all of them. */
export function areLostTogether(
  zones: readonly string[],
  groups: NonNullable<Workload["riskZones"]>,
): boolean {
  return (
    zones.length < 2 || Object.values(groups).some((group) => zones.every((zone) => group.includes(zone)))
  );
}

function spreadHolds(
  zones: readonly string[],
  workloads: readonly Workload[],
  nodes: readonly OpenNode[],
): boolean {
  if (!besideHolds(workloads, nodes) || !gangsHold(workloads, nodes)) return false;
  return workloads.every(({ zoneSpread, survive, riskZones = {}, replicas, ...one }, index) => {
    const { maxPerAvailabilityZone = Infinity } = one;
    const holding = nodes.filter(({ pods }) => pods[index] !== 0);
    if (survive === "node" && replicas > 1 && holding.length < 2) return false;
    const counts = zones.map((zone) =>
      nodes.reduce((sum, { machine, pods }) => sum + (machine.zone === zone ? (pods[index] ?? 0) : 0), 0),
    );
    if (Math.max(...counts) > maxPerAvailabilityZone) return false;
    const standing = zones.filter((_zone, at) => counts[at] !== 0);
    if (survive === "riskGroup" && replicas > 1 && areLostTogether(standing, riskZones)) return false;
    if (zoneSpread === undefined) return true;
    // With fewer domains than are asked for the fewest replicas in one count as none.
    const fewest = zones.length < (zoneSpread.minDomains ?? 1) ? 0 : Math.min(...counts);
    return Math.max(...counts) - fewest <= zoneSpread.maxSkew;
  });
}

/** What more nodes do not mend. */
function isTooMany({ cluster, accountQuotas }: Limits, nodes: readonly OpenNode[]): boolean {
  if (!keepsQuotas(cluster, accountQuotas, nodes)) return true;
  return cluster.pools.some(
    ({ name, maxNodes = Infinity }) =>
      nodes.filter(({ machine: { pool } }) => pool === name).length > maxNodes,
  );
}

interface Needed {
  /** What all licences of the nodes cost. */
  readonly cost: number;
  /** Whether there are so many. */
  readonly there: boolean;
}

/** Each node has the licences of its pool and of what runs on it. */
function licencesOf({ cluster, workloads, licences }: Limits, nodes: readonly OpenNode[]): Needed {
  let [cost, there] = [0, true];
  for (const { name, per, vcpusEach, leastPerNode, microPerHour, count = Infinity } of licences) {
    let units = 0;
    for (const { machine, pods } of nodes) {
      const ofPool = cluster.pools.find((pool) => pool.name === machine.pool)?.licences ?? [];
      const held = workloads.some(({ licences: own = [] }, index) => own.includes(name) && pods[index] !== 0);
      if (!ofPool.includes(name) && !held) continue;
      units += per === "node" ? 1 : Math.max(leastPerNode, Math.ceil(machine.vcpu / vcpusEach));
    }
    cost += units * microPerHour;
    if (units > count) there = false;
  }
  return { cost, there };
}

function keepsQuotas(
  { quotas }: Cluster,
  accountQuotas: readonly FleetQuota[],
  nodes: readonly OpenNode[],
): boolean {
  const vcpu = nodes.reduce((sum, { machine }) => sum + machine.vcpu, 0);
  if (vcpu > (quotas.vcpu ?? Infinity)) return false;
  return accountQuotas.every(({ limit, unit, purchaseOption, families }) => {
    const counted = nodes.filter(
      ({ machine: { option, family } }) =>
        (purchaseOption === undefined || (option === "spot") === (purchaseOption === "spot")) &&
        families?.includes(family) !== false,
    );
    return counted.reduce((sum, { machine }) => sum + (unit === "vcpu" ? machine.vcpu : 1), 0) <= limit;
  });
}

interface Limits {
  readonly cluster: Cluster;
  readonly accountQuotas: readonly FleetQuota[];
  readonly licences: readonly Licence[];
  /** In the order of every node's pods. */
  readonly workloads: readonly Workload[];
}

/** Cost of the nodes with every pool's minimum, or undefined where a limit is broken. */
function priceOf(
  limits: Limits,
  machines: readonly Machine[],
  nodes: readonly OpenNode[],
): number | undefined {
  const { cluster, accountQuotas } = limits;
  if (!keepsQuotas(cluster, accountQuotas, nodes)) return undefined;
  const licences = licencesOf(limits, nodes);
  if (!licences.there) return undefined;
  let cost = nodes.reduce((sum, { machine }) => sum + machine.price, licences.cost);
  let count = nodes.length;
  for (const {
    name,
    minNodes,
    maxNodes,
    reserved = [],
    spotMaxPercent = 100,
    maxInstanceTypes = Infinity,
  } of cluster.pools) {
    const standing = nodes.map(({ machine }) => machine).filter(({ pool }) => pool === name);
    const own = standing.length;
    if (new Set(standing.map(({ type }) => type)).size > maxInstanceTypes) return undefined;
    for (const { instanceType, count: most, availabilityZone } of reserved) {
      const used = standing.filter(
        ({ type, option, zone }) =>
          option === "reserved" && type === instanceType && zone === (availabilityZone ?? zone),
      );
      if (used.length > most) return undefined;
    }
    const vcpu = (list: readonly Machine[]): number => list.reduce((sum, one) => sum + one.vcpu, 0);
    if (vcpu(standing.filter(({ option }) => option === "spot")) * 100 > vcpu(standing) * spotMaxPercent)
      return undefined;
    if (own > (maxNodes ?? Infinity)) return undefined;
    const missing = Math.max(0, minNodes - own);
    const cheapest = Math.min(...machines.filter((one) => one.pool === name).map(({ price }) => price));
    if (missing > 0) cost += missing * cheapest;
    count += missing;
  }
  for (const { headroom } of cluster.pools) count += headroom?.surgeNodes ?? 0;
  return count > (cluster.quotas.nodes ?? Infinity) ? undefined : cost;
}

/** For clusters of one pool: one more workload, as many replicas as must find room, and no other rules. */
function withSpare(
  cluster: Cluster,
  workloads: readonly Workload[],
  machines: readonly Machine[],
): Workload[] {
  const pods = cluster.pools[0]?.headroom?.pods ?? 0;
  const size = ({ requests }: Workload, name: string): number => requests[name] ?? 0;
  const [largest] = workloads
    .filter((one) =>
      machines.some(
        (machine) =>
          size(one, "cpuMilli") <= machine.cpuMilli &&
          size(one, "memoryMiB") <= machine.memoryMiB &&
          one.volumes.length <= (cluster.volumesPerNode ?? Infinity) &&
          mayRunOn(one, machine),
      ),
    )
    .sort((a, b) => size(b, "cpuMilli") - size(a, "cpuMilli") || size(b, "memoryMiB") - size(a, "memoryMiB"));
  if (largest === undefined || pods === 0) return [...workloads];
  const { id, name, requests, volumes, imagePlatforms, apartFrom, dedicatedNodes, licences } = largest;
  const rules = {
    ...(licences === undefined ? {} : { licences }),
    ...(apartFrom === undefined ? {} : { apartFrom }),
    ...(dedicatedNodes === undefined ? {} : { dedicatedNodes }),
  };
  return [...workloads, workload({ id, name, requests, volumes, imagePlatforms, replicas: pods, ...rules })];
}

function emptyNode(cluster: Cluster, machine: Machine, workloads: readonly Workload[]): OpenNode {
  const { cpuMilli, memoryMiB } = machine;
  const volumes = cluster.volumesPerNode ?? Infinity;
  return {
    machine,
    cpuMilli,
    memoryMiB,
    others: { ...machine.others },
    volumes,
    pods: workloads.map(() => 0),
  };
}

interface Search {
  readonly cluster: Cluster;
  readonly workloads: readonly Workload[];
  /** What may be bought. */
  readonly machines: readonly Machine[];
  /** Nodes that stand already, empty. */
  readonly standing: readonly Machine[];
  /** Asked once every replica has a place or is left out; true ends the search. */
  readonly placed: (nodes: readonly OpenNode[], penalties: number, out: readonly number[]) => boolean;
  /** Whether these nodes, for so much, need not be looked at: more of them only cost more. */
  readonly hopeless: (spent: number, nodes: readonly OpenNode[], out: readonly number[]) => boolean;
}

function placeAll({ cluster, workloads, machines, standing, placed, hopeless }: Search): boolean {
  const queue = workloads.flatMap(({ replicas }, index) => Array.from({ length: replicas }, () => index));
  const nodes = standing.map((machine) => emptyNode(cluster, machine, workloads));

  function clash(index: number, other: number): boolean {
    const [one, two] = [workloads[index] as Workload, workloads[other] as Workload];
    if (one.dedicatedNodes !== two.dedicatedNodes) return true;
    return (one.apartFrom?.includes(two.id) ?? false) || (two.apartFrom?.includes(one.id) ?? false);
  }

  function fits(index: number, node: OpenNode): boolean {
    const own = workloads[index] as Workload;
    const { requests, volumes, maxPerNode = Infinity } = own;
    return (
      (requests["cpuMilli"] ?? 0) <= node.cpuMilli &&
      (requests["memoryMiB"] ?? 0) <= node.memoryMiB &&
      volumes.length <= node.volumes &&
      othersOf(requests).every(([name, amount]) => amount <= othersFree(node.others, name)) &&
      (node.pods[index] ?? 0) < maxPerNode &&
      node.pods.every((pods, other) => pods === 0 || other === index || !clash(index, other)) &&
      mayRunOn(own, node.machine)
    );
  }

  function put(index: number, node: OpenNode, sign: 1 | -1): void {
    const { requests, volumes } = workloads[index] as Workload;
    node.volumes -= sign * volumes.length;
    for (const [name, amount] of othersOf(requests))
      node.others[name] = othersFree(node.others, name) - sign * amount;
    node.cpuMilli -= sign * (requests["cpuMilli"] ?? 0);
    node.memoryMiB -= sign * (requests["memoryMiB"] ?? 0);
    node.pods[index] = (node.pods[index] ?? 0) + sign;
  }

  const levels = prioritiesOf(workloads);
  const out = levels.map(() => 0);

  function place(step: number, spent: number, penalties: number): boolean {
    if (hopeless(spent + penalties, nodes, out)) return false;
    const index = queue[step];
    if (index === undefined) return placed(nodes, penalties, out);
    for (const node of [...nodes]) {
      if (!fits(index, node)) continue;
      put(index, node, 1);
      const done = place(step + 1, spent, penalties);
      put(index, node, -1);
      if (done) return true;
    }
    for (const machine of machines) {
      const { stock = Infinity } = machine;
      const node = emptyNode(cluster, machine, workloads);
      if (!fits(index, node) || nodes.filter((one) => one.machine === machine).length >= stock) continue;
      nodes.push(node);
      put(index, node, 1);
      const done = place(step + 1, spent + machine.price, penalties);
      nodes.pop();
      if (done) return true;
    }
    const { penaltyMicroPerHour, outByPriority, priority } = workloads[index] as Workload;
    if (outByPriority === true) {
      const level = levels.indexOf(priority);
      out[level] = (out[level] ?? 0) + 1;
      const done = place(step + 1, spent, penalties);
      out[level] = (out[level] ?? 0) - 1;
      return done;
    }
    if (penaltyMicroPerHour === undefined) return false;
    return place(step + 1, spent, penalties + penaltyMicroPerHour);
  }

  return place(0, 0, 0);
}

/** Whether more nodes of the kinds that stand hold every workload at its peak, within the limits. */
function peakHolds(
  { cluster, accountQuotas, licences }: Limits,
  workloads: readonly Workload[],
  nodes: readonly OpenNode[],
): boolean {
  if (workloads.every(({ peak }) => peak === undefined)) return true;
  const standing = nodes.map(({ machine }) => machine);
  const kinds = [...new Set(standing)];
  // What the base leaves out stays out.
  const atPeak = workloads.map(({ penaltyMicroPerHour, outByPriority, ...one }, index) => ({
    ...one,
    replicas:
      penaltyMicroPerHour === undefined && outByPriority === undefined
        ? (one.peak ?? one.replicas)
        : nodes.reduce((sum, { pods }) => sum + (pods[index] ?? 0), 0),
  }));
  const zones = [...new Set(standing.map(({ zone }) => zone))];
  const without = { ...cluster, pools: cluster.pools.map((pool) => ({ ...pool, minNodes: 0 })) };
  const limits = { cluster: without, accountQuotas, licences, workloads: atPeak };
  return placeAll({
    cluster,
    workloads: atPeak,
    machines: kinds,
    standing,
    placed: (full) => spreadHolds(zones, atPeak, full) && priceOf(limits, kinds, full) !== undefined,
    hopeless: (_spent, full) => isTooMany(limits, full),
  });
}

export interface TriedFleet {
  readonly cluster: Cluster;
  readonly workloads: readonly Workload[];
  readonly quotas?: readonly FleetQuota[];
  readonly licences?: readonly Licence[];
  /** What nodes weigh beside their price; pools then have no minimum. */
  readonly weigh?: (nodes: readonly { readonly pool: string; readonly type: string }[]) => number;
}

/** Of workloads that stay out by priority, the highest first. */
function prioritiesOf(workloads: readonly Workload[]): number[] {
  const own = workloads.flatMap(({ outByPriority, priority }) => (outByPriority === true ? [priority] : []));
  return [...new Set(own)].sort((left, right) => right - left);
}

export interface Optimum {
  readonly cost: number;
  /** Replicas that stay out of each priority, the highest first; as few as can be of each in turn. */
  readonly leftOut: readonly number[];
}

/** Below 0: `one` is better; the cost counts last. */
function compared(one: Optimum, other: Optimum): number {
  for (const [index, out] of one.leftOut.entries()) {
    const difference = out - (other.leftOut[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return one.cost - other.cost;
}

/** The optimum's cost; undefined where no plan exists. */
export function bruteForce(tried: TriedFleet): number | undefined {
  return optimumOf(tried)?.cost;
}

/** Undefined where no plan exists. */
export function optimumOf({
  cluster,
  workloads: stated,
  quotas: accountQuotas = [],
  licences = [],
  weigh = () => 0,
}: TriedFleet): Optimum | undefined {
  const machines = machinesOf(cluster);
  const workloads = withSpare(cluster, stated, machines);
  const limits = { cluster, accountQuotas, licences, workloads };
  let best: Optimum | undefined;
  placeAll({
    cluster,
    workloads,
    machines,
    standing: [],
    placed: (nodes, penalties, out) => {
      if (!spreadHolds(cluster.availabilityZones, workloads, nodes)) return false;
      const price = priceOf(limits, machines, nodes);
      const more = weigh(nodes.map(({ machine }) => machine));
      if (price === undefined) return false;
      const found = { cost: price + penalties + more, leftOut: [...out] };
      if ((best === undefined || compared(found, best) < 0) && peakHolds(limits, stated, nodes)) best = found;
      return false;
    },
    // What is left out only grows, as the cost does.
    hopeless: (spent, nodes, leftOut) =>
      (best !== undefined && compared({ cost: spent, leftOut }, best) >= 0) || isTooMany(limits, nodes),
  });
  return best;
}
