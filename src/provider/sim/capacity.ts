/**
 * Stock and quotas. Both count all nodes of the cloud, as real ones do: what is sold to one cluster is not
 * there for another. Only growth is refused: what runs keeps running when a limit falls below it.
 */
import type { SimClusterInputs, SimNodePoolInputs } from "../../model/sim.js";
import { entryOf, type SimCloudState, type SimQuota } from "./cloud-state.js";
import { SimRefusal } from "./refusal.js";

interface PoolAt {
  readonly pool: SimNodePoolInputs;
  readonly cluster: SimClusterInputs;
}

interface Usage {
  readonly nodes: number;
  readonly vcpu: number;
}

const NOTHING: Usage = { nodes: 0, vcpu: 0 };

/** The key of an account's quota. */
function regionKey(cluster: SimClusterInputs): string {
  return `${cluster.provider}/${cluster.region}`;
}

function poolsExcept(state: SimCloudState, exceptId: string): PoolAt[] {
  return Object.entries(state.nodePools).flatMap(([id, pool]) => {
    const cluster = entryOf(state.clusters, pool.clusterId);
    return id === exceptId || cluster === undefined ? [] : [{ pool, cluster }];
  });
}

/** Owned machines are neither sold by the cloud nor counted against its account. */
function isSold({ pool }: PoolAt): boolean {
  return pool.purchaseOption !== "owned";
}

function usageOf(pools: readonly PoolAt[]): Usage {
  return pools.reduce(
    (sum, { pool }) => ({ nodes: sum.nodes + pool.count, vcpu: sum.vcpu + pool.count * pool.vcpu }),
    NOTHING,
  );
}

interface Limit {
  readonly code: string;
  readonly where: string;
  readonly unit: string;
  readonly limit: number | undefined;
  readonly inUse: number;
  readonly held: number;
  readonly asked: number;
  readonly wayOut: string;
}

function requireRoom({ code, where, unit, limit, inUse, held, asked, wayOut }: Limit, subject: string): void {
  if (limit === undefined || asked <= held || inUse + asked <= limit) return;
  throw new SimRefusal(
    code,
    `${subject} asks for ${asked} ${unit}, ${where} has ${Math.max(0, limit - inUse)} left of ${limit} ` +
      `(${inUse} used by others, ${held} by this pool). ${wayOut}`,
  );
}

function stockLimits(state: SimCloudState, wanted: PoolAt, others: readonly PoolAt[], held: number): Limit[] {
  const { pool, cluster } = wanted;
  const same = others.filter(
    (other) =>
      other.pool.instanceType === pool.instanceType && regionKey(other.cluster) === regionKey(cluster),
  );
  const sameZone = same.filter((other) => other.pool.availabilityZone === pool.availabilityZone);
  const places = [
    { place: regionKey(cluster), sold: same },
    { place: `${regionKey(cluster)}/${pool.availabilityZone}`, sold: sameZone },
  ];
  return places.map(({ place, sold }) => ({
    code: "InsufficientInstanceCapacity",
    where: place,
    unit: `${pool.instanceType} nodes`,
    limit: entryOf(state.stock ?? {}, `${place}/${pool.instanceType}`),
    inUse: usageOf(sold).nodes,
    held,
    asked: pool.count,
    wayOut: "Ask for fewer, for another instance type or for another place.",
  }));
}

interface QuotaOf {
  readonly where: string;
  readonly quota: SimQuota;
  readonly inUse: Usage;
  readonly wayOut: string;
}

function quotaLimits({ where, quota, inUse, wayOut }: QuotaOf, held: Usage, asked: Usage): Limit[] {
  return [
    {
      code: "VcpuLimitExceeded",
      unit: "vCPUs",
      limit: quota.vcpu,
      inUse: inUse.vcpu,
      held: held.vcpu,
      asked: asked.vcpu,
      where,
      wayOut,
    },
    {
      code: "NodeLimitExceeded",
      unit: "nodes",
      limit: quota.nodes,
      inUse: inUse.nodes,
      held: held.nodes,
      asked: asked.nodes,
      where,
      wayOut,
    },
  ];
}

function clusterQuota({ vcpuQuota, nodeQuota }: SimClusterInputs): SimQuota {
  return {
    ...(vcpuQuota === undefined ? {} : { vcpu: vcpuQuota }),
    ...(nodeQuota === undefined ? {} : { nodes: nodeQuota }),
  };
}

function accountLimits(
  state: SimCloudState,
  wanted: PoolAt,
  others: readonly PoolAt[],
  held: Usage,
): Limit[] {
  const sold = others.filter(isSold);
  const region = regionKey(wanted.cluster);
  const account: QuotaOf = {
    where: `the account in ${region}`,
    quota: entryOf(state.quotas ?? {}, region) ?? {},
    inUse: usageOf(sold.filter((other) => regionKey(other.cluster) === region)),
    wayOut: "Have the account's quota raised, or plan within it (clusters[].quotas).",
  };
  return [...stockLimits(state, wanted, sold, held.nodes), ...quotaLimits(account, held, usageOf([wanted]))];
}

/** Throws SimRefusal when the pool, as it would become, needs more than the cloud has or allows. */
export function requireCapacity(
  state: SimCloudState,
  id: string,
  pool: SimNodePoolInputs,
  cluster: SimClusterInputs,
): void {
  const wanted = { pool, cluster };
  const others = poolsExcept(state, id);
  const before = entryOf(state.nodePools, id);
  const held = before === undefined ? NOTHING : usageOf([{ pool: before, cluster }]);
  const ofCluster: QuotaOf = {
    where: `cluster "${cluster.name}"`,
    quota: clusterQuota(cluster),
    inUse: usageOf(others.filter((other) => other.pool.clusterId === pool.clusterId)),
    wayOut: "Raise the cluster's quota, or plan within it (clusters[].quotas).",
  };
  const limits = [
    ...(isSold(wanted) ? accountLimits(state, wanted, others, held) : []),
    ...quotaLimits(ofCluster, held, usageOf([wanted])),
  ];
  for (const limit of limits) requireRoom(limit, `node pool "${pool.pool}" of cluster "${cluster.name}"`);
}
