/**
 * The order of a rollout, step by step: nothing of what made it is used. What is in one wave may happen in any order, so
 * that a node is judged with all that leaves it and all that comes, and a workload with all of its replicas that move.
 */
import type { CheckedFleet } from "../../model/fleet.js";
import type { Refusal } from "../../model/outcome.js";
import type { Plan, Purchase, TargetPlan, WorkloadPlan } from "../../model/plan.js";
import type { PodMove, PodStep, Rollout, RolloutWave } from "../../model/rollout.js";
import type { PreviousFleet } from "../../model/running.js";
import { amountOf } from "../../units/resources.js";
import { refusalList } from "../refusals.js";
import type { Path, Refuse } from "../refusals.js";
import { entryOf } from "../review.js";
import { leavingNode, limitFault, plannedNode, usedLimits } from "./rollout-limits.js";
import type { MachineOf, StandingNode, UsedLimit } from "./rollout-limits.js";

export interface RolloutCheckInput {
  readonly rollout: Rollout;
  /** Accepted by the verifier. */
  readonly plan: Plan;
  readonly previous: PreviousFleet;
  readonly fleet: CheckedFleet;
  /** Machines that the plan has no more, by cluster: what the catalogue says of them. */
  readonly machineOf: MachineOf;
}

interface Node extends StandingNode {
  /** Absent: it takes no more replicas. */
  readonly purchase?: Purchase;
  readonly ends: ReadonlyMap<string, number>;
  readonly goes: boolean;
  stands: boolean;
  readonly pods: Map<string, number>;
}

function put(pods: Map<string, number>, id: string, replicas: number): void {
  const sum = (pods.get(id) ?? 0) + replicas;
  if (sum === 0) pods.delete(id);
  else pods.set(id, sum);
}

class RolloutCheck {
  private readonly nodes = new Map<string, Node>();
  private readonly skews = new Map<string, number>();
  /** Key of a limit -> what stood at first, which may stand where the limit is lower now. */
  private readonly stood = new Map<string, number>();
  /** Key of a limit that is not to be raised -> what it is, and what counts against it at most at once. */
  private readonly counted = new Map<string, { readonly most: number; readonly atOnce: number }>();

  constructor(
    private readonly input: RolloutCheckInput,
    private readonly refuse: Refuse,
  ) {
    const { plan } = input;
    for (const target of [...Object.values(plan.clusters), ...Object.values(plan.edgeSites)])
      this.addTarget(target);
    this.keepNodes();
    this.addSurge();
    for (const { key, used, isOwn, most = Infinity } of this.used()) {
      this.stood.set(key, used);
      this.tell(key, used, most, isOwn);
    }
    for (const id of Object.keys(plan.workloads)) this.skews.set(id, this.skewOf(id));
  }

  private workload(id: string): WorkloadPlan | undefined {
    return entryOf(this.input.plan.workloads, id);
  }

  private addTarget({ name, purchases }: TargetPlan): void {
    for (const purchase of Object.values(purchases))
      for (const [layout, { nodes, pods }] of purchase.layouts.entries())
        for (let index = 0; index < nodes; index += 1)
          this.nodes.set(`${name}/${purchase.key}/${layout}/${index}`, {
            ...this.like(name, purchase),
            ends: new Map(Object.entries(pods)),
            goes: false,
            stands: purchase.purchaseOption === "owned",
          });
    for (const [row, one] of (entryOf(this.input.previous.targets, name) ?? []).entries())
      for (let index = 0; index < one.count; index += 1)
        this.nodes.set(`${name}/previous/${row}/${index}`, {
          ...leavingNode(name, one, this.input.fleet, this.input.machineOf),
          ends: new Map(),
          goes: true,
          stands: true,
          pods: new Map(Object.entries(one.pods).map(([id, pods]) => [`${name}/${id}`, pods])),
        });
  }

