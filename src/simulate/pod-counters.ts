/**
 * How many pods of a set stand in each domain of a topology. Spread rules and terms of pod affinity are questions to
 * such counts; equal ones are kept once and change as pods are bound.
 */
import { at } from "./node-table.js";
import type { NodeTable } from "./node-table.js";

export interface PodCounter {
  /** Domain of each node; -1 where it lacks the label. */
  readonly of: Int32Array;
  /** By domain. */
  readonly counts: Int32Array;
  total: number;
}

export class PodCounters {
  private readonly byKey = new Map<string, PodCounter>();
  private readonly byPod = new Map<string, PodCounter[]>();

  constructor(private readonly nodes: NodeTable) {}

  /** Counts the pods of `ids` by domain of `topologyKey`; must be asked for before the first pod is bound. */
  counting(topologyKey: string, ids: readonly string[]): PodCounter {
    const distinct = [...new Set(ids)].sort();
    const key = [topologyKey, ...distinct].join("\n");
    const known = this.byKey.get(key);
    if (known !== undefined) return known;
    const domains = this.nodes.domains(topologyKey);
    const counter = { of: domains.of, counts: new Int32Array(domains.count), total: 0 };
    this.byKey.set(key, counter);
    for (const id of distinct) {
      const counters = this.byPod.get(id) ?? [];
      this.byPod.set(id, counters);
      counters.push(counter);
    }
    return counter;
  }

  /** `change` more pods of this id on the node. */
  move(id: string, node: number, change: 1 | -1): void {
    for (const counter of this.byPod.get(id) ?? []) {
      const domain = at(counter.of, node);
      if (domain < 0) continue;
      counter.counts[domain] = at(counter.counts, domain) + change;
      counter.total += change;
    }
  }

  clear(): void {
    for (const counter of this.byKey.values()) {
      counter.counts.fill(0);
      counter.total = 0;
    }
  }
}
