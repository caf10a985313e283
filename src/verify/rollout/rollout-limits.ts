/** What nodes and workloads that stand at once count against quotas, ranges of addresses and numbers of load balancers. */
import { everyWorkload } from "../../model/fleet-parts.js";
import type { CheckedFleet, FleetQuota } from "../../model/fleet.js";
import type { Plan, Purchase } from "../../model/plan.js";
import type { RunningNodes } from "../../model/running.js";
import type { MachineRow } from "../catalogue-rows.js";
import { quotaCount } from "../checks/fleet-account-quotas.js";
import { addressNeed } from "../checks/fleet-network.js";
import { entryOf } from "../review.js";

/** Of one node. */
export interface StandingNode {
  readonly target: string;
  readonly pool: string;
  readonly zone: string;
  readonly instanceType: string;
  readonly option: string;
  readonly vcpu: number;
  readonly quotas: ReadonlyMap<string, number>;
  /** Key of a range of its cluster -> addresses. */
  readonly addresses: ReadonlyMap<string, number>;
}

export interface UsedLimit {
  readonly key: string;
  readonly used: number;
  /** Absent: any number. */
  readonly most?: number;
  /** Of a pool, which may be raised for the time of a rollout. */
  readonly isOwn?: true;
}

/** What the verifier is told of machines: undefined, nobody knows them. */
export type MachineOf = (cluster: string, instanceType: string) => MachineRow | undefined;

export function plannedNode(target: string, purchase: Purchase): StandingNode {
  const { pool, availabilityZone: zone, instanceType, purchaseOption: option, vcpu } = purchase;
  return {
    ...{ target, pool, zone, instanceType, option, vcpu },
    quotas: new Map(Object.entries(purchase.quotas ?? {})),
    addresses: new Map(Object.entries(purchase.addresses ?? {})),
  };
}

/** A node of what was; machines that nobody knows, and those that the user has, count as nothing but a node. */
export function leavingNode(
  target: string,
  row: RunningNodes,
  { quotas = [], clusters }: CheckedFleet,
  machineOf: MachineOf,
): StandingNode {
  const machine = row.purchaseOption === "owned" ? undefined : machineOf(target, row.instanceType);
  const cluster = clusters.find(({ name }) => name === target);
  const { pool, availabilityZone: zone, instanceType, purchaseOption: option } = row;
  const { vcpu = 0 } = machine ?? {};
  const place = { target, pool, zone, instanceType, option, vcpu };
  if (machine === undefined || cluster === undefined)
    return { ...place, quotas: new Map(), addresses: new Map() };
  const count = (quota: FleetQuota): number =>
    quotaCount(quota, target, { purchaseOption: row.purchaseOption, vcpu }, machine) ?? 0;
  const ranges = (cluster.network?.ranges ?? []).filter(
    ({ availabilityZone, pools }) =>
      (availabilityZone === undefined || availabilityZone === zone) && (pools?.includes(pool) ?? true),
  );
  const node = { purchaseOption: row.purchaseOption, allocatable: machine.allocatable };
  return {
    ...place,
    quotas: new Map(quotas.map((quota) => [quota.key, count(quota)])),
    addresses: new Map(
      ranges.map((range) => [range.key, addressNeed(cluster, range, node, machine).most ?? 0]),
    ),
  };
}

function sum(nodes: readonly StandingNode[], of: (node: StandingNode) => number): number {
  return nodes.reduce((total, node) => total + of(node), 0);
}

function ofCluster(name: string, own: readonly StandingNode[], plan: Plan, fleet: CheckedFleet): UsedLimit[] {
  const pools = Object.entries(plan.clusters[name]?.pools ?? {}).map(
    ([pool, { maxNodes, headroom }]): UsedLimit => ({
      key: `pool ${name}/${pool}`,
      used: sum(own, (node) => (node.pool === pool ? 1 : 0)),
      isOwn: true,
      ...(maxNodes === undefined ? {} : { most: maxNodes + (headroom?.surgeNodes ?? 0) }),
    }),
  );
  const { quotas = {}, network } = fleet.clusters.find((one) => one.name === name) ?? {};
  const groups = new Map<string, number>();
  for (const { pool, instanceType, zone, option } of own) {
    const group = [pool, instanceType, zone, option].join("/");
    groups.set(group, (groups.get(group) ?? 0) + 1);
  }
  const limit = (key: string, used: number, most: number | undefined): UsedLimit[] =>
    most === undefined ? [] : [{ key, used, most }];
  return [
    ...pools,
    ...limit(`nodes of cluster ${name}`, own.length, quotas.nodes),
    ...limit(
      `vCPUs of cluster ${name}`,
      sum(own, ({ vcpu }) => vcpu),
      quotas.vcpu,
    ),
    ...limit(`node groups of cluster ${name}`, groups.size, quotas.nodeGroups),
    ...[...groups].flatMap(([group, used]) =>
      limit(`nodes of node group ${name}/${group}`, used, quotas.nodesPerGroup),
    ),
    ...(network?.ranges ?? []).flatMap(({ key, usable }) =>
      limit(
        `addresses of cluster ${name}: ${key}`,
        sum(own, ({ addresses }) => addresses.get(key) ?? 0),
        usable,
      ),
    ),
  ];
}

function balancers(ids: ReadonlySet<string>, fleet: CheckedFleet): UsedLimit[] {
  const quotas = fleet.loadBalancerQuotas ?? [];
  if (quotas.length === 0) return [];
  const running = everyWorkload(fleet).filter(({ id }) => ids.has(id));
  return quotas.map(({ key, limit, clusters }) => ({
    key: `load balancers ${key}`,
    used: running.reduce(
      (total, { target, loadBalancers = 0 }) => total + (clusters.includes(target.name) ? loadBalancers : 0),
      0,
    ),
    most: limit,
  }));
}

/** `ids`: workloads that have a replica. */
export function usedLimits(
  nodes: readonly StandingNode[],
  ids: ReadonlySet<string>,
  plan: Plan,
  fleet: CheckedFleet,
): UsedLimit[] {
  return [
    ...Object.keys(plan.clusters).flatMap((name) =>
      ofCluster(
        name,
        nodes.filter(({ target }) => target === name),
        plan,
        fleet,
      ),
    ),
    ...(fleet.quotas ?? []).map(({ key, limit }): UsedLimit => ({
      key: `quota ${key}`,
      used: sum(nodes, ({ quotas }) => quotas.get(key) ?? 0),
      most: limit,
    })),
    ...balancers(ids, fleet),
  ];
}

/** Whether the rollout says of a limit what was counted. */
export function limitFault(
  stated: { readonly [key: string]: { readonly most: number; readonly atOnce: number } },
  key: string,
  counted: { readonly most: number; readonly atOnce: number },
): string | undefined {
  const said = entryOf(stated, key);
  if (said?.most === counted.most && said.atOnce === counted.atOnce) return undefined;
  const words = said === undefined ? "is missing" : `is ${said.atOnce} of ${said.most}`;
  return `${words}, and the waves have ${counted.atOnce} of ${counted.most} at once`;
}
