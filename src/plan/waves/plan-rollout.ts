/**
 * Waves from what was to the plan. Each wave does all that may be done at once (`next-wave.ts`). Where nothing may be,
 * the least that helps is taken, in this order: replicas that a division takes elsewhere end, a limit is raised for the
 * time of the rollout, a replica is started before one ends, a replica waits on another node, a node is added for it.
 */
import type { Catalogue } from "../../catalogue/index.js";
import type { CheckedFleet } from "../../model/fleet.js";
import { qualifiedName } from "../../model/fleet-parts.js";
import type { Plan } from "../../model/plan.js";
import type { PodStep, Rollout, RolloutWave } from "../../model/rollout.js";
import type { PreviousFleet } from "../../model/running.js";
import { compareText } from "../../units/compare.js";
import { invariant } from "../../units/invariant.js";
import { checkRollout } from "../../verify/index.js";
import { mayBeDown } from "./disruption.js";
import { LeavingNodes } from "./leaving-nodes.js";
import { nextWave } from "./next-wave.js";
import { rolloutLimits } from "./rollout-limits.js";
import { rolloutNodes } from "./rollout-nodes.js";
import type { RolloutNode } from "./rollout-nodes.js";
import { RolloutState, add, replicasOn } from "./rollout-state.js";

export interface RolloutInput {
  readonly fleet: CheckedFleet;
  readonly catalogue: Catalogue;
  /** Made with `previous`. */
  readonly plan: Plan;
  readonly previous: PreviousFleet;
}

const NOT_COUNTED: readonly string[] = [
  "requests of running replicas are taken to be those of the new plan",
  "how long a node takes to come, an image to be pulled or data to move is not known, so waves have no times",
  "kube-scheduler may put a replica on another node than the step names, where that has room too",
];

const NO_STEPS: RolloutWave = { addNodes: [], end: [], move: [], start: [], removeNodes: [] };

/** Waves at the most: every one does something, and this is far above what any plan needs. */
const MOST_WAVES = 100_000;

class RolloutSearch {
  readonly waves: RolloutWave[] = [];
  readonly blocked: string[] = [];
  /** Workload id -> replicas that end before those that take their place in another cluster or site have started. */
  readonly endedFirst = new Map<string, number>();
  private readonly startFirst = new Set<string>();
  /** Pairs of node and workload of which a replica has waited elsewhere: none does so twice. */
  private readonly waited = new Set<string>();

  constructor(private readonly state: RolloutState) {}

  private isDone(): boolean {
    return this.state.all.every(({ stands, purchase, temporary, pods, planned }) =>
      purchase === undefined || temporary === true
        ? !stands
        : stands && pods.size === planned.size && [...planned].every(([id, count]) => pods.get(id) === count),
    );
  }

  /** Replicas beyond those planned, where `mayEnd` says so: off nodes that go first. */
  private endSurplus(mayEnd: (id: string) => boolean): boolean {
    const { all } = this.state;
    const over = new Map<string, number>();
    for (const { pods, planned } of all) {
      for (const [id, count] of pods) over.set(id, (over.get(id) ?? 0) + count);
      for (const [id, count] of planned) over.set(id, (over.get(id) ?? 0) - count);
    }
    const end: PodStep[] = [];
    const going = [...all].sort(
      (left, right) => Number(left.purchase !== undefined) - Number(right.purchase !== undefined),
    );
    for (const node of going)
      for (const [id, count] of [...node.pods].sort(([left], [right]) => compareText(left, right))) {
        const surplus = count - (node.planned.get(id) ?? 0);
        const replicas = Math.min(surplus, over.get(id) ?? 0);
        if (replicas <= 0 || !mayEnd(id)) continue;
        add(node.pods, id, -replicas);
        over.set(id, (over.get(id) ?? 0) - replicas);
        end.push({ workload: id, node: node.name, replicas });
      }
    if (end.length > 0) this.waves.push({ ...NO_STEPS, end });
    return end.length > 0;
  }

  /** What runs more elsewhere in the end, before it does. */
  private endBefore(): boolean {
    const first = this.waves.length;
    if (!this.endSurplus(() => true)) return false;
    for (const { workload, replicas } of this.waves[first]?.end ?? [])
      this.endedFirst.set(workload, (this.endedFirst.get(workload) ?? 0) + replicas);
    return true;
  }

  /** Names that run more in some place than they did: their replicas elsewhere end when those have started. */
  private growing(): ReadonlySet<string> {
    const { plan } = this.state.input;
    const grows = Object.entries(plan.workloads).filter(([id, { replicas }]) => {
      const running = this.state.all.reduce((sum, node) => sum + replicasOn(node, id), 0);
      return replicas > running;
    });
    return new Set(grows.map(([, workload]) => qualifiedName(workload)));
  }

