/** One wave: all that may be done at once, in the order of node names, so that the same plan gives the same waves. */
import type { PodMove, PodStep, RolloutWave } from "../../model/rollout.js";
import type { RolloutNode } from "./rollout-nodes.js";
import { add, replicasOn } from "./rollout-state.js";
import type { RolloutState } from "./rollout-state.js";
import { mayBeDown } from "./disruption.js";

export interface WaveOptions {
  /** Workloads of which a new replica is started before an old one ends. */
  readonly startFirst: ReadonlySet<string>;
}

class WaveBuilder {
  private readonly incoming = new Map<RolloutNode, Map<string, number>>();
  private readonly down = new Map<string, number>();
  /** Workload id -> availability zone -> replicas more at the end of the wave. */
  private readonly zones = new Map<string, Map<string, number>>();
  readonly adds: RolloutNode[] = [];
  readonly removes: RolloutNode[] = [];
  readonly moves: { readonly from: RolloutNode; readonly to: RolloutNode; readonly step: PodMove }[] = [];
  readonly starts: { readonly to: RolloutNode; readonly step: PodStep }[] = [];

  constructor(
    private readonly state: RolloutState,
    private readonly options: WaveOptions,
  ) {}

  private coming(node: RolloutNode): Map<string, number> {
    const known = this.incoming.get(node) ?? new Map<string, number>();
    this.incoming.set(node, known);
    return known;
  }

  private shift(id: string, from: string | undefined, to: string, replicas: number): boolean {
    const moved = new Map(this.zones.get(id));
    if (from !== undefined) moved.set(from, (moved.get(from) ?? 0) - replicas);
    moved.set(to, (moved.get(to) ?? 0) + replicas);
    if (!this.state.keepsSpread(id, moved)) return false;
    this.zones.set(id, moved);
    return true;
  }

  /** Replicas that the node still misses of its plan, those that come in this wave counted. */
  private missing(node: RolloutNode, id: string): number {
    return (node.planned.get(id) ?? 0) - replicasOn(node, id) - (this.coming(node).get(id) ?? 0);
  }

  private left(id: string): number {
    const workload = this.state.workload(id);
    if (workload === undefined) return 0;
    return this.options.startFirst.has(id) ? Infinity : mayBeDown(workload) - (this.down.get(id) ?? 0);
  }

  /** Whether there are load balancers for it, with all that comes in this wave. */
  private balances(id: string): boolean {
    const coming = new Set([...this.incoming.values()].flatMap((pods) => [...pods.keys()]));
    return this.state.loadBalancers.broken(id, this.state.standing, coming).length === 0;
  }

  /** Whether one more replica of it may come to the node in this wave; counted if so. */
  private takes(to: RolloutNode, id: string, from?: RolloutNode): boolean {
    const coming = this.coming(to);
    if (to === from || this.missing(to, id) < 1 || this.state.room(to, id, coming) < 1) return false;
    if (!this.balances(id)) return false;
    if (!this.shift(id, from?.availabilityZone, to.availabilityZone, 1)) return false;
    add(coming, id, 1);
    return true;
  }

  /** One by one, so that each keeps the spread; to its own availability zone first. */
  private movePods(from: RolloutNode, id: string, surplus: number, nodes: readonly RolloutNode[]): void {
    const sorted = [
      ...nodes.filter(({ availabilityZone }) => availabilityZone === from.availabilityZone),
      ...nodes.filter(({ availabilityZone }) => availabilityZone !== from.availabilityZone),
    ];
    const to = new Map<RolloutNode, number>();
    for (let open = surplus; open > 0 && this.left(id) > 0; open -= 1) {
      const next = sorted.find((node) => this.takes(node, id, from));
      if (next === undefined) break;
      to.set(next, (to.get(next) ?? 0) + 1);
      this.down.set(id, (this.down.get(id) ?? 0) + 1);
    }
    const first = this.options.startFirst.has(id) ? { startFirst: true as const } : {};
    for (const [node, replicas] of to)
      this.moves.push({
        from,
        to: node,
        step: { workload: id, from: from.name, to: node.name, replicas, ...first },
      });
  }

  /** Replicas that leave nodes, then those that are new. */
  private pods(): void {
    const standing = this.state.standing;
    const byWorkload = new Map<string, RolloutNode[]>();
    for (const node of standing)
      for (const id of node.planned.keys())
        if ((node.planned.get(id) ?? 0) > replicasOn(node, id))
          byWorkload.set(id, [...(byWorkload.get(id) ?? []), node]);
    for (const from of standing)
      for (const [id, replicas] of [...from.pods].sort()) {
        const surplus = replicas - (from.planned.get(id) ?? 0);
        if (surplus > 0) this.movePods(from, id, surplus, byWorkload.get(id) ?? []);
      }
    for (const [id, nodes] of [...byWorkload].sort(([left], [right]) => (left < right ? -1 : 1)))
      this.startPods(id, nodes);
  }

  private startPods(id: string, nodes: readonly RolloutNode[]): void {
    const { all } = this.state;
    const running = all.reduce((sum, node) => sum + replicasOn(node, id), 0);
    const planned = all.reduce((sum, node) => sum + (node.planned.get(id) ?? 0), 0);
    const to = new Map<RolloutNode, number>();
    // Round by round over the nodes, so that zones fill evenly.
    for (let open = planned - running; open > 0;) {
      const before = open;
      for (const node of nodes) {
        if (open === 0 || !this.takes(node, id)) continue;
        to.set(node, (to.get(node) ?? 0) + 1);
        open -= 1;
      }
      if (open === before) break;
    }
    for (const [node, replicas] of to)
      this.starts.push({ to: node, step: { workload: id, node: node.name, replicas } });
  }

  build(): void {
    for (const node of this.state.standing)
      if ((node.purchase === undefined || node.temporary === true) && node.pods.size === 0)
        this.removes.push(node);
    for (const node of this.state.input.nodes) {
      if (node.stands || node.purchase === undefined) continue;
      if (this.state.broken(node, this.adds).length === 0) this.adds.push(node);
    }
    this.pods();
  }
}

/** The next wave, done in the state; undefined where nothing may be done. */
export function nextWave(state: RolloutState, options: WaveOptions): RolloutWave | undefined {
  const builder = new WaveBuilder(state, options);
  builder.build();
  const { adds, removes, moves, starts } = builder;
  if (adds.length + removes.length + moves.length + starts.length === 0) return undefined;
  const comingBefore = new Set(state.standing.flatMap(({ pods }) => [...pods.keys()]));
  for (const { from, to, step } of moves) {
    add(from.pods, step.workload, -step.replicas);
    add(to.pods, step.workload, step.replicas);
  }
  for (const { to, step } of starts) add(to.pods, step.workload, step.replicas);
  for (const node of adds) node.stands = true;
  state.tell(comingBefore);
  for (const node of removes) node.stands = false;
  return {
    addNodes: adds.map(({ name }) => name),
    end: [],
    move: moves.map(({ step }) => step),
    start: starts.map(({ step }) => step),
    removeNodes: removes.map(({ name }) => name),
  };
}
