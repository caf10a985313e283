/** The pods of a scheduler model, one entry a template, with every question to nodes prepared. */
import { meetsTerms, tolerates } from "../model/selectors.js";
import { amountOf } from "../units/resources.js";
import { GROUP_FILTERS } from "./filters/group-filters.js";
import { meetsNodeAffinity } from "./filters/node-affinity.js";
import type { ModelNodes, ModelPods, PodTerm, SpreadRule } from "./model-input.js";
import { CPU, MEMORY } from "./node-table.js";
import type { NodeTable } from "./node-table.js";
import type { PodCounter, PodCounters } from "./pod-counters.js";

/** What a container without requests counts as in scores (scheduler/util/pod_resources.go, v1.36.3). */
const DEFAULT_CPU_MILLI = 100;
const DEFAULT_MEMORY_MIB = 200;
/** A pod's required affinity to the incoming pod weighs this in its score (hardPodAffinityWeight, the default). */
const REQUIRED_AFFINITY_WEIGHT = 1;

export interface CompiledSpread {
  readonly rule: SpreadRule;
  readonly counter: PodCounter;
  /** Domains with a node that the pod's node affinity meets. */
  readonly eligible: readonly number[];
  readonly countsItself: boolean;
  readonly overNodes: boolean;
}

export interface CompiledAffinity {
  readonly counter: PodCounter;
  readonly selectsItself: boolean;
}

export interface WeightedCounter {
  readonly counter: PodCounter;
  /** Negative for anti-affinity. */
  readonly weight: number;
}

export interface CompiledPods {
  readonly index: number;
  readonly pods: ModelPods;
  /** Numbers of the resources that it requests, and how much of each. */
  readonly requested: Int32Array;
  readonly amounts: Float64Array;
  /** Requested CPU and memory, and the same with the scheduler's defaults where a pod requests none. */
  readonly own: Float64Array;
  readonly scored: Float64Array;
  /** By node group: the reason why its nodes are out whatever runs on them. */
  readonly excluded: readonly (string | undefined)[];
  /** By node group: weight of the preferred node affinity that holds there; empty where it prefers none. */
  readonly preference: readonly number[];
  /** By node group: taints of effect PreferNoSchedule that it does not tolerate; empty where there are none. */
  readonly distaste: readonly number[];
  readonly hardSpread: readonly CompiledSpread[];
  readonly softSpread: readonly CompiledSpread[];
  readonly affinity: readonly CompiledAffinity[];
  /** Where any of these stands, the pod may not: its own terms, then those of others that select it. */
  readonly ownAnti: readonly PodCounter[];
  readonly othersAnti: readonly PodCounter[];
  readonly preferredPods: readonly WeightedCounter[];
}

function preferenceOf({ preferredNodeTerms }: ModelPods, { labels }: ModelNodes): number {
  // One term at a time, as required terms are read: a term without requirements never holds.
  const held = preferredNodeTerms.filter((term) => meetsTerms(labels, [term]));
  return held.reduce((sum, { weight }) => sum + weight, 0);
}

function distasteOf({ tolerations }: ModelPods, { taints }: ModelNodes): number {
  if (tolerations === undefined) return 0;
  const discouraging = taints.filter(({ effect }) => effect === "PreferNoSchedule");
  return discouraging.filter((taint) => !tolerations.some((one) => tolerates(one, taint))).length;
}

function unlessAllZero(values: readonly number[]): readonly number[] {
  return values.some((value) => value > 0) ? values : [];
}

function isSoft({ hard }: SpreadRule): boolean {
  return !hard;
}

class Compiler {
  constructor(
    private readonly all: readonly ModelPods[],
    private readonly nodes: NodeTable,
    private readonly counters: PodCounters,
  ) {}