  private like(target: string, purchase: Purchase): Omit<Node, "ends" | "goes" | "stands"> {
    return { ...plannedNode(target, purchase), purchase, pods: new Map() };
  }

  /** A node that stays is one node of both: of the same pool, type and zone. */
  private keepNodes(): void {
    const { rollout, previous } = this.input;
    for (const [index, { was, is }] of rollout.stays.entries()) {
      const [old, next] = [this.nodes.get(was), this.nodes.get(is)];
      const row = Number(was.split("/").at(-2));
      const kind = old === undefined ? undefined : entryOf(previous.targets, old.target)?.[row];
      const purchase = next?.purchase;
      const alike =
        kind !== undefined &&
        old?.target === next?.target &&
        purchase !== undefined &&
        kind.pool === purchase.pool &&
        kind.instanceType === purchase.instanceType &&
        kind.purchaseOption === purchase.purchaseOption &&
        (kind.purchaseOption === "owned" || kind.availabilityZone === purchase.availabilityZone);
      if (old === undefined || next === undefined || !old.goes || !alike) {
        this.refuse(["stays", index], `${was} and ${is} are not one node of what was and of the plan`);
        continue;
      }
      for (const [id, pods] of old.pods) put(next.pods, id, pods);
      next.stands = true;
      this.nodes.delete(was);
    }
  }

  private addSurge(): void {
    const { rollout, plan } = this.input;
    for (const [name, key] of Object.entries(rollout.surge.nodes)) {
      const [target = ""] = name.split("/surge/");
      const purchase = entryOf(entryOf(plan.clusters, target)?.purchases ?? {}, key);
      if (purchase === undefined) this.refuse(["surge", "nodes", name], `is like no purchase of ${target}`);
      else
        this.nodes.set(name, { ...this.like(target, purchase), ends: new Map(), goes: true, stands: false });
    }
  }

  private standing(): Node[] {
    return [...this.nodes.values()].filter(({ stands }) => stands);
  }

  /** Over the zones in which the plan has it. */
  private skewOf(id: string): number {
    const workload = this.workload(id);
    if (workload?.zoneSpread === undefined || workload.target.kind !== "cluster") return 0;
    const counts = new Map(Object.keys(workload.placement.byAvailabilityZone).map((zone) => [zone, 0]));
    for (const { target, zone, pods } of this.standing())
      if (target === workload.target.name && (pods.get(id) ?? 0) > 0)
        counts.set(zone, (counts.get(zone) ?? 0) + (pods.get(id) ?? 0));
    const all = [...counts.values()];
    return all.length === 0 ? 0 : Math.max(...all) - Math.min(...all);
  }

  private node(name: string, path: Path): Node | undefined {
    const node = this.nodes.get(name);
    if (node?.stands === true) return node;
    this.refuse(
      path,
      node === undefined ? `names no node: ${name}` : `${name} does not stand yet, or no more`,
    );
    return undefined;
  }

  /** All that is there and all that comes together. */
  private room(name: string, node: Node, coming: ReadonlyMap<string, number>, path: Path): void {
    const { purchase } = node;
    if (purchase === undefined) {
      this.refuse(path, `${name} is to go, and replicas come to it`);
      return;
    }
    const held = new Map(node.pods);
    for (const [id, replicas] of coming) put(held, id, replicas);
    const resources = new Set(
      [...coming.keys()].flatMap((id) => Object.keys(this.workload(id)?.requests ?? {})),
    );
    for (const resource of resources) {
      const used = [...held].reduce(
        (sum, [id, replicas]) => sum + replicas * amountOf(this.workload(id)?.requests ?? {}, resource),
        amountOf(purchase.systemLoad, resource),
      );
      const has = Object.hasOwn(purchase.allocatable, resource)
        ? amountOf(purchase.allocatable, resource)
        : 1;
      if (used > has) this.refuse(path, `${name} would hold ${used} of ${resource}, and has ${has}`);
    }
    for (const id of coming.keys()) this.neighbours(name, id, held, path);
  }

