/**
 * A model of kube-scheduler's default profile (v1.36.3), one pod after another: nodes that pass the filters, the best
 * of them by the scores, the pod bound there. As in schedule_one.go a large cluster is not searched to the end: the
 * search goes round and stops when it has found enough. Kubernetes draws lots among equals; so does the model, from
 * a seed. Not modelled: preemption, gangs, image locality, devices by claim, nominated nodes.
 *
 * Asked directly, it answers for any state: `bind` and `unbind` pods as they are bound somewhere, then ask `feasible`,
 * `reasonsAgainst` and `scores` for the next one.
 */
import { present } from "../units/invariant.js";
import { randomFrom } from "../units/random.js";
import type { Random } from "../units/random.js";
import { PASSES } from "./filters/filter.js";
import type { NodeFilter, NodeJudge } from "./filters/filter.js";
import { CHANGING_FILTERS, FILLING_FILTERS } from "./filters/filters.js";
import { nodeUnschedulable } from "./filters/node-unschedulable.js";
import { topologySpread } from "./filters/topology-spread.js";
import type { ModelNodes, ModelPods } from "./model-input.js";
import { NodeTable, at } from "./node-table.js";
import { PodCounters } from "./pod-counters.js";
import { compilePods } from "./pod-table.js";
import type { CompiledPods } from "./pod-table.js";
import type { Candidates, NodeScorer } from "./scores/score.js";
import { CHANGING_SCORES, STEADY_SCORES } from "./scores/scores.js";

const ENOUGH_NODES = 100;
const LEAST_PERCENT = 5;

/**
 * How many feasible nodes end the search. percentageOfNodesToScore 0 is adaptive: 50 % less 1 % for each 125 nodes,
 * at least 5 %; never fewer than 100 nodes.
 */
export function nodesToFind(nodes: number, percentageOfNodesToScore = 0): number {
  if (nodes < ENOUGH_NODES) return nodes;
  const adaptive = Math.max(LEAST_PERCENT, 50 - Math.floor(nodes / 125));
  const percent = percentageOfNodesToScore === 0 ? adaptive : percentageOfNodesToScore;
  return Math.max(ENOUGH_NODES, Math.floor((nodes * percent) / 100));
}

export interface SchedulerModelInput {
  readonly nodes: readonly ModelNodes[];
  readonly pods: readonly ModelPods[];
  /** 0 to 100; 0: adaptive, the default. */
  readonly percentageOfNodesToScore?: number;
  /** Decides among nodes of equal score. @default 1 */
  readonly seed?: number;
}

const OPEN = 0;
const CLOSED = 1;
/** A score that must be computed anew. */
const UNKNOWN = -1;

function judgesOf(filters: readonly NodeFilter[], pod: CompiledPods, nodes: NodeTable): NodeJudge[] {
  return filters.flatMap((filter) => filter(pod, nodes) ?? []);
}

function passes(judges: readonly NodeJudge[], node: number): boolean {
  for (const judge of judges) if (judge(node) !== PASSES) return false;
  return true;
}

export class SchedulerModel {
  private readonly nodes: NodeTable;
  private readonly counters: PodCounters;
  private readonly pods: readonly CompiledPods[];
  private readonly indexOfPod: ReadonlyMap<string, number>;
  private readonly indexOfNode: ReadonlyMap<string, number>;
  /** Pod by pod, node by node: whether labels, taints or what is requested there keep the pod out. */
  private readonly closed: Uint8Array;
  /** Pod by pod, node by node: sum of the steady scores, or UNKNOWN. */
  private readonly steady: Int16Array;
  /** Pod by pod, made when first asked for: they read the node table, whatever candidates there are. */
  private readonly filling: (readonly NodeJudge[])[] = [];
  private readonly scorers: (readonly NodeScorer[])[] = [];
  private readonly enough: number;
  /** By node: 1 where it takes no more pods until it is uncordoned. */
  private readonly cordoned: Uint8Array;
  private readonly found: Int32Array;
  private readonly totals: Float64Array;
  private readonly raw: Float64Array;
  private random: Random;
  /** Where the next search for feasible nodes starts. */
  private start = 0;
  /** Looks of a pod at a node so far. */
  looks = 0;

