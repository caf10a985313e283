/**
 * The nodes of a scheduler model as flat arrays, because every pod looks at every node: vectors of `resources`
 * numbers a node, node after node. Nodes stand in the order in which the scheduler walks them: zones in turn
 * (internal/cache/node_tree.go, v1.36.3).
 */
import { NODE_LABELS } from "../model/kubernetes.js";
import { amountOf, isHostPort, resourceNames } from "../units/resources.js";
import type { ResourceVector } from "../units/resources.js";
import type { ModelNodes } from "./model-input.js";

/** Numbers of the resources that scores look at; others follow in order of name. */
export const CPU = 0;
export const MEMORY = 1;

/** Which domain of a topology each node is in; -1 where it lacks the label. */
export interface Domains {
  readonly of: Int32Array;
  readonly count: number;
}

export function at(
  vector: Float64Array | Int32Array | Uint8Array | readonly number[],
  index: number,
): number {
  return vector[index] ?? 0;
}

/** CPU and memory first, so that they have the numbers that scores use. */
function numbered(vectors: readonly ResourceVector[]): string[] {
  const others = resourceNames(...vectors).filter((name) => name !== "cpuMilli" && name !== "memoryMiB");
  return ["cpuMilli", "memoryMiB", ...others];
}

interface PlacedNode {
  readonly name: string;
  readonly group: number;
}

function zonesInTurn(groups: readonly ModelNodes[]): PlacedNode[] {
  const byZone = new Map<string, PlacedNode[]>();
  for (const [group, { names, labels }] of groups.entries()) {
    const zone = `${labels[NODE_LABELS.region] ?? ""} ${labels[NODE_LABELS.availabilityZone] ?? ""}`;
    const nodes = byZone.get(zone) ?? [];
    byZone.set(zone, nodes);
    for (const name of names) nodes.push({ name, group });
  }
  const zones = [...byZone.keys()].sort().map((zone) => byZone.get(zone) ?? []);
  const longest = zones.reduce((most, { length }) => Math.max(most, length), 0);
  const inTurn: PlacedNode[] = [];
  for (let turn = 0; turn < longest; turn += 1)
    for (const nodes of zones) {
      const node = nodes[turn];
      if (node !== undefined) inTurn.push(node);
    }
  return inTurn;
}

export class NodeTable {
  readonly resources: readonly string[];
  readonly names: readonly string[];
  /** Index into `groups`. */
  readonly groupOf: Int32Array;
  readonly capacity: Float64Array;
  readonly requested: Float64Array;
  /** CPU and memory of each node with the scheduler's defaults for pods that request none. */
  readonly scored: Float64Array;
  private readonly domainsByKey = new Map<string, Domains>();

  constructor(
    readonly groups: readonly ModelNodes[],
    requests: readonly ResourceVector[],
  ) {
    this.resources = numbered([
      ...groups.flatMap(({ allocatable, systemLoad }) => [allocatable, systemLoad]),
      ...requests,
    ]);
    const nodes = zonesInTurn(groups);
    this.names = nodes.map(({ name }) => name);
    this.groupOf = Int32Array.from(nodes, ({ group }) => group);
    this.capacity = this.filled(({ allocatable }, name) =>
      isHostPort(name) ? 1 : amountOf(allocatable, name),
    );
    this.requested = this.filled(({ systemLoad }, name) => amountOf(systemLoad, name));
    this.scored = new Float64Array(2 * nodes.length);
    this.clear();
  }

  private filled(amount: (group: ModelNodes, resource: string) => number): Float64Array {
    const { groups, resources, groupOf } = this;
    const vectors = groups.map((group) => resources.map((name) => amount(group, name)));
    const table = new Float64Array(groupOf.length * resources.length);
    for (const [node, group] of groupOf.entries()) table.set(vectors[group] ?? [], node * resources.length);
    return table;
  }

  /** Nothing but system load is requested again. */
  clear(): void {
    const { groups, resources, groupOf, requested, scored } = this;
    const vectors = groups.map(({ systemLoad }) => resources.map((name) => amountOf(systemLoad, name)));
    for (const [node, group] of groupOf.entries()) {
      const vector = vectors[group] ?? [];
      requested.set(vector, node * resources.length);
      scored[2 * node + CPU] = at(vector, CPU);
      scored[2 * node + MEMORY] = at(vector, MEMORY);
    }
  }

  get size(): number {
    return this.groupOf.length;
  }

  domains(topologyKey: string): Domains {
    const known = this.domainsByKey.get(topologyKey);
    if (known !== undefined) return known;
    const domains =
      topologyKey === NODE_LABELS.hostname
        ? { of: Int32Array.from(this.groupOf.keys()), count: this.size }
        : this.labelled(topologyKey);
    this.domainsByKey.set(topologyKey, domains);
    return domains;
  }

  private labelled(key: string): Domains {
    const numbers = new Map<string, number>();
    const byGroup = this.groups.map(({ labels }) => {
      const value = Object.hasOwn(labels, key) ? labels[key] : undefined;
      if (value === undefined) return -1;
      const number = numbers.get(value) ?? numbers.size;
      numbers.set(value, number);
      return number;
    });
    return { of: Int32Array.from(this.groupOf, (group) => byGroup[group] ?? -1), count: numbers.size };
  }
}