  private neighbours(name: string, id: string, held: ReadonlyMap<string, number>, path: Path): void {
    const workload = this.workload(id);
    const { maxPerNode = Infinity, apartFrom = [], dedicatedNodes } = workload ?? {};
    if ((held.get(id) ?? 0) > maxPerNode)
      this.refuse(path, `${name} would hold ${held.get(id) ?? 0} of ${id}, and ${maxPerNode} may be there`);
    for (const other of held.keys()) {
      if (other === id) continue;
      const theirs = this.workload(other);
      if (apartFrom.includes(other) || theirs?.apartFrom?.includes(id) === true)
        this.refuse(path, `${name} would hold ${id} and ${other}, which keep apart`);
      if (theirs?.dedicatedNodes !== dedicatedNodes)
        this.refuse(path, `${name} would hold ${id} and ${other}, which share no nodes`);
    }
  }

  /** Every limit on what stands at once, with how much of it does; `coming`: workloads whose replicas come. */
  private used(coming: Iterable<string> = []): UsedLimit[] {
    const { plan, fleet } = this.input;
    const standing = this.standing();
    const ids = new Set([...standing.flatMap(({ pods }) => [...pods.keys()]), ...coming]);
    return usedLimits(standing, ids, plan, fleet);
  }

  /** With what is added in this wave, before anything is removed. */
  private limits(path: Path, coming: Iterable<string>): void {
    for (const { key, used, isOwn, most = Infinity } of this.used(coming)) {
      this.tell(key, used, most, isOwn);
      const surge = isOwn === true ? (entryOf(this.input.rollout.surge.limits, key) ?? 0) : 0;
      const allowed = Math.max(most, this.stood.get(key) ?? 0) + surge;
      if (used > allowed) this.refuse(path, `has ${used} for ${key} at once, and ${allowed} may be`);
    }
  }

  private tell(key: string, used: number, most: number, isOwn: true | undefined): void {
    if (isOwn === true) return;
    this.counted.set(key, { most, atOnce: Math.max(used, this.counted.get(key)?.atOnce ?? 0) });
  }

  /** What the rollout says of its limits, and that it raises none but those of pools. */
  told(): void {
    const { limits = {}, surge } = this.input.rollout;
    // A node group of which no node ever stands is told with 0.
    for (const [key, { atOnce }] of Object.entries(limits))
      if (!this.counted.has(key) && atOnce > 0) this.refuse(["limits", key], "is no limit of the fleet");
    for (const [key, counted] of this.counted) {
      const fault = limitFault(limits, key, counted);
      if (fault !== undefined) this.refuse(["limits", key], fault);
    }
    for (const key of Object.keys(surge.limits))
      if (!key.startsWith("pool "))
        this.refuse(["surge", "limits", key], "is raised, and no pool's own limit");
  }

  private budgets(moves: readonly PodMove[], path: Path): void {
    const down = new Map<string, number>();
    for (const { workload, replicas, startFirst } of moves) {
      if (startFirst === true) {
        const most = entryOf(this.input.rollout.surge.replicas, workload) ?? 0;
        if (replicas > most)
          this.refuse(path, `starts ${replicas} of ${workload} first, and the surge says ${most}`);
      } else down.set(workload, (down.get(workload) ?? 0) + replicas);
    }
    for (const [id, replicas] of down) {
      const { disruptionBudget = {}, replicas: all = 0 } = this.workload(id) ?? {};
      const { minAvailable, maxUnavailable } = disruptionBudget;
      const most =
        minAvailable === undefined && maxUnavailable === undefined
          ? Math.max(1, Math.floor(all / 4))
          : Math.min(maxUnavailable ?? all, all - (minAvailable ?? 0));
      if (replicas > most) this.refuse(path, `takes ${replicas} of ${id} down at once, and ${most} may be`);
    }
  }