  private raiseLimit(): boolean {
    for (const node of this.state.input.nodes) {
      if (node.stands || node.purchase === undefined) continue;
      if (this.state.raiseFor(node)) return true;
    }
    return false;
  }

  private startReplicasFirst(): boolean {
    const held = new Set<string>();
    for (const { pods, planned } of this.state.standing)
      for (const [id, count] of pods) {
        const workload = this.state.workload(id);
        if (workload === undefined || count <= (planned.get(id) ?? 0) || this.startFirst.has(id)) continue;
        if (mayBeDown(workload) === 0) held.add(id);
      }
    for (const id of held) this.startFirst.add(id);
    return held.size > 0;
  }

  /** One replica that waits on a node where it is not planned; `surge` adds a node for it where none has room. */
  private park(surge: boolean): boolean {
    for (const from of this.state.standing)
      for (const [id, count] of [...from.pods].sort(([left], [right]) => compareText(left, right))) {
        const pair = `${from.name} ${id}`;
        if (count <= (from.planned.get(id) ?? 0) || from.temporary === true || this.waited.has(pair))
          continue;
        const to = surge ? this.surgeNode(from) : this.roomFor(from, id);
        if (to === undefined) continue;
        this.waited.add(pair);
        if (surge) return true;
        add(from.pods, id, -1);
        add(to.pods, id, 1);
        const first = this.startFirst.has(id) ? { startFirst: true as const } : {};
        this.waves.push({
          ...NO_STEPS,
          move: [{ workload: id, from: from.name, to: to.name, replicas: 1, ...first }],
        });
        return true;
      }
    return false;
  }

  private roomFor(from: RolloutNode, id: string): RolloutNode | undefined {
    return this.state.standing.find((to) => {
      if (to === from || to.target !== from.target || this.state.room(to, id, new Map()) < 1) return false;
      if (to.temporary !== true && !this.state.keepsSpread(id, new Map())) return false;
      return this.state.keepsSpread(
        id,
        new Map(
          to.availabilityZone === from.availabilityZone
            ? []
            : [
                [from.availabilityZone, -1],
                [to.availabilityZone, 1],
              ],
        ),
      );
    });
  }

  /** A node like the one that is full, or like the largest of the target that is bought. */
  private surgeNode(like: RolloutNode): RolloutNode | undefined {
    const same = this.state.input.nodes.filter(
      ({ target, purchase }) =>
        target === like.target && purchase !== undefined && purchase.purchaseOption !== "owned",
    );
    const model = same.find((one) => one === like) ?? same[0];
    if (model?.purchase === undefined) return undefined;
    const node: RolloutNode = {
      name: `${model.target}/surge/${this.state.surgeNodes.length}`,
      target: model.target,
      pool: model.pool,
      availabilityZone: model.availabilityZone,
      instanceType: model.instanceType,
      purchaseOption: model.purchaseOption,
      counts: model.counts,
      purchase: model.purchase,
      pods: new Map(),
      planned: new Map(),
      temporary: true,
      stands: false,
    };
    if (!this.state.raiseFor(node)) return undefined;
    this.state.surgeNodes.push(node);
    node.stands = true;
    this.state.tell([]);
    this.waves.push({ ...NO_STEPS, addNodes: [node.name] });
    return node;
  }

  /** Each limit that is in the way of a node, or of a workload's first replica, once. */
  private brokenLimits(): string[] {
    const { standing, input } = this.state;
    const waiting = input.nodes.filter(({ stands, purchase }) => !stands && purchase !== undefined);
    const words = new Map<string, string>();
    for (const node of waiting)
      for (const { limit, used, by } of this.state.broken(node, []))
        if (!words.has(limit.key))
          words.set(
            limit.key,
            `${limit.key}: ${used} of ${limit.most} ${limit.unit} are in use, and node ${node.name} makes it ${limit.most + by}; ${limit.wayOut(by)}`,
          );
    const starting = new Set(
      input.nodes.flatMap(({ planned, pods }) => [...planned.keys()].filter((id) => !pods.has(id))),
    );
    return [
      ...words.values(),
      ...[...starting].sort().flatMap((id) => this.state.loadBalancers.words(id, standing)),
    ];
  }

