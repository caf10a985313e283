/**
 * Chooses homes so that every workload has one and they cost least: column generation over fillings of homes
 *
 *   min sum price_h x_h   with   sum_{h has i} x_h >= 1 for each workload   and   sum_{h of type t} x_h <= 1
 *
 * whose duals say what a workload is worth; the home that the master takes most of is fixed, again and again, with new
 * fillings of what is left in between. What is left in the end gets homes of its own.
 */
import { DENSE_SIMPLEX } from "../../solve/index.js";
import type { LinearColumn, LinearProgram } from "../../solve/index.js";
import { fillHome } from "./home-filling.js";
import type { Home, HomeSpace } from "./home-space.js";

const ROUNDS = 40;
/** Rounds between two homes that are fixed. */
const ROUNDS_BETWEEN = 3;
const NEW_COLUMNS = 60;
/** Rounds for which a home is left out after one in which no filling was found for it. */
const REST = 2;
/** A filling is worth having above its price by this much. */
const WORTH = 1.0005;
/** Rounds end where this many in a row gain less than this part together. */
const PATIENCE = 5;
const LITTLE = 0.0005;
/** What a workload alone costs above its cheapest home: a column that stands for homes not found yet. */
const ARTIFICIAL = 1.5;

interface MasterAnswer {
  readonly objective: number;
  readonly amounts: Float64Array;
  /** By item and by label. */
  readonly values: Float64Array;
  readonly rents: Float64Array;
}

export class HomeColumns {
  workUnits = 0;
  readonly chosen: Home[] = [];
  open: number[];
  private columns: Home[] = [];
  private readonly taken = new Set<number>();
  /** By type and count: rounds for which it is left out. */
  private readonly resting: Uint8Array;
  /** By item: price of the column that stands for homes not found yet. */
  private readonly alone: readonly number[];

  constructor(
    private readonly space: HomeSpace,
    private readonly workUnitsLimit: number,
  ) {
    this.resting = new Uint8Array(space.types.length * space.counts.length);
    this.open = space.items.map((_item, index) => index);
    this.alone = this.open.map((item) => {
      const home = space.cheapestHome([item], () => true);
      return home === undefined ? Infinity : ARTIFICIAL * home.microPerHour;
    });
  }

  /** Workloads that no home could be found for even alone. */
  get homeless(): readonly number[] {
    return this.open.filter((item) => this.alone[item] === Infinity);
  }

  private columnsOf(homes: readonly Home[]): LinearColumn[] {
    const { open, space } = this;
    const rowOf = new Map(open.map((item, row) => [item, row]));
    return homes.map(({ type, members, microPerHour }) => {
      const rows = [...members.map((item) => rowOf.get(item) ?? 0), open.length + space.labelOf(type)];
      return {
        cost: microPerHour,
        rows: Int32Array.from(rows),
        values: new Float64Array(rows.length).fill(1),
      };
    });
  }

  private program(): LinearProgram {
    const { open, space, columns } = this;
    const program = DENSE_SIMPLEX.create([
      ...open.map(() => ({ lower: 1, upper: Infinity })),
      ...Array.from({ length: space.labelCount }, () => ({ lower: -Infinity, upper: 1 })),
    ]);
    const alone = open.map((item, row): LinearColumn => ({
      cost: this.alone[item] ?? 0,
      rows: Int32Array.of(row),
      values: Float64Array.of(1),
    }));
    program.addColumns([...alone, ...this.columnsOf(columns)]);
    return program;
  }

  private solved(program: LinearProgram): MasterAnswer | undefined {
    const { open, space } = this;
    const solution = program.solve();
    if (solution === undefined) return undefined;
    const values = new Float64Array(space.items.length);
    for (const [row, item] of open.entries()) values[item] = Math.max(0, solution.dual[row] ?? 0);
    const rents = Float64Array.from({ length: space.labelCount }, (_none, label) =>
      Math.max(0, -(solution.dual[open.length + label] ?? 0)),
    );
    const amounts = solution.primal.slice(open.length);
    return { objective: solution.objective, amounts, values, rents };
  }

  /** The best new fillings by these duals. Homes that no filling was found for are left out for a while. */
  private priced({ values, rents }: MasterAnswer): readonly Home[] {
    const { space, open, resting } = this;
    const found: { readonly home: Home; readonly ratio: number }[] = [];
    const total = open.reduce((sum, item) => sum + (values[item] ?? 0), 0);
    for (let type = 0; type < space.types.length; type += 1) {
      const label = space.labelOf(type);
      if (this.taken.has(label)) continue;
      for (const [place, nodes] of space.counts.entries()) {
        const price = nodes * space.priceOf(type) + (rents[label] ?? 0);
        if (price > total) break;
        const key = type * space.counts.length + place;
        const rest = resting[key] ?? 0;
        if (rest > 0) {
          resting[key] = rest - 1;
          continue;
        }
        const leastValue = WORTH * price;
        const { home, value, workUnits } = fillHome({ space, type, place, values, open, leastValue });
        this.workUnits += workUnits;
        if (home === undefined) resting[key] = REST;
        else found.push({ home, ratio: value / price });
      }
    }
    found.sort((left, right) => right.ratio - left.ratio);
    return found.slice(0, NEW_COLUMNS).map(({ home }) => home);
  }

  private rounds(most: number): MasterAnswer | undefined {
    this.resting.fill(0);
    const program = this.program();
    let answer = this.solved(program);
    const objectives: number[] = [];
    for (let round = 0; round < most && answer !== undefined; round += 1) {
      if (this.workUnits > this.workUnitsLimit) break;
      const homes = this.priced(answer);
      if (homes.length === 0) break;
      this.columns.push(...homes);
      program.addColumns(this.columnsOf(homes));
      answer = this.solved(program);
      objectives.push(answer?.objective ?? 0);
      const before = objectives.at(-1 - PATIENCE);
      if (before !== undefined && answer !== undefined && answer.objective > before * (1 - LITTLE)) break;
    }
    program.dispose();
    return answer;
  }

  /** Fixes the home that the master takes most of; whether there was one. */
  private fix({ amounts }: MasterAnswer): boolean {
    let [best, most]: [Home | undefined, number] = [undefined, 1e-9];
    for (const [index, home] of this.columns.entries()) {
      const amount = amounts[index] ?? 0;
      if (amount > most + 1e-9) [best, most] = [home, amount];
    }
    if (best === undefined) return false;
    const members = new Set(best.members);
    const label = this.space.labelOf(best.type);
    this.chosen.push(best);
    this.taken.add(label);
    this.open = this.open.filter((item) => !members.has(item));
    this.columns = this.columns.filter(
      (home) =>
        this.space.labelOf(home.type) !== label && !home.members.some((member) => members.has(member)),
    );
    return true;
  }

  /** Fixes homes until none is worth it. */
  run(): void {
    let answer = this.rounds(ROUNDS);
    while (answer !== undefined && this.open.length > 0 && this.fix(answer))
      answer = this.rounds(ROUNDS_BETWEEN);
  }
}
