/**
 * Nodes that hold were bought one after the other for what stayed pending, so fewer of them often do as well. A local
 * search exchanges one to three nodes for none to two that cost less together, drawn from a seeded row of numbers,
 * and keeps what still holds every order that is tried. What an exchange is to save is a step that grows with success
 * and halves after failures in a row; it ends where the step is a small part of the cost.
 */
import { amountOf, resourceNames } from "../../units/resources.js";
import { randomFrom } from "../../units/random.js";
import type { FilledNodes } from "../pack/filled-nodes.js";
import type { NodeKind } from "../formulate/node-kind.js";
import type { PackTargetInput } from "../pack/pack-target.js";
import { keepsLimits, keepsMinimums } from "./limits-kept.js";
import { boundNodes } from "./layouts.js";
import { modelOf, modelOn, priceOf } from "./model-of-nodes.js";
import type { NodeCounts, Standings, TargetModel } from "./model-of-nodes.js";
import type { Trials } from "./trials.js";

/** Nodes that hold every order that is tried, with layouts and what their pods are led by. */
export interface HeldNodes {
  readonly counts: NodeCounts;
  readonly standings: Standings;
  readonly nodes: readonly FilledNodes[];
}

export interface ExchangesInput {
  readonly input: PackTargetInput;
  readonly trials: Trials;
  readonly start: HeldNodes;
  /** Layouts of nodes, and what pods are led by there; undefined where the nodes do not hold the demands. */
  readonly laidOut: (counts: NodeCounts, start: readonly FilledNodes[]) => HeldNodes | undefined;
  /** Looks of pods at nodes that trying may take. */
  readonly workUnitsLimit: number;
}

const SEED = 1;
const MOST_REMOVED = 3;
const MOST_ADDED = 2;
/** Part of the cost that an exchange saves at first, and the least that is worth trying. */
const FIRST_STEP = 0.08;
const LAST_STEP = 0.002;
/** Trials without success after which exchanges are to save half as much. */
const PATIENCE = 50;
/** Draws for each of them: most fail by price or by room, which costs next to nothing. */
const DRAWS = 20;
/** Orders that were not tried yet, before nodes are kept; one that fails is tried from then on. */
const FRESH_ORDERS = 40;
/** What a search for layouts weighs, in looks. */
const LAYOUT_LOOKS = 20_000;

/** The first place in the ascending row whose price is not below it. */
function firstAtLeast(kinds: readonly NodeKind[], price: number): number {
  let [low, high] = [0, kinds.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((kinds[middle]?.microPerHour ?? Infinity) < price) low = middle + 1;
    else high = middle;
  }
  return low;
}

export class Exchanges {
  /** Cheaper and cheaper; those that an order refuted since are taken away. */
  private readonly found: HeldNodes[] = [];
  private readonly random = randomFrom(SEED);
  /** What may be bought, cheapest first. */
  private readonly kinds: readonly NodeKind[];
  private readonly needs: readonly (readonly [resource: string, amount: number])[];
  private model: TargetModel;
  private looks = 0;

  constructor(private readonly given: ExchangesInput) {
    const { input, start } = given;
    const open = input.kinds.filter(({ stock }) => stock === undefined);
    this.kinds = open.sort((left, right) => left.microPerHour - right.microPerHour);
    const whole = input.demands.whole;
    this.needs = resourceNames(...whole.map(({ workload }) => workload.requests)).map((name) => [
      name,
      whole.reduce((sum, { workload, replicas }) => sum + replicas * amountOf(workload.requests, name), 0),
    ]);
    this.model = modelOf(input.target, start.counts, start.standings);
  }

  private get current(): HeldNodes {
    return this.found.at(-1) ?? this.given.start;
  }

  private get spent(): boolean {
    return this.looks >= this.given.workUnitsLimit;
  }

