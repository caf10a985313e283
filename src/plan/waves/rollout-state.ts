/** What stands and runs between two waves, and what the next may still do. */
import type { CheckedFleet } from "../../model/fleet.js";
import type { Plan, WorkloadPlan } from "../../model/plan.js";
import { amountOf } from "../../units/resources.js";
import type { RolloutNode } from "./rollout-nodes.js";

export interface StateInput {
  readonly plan: Plan;
  readonly fleet: CheckedFleet;
  readonly nodes: readonly RolloutNode[];
  /** Virtual CPUs of a machine that the plan has no more, by cluster; 0: unknown. */
  readonly vcpuOf: (cluster: string, instanceType: string) => number;
}

/** A limit on how many nodes stand at once. */
interface NodeLimit {
  readonly key: string;
  readonly most: number;
  readonly weightOf: (node: RolloutNode) => number;
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
  readonly limits: readonly NodeLimit[];
  /** Nodes that stand for some waves alone. */
  readonly surgeNodes: RolloutNode[] = [];
  /** Key of a limit -> how much more than it the order takes. */
  readonly raised = new Map<string, number>();
  private readonly startSkew = new Map<string, number>();

  constructor(readonly input: StateInput) {
    // What stood at first may stand: a limit that is lower now is reached by what goes.
    this.limits = this.nodeLimits().map((limit) => ({
      ...limit,
      most: Math.max(
        limit.most,
        this.standing.reduce((sum, node) => sum + limit.weightOf(node), 0),
      ),
    }));
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

  private nodeLimits(): NodeLimit[] {
    const { plan, fleet, vcpuOf } = this.input;
    return Object.values(plan.clusters).flatMap(({ name, pools }): NodeLimit[] => {
      const quotas = fleet.clusters.find((one) => one.name === name)?.quotas ?? {};
      const own = (node: RolloutNode): boolean => node.target === name;
      const vcpu = (node: RolloutNode): number => node.purchase?.vcpu ?? vcpuOf(name, node.instanceType);
      return [
        ...Object.entries(pools).flatMap(([pool, { maxNodes, headroom }]): NodeLimit[] =>
          maxNodes === undefined
            ? []
            : [
                {
                  key: `pool ${name}/${pool}`,
                  // Managed pools grow past their limit by what they surge.
                  most: maxNodes + (headroom?.surgeNodes ?? 0),
                  weightOf: (node) => (own(node) && node.pool === pool ? 1 : 0),
                },
              ],
        ),
        ...(quotas.nodes === undefined
          ? []
          : [
              {
                key: `nodes of cluster ${name}`,
                most: quotas.nodes,
                weightOf: (node: RolloutNode) => (own(node) ? 1 : 0),
              },
            ]),
        ...(quotas.vcpu === undefined
          ? []
          : [
              {
                key: `vCPUs of cluster ${name}`,
                most: quotas.vcpu,
                weightOf: (node: RolloutNode) => (own(node) ? vcpu(node) : 0),
              },
            ]),
      ];
    });
  }

  /** Limits that one more node would break, with how much; `adding`: those that this wave adds already. */
  broken(node: RolloutNode, adding: readonly RolloutNode[]): { readonly key: string; readonly by: number }[] {
    const there = [...this.standing, ...adding];
    return this.limits.flatMap(({ key, most, weightOf }) => {
      const own = weightOf(node);
      const used = there.reduce((sum, one) => sum + weightOf(one), 0);
      const by = used + own - most - (this.raised.get(key) ?? 0);
      return own > 0 && by > 0 ? [{ key, by }] : [];
    });
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
