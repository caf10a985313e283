/**
 * All fillings of every type to which nothing can be added: enough for any covering, because covering more than
 * the demand costs nothing. Undefined where there are too many.
 */
import type { Column } from "./column-pool.js";
import { boxRoom } from "./model-boxes.js";
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
  private readonly items: Int32Array;
  /** [place * rows + row]: what all items from that place on could take. */
  private readonly takes: Float64Array;

  constructor(
    private readonly model: PackingModel,
    private readonly type: number,
    private readonly most: number,
    private readonly mostSteps: number,
  ) {
    this.each = new Float64Array(model.classes);
    this.items = model.fitting[type] ?? new Int32Array();
    const { rows } = model;
    this.takes = new Float64Array((this.items.length + 1) * rows);
    for (let place = this.items.length - 1; place >= 0; place -= 1) {
      const item = this.items[place] ?? 0;
      for (let row = 0; row < rows; row += 1)
        this.takes[place * rows + row] =
          (this.takes[(place + 1) * rows + row] ?? 0) +
          (model.perNode[item] ?? 0) * (model.size[item * rows + row] ?? 0);
    }
  }

  private room(item: number, space: Float64Array): number {
    const { model } = this;
    let most = (model.perNode[item] ?? 0) - (this.each[item] ?? 0);
    for (let row = 0; row < model.rows && most > 0; row += 1) {
      const size = model.size[item * model.rows + row] ?? 0;
      if (size * most > (space[row] ?? 0)) most = Math.floor((space[row] ?? 0) / size);
    }
    if (model.boxes === undefined || most <= 0) return most;
    return boxRoom(model.boxes, this.type, { pattern: patternOf(this.each), item, most });
  }

  /** Whether one more of the item fits whatever items from `place` on take of the space. */
  private staysOpen(item: number, place: number, space: Float64Array): boolean {
    const { rows, size, boxes } = this.model;
    if ((boxes?.kindOf[item] ?? -1) >= 0) return false;
    for (let row = 0; row < rows; row += 1)
      if ((size[item * rows + row] ?? 0) > (space[row] ?? 0) - (this.takes[place * rows + row] ?? 0))
        return false;
    return true;
  }

  /** False where a limit ended it. */
  run(): boolean {
    const { model, type } = this;
    return this.extend(0, model.capacity.slice(type * model.rows, (type + 1) * model.rows));
  }

  private extend(place: number, space: Float64Array): boolean {
    const { items } = this;
    this.steps += 1;
    if (this.steps > this.mostSteps) return false;
    const item = items[place];
    if (item === undefined) {
      if (items.some((one) => this.room(one, space) > 0)) return true;
      this.found.push({ type: this.type, pattern: patternOf(this.each) });
      return this.found.length <= this.most;
    }
    const room = this.room(item, space);
    for (let count = room; count >= 0; count -= 1) {
      const rest = space.map(
        (amount, row) => amount - count * (this.model.size[item * this.model.rows + row] ?? 0),
      );
      // Fewer of it leave even more open.
      if (count < room && this.staysOpen(item, place + 1, rest)) break;
      this.each[item] = count;
      const finished = this.extend(place + 1, rest);
      this.each[item] = 0;
      if (!finished) return false;
    }
    return true;
  }
}

/** The most items of each class that a node of the type holds, summed: roomy types have the most fillings. */
function roomOf(model: PackingModel, type: number): number {
  let room = 0;
  for (const item of model.fitting[type] ?? []) {
    let most = model.perNode[item] ?? 0;
    for (let row = 0; row < model.rows; row += 1) {
      const size = model.size[item * model.rows + row] ?? 0;
      const capacity = model.capacity[type * model.rows + row] ?? 0;
      if (size * most > capacity) most = Math.floor(capacity / size);
    }
    room += most;
  }
  return room;
}

/** By type, then as they are found. */
export function maximalPatterns(model: PackingModel): Column[] | undefined {
  if (model.classes > MOST_CLASSES) return undefined;
  const rooms = Array.from({ length: model.types }, (_none, type) => ({ type, room: roomOf(model, type) }));
  const found: Column[][] = rooms.map(() => []);
  let [patterns, steps] = [0, 0];
  // Where there are too many, the roomiest type shows it soonest.
  for (const { type } of rooms.sort((left, right) => right.room - left.room || left.type - right.type)) {
    const fillings = new Fillings(model, type, MOST_PATTERNS - patterns, MOST_STEPS - steps);
    if (!fillings.run()) return undefined;
    steps += fillings.steps;
    patterns += fillings.found.length;
    found[type] = fillings.found;
  }
  if (model.boxes?.packing.some((packing) => packing?.isUnsure === true) === true) return undefined;
  return found.flat();
}
