/**
 * A node's replacement, as an upgrade does it: another of its kind comes, the node is cordoned, its pods are evicted and
 * made again, and it goes. Every node is replaced by itself, from the same state. Pods that leave one at a time find the
 * node's other pods still standing, pods that leave all at once do not, so both are tried in turn. Disruption budgets
 * only decide how many leave at once.
 */
import { randomFrom, shuffle } from "../units/random.js";
import { present } from "../units/invariant.js";
import type { ModelNodes, ModelPods } from "./model-input.js";
import { retry } from "./replay-pods.js";
import { SchedulerModel } from "./scheduler-model.js";

/** Of one replay in which every pod found a node. */
export interface Bindings {
  /** By pod: index of its template, and the number of its node. */
  readonly pods: readonly number[];
  readonly nodes: readonly number[];
  /** Draws lots among equal nodes, and the order in which pods leave. */
  readonly seed: number;
}

export interface NodeReplacement {
  /** Index of the node's group. */
  readonly group: number;
  /** Holds what found a node once the replaced one is gone. */
  readonly model: SchedulerModel;
  /** By the pods' index. */
  readonly pending: Int32Array;
  readonly pendingPods: number;
}

interface Scene {
  readonly nodes: readonly ModelNodes[];
  readonly pods: readonly ModelPods[];
}

/** A model with one node more in the group. */
interface Surge {
  readonly model: SchedulerModel;
  /** Number of each node of the plain model in this one, and back. */
  readonly numberOf: readonly number[];
  readonly fresh: number;
}

interface Leaving {
  readonly pods: number;
  /** The node that it has found; undefined: none yet. */
  node: number | undefined;
}

const FRESH = "replacement";

export class NodeReplacements {
  private readonly surges = new Map<number, Surge>();
  /** Looks of models of nodes that were replaced. */
  private looksOnceGone = 0;

  /** `plain`: a model of the same scene, whose numbers of nodes the bindings use. */
  constructor(
    private readonly scene: Scene,
    private readonly plain: SchedulerModel,
  ) {}

  /** Looks of pods at nodes so far. */
  get looks(): number {
    return [...this.surges.values()].reduce((sum, { model }) => sum + model.looks, this.looksOnceGone);
  }

  private surgeOf(group: number): Surge {
    const known = this.surges.get(group);
    if (known !== undefined) return known;
    const nodes = this.scene.nodes.map((one, index) =>
      index === group ? { ...one, names: [...one.names, FRESH] } : one,
    );
    const model = new SchedulerModel({ nodes, pods: this.scene.pods });
    const numberOf = this.plain.nodeNames.map((name) => model.nodeOf(name));
    const surge = { model, numberOf, fresh: model.nodeOf(FRESH) };
    this.surges.set(group, surge);
    return surge;
  }

  /** Of the nodes of these groups the replacement that leaves most pods pending; undefined where none leaves any. */
  worst(bindings: Bindings, groups: readonly number[], mostPending = Infinity): NodeReplacement | undefined {
    let worst: NodeReplacement | undefined;
    for (const group of groups) {
      const surge = this.surgeOf(group);
      surge.model.clear(bindings.seed);
      bindings.pods.forEach((pods, index) => {
        surge.model.bind(pods, numberIn(surge, present(bindings.nodes[index], "node of a pod")));
      });
      for (const node of this.nodesOf(group)) {
        const found = this.replaced(surge, bindings, node);
        if (found === undefined || found.pendingPods <= (worst?.pendingPods ?? 0)) continue;
        worst = { ...found, group };
        if (worst.pendingPods > mostPending) return worst;
      }
    }
    return worst;
  }

  private nodesOf(group: number): number[] {
    return this.plain.nodeNames.flatMap((_name, node) =>
      this.plain.groupOfNode(node) === group ? [node] : [],
    );
  }

  private replaced(
    surge: Surge,
    bindings: Bindings,
    node: number,
  ): Omit<NodeReplacement, "group"> | undefined {
    const { model } = surge;
    const old = numberIn(surge, node);
    const leaving = this.leavingIn(bindings, node);
    // Not the lowest bit: orders of arrival take turns by that.
    const atOnce = Math.floor(bindings.seed / 4) % 2 === 0;
    model.cordon(old);
    if (atOnce) for (const { pods } of leaving) model.unbind(pods, old);
    for (const one of leaving) {
      if (!atOnce) model.unbind(one.pods, old);
      this.schedule(model, one, old);
    }
    const waiting = leaving.flatMap(({ node: found }, index) => (found === undefined ? [index] : []));
    const left = retry((index) => this.schedule(model, present(leaving[index], "pod"), old), waiting);
    const result = left.length === 0 ? undefined : this.onceGone({ surge, bindings, node, leaving });
    for (const { pods, node: found } of leaving) {
      if (found !== undefined) model.unbind(pods, found);
      model.bind(pods, old);
    }
    model.uncordon(old);
    return result;
  }

  /** Higher priorities first; among equals any order. */
  private leavingIn({ pods, nodes, seed }: Bindings, node: number): Leaving[] {
    const own = Int32Array.from(pods.filter((_one, index) => nodes[index] === node));
    shuffle(own, randomFrom(seed + node));
    const priority = (index: number): number => this.scene.pods[index]?.priority ?? 0;
    return [...own]
      .sort((left, right) => priority(right) - priority(left))
      .map((index) => ({ pods: index, node: undefined }));
  }

  /** A volume that stands in a zone has its pod there again. */
  private schedule(model: SchedulerModel, one: Leaving, old: number): boolean {
    const stays = this.scene.pods[one.pods]?.staysInZone === true;
    const zone = model.zoneOfNode(old);
    const elsewhere = stays
      ? model.nodeNames.flatMap((_name, node) =>
          model.zoneOfNode(node) === zone || node === old ? [] : [node],
        )
      : [];
    for (const node of elsewhere) model.cordon(node);
    one.node = model.schedule(one.pods);
    for (const node of elsewhere) model.uncordon(node);
    return one.node !== undefined;
  }

  /** The replaced node is no domain of any spread any more: the new one stands in its place, in a model of as many. */
  private onceGone(state: {
    readonly surge: Surge;
    readonly bindings: Bindings;
    readonly node: number;
    readonly leaving: readonly Leaving[];
  }): Omit<NodeReplacement, "group"> | undefined {
    const { surge, bindings, node, leaving } = state;
    const model = new SchedulerModel({ ...this.scene, seed: bindings.seed });
    const plainOf = new Map(surge.numberOf.map((number, plain) => [number, plain]));
    bindings.pods.forEach((pods, index) => {
      const own = present(bindings.nodes[index], "node of a pod");
      if (own !== node) model.bind(pods, own);
    });
    for (const { pods, node: found } of leaving)
      if (found !== undefined) model.bind(pods, found === surge.fresh ? node : (plainOf.get(found) ?? node));
    const waiting = leaving.flatMap(({ node: found }, index) => (found === undefined ? [index] : []));
    const left = retry((index) => this.schedule(model, { ...present(leaving[index], "pod") }, node), waiting);
    this.looksOnceGone += model.looks;
    if (left.length === 0) return undefined;
    const pending = new Int32Array(this.scene.pods.length);
    for (const index of left) {
      const { pods } = present(leaving[index], "pod");
      pending[pods] = (pending[pods] ?? 0) + 1;
    }
    return { model, pending, pendingPods: left.length };
  }
}

function numberIn({ numberOf }: Surge, node: number): number {
  return present(numberOf[node], `node ${node} of the scheduler model`);
}
