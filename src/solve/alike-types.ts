/**
 * Types that differ in nothing but which classes they hold, as one type that holds all of those: the same machines at the
 * same price in many places. Caps that count them are one cap of all that these allow. Every packing is one of this
 * smaller problem, so that what prices prove of it they prove of the whole.
 */
import { nodeItems } from "./node-items.js";
import type { CapTerm } from "./dominance.js";
import { withAmountsOf } from "./packing-model.js";
import type { PackingModel } from "./packing-model.js";

/** Fewer pairs of class and type are looked at as fast as they are merged. */
const WIDE = 100_000;
/** Types of which each must stand for so many on average. */
const WORTHWHILE = 2;

export interface AlikeTypes {
  readonly model: PackingModel;
  /** Type -> the type of `model` that it is a part of. */
  readonly typeOf: Int32Array;
  /** Cap -> the cap of `model` that it is a part of. */
  readonly capOf: Int32Array;
}

/** Numbers keys in the order in which they come first. */
class Numbering {
  private readonly numbers = new Map<string, number>();

  get size(): number {
    return this.numbers.size;
  }

  of(key: string): number {
    const number = this.numbers.get(key) ?? this.numbers.size;
    this.numbers.set(key, number);
    return number;
  }
}

function capacityOf({ capacity, rows }: PackingModel, type: number): Float64Array {
  return capacity.subarray(type * rows, (type + 1) * rows);
}

function groupsOf(model: PackingModel): { readonly typeOf: Int32Array; readonly groups: number } {
  const numbering = new Numbering();
  const typeOf = Int32Array.from(model.capsOf, (caps, type) => {
    const weights = caps.map(({ weight }) => weight).join();
    return numbering.of(`${model.price[type] ?? 0} ${capacityOf(model, type).join()} ${weights}`);
  });
  return { typeOf, groups: numbering.size };
}

/** Caps that stand in the same place of types that are one are one. */
function unitedCaps({ capsOf, capLimit }: PackingModel, typeOf: Int32Array): Int32Array {
  const parent = Int32Array.from(capLimit.keys());
  const rootOf = (cap: number): number => {
    let root = cap;
    while (parent[root] !== root) root = parent[root] ?? root;
    return root;
  };
  const first = new Map<number, readonly CapTerm[]>();
  for (const [type, caps] of capsOf.entries()) {
    const own = first.get(typeOf[type] ?? 0) ?? caps;
    first.set(typeOf[type] ?? 0, own);
    for (const [at, { cap }] of caps.entries()) parent[rootOf(cap)] = rootOf(own[at]?.cap ?? cap);
  }
  const numbering = new Numbering();
  return Int32Array.from(capLimit.keys(), (cap) => numbering.of(String(rootOf(cap))));
}

function fittingOf(model: PackingModel, typeOf: Int32Array, groups: number): Int32Array[] {
  const holds = Array.from({ length: groups }, () => new Uint8Array(model.classes));
  for (const [type, fitting] of model.fitting.entries())
    for (const item of fitting) (holds[typeOf[type] ?? 0] ?? holds)[item] = 1;
  return holds.map((own) => Int32Array.from([...own.keys()].filter((item) => own[item] === 1)));
}

/** Undefined where few types are alike, or all are soon looked at. */
export function alikeTypes(model: PackingModel): AlikeTypes | undefined {
  const pairs = model.nodeItems.reduce((sum, { count }) => sum + count, 0);
  if (pairs < WIDE) return undefined;
  const { typeOf, groups } = groupsOf(model);
  if (groups * WORTHWHILE > model.types) return undefined;
  const capOf = unitedCaps(model, typeOf);
  const example = new Int32Array(groups);
  for (let type = model.types - 1; type >= 0; type -= 1) example[typeOf[type] ?? 0] = type;
  const capLimit = new Float64Array(capOf.reduce((most, cap) => Math.max(most, cap + 1), 0));
  for (const [cap, limit] of model.capLimit.entries()) {
    const own = capOf[cap] ?? 0;
    capLimit[own] = (capLimit[own] ?? 0) + limit;
  }
  const { rows, size, perNode } = model;
  const fitting = fittingOf(model, typeOf, groups);
  const examples = [...example];
  const layout = {
    ...model,
    types: groups,
    capacity: Float64Array.from(examples.flatMap((type) => [...capacityOf(model, type)])),
    price: Float64Array.from(examples, (type) => model.price[type] ?? 0),
    fitting,
    typesOf: [],
    capsOf: examples.map((type) =>
      (model.capsOf[type] ?? []).map(({ cap, weight }) => ({ cap: capOf[cap] ?? 0, weight })),
    ),
  };
  const items = examples.map((type, group) =>
    nodeItems({
      rows,
      size,
      capacity: [...capacityOf(model, type)],
      fitting: fitting[group] ?? new Int32Array(),
      perNode,
    }),
  );
  const merged = withAmountsOf(layout, { demand: model.demand, perNode, nodeItems: items, capLimit });
  return { model: merged, typeOf, capOf };
}
