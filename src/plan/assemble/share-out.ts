/**
 * Gives the items of each class back to the workloads that were merged into it. Each group of equal nodes
 * takes a part of every member in proportion to its replicas, so that a workload stands in as many zones as
 * its class does; inside a group, members fill nodes one after another, so that there are few layouts.
 */
import { invariant, present } from "../../units/invariant.js";
import type { ReplicaClass } from "../formulate/classes.js";
import type { FilledNodes, PatternNodes } from "../pack/filled-nodes.js";

interface Member {
  readonly id: string;
  readonly replicas: number;
  given: number;
}

interface Ledger {
  readonly members: readonly Member[];
  readonly demand: number;
  passed: number;
}

/** How much of `items` each member takes: what brings it closest to its part of all items so far. */
function portions(ledger: Ledger, items: number): number[] {
  const passed = ledger.passed + items;
  const lacks = ledger.members.map(({ replicas, given }) => (replicas * passed) / ledger.demand - given);
  let rest = items;
  const portion = lacks.map((lack, index) => {
    const member = present(ledger.members[index], "class member");
    const taken = Math.max(0, Math.min(Math.floor(lack), rest, member.replicas - member.given));
    rest -= taken;
    return taken;
  });
  const byLack = lacks.map((_lack, index) => index);
  const left = (index: number): number => (lacks[index] ?? 0) - (portion[index] ?? 0);
  byLack.sort((one, other) => left(other) - left(one) || one - other);
  while (rest > 0) {
    const before = rest;
    for (const index of byLack) {
      const member = present(ledger.members[index], "class member");
      if (rest === 0 || member.given + (portion[index] ?? 0) >= member.replicas) continue;
      portion[index] = (portion[index] ?? 0) + 1;
      rest -= 1;
    }
    invariant(rest < before, "a packing holds more items of a class than its demand");
  }
  for (const [index, member] of ledger.members.entries()) member.given += portion[index] ?? 0;
  ledger.passed = passed;
  return portion;
}

interface Queue {
  readonly items: number;
  readonly rest: { readonly id: string; count: number }[];
}

/** How many nodes in a row get the same members from this queue, and which. */
function nextRun(queue: Queue): {
  readonly nodes: number;
  readonly pods: readonly (readonly [string, number])[];
} {
  const first = queue.rest.find(({ count }) => count > 0);
  if (first !== undefined && first.count >= queue.items) {
    return { nodes: Math.floor(first.count / queue.items), pods: [[first.id, queue.items]] };
  }
  let missing = queue.items;
  const pods: (readonly [string, number])[] = [];
  for (const { id, count } of queue.rest) {
    const taken = Math.min(missing, count);
    if (taken > 0) pods.push([id, taken]);
    missing -= taken;
  }
  return { nodes: 1, pods };
}

function take(queue: Queue, id: string, count: number): void {
  const holder = present(
    queue.rest.find((one) => one.id === id && one.count >= count),
    `replicas of ${id}`,
  );
  holder.count -= count;
}

function fill({ kind, nodes, pattern }: PatternNodes, ledgers: readonly Ledger[]): FilledNodes[] {
  const queues = pattern.map(({ packingClass, items }): Queue => {
    const ledger = present(ledgers[packingClass], "replica class");
    const counts = portions(ledger, nodes * items);
    return { items, rest: ledger.members.map(({ id }, index) => ({ id, count: counts[index] ?? 0 })) };
  });
  const filled: FilledNodes[] = [];
  for (let rest = nodes; rest > 0;) {
    const runs = queues.map(nextRun);
    const run = Math.min(rest, ...runs.map((one) => one.nodes));
    const pods = new Map<string, number>();
    for (const [index, one] of runs.entries()) {
      for (const [id, count] of one.pods) {
        pods.set(id, (pods.get(id) ?? 0) + count);
        take(present(queues[index], "queue"), id, count * run);
      }
    }
    filled.push({ kind, nodes: run, pods });
    rest -= run;
  }
  return filled;
}

export function shareOut(groups: readonly PatternNodes[], classes: readonly ReplicaClass[]): FilledNodes[] {
  const ledgers = classes.map(({ members, replicas }): Ledger => ({
    members: members.map(({ workload, replicas: count }) => ({ id: workload.id, replicas: count, given: 0 })),
    demand: replicas,
    passed: 0,
  }));
  return groups.flatMap((group) => fill(group, ledgers));
}
