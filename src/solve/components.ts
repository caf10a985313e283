/**
 * Parts of a problem that share neither a type nor a cap: packed apart, each exactly as in the whole, and their
 * costs and bounds add up. Accelerator machines that nothing else may use are such a part, with few nodes of
 * great price, where rounding matters most and exact search is cheapest.
 */
import type { PackingProblem } from "./problem.js";

export interface Component {
  readonly problem: PackingProblem;
  /** Indices in the whole problem. */
  readonly classes: readonly number[];
  readonly types: readonly number[];
  readonly caps: readonly number[];
}

/** Union-find with path halving. */
class Sets {
  private readonly parent: Int32Array;

  constructor(count: number) {
    this.parent = Int32Array.from({ length: count }, (_none, index) => index);
  }

  find(index: number): number {
    let at = index;
    while ((this.parent[at] ?? at) !== at) {
      const above = this.parent[this.parent[at] ?? at] ?? at;
      this.parent[at] = above;
      at = above;
    }
    return at;
  }

  /** The smaller root stays, so that the result does not depend on the order of joins. */
  join(left: number, right: number): void {
    const [one, other] = [this.find(left), this.find(right)];
    this.parent[Math.max(one, other)] = Math.min(one, other);
  }
}

/** Joins every type with the classes that it holds; which types hold any. */
function joinHeld({ rows, classes, nodeTypes }: PackingProblem, sets: Sets): Uint8Array {
  const used = new Uint8Array(nodeTypes.length);
  const wanted = [...classes.keys()].filter((item) => (classes[item]?.demand ?? 0) > 0);
  const size = Float64Array.from(wanted.flatMap((item) => classes[item]?.size ?? []));
  for (const [type, { capacity, eligible }] of nodeTypes.entries())
    for (let at = 0; at < wanted.length; at += 1) {
      const item = wanted[at] ?? 0;
      if (eligible[item] !== true) continue;
      let row = 0;
      while (row < rows && (size[at * rows + row] ?? 0) <= (capacity[row] ?? 0)) row += 1;
      if (row < rows) continue;
      used[type] = 1;
      sets.join(item, classes.length + type);
    }
  return used;
}

function part(problem: PackingProblem, own: Pick<Component, "classes" | "types" | "caps">): PackingProblem {
  const typeIndex = new Map(own.types.map((type, index) => [type, index]));
  return {
    rows: problem.rows,
    classes: own.classes.flatMap((item) => problem.classes[item] ?? []),
    nodeTypes: own.types.flatMap((type) => {
      const node = problem.nodeTypes[type];
      return node === undefined
        ? []
        : [{ ...node, eligible: own.classes.map((item) => node.eligible[item] === true) }];
    }),
    caps: own.caps.map((cap) => ({
      limit: problem.caps[cap]?.limit ?? 0,
      terms: (problem.caps[cap]?.terms ?? []).flatMap(({ nodeType, weight }) => {
        const index = typeIndex.get(nodeType);
        return index === undefined ? [] : [{ nodeType: index, weight }];
      }),
    })),
    limits: problem.limits,
  };
}

/** Fewest classes first. Classes without demand and types that hold nothing are in none of them. */
export function components(problem: PackingProblem): Component[] {
  const { classes, nodeTypes, caps } = problem;
  const first = classes.length;
  const sets = new Sets(first + nodeTypes.length);
  const used = joinHeld(problem, sets);
  for (const { terms } of caps) {
    const live = terms.filter(({ nodeType }) => used[nodeType] === 1);
    for (const { nodeType } of live) sets.join(first + (live[0]?.nodeType ?? nodeType), first + nodeType);
  }
  const groups = new Map<number, { classes: number[]; types: number[]; caps: number[] }>();
  for (const [item, { demand }] of classes.entries()) {
    if (demand === 0) continue;
    const root = sets.find(item);
    const group = groups.get(root) ?? { classes: [], types: [], caps: [] };
    groups.set(root, group);
    group.classes.push(item);
  }
  for (let type = 0; type < nodeTypes.length; type += 1)
    if (used[type] === 1) groups.get(sets.find(first + type))?.types.push(type);
  for (const [cap, { terms }] of caps.entries()) {
    const live = terms.find(({ nodeType }) => used[nodeType] === 1);
    if (live !== undefined) groups.get(sets.find(first + live.nodeType))?.caps.push(cap);
  }
  return [...groups.values()]
    .sort(
      (one, other) =>
        one.classes.length - other.classes.length || (one.classes[0] ?? 0) - (other.classes[0] ?? 0),
    )
    .map((own) => ({ ...own, problem: part(problem, own) }));
}