  private take(step: PodStep, path: Path): void {
    const node = this.node(step.node, path);
    if (node === undefined) return;
    const there = node.pods.get(step.workload) ?? 0;
    if (!(step.replicas > 0) || there < step.replicas)
      this.refuse(path, `takes ${step.replicas} of ${step.workload} off ${step.node}, which has ${there}`);
    else put(node.pods, step.workload, -step.replicas);
  }

  wave({ addNodes, end, move, start, removeNodes }: RolloutWave, index: number): void {
    const path: Path = ["waves", index];
    const empty = new Set([...this.nodes].flatMap(([name, { pods }]) => (pods.size === 0 ? [name] : [])));
    const coming = new Map<string, Map<string, number>>();
    const come = (name: string, id: string, replicas: number): void => {
      const pods = coming.get(name) ?? new Map<string, number>();
      put(pods, id, replicas);
      coming.set(name, pods);
    };
    for (const { to, workload, replicas } of move) come(to, workload, replicas);
    for (const { node, workload, replicas } of start) come(node, workload, replicas);
    for (const [name, pods] of coming) {
      const node = this.node(name, path);
      if (node !== undefined) this.room(name, node, pods, path);
    }
    this.budgets(move, path);
    const running = this.standing().flatMap(({ pods }) => [...pods.keys()]);
    for (const step of end) this.take(step, path);
    for (const { workload, from, replicas } of move) this.take({ workload, node: from, replicas }, path);
    for (const [name, pods] of coming)
      for (const [id, replicas] of pods)
        put(this.nodes.get(name)?.pods ?? new Map<string, number>(), id, replicas);
    for (const name of addNodes) {
      const node = this.nodes.get(name);
      if (node === undefined || node.stands) this.refuse(path, `adds ${name}, which is no node to be added`);
      else node.stands = true;
    }
    this.limits(path, running);
    for (const name of removeNodes) {
      const node = this.nodes.get(name);
      if (node === undefined || !node.goes || !node.stands || !empty.has(name) || node.pods.size > 0)
        this.refuse(path, `removes ${name}, which is no empty node that goes`);
      else node.stands = false;
    }
    for (const id of new Set([...move, ...start].map(({ workload }) => workload))) this.spread(id, path);
  }

  private spread(id: string, path: Path): void {
    const { maxSkew } = this.workload(id)?.zoneSpread ?? {};
    if (maxSkew === undefined) return;
    const [skew, most] = [this.skewOf(id), Math.max(maxSkew, this.skews.get(id) ?? 0)];
    if (skew > most) this.refuse(path, `leaves ${id} with a skew of ${skew} over zones, and ${most} may be`);
  }

  /** Where nothing is blocked, what stands in the end is the plan. */
  end(): void {
    for (const [name, { goes, stands, pods, ends }] of this.nodes) {
      if (stands === goes) this.refuse([], `${name} ${goes ? "still stands" : "does not stand"} in the end`);
      const same = pods.size === ends.size && [...ends].every(([id, replicas]) => pods.get(id) === replicas);
      if (!goes && !same) this.refuse([], `${name} does not hold in the end what the plan has on it`);
    }
  }
}

/** Empty where the order leads from what was to the plan and no wave breaks a rule. */
export function checkRollout(input: RolloutCheckInput): readonly Refusal[] {
  const { refuse, refusals } = refusalList();
  const { rollout, previous } = input;
  if (rollout.previousDigest !== previous.digest)
    refuse(
      ["previousDigest"],
      `is ${rollout.previousDigest}, and the order is checked with ${previous.digest}`,
    );
  const check = new RolloutCheck(input, refuse);
  for (const [index, wave] of rollout.waves.entries()) check.wave(wave, index);
  check.told();
  if (rollout.status !== "blocked") check.end();
  const { limits, replicas, nodes } = rollout.surge;
  const surges = [limits, replicas, nodes].some((members) => Object.keys(members).length > 0);
  if (surges && rollout.status === "ordered") refuse(["status"], "is ordered, and the order takes a surge");
  return refusals();
}