  constructor({ nodes, pods, percentageOfNodesToScore = 0, seed = 1 }: SchedulerModelInput) {
    this.nodes = new NodeTable(
      nodes,
      pods.map(({ requests }) => requests),
    );
    const { size } = this.nodes;
    this.counters = new PodCounters(this.nodes);
    this.pods = compilePods(pods, this.nodes, this.counters);
    this.indexOfPod = new Map(pods.map(({ id }, index) => [id, index]));
    this.indexOfNode = new Map(this.nodes.names.map((name, index) => [name, index]));
    this.closed = new Uint8Array(pods.length * size);
    this.steady = new Int16Array(pods.length * size);
    this.enough = nodesToFind(size, percentageOfNodesToScore);
    this.cordoned = new Uint8Array(size);
    this.found = new Int32Array(size);
    this.totals = new Float64Array(size);
    this.raw = new Float64Array(size);
    this.random = randomFrom(seed);
    this.clear(seed);
  }

  /** As before the first pod, with lots drawn from this seed and no node cordoned. */
  clear(seed: number): void {
    this.cordoned.fill(0);
    this.nodes.clear();
    this.counters.clear();
    this.random = randomFrom(seed);
    this.start = 0;
    this.steady.fill(UNKNOWN);
    for (let node = 0; node < this.nodes.size; node += 1) this.reopen(node);
  }

  /** The filters that depend on what is bound there look at the node again. */
  private reopen(node: number): void {
    const { groupOf, size } = this.nodes;
    for (const pod of this.pods)
      this.closed[pod.index * size + node] =
        pod.excluded[at(groupOf, node)] === undefined && this.ignoresCordon(pod, node) ? OPEN : CLOSED;
  }

  private ignoresCordon({ pods }: CompiledPods, node: number): boolean {
    if (at(this.cordoned, node) === 0) return true;
    const group = present(this.nodes.groups[this.groupOfNode(node)], "group of nodes");
    return nodeUnschedulable(pods, { ...group, unschedulable: true }) === undefined;
  }

  /** What is bound there stays; nothing comes any more that does not tolerate it. */
  cordon(node: number): void {
    this.cordoned[node] = 1;
    this.reopen(node);
  }

  uncordon(node: number): void {
    this.cordoned[node] = 0;
    this.reopen(node);
  }

  /** In the order in which the scheduler walks them; numbers of nodes are places in this list. */
  get nodeNames(): readonly string[] {
    return this.nodes.names;
  }

  /** Index into the groups of the input. */
  groupOfNode(node: number): number {
    return at(this.nodes.groupOf, node);
  }

  zoneOfNode(node: number): string | undefined {
    return this.nodes.groups[this.groupOfNode(node)]?.availabilityZone;
  }

  /** Whether one more of these pods in the node's domain keeps their hard spread over it, whatever room is left there. */
  keepsSpread(pods: number, node: number, topologyKey: string): boolean {
    const { hardSpread } = this.compiled(pods);
    const rules = hardSpread.filter(({ rule }) => rule.topologyKey === topologyKey);
    return topologySpread({ ...this.compiled(pods), hardSpread: rules }, this.nodes)?.(node).length !== 1;
  }

  /** @throws InvariantError where no pods have this id */
  podsOf(id: string): number {
    return present(this.indexOfPod.get(id), `pods "${id}" of the scheduler model`);
  }

  /** @throws InvariantError where no node has this name */
  nodeOf(name: string): number {
    return present(this.indexOfNode.get(name), `node "${name}" of the scheduler model`);
  }

  private compiled(pods: number): CompiledPods {
    return present(this.pods[pods], `pods ${pods} of the scheduler model`);
  }

  /** Why the node cannot take one more of these pods, by the first filter that says no; empty where it can. */
  reasonsAgainst(pods: number, node: number): readonly string[] {
    const pod = this.compiled(pods);
    const excluded = pod.excluded[at(this.nodes.groupOf, node)];
    if (excluded !== undefined) return [excluded];
    if (!this.ignoresCordon(pod, node)) return ["node(s) were unschedulable"];
    for (const judge of judgesOf([...FILLING_FILTERS, ...CHANGING_FILTERS], pod, this.nodes)) {
      const reasons = judge(node);
      if (reasons.length > 0) return reasons;
    }
    return PASSES;
  }

  /** Numbers of all nodes that can take one more of these pods. */
  feasible(pods: number): Int32Array {
    return this.found.slice(0, this.search(this.compiled(pods), this.nodes.size));
  }

  /** Weighted sums of all scores of these nodes, which the filters have passed, in their order. */
  scores(pods: number, nodes: Int32Array): Float64Array {
    const candidates = { pod: this.compiled(pods), nodes: this.nodes, found: nodes, count: nodes.length };
    return this.rank(candidates).slice(0, nodes.length);
  }

