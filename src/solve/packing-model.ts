/**
 * The problem in flat arrays, reduced to what can matter: classes that nothing tells apart are one, types that
 * nothing fits are gone, types that differ in nothing are one, and types that another one beats in everything
 * are gone. All of it is exact: a packing of the model is one of the problem, at the same cost.
 *
 * Layout: `size[i * rows + r]`, `capacity[k * rows + r]`.
 */
import { undominated } from "./dominance.js";
import type { Candidate, CapTerm } from "./dominance.js";
import { boxesHoldOne, modelBoxes } from "./model-boxes.js";
import type { ModelBoxes } from "./model-boxes.js";
import { mergedClasses } from "./merged-classes.js";
import type { MergedClass } from "./merged-classes.js";
import { nodeItems } from "./node-items.js";
import type { NodeItems } from "./node-items.js";
import type { PackingProblem } from "./problem.js";

export interface PackingModel {
  readonly rows: number;
  readonly classes: number;
  readonly types: number;
  readonly size: Float64Array;
  readonly demand: Float64Array;
  /** Most items of class i on one node: its own limit and its demand. */
  readonly perNode: Float64Array;
  readonly capacity: Float64Array;
  readonly price: Float64Array;
  /** Per type: the classes that fit at least once, ascending. */
  readonly fitting: readonly Int32Array[];
  /** Per type: the same classes with their sizes, as the knapsack wants them. */
  readonly nodeItems: readonly NodeItems[];
  /** Per class: the types that it fits, ascending. */
  readonly typesOf: readonly Int32Array[];
  /** Absent where nothing is packed into boxes. */
  readonly boxes: ModelBoxes | undefined;
  readonly capLimit: Float64Array;
  /** Per type: the caps that count it. */
  readonly capsOf: readonly (readonly CapTerm[])[];
  /** Per type: its index in the problem. */
  readonly origin: Int32Array;
  /** Per class: the classes of the problem that it stands for, ascending. */
  readonly members: readonly (readonly number[])[];
}

function capTerms({ caps, nodeTypes }: PackingProblem): CapTerm[][] {
  const terms = nodeTypes.map((): CapTerm[] => []);
  for (const [cap, { terms: counted }] of caps.entries())
    for (const { nodeType, weight } of counted) terms[nodeType]?.push({ cap, weight });
  return terms;
}

/** Types that hold anything, with what they hold. */
function candidates(
  problem: PackingProblem,
  classes: readonly MergedClass[],
  size: Float64Array,
): Candidate[] {
  const { rows } = problem;
  const caps = capTerms(problem);
  const boxed = modelBoxes(
    classes.map((one) => one.boxes),
    problem.nodeTypes.map((one) => one.boxes),
  );
  const wanted = [...classes.keys()].filter((item) => (classes[item]?.demand ?? 0) > 0);
  const member = Int32Array.from(classes, ({ members }) => members[0] ?? 0);
  const found = new Int32Array(wanted.length);
  return problem.nodeTypes.flatMap(({ capacity, price, eligible, boxes }, index) => {
    let count = 0;
    for (const item of wanted) {
      if (eligible[member[item] ?? 0] !== true) continue;
      let row = 0;
      while (row < rows && (size[item * rows + row] ?? 0) <= (capacity[row] ?? 0)) row += 1;
      if (row < rows || !boxesHoldOne(boxed, index, item)) continue;
      found[count] = item;
      count += 1;
    }
    const own = caps[index] ?? [];
    return count > 0 ? [{ index, price, capacity, boxes, caps: own, fitting: found.slice(0, count) }] : [];
  });
}

function typesOfClasses(classes: number, live: readonly Candidate[]): Int32Array[] {
  const types = Array.from({ length: classes }, (): number[] => []);
  for (const [type, { fitting }] of live.entries()) for (const item of fitting) types[item]?.push(type);
  return types.map((all) => Int32Array.from(all));
}

type Amounts = Pick<PackingModel, "demand" | "perNode" | "nodeItems" | "capLimit">;

/** The model with other amounts. All models are written out here, for the reason that all items are (node-items.ts). */
export function withAmountsOf(model: Omit<PackingModel, keyof Amounts>, amounts: Amounts): PackingModel {
  const { rows, classes, types, size, capacity, price, fitting, typesOf, boxes, capsOf, origin, members } =
    model;
  const { demand, perNode, nodeItems: items, capLimit } = amounts;
  return {
    rows,
    classes,
    types,
    size,
    demand,
    perNode,
    capacity,
    price,
    fitting,
    nodeItems: items,
    typesOf,
    boxes,
    capLimit,
    capsOf,
    origin,
    members,
  };
}

export function packingModel(problem: PackingProblem): PackingModel {
  const { rows } = problem;
  const classes = mergedClasses(problem);
  const size = Float64Array.from(classes.flatMap((one) => one.size));
  const perNode = Float64Array.from(classes, (one) => one.perNode);
  const live = undominated(candidates(problem, classes, size), classes.length);
  const amounts = {
    demand: Float64Array.from(classes, ({ demand }) => demand),
    perNode,
    nodeItems: live.map(({ fitting, capacity }) => nodeItems({ rows, size, capacity, fitting, perNode })),
    capLimit: Float64Array.from(problem.caps, ({ limit }) => limit),
  };
  const layout = {
    rows,
    classes: classes.length,
    types: live.length,
    size,
    capacity: Float64Array.from(live.flatMap(({ capacity }) => capacity)),
    price: Float64Array.from(live, ({ price }) => price),
    fitting: live.map(({ fitting }) => fitting),
    typesOf: typesOfClasses(classes.length, live),
    boxes: modelBoxes(
      classes.map(({ boxes }) => boxes),
      live.map(({ boxes }) => boxes),
    ),
    capsOf: live.map(({ caps }) => caps),
    origin: Int32Array.from(live, ({ index }) => index),
    members: classes.map(({ members }) => members),
  };
  return withAmountsOf(layout, amounts);
}