  /** Searches on from the cheapest. Undefined where nothing cheaper than the start is known. */
  run(): HeldNodes | undefined {
    let step = FIRST_STEP;
    let failures = 0;
    for (let draws = 0; step >= LAST_STEP && !this.spent; draws += 1) {
      const cost = priceOf(this.current.counts);
      const counts = this.drawn(cost * step);
      if (counts !== undefined) {
        const held = this.heldOn(counts);
        if (held !== undefined) {
          this.accept(held);
          step = Math.min(FIRST_STEP, step * 2);
          [failures, draws] = [0, 0];
          continue;
        }
        failures += 1;
      }
      if (failures < PATIENCE && draws < PATIENCE * DRAWS) continue;
      step /= 2;
      [failures, draws] = [0, 0];
    }
    return this.found.at(-1);
  }

  /** The cheapest did not hold an order that is tried from now on: back to one that does. */
  refute(): void {
    do this.found.pop();
    while (this.found.length > 0 && !this.given.trials.holds(this.modelOf(this.current)));
    this.model = this.modelOf(this.current);
  }

  private accept(held: HeldNodes): void {
    this.found.push(held);
    this.model = this.modelOf(held);
  }

  private modelOf({ counts, standings }: HeldNodes): TargetModel {
    return modelOf(this.given.input.target, counts, standings);
  }

  private pick<T>(list: readonly T[], from = 0, to = list.length): T | undefined {
    return to > from ? list[from + this.random(to - from)] : undefined;
  }

  /** Nodes that save between half of it and one and a half of it; undefined where the numbers drawn give none. */
  private drawn(saving: number): NodeCounts | undefined {
    const { counts } = this.current;
    const nodes = [...counts].flatMap(([kind, count]) =>
      kind.stock === undefined ? Array.from({ length: count }, () => kind) : [],
    );
    const next = new Map(counts);
    let left = 0;
    for (let removed = 1 + this.random(MOST_REMOVED); removed > 0; removed -= 1) {
      const kind = this.pick(nodes);
      if (kind === undefined) break;
      nodes.splice(nodes.indexOf(kind), 1);
      next.set(kind, (next.get(kind) ?? 0) - 1);
      left += kind.microPerHour;
    }
    const added = this.random(MOST_ADDED + 1);
    for (let more = added; more > 0; more -= 1) {
      const [least, most] = [more > 1 ? 0 : left - 1.5 * saving, left - 0.5 * saving];
      const kind = this.pick(this.kinds, firstAtLeast(this.kinds, least), firstAtLeast(this.kinds, most));
      if (kind === undefined) return undefined;
      next.set(kind, (next.get(kind) ?? 0) + 1);
      left -= kind.microPerHour;
    }
    return left >= 0.5 * saving && this.hasRoom(next) ? next : undefined;
  }

  private hasRoom(counts: NodeCounts): boolean {
    return this.needs.every(
      ([name, amount]) =>
        [...counts].reduce((sum, [{ free }, nodes]) => sum + nodes * amountOf(free, name), 0) >= amount,
    );
  }

  private heldOn(counts: NodeCounts): HeldNodes | undefined {
    const { input, trials } = this.given;
    if (!keepsMinimums(input, counts) || !keepsLimits(input, counts)) return undefined;
    const target = modelOn(input.target, counts, this.model);
    const replayed = this.counted(() => (trials.affords(target) ? trials.held(target) : undefined));
    if (replayed === undefined) return undefined;
    this.looks += LAYOUT_LOOKS;
    const held = this.given.laidOut(counts, boundNodes(replayed, target));
    return held !== undefined && this.counted(() => this.holds(held)) ? held : undefined;
  }

  /** As laid out, in the orders that are tried and in some that are not. */
  private holds(held: HeldNodes): boolean {
    const { trials } = this.given;
    const target = this.modelOf(held);
    return (
      trials.affords(target, FRESH_ORDERS) &&
      trials.holds(target) &&
      trials.confirm(target, FRESH_ORDERS, [0]).failure === undefined
    );
  }

  private counted<T>(trying: () => T): T {
    const before = this.given.trials.workUnits;
    const result = trying();
    this.looks += this.given.trials.workUnits - before;
    return result;
  }
}
