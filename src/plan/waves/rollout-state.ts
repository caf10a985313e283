/** What stands and runs between two waves, and what the next may still do. */
import type { CheckedFleet } from "../../model/fleet.js";
import type { Plan, WorkloadPlan } from "../../model/plan.js";
import { amountOf } from "../../units/resources.js";
import { RolloutLoadBalancers } from "./load-balancers.js";
import { rolloutLimits } from "./rollout-limits.js";
import type { RolloutLimit } from "./rollout-limits.js";
import type { RolloutNode } from "./rollout-nodes.js";

export interface StateInput {
  readonly plan: Plan;
  readonly fleet: CheckedFleet;
  readonly nodes: readonly RolloutNode[];
}

/** A limit that one more node would break. */
export interface BrokenLimit {
  readonly limit: RolloutLimit;
  /** What counts against it now. */
  readonly used: number;
  /** With the node, so much more than may be. */
  readonly by: number;
}

export function replicasOn(node: RolloutNode, id: string): number {
  return node.pods.get(id) ?? 0;
}

export function add(pods: Map<string, number>, id: string, replicas: number): void {
  const left = (pods.get(id) ?? 0) + replicas;
  if (left === 0) pods.delete(id);
  else pods.set(id, left);
}

export class RolloutState {
  readonly limits: readonly RolloutLimit[];
  readonly loadBalancers: RolloutLoadBalancers;
  /** Key of a limit that is not to be raised -> the most that counts against it at once. */
  readonly atOnce = new Map<string, number>();
  /** Nodes that stand for some waves alone. */
  readonly surgeNodes: RolloutNode[] = [];
  /** Key of a limit -> how much more than it the order takes. */
  readonly raised = new Map<string, number>();
  private readonly startSkew = new Map<string, number>();

  constructor(readonly input: StateInput) {
    // What stood at first may stand: a limit that is lower now is reached by what goes.
    const { standing } = this;
    this.limits = rolloutLimits(input.plan, input.fleet, input.nodes).map((limit) => ({
      ...limit,
      most: Math.max(limit.most, limit.used(standing)),
    }));
    this.loadBalancers = new RolloutLoadBalancers(input.fleet, input.nodes);
    this.tell([]);
    for (const id of Object.keys(input.plan.workloads)) this.startSkew.set(id, this.skewOf(id, new Map()));
  }

  get all(): readonly RolloutNode[] {
    return [...this.input.nodes, ...this.surgeNodes];
  }

  get standing(): readonly RolloutNode[] {
    return this.all.filter(({ stands }) => stands);
  }

  workload(id: string): WorkloadPlan | undefined {
    const { workloads } = this.input.plan;
    return Object.hasOwn(workloads, id) ? workloads[id] : undefined;
  }

  /** What counts against each limit now, with replicas of those workloads coming. */
  tell(coming: Iterable<string>): void {
    const { standing } = this;
    for (const { key, isOwn, used } of this.limits)
      if (!isOwn) this.atOnce.set(key, Math.max(this.atOnce.get(key) ?? 0, used(standing)));
    this.loadBalancers.tell(standing, coming);
  }

  /** Limits that one more node would break; `adding`: nodes that this wave adds already. */
  broken(node: RolloutNode, adding: readonly RolloutNode[]): readonly BrokenLimit[] {
    const there = [...this.standing, ...adding];
    return this.limits.flatMap((limit) => {
      if (!limit.touches(node)) return [];
      const used = limit.used(there);
      const by = limit.used([...there, node]) - limit.most - (this.raised.get(limit.key) ?? 0);
      // A node of a group that stands already is no group more.
      return by > 0 && limit.used([...there, node]) > used ? [{ limit, used, by }] : [];
    });
  }

  /** Raises what the spec's owner can, so that the node may stand; false where something else is in its way. */
  raiseFor(node: RolloutNode): boolean {
    const broken = this.broken(node, []);
    if (broken.some(({ limit }) => !limit.isOwn)) return false;
    for (const { limit, by } of broken) this.raised.set(limit.key, (this.raised.get(limit.key) ?? 0) + by);
    return true;
  }

  /** Replicas of it that find room on the node beside all that is there and `incoming`. */
  room(node: RolloutNode, id: string, incoming: ReadonlyMap<string, number>): number {
    const { purchase } = node;
    const workload = this.workload(id);
    if (purchase === undefined || workload === undefined || !node.stands) return 0;
    const there = new Map(node.pods);
    for (const [other, replicas] of incoming) add(there, other, replicas);
    const clashes = [...there.keys()].some(
      (other) =>
        workload.apartFrom?.includes(other) === true ||
        this.workload(other)?.apartFrom?.includes(id) === true ||
        (other !== id && this.workload(other)?.dedicatedNodes !== workload.dedicatedNodes),
    );
    if (clashes) return 0;
    const cap = (workload.maxPerNode ?? Infinity) - (there.get(id) ?? 0);
    return Object.keys(workload.requests).reduce(
      (most, resource) => {
        const each = amountOf(workload.requests, resource);
        const used = [...there].reduce(
          (sum, [other, replicas]) =>
            sum + replicas * amountOf(this.workload(other)?.requests ?? {}, resource),
          amountOf(purchase.systemLoad, resource),
        );
        // What the node has none of, such as a host port, counts as one where no allocatable names it.
        const has = Object.hasOwn(purchase.allocatable, resource)
          ? amountOf(purchase.allocatable, resource)
          : 1;
        return each === 0 ? most : Math.min(most, Math.floor((has - used) / each));
      },
      Math.max(0, cap),
    );
  }

  /** Largest difference between availability zones with `moved` replicas more in each. */
  private skewOf(id: string, moved: ReadonlyMap<string, number>): number {
    const workload = this.workload(id);
    const target = workload === undefined ? undefined : this.input.plan.clusters[workload.target.name];
    if (workload?.zoneSpread === undefined || target === undefined) return 0;
    const zones = Object.keys(workload.placement.byAvailabilityZone);
    const counts = new Map(zones.map((zone) => [zone, moved.get(zone) ?? 0]));
    for (const node of this.standing)
      if (node.target === target.name && replicasOn(node, id) > 0)
        counts.set(
          node.availabilityZone,
          (counts.get(node.availabilityZone) ?? moved.get(node.availabilityZone) ?? 0) + replicasOn(node, id),
        );
    return Math.max(...counts.values(), 0) - Math.min(...counts.values(), Infinity);
  }

  /** Whether its spread over zones stays within its skew, or within what it was at first. */
  keepsSpread(id: string, moved: ReadonlyMap<string, number>): boolean {
    const { maxSkew } = this.workload(id)?.zoneSpread ?? {};
    if (maxSkew === undefined) return true;
    return this.skewOf(id, moved) <= Math.max(maxSkew, this.startSkew.get(id) ?? 0);
  }
}
