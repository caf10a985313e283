/**
 * All fillings of every type to which nothing can be added: enough for any covering, because covering more than
 * the demand costs nothing. Undefined where there are too many.
 */
import type { Column } from "./column-pool.js";
import type { PackingModel } from "./packing-model.js";
import { patternOf } from "./pattern.js";

const MOST_PATTERNS = 3000;
const MOST_STEPS = 100_000;
const MOST_CLASSES = 24;

/** All maximal fillings of one type, or undefined where there are too many. */
class Fillings {
  readonly found: Column[] = [];
  steps = 0;
  private readonly each: Float64Array;

  constructor(
    private readonly model: PackingModel,
    private readonly type: number,
    private readonly most: number,
    private readonly mostSteps: number,
  ) {
    this.each = new Float64Array(model.classes);
  }

  private room(item: number, space: Float64Array): number {
    const { model } = this;
    let most = (model.perNode[item] ?? 0) - (this.each[item] ?? 0);
    for (let row = 0; row < model.rows && most > 0; row += 1) {
      const size = model.size[item * model.rows + row] ?? 0;
      if (size * most > (space[row] ?? 0)) most = Math.floor((space[row] ?? 0) / size);
    }
    return most;
  }

  /** False where a limit ended it. */
  run(): boolean {
    const { model, type } = this;
    const items = model.fitting[type] ?? new Int32Array();
    return this.extend(items, 0, model.capacity.slice(type * model.rows, (type + 1) * model.rows));
  }

  private extend(items: Int32Array, place: number, space: Float64Array): boolean {
    this.steps += 1;
    if (this.steps > this.mostSteps) return false;
    const item = items[place];
    if (item === undefined) {
      if (items.some((one) => this.room(one, space) > 0)) return true;
      this.found.push({ type: this.type, pattern: patternOf(this.each) });
      return this.found.length <= this.most;
    }
    for (let count = this.room(item, space); count >= 0; count -= 1) {
      this.each[item] = count;
      const rest = space.map(
        (amount, row) => amount - count * (this.model.size[item * this.model.rows + row] ?? 0),
      );
      const finished = this.extend(items, place + 1, rest);
      this.each[item] = 0;
      if (!finished) return false;
    }
    return true;
  }
}

export function maximalPatterns(model: PackingModel): Column[] | undefined {
  if (model.classes > MOST_CLASSES) return undefined;
  const all: Column[] = [];
  let steps = 0;
  for (let type = 0; type < model.types; type += 1) {
    const fillings = new Fillings(model, type, MOST_PATTERNS - all.length, MOST_STEPS - steps);
    if (!fillings.run()) return undefined;
    steps += fillings.steps;
    all.push(...fillings.found);
  }
  return all;
}