  private tellWhatIsLeft(): void {
    for (const { name, pods, planned, stands, purchase } of this.state.all) {
      const left = [...pods].filter(([id, count]) => count > (planned.get(id) ?? 0));
      for (const [id, count] of left)
        this.blocked.push(`${count - (planned.get(id) ?? 0)} of ${id} cannot leave node ${name}`);
      for (const [id, count] of planned)
        if (stands && (pods.get(id) ?? 0) < count)
          this.blocked.push(`${count - (pods.get(id) ?? 0)} of ${id} cannot come to node ${name}`);
      if (!stands && purchase !== undefined && planned.size > 0)
        this.blocked.push(`node ${name} cannot be added`);
    }
    this.blocked.push(...this.brokenLimits());
  }

  run(): void {
    const growing = this.growing();
    const nameOf = (id: string): string => {
      const workload = this.state.workload(id);
      return workload === undefined ? id.slice(id.indexOf("/") + 1) : qualifiedName(workload);
    };
    this.endSurplus((id) => !growing.has(nameOf(id)));
    while (!this.isDone() && this.waves.length < MOST_WAVES) {
      const wave = nextWave(this.state, { startFirst: this.startFirst });
      if (wave !== undefined) this.waves.push(wave);
      else if (
        !this.endBefore() &&
        !this.raiseLimit() &&
        !this.startReplicasFirst() &&
        !this.park(false) &&
        !this.park(true)
      ) {
        this.tellWhatIsLeft();
        return;
      }
    }
  }

  get replicas(): Record<string, number> {
    const used = this.waves.flatMap(({ move }) => move.filter(({ startFirst }) => startFirst === true));
    const most = new Map<string, number>();
    for (const { workload, replicas } of used)
      most.set(workload, Math.max(most.get(workload) ?? 0, replicas));
    return Object.fromEntries([...most].sort(([left], [right]) => compareText(left, right)));
  }
}

function statusOf(search: RolloutSearch, state: RolloutState): Rollout["status"] {
  if (search.blocked.length > 0) return "blocked";
  const surges = state.raised.size + state.surgeNodes.length + Object.keys(search.replicas).length;
  return surges > 0 ? "orderedWithSurge" : "ordered";
}

/** Absent where nothing limits what stands at once but pools. */
function limitsPlan(state: RolloutState, fleet: CheckedFleet): Pick<Rollout, "limits"> {
  const of = new Map([
    ...rolloutLimits(state.input.plan, fleet, state.input.nodes).map(({ key, most }) => [key, most] as const),
    ...state.loadBalancers.limits,
  ]);
  const told = [...state.atOnce, ...state.loadBalancers.atOnce].map(
    ([key, atOnce]) => [key, { most: of.get(key) ?? 0, atOnce }] as const,
  );
  if (told.length === 0) return {};
  return { limits: Object.fromEntries(told.sort(([left], [right]) => compareText(left, right))) };
}

/** Disruption budgets are of one cluster: between clusters nobody keeps one. */
function missingMeanwhile({ endedFirst }: RolloutSearch): string[] {
  const ended = [...endedFirst].sort(([left], [right]) => compareText(left, right));
  if (ended.length === 0) return [];
  const words = ended.map(([id, replicas]) => `${replicas} of ${id}`).join(", ");
  return [
    `replicas end before those in their place start elsewhere, as no limit leaves room for both: ${words}`,
  ];
}

function notKnown({ unknown }: LeavingNodes): string[] {
  if (unknown.size === 0) return [];
  return [
    `nodes that leave of types that the catalogue does not have count against no quota and no range: ${[...unknown].sort().join(", ")}`,
  ];
}

/** Verified step by step, as far as it leads. */
export function planRollout({ fleet, catalogue, plan, previous }: RolloutInput): Rollout {
  const leaving = new LeavingNodes({ fleet, plan, catalogue });
  const { nodes, stays } = rolloutNodes(plan, previous, (target, row) => leaving.countsOf(target, row));
  const state = new RolloutState({ plan, fleet, nodes });
  const search = new RolloutSearch(state);
  search.run();
  const rollout: Rollout = {
    previousDigest: previous.digest,
    status: statusOf(search, state),
    surge: {
      limits: Object.fromEntries([...state.raised].sort(([left], [right]) => compareText(left, right))),
      replicas: search.replicas,
      nodes: Object.fromEntries(state.surgeNodes.map(({ name, purchase }) => [name, purchase?.key ?? ""])),
    },
    ...limitsPlan(state, fleet),
    stays,
    waves: search.waves,
    blocked: search.blocked,
    notCounted: [...NOT_COUNTED, ...missingMeanwhile(search), ...notKnown(leaving)],
  };
  const { machineOf } = leaving;
  const refusals = checkRollout({ rollout, plan, previous, fleet, machineOf });
  const words = refusals.map(({ path, message }) => `${path} ${message}`).join("; ");
  invariant(refusals.length === 0, `the verifier refuses the planner's own order: ${words}`);
  return rollout;
}