  /** Fills `found`; answers how many, and moves on where the search went no further. */
  private search(pod: CompiledPods, enough: number): number {
    const { closed, found } = this;
    const { size } = this.nodes;
    const filling = this.fillingJudges(pod);
    const changing = judgesOf(CHANGING_FILTERS, pod, this.nodes);
    const row = pod.index * size;
    let [count, searched, node] = [0, 0, this.start];
    for (; searched < size && count < enough; searched += 1, node = node + 1 === size ? 0 : node + 1) {
      if (closed[row + node] === CLOSED) continue;
      if (!passes(filling, node)) closed[row + node] = CLOSED;
      else if (passes(changing, node)) {
        found[count] = node;
        count += 1;
      }
    }
    this.looks += searched;
    this.start = node;
    return count;
  }

  private fillingJudges(pod: CompiledPods): readonly NodeJudge[] {
    const known = this.filling[pod.index];
    if (known !== undefined) return known;
    const judges = judgesOf(FILLING_FILTERS, pod, this.nodes);
    this.filling[pod.index] = judges;
    return judges;
  }

  private steadyScorers(candidates: Candidates): readonly NodeScorer[] {
    const { index } = candidates.pod;
    const known = this.scorers[index];
    if (known !== undefined) return known;
    const scorers = STEADY_SCORES.flatMap(({ scorer }) => scorer(candidates) ?? []);
    this.scorers[index] = scorers;
    return scorers;
  }

  private rankSteadily(candidates: Candidates): void {
    const { pod, nodes, found, count } = candidates;
    const { totals, steady } = this;
    const row = pod.index * nodes.size;
    const scorers = this.steadyScorers(candidates);
    for (let index = 0; index < count; index += 1) {
      const node = found[index] ?? 0;
      let sum = steady[row + node] ?? UNKNOWN;
      if (sum === UNKNOWN) {
        sum = 0;
        for (const score of scorers) sum += score(node);
        steady[row + node] = sum;
      }
      totals[index] = sum;
    }
  }

  private rank(candidates: Candidates): Float64Array {
    const { totals, raw } = this;
    const { found, count } = candidates;
    this.rankSteadily(candidates);
    for (const { weight, scorer, normalise } of CHANGING_SCORES) {
      const score = scorer(candidates);
      if (score === undefined) continue;
      for (let index = 0; index < count; index += 1) raw[index] = score(found[index] ?? 0);
      normalise?.(raw, count);
      for (let index = 0; index < count; index += 1)
        totals[index] = (totals[index] ?? 0) + weight * (raw[index] ?? 0);
    }
    return totals;
  }

  private best(candidates: Candidates): number {
    const totals = this.rank(candidates);
    let [winner, most, equals] = [0, -1, 0];
    for (let index = 0; index < candidates.count; index += 1) {
      const total = totals[index] ?? 0;
      if (total < most) continue;
      equals = total === most ? equals + 1 : 1;
      // Each of the equals is drawn with the same chance.
      if (equals === 1 || this.random(equals) === 0) winner = candidates.found[index] ?? 0;
      most = total;
    }
    return winner;
  }

  /** Binds one pod where the scheduler would; answers the node, or undefined where none can take it. */
  schedule(pods: number): number | undefined {
    const pod = this.compiled(pods);
    const count = this.search(pod, this.enough);
    if (count === 0) return undefined;
    const { nodes, found } = this;
    const node = count === 1 ? at(found, 0) : this.best({ pod, nodes, found, count });
    this.bind(pods, node);
    return node;
  }

  /** Whether the node can take it is not asked. */
  bind(pods: number, node: number): void {
    this.move(this.compiled(pods), node, 1);
  }

  unbind(pods: number, node: number): void {
    this.move(this.compiled(pods), node, -1);
    this.reopen(node);
  }

  private move({ pods, requested, amounts, scored }: CompiledPods, node: number, change: 1 | -1): void {
    const { resources, requested: used, scored: seen } = this.nodes;
    const first = node * resources.length;
    for (let index = 0; index < requested.length; index += 1) {
      const place = first + at(requested, index);
      used[place] = at(used, place) + change * at(amounts, index);
    }
    for (let resource = 0; resource < 2; resource += 1)
      seen[2 * node + resource] = at(seen, 2 * node + resource) + change * at(scored, resource);
    this.counters.move(pods.id, node, change);
    for (let row = node; row < this.steady.length; row += this.nodes.size) this.steady[row] = UNKNOWN;
  }
}
