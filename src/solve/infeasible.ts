/** Proofs that nothing can hold the demand: a class that fits no type, or caps that are too tight by a sum. */
import type { PackingModel } from "./packing-model.js";
import { capsOverTypes } from "./type-limits.js";

export interface Impossible {
  readonly classes: readonly number[];
  readonly caps: readonly number[];
}

function homeless(model: PackingModel): number[] {
  return [...model.demand.keys()].filter(
    (item) => (model.demand[item] ?? 0) > 0 && (model.typesOf[item]?.length ?? 0) === 0,
  );
}

/**
 * Whether of every row that the set has at all some type without a cap has some: then sums over its rows prove
 * nothing. What single classes want is looked at in the set of their own types.
 */
function isOpen({ rows, capacity, capsOf }: PackingModel, types: Int32Array): boolean {
  for (let row = 0; row < rows; row += 1) {
    let [some, free] = [false, false];
    for (let at = 0; at < types.length && !free; at += 1) {
      const type = types[at] ?? 0;
      if ((capacity[type * rows + row] ?? 0) <= 0) continue;
      some = true;
      free = (capsOf[type] ?? []).length === 0;
    }
    if (some && !free) return false;
  }
  return types.some((type) => (capsOf[type] ?? []).length === 0);
}

/** The classes that fit nowhere but on types of `types`. */
function confined(model: PackingModel, types: ReadonlySet<number>): number[] {
  return [...model.demand.keys()].filter((item) => {
    const homes = model.typesOf[item] ?? new Int32Array();
    return (model.demand[item] ?? 0) > 0 && homes.length > 0 && homes.every((type) => types.has(type));
  });
}

/** Sums over `items` that exceed what all nodes of `types` could hold: of a row, or of single items. */
function tooTight(
  model: PackingModel,
  items: readonly number[],
  types: readonly number[],
): readonly number[] | undefined {
  for (let row = 0; row < model.rows; row += 1) {
    let asked = 0;
    for (const item of items) asked += (model.demand[item] ?? 0) * (model.size[item * model.rows + row] ?? 0);
    const { most, caps } = capsOverTypes(
      model,
      types,
      (type) => model.capacity[type * model.rows + row] ?? 0,
    );
    if (asked > most) return caps;
  }
  for (const item of items) {
    const homes = model.typesOf[item] ?? new Int32Array();
    const { most, caps } = capsOverTypes(model, [...homes], (type) => itemsOn(model, type, item));
    if ((model.demand[item] ?? 0) > most) return caps;
  }
  return undefined;
}

/** Most items of the class on an otherwise empty node. */
function itemsOn(model: PackingModel, type: number, item: number): number {
  let most = model.perNode[item] ?? 0;
  for (let row = 0; row < model.rows; row += 1) {
    const size = model.size[item * model.rows + row] ?? 0;
    if (size > 0) most = Math.min(most, Math.floor((model.capacity[type * model.rows + row] ?? 0) / size));
  }
  return most;
}

/** Sets of types that are not open, the smallest first, so that the proof names as few classes as it can. */
function closedSets(model: PackingModel): number[][] {
  const all = Int32Array.from({ length: model.types }, (_none, type) => type);
  const sets = new Map<string, number[]>();
  for (const homes of [...model.typesOf, all])
    if (homes.length > 0 && !isOpen(model, homes)) sets.set(homes.join(","), [...homes]);
  return [...sets.values()].sort((left, right) => left.length - right.length);
}

/** Undefined where no simple sum proves it; a packing may still not exist. */
export function impossibility(model: PackingModel): Impossible | undefined {
  const without = homeless(model);
  if (without.length > 0) return { classes: without, caps: [] };
  // Without caps sums prove nothing, and the sets of types are long to tell apart.
  if (model.capLimit.length === 0) return undefined;
  for (const types of closedSets(model)) {
    const items = confined(model, new Set(types));
    const single = items.find(
      (item) => tooTight(model, [item], [...(model.typesOf[item] ?? [])]) !== undefined,
    );
    const blamed = single === undefined ? items : [single];
    const caps = tooTight(model, blamed, single === undefined ? types : [...(model.typesOf[single] ?? [])]);
    if (caps !== undefined) return { classes: blamed, caps };
  }
  return undefined;
}
