/**
 * Load balancers while replicas go from one cluster to another: a workload has its own wherever it has a replica, so that
 * both clusters count until the last has left.
 */
import type { CheckedFleet } from "../../model/fleet.js";
import { everyWorkload } from "../../model/fleet-parts.js";
import type { LoadBalancerQuota } from "../../model/network.js";
import type { RolloutNode } from "./rollout-nodes.js";

export interface LoadBalancerUse {
  readonly quota: LoadBalancerQuota;
  readonly used: number;
  readonly most: number;
}

function key({ key: name }: LoadBalancerQuota): string {
  return `load balancers ${name}`;
}

export class RolloutLoadBalancers {
  /** Workload id -> load balancers that it takes where it runs. */
  private readonly each: ReadonlyMap<string, number>;
  private readonly quotas: readonly LoadBalancerQuota[];
  private readonly stood = new Map<string, number>();
  /** Key of a limit -> what there is at most at once. */
  readonly atOnce = new Map<string, number>();

  constructor(fleet: CheckedFleet, nodes: readonly RolloutNode[]) {
    this.each = new Map(
      everyWorkload(fleet).flatMap(({ id, loadBalancers = 0, target }) =>
        loadBalancers > 0 && target.kind === "cluster" ? [[id, loadBalancers] as const] : [],
      ),
    );
    this.quotas = fleet.loadBalancerQuotas ?? [];
    for (const quota of this.quotas) this.stood.set(quota.key, this.usedOf(quota, this.running(nodes)));
  }

  private running(nodes: readonly RolloutNode[]): ReadonlySet<string> {
    return new Set(nodes.flatMap(({ stands, pods }) => (stands ? [...pods.keys()] : [])));
  }

  private usedOf({ clusters }: LoadBalancerQuota, ids: ReadonlySet<string>): number {
    let sum = 0;
    for (const id of ids) if (clusters.includes(id.slice(0, id.indexOf("/")))) sum += this.each.get(id) ?? 0;
    return sum;
  }

  private mostOf(quota: LoadBalancerQuota): number {
    return Math.max(quota.limit, this.stood.get(quota.key) ?? 0);
  }

  /** Quotas that are broken where a first replica of the workload comes; `coming`: others that come in the wave. */
  broken(id: string, nodes: readonly RolloutNode[], coming: ReadonlySet<string>): LoadBalancerUse[] {
    if (!this.each.has(id)) return [];
    const ids = new Set([...this.running(nodes), ...coming]);
    if (ids.has(id)) return [];
    return this.quotas.flatMap((quota) => {
      const [used, most] = [this.usedOf(quota, ids), this.mostOf(quota)];
      const more = this.usedOf(quota, new Set([id]));
      return more > 0 && used + more > most ? [{ quota, used, most }] : [];
    });
  }

  /** At the time of a wave: what ran before it, and what comes in it. */
  tell(nodes: readonly RolloutNode[], coming: Iterable<string>): void {
    const ids = new Set([...this.running(nodes), ...coming]);
    for (const quota of this.quotas)
      this.atOnce.set(key(quota), Math.max(this.atOnce.get(key(quota)) ?? 0, this.usedOf(quota, ids)));
  }

  get limits(): ReadonlyMap<string, number> {
    return new Map(this.quotas.map((quota) => [key(quota), quota.limit]));
  }

  /** "web cannot start in east: 3 of 3 load balancers ...". */
  words(id: string, nodes: readonly RolloutNode[]): string[] {
    return this.broken(id, nodes, new Set()).map(
      ({ quota, used, most }) =>
        `${id} cannot start: it takes ${this.each.get(id) ?? 0} load balancer(s), and ${used} of ${most} in ${quota.key} are in use; ` +
        `have the quota raised by ${used + (this.each.get(id) ?? 0) - most}, or share one among workloads (an Ingress or a Gateway)`,
    );
  }
}