  private spread(pods: ModelPods, rules: readonly SpreadRule[]): CompiledSpread[] {
    const meeting = this.nodes.groups.map(({ labels }) => meetsNodeAffinity(pods, labels));
    return rules.map((rule) => {
      const counter = this.counters.counting(rule.topologyKey, rule.selects);
      const eligible = new Set<number>();
      for (const [node, group] of this.nodes.groupOf.entries())
        if (meeting[group] === true) eligible.add(counter.of[node] ?? -1);
      eligible.delete(-1);
      const countsItself = rule.selects.includes(pods.id);
      const overNodes = this.nodes.domains(rule.topologyKey).count === this.nodes.size;
      return { rule, counter, eligible: [...eligible], countsItself, overNodes };
    });
  }

  private terms(pods: ModelPods, has: (term: PodTerm) => boolean): PodCounter[] {
    return pods.terms
      .filter(has)
      .map(({ topologyKey, selects }) => this.counters.counting(topologyKey, selects));
  }

  /** Terms of all pods that select this one, as counts of the pods that carry them. */
  private selecting(
    { id }: ModelPods,
    has: (term: PodTerm) => boolean,
  ): { term: PodTerm; counter: PodCounter }[] {
    return this.all.flatMap((other) =>
      other.terms
        .filter((term) => has(term) && term.selects.includes(id))
        .map((term) => ({ term, counter: this.counters.counting(term.topologyKey, [other.id]) })),
    );
  }

  private preferred(pods: ModelPods): WeightedCounter[] {
    const signed = ({ anti, weight = REQUIRED_AFFINITY_WEIGHT }: PodTerm): number =>
      anti ? -weight : weight;
    const own = pods.terms.filter(({ weight }) => weight !== undefined);
    return [
      ...own.map((term) => ({
        counter: this.counters.counting(term.topologyKey, term.selects),
        weight: signed(term),
      })),
      ...this.selecting(pods, ({ anti, weight }) => weight !== undefined || !anti).map(
        ({ term, counter }) => ({
          counter,
          weight: signed(term),
        }),
      ),
    ];
  }

  compiled(pods: ModelPods, index: number): CompiledPods {
    const { groups, resources } = this.nodes;
    const { requests } = pods;
    const requested = resources.flatMap((name, resource) => (amountOf(requests, name) > 0 ? [resource] : []));
    const own = Float64Array.from([amountOf(requests, "cpuMilli"), amountOf(requests, "memoryMiB")]);
    const scored = new Float64Array(2);
    scored[CPU] = own[CPU] || DEFAULT_CPU_MILLI;
    scored[MEMORY] = own[MEMORY] || DEFAULT_MEMORY_MIB;
    const required = (anti: boolean) => (term: PodTerm) => term.anti === anti && term.weight === undefined;
    return {
      index,
      pods,
      requested: Int32Array.from(requested),
      amounts: Float64Array.from(requested, (resource) => amountOf(requests, resources[resource] ?? "")),
      own,
      scored,
      excluded: groups.map((group) =>
        GROUP_FILTERS.reduce<string | undefined>(
          (reason, filter) => reason ?? filter(pods, group),
          undefined,
        ),
      ),
      preference: unlessAllZero(groups.map((group) => preferenceOf(pods, group))),
      distaste: unlessAllZero(groups.map((group) => distasteOf(pods, group))),
      hardSpread: this.spread(
        pods,
        pods.spread.filter(({ hard }) => hard),
      ),
      softSpread: this.spread(pods, pods.spread.filter(isSoft)),
      affinity: this.terms(pods, required(false)).map((counter, term) => ({
        counter,
        selectsItself: pods.terms.filter(required(false))[term]?.selects.includes(pods.id) ?? false,
      })),
      ownAnti: this.terms(pods, required(true)),
      othersAnti: this.selecting(pods, required(true)).map(({ counter }) => counter),
      preferredPods: this.preferred(pods),
    };
  }
}

export function compilePods(
  all: readonly ModelPods[],
  nodes: NodeTable,
  counters: PodCounters,
): readonly CompiledPods[] {
  const compiler = new Compiler(all, nodes, counters);
  return all.map((pods, index) => compiler.compiled(pods, index));
}
