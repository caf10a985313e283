/**
 * What a small fleet costs at least, by HiGHS: whole numbers of nodes y_k of each type, and items x_ik of each class on
 * them,
 *
 *   min sum_k price_k y_k   such that   sum_k x_ik >= demand_i,   caps on y,   x_.k in y_k conv(fillings of k)
 *
 * The last is had by cuts sum_i v_i x_ik <= B y_k with B at least the best filling of k under v: the v at which the x
 * of the round before does not go onto y_k nodes (duals of packing it fractionally), and HiGHS's own limit of that
 * knapsack for B. Every packing keeps all cuts, so each round's bound is one of the problem. No variable stands for
 * a single node: a direct program drowns in that symmetry.
 */
import type { Highs } from "highs";
import { NO_CUTOFF } from "../src/solve/item-box.js";
import { Knapsack } from "../src/solve/knapsack.js";
import type { PackingModel } from "../src/solve/packing-model.js";

interface Cut {
  readonly type: number;
  readonly value: Float64Array;
  readonly most: number;
}

interface Program {
  readonly goal: "Minimize" | "Maximize";
  readonly objective: string;
  readonly rows: readonly string[];
  readonly whole: readonly string[];
}

interface WholeSolution {
  readonly amount: (name: string) => number;
  /** What HiGHS proved of the objective. */
  readonly bound: number;
}

export interface Round {
  /** Nodes of each type of the model. */
  readonly nodes: Float64Array;
  /** Money, proved. */
  readonly bound: number;
  /** Whether the next round has new cuts. */
  readonly more: boolean;
}

const MONEY = 1e6;
const EFFORT = { nodes: 400, steps: 100_000, tolerance: 1e-4, cutoff: NO_CUTOFF };
const VIOLATED = 1e-6;
const MOST_COLUMNS = 200;
const OPTIMAL = 7;
const TIME_LIMIT = 13;

function sum(terms: readonly (readonly [number, string])[]): string {
  return terms.map(([factor, name]) => `${factor} ${name}`).join(" + ");
}

function textOf({ goal, objective, rows, whole }: Program): string {
  const lines = [goal, ` ${objective}`, "Subject To", ...rows.map((row) => ` ${row}`)];
  if (whole.length > 0) lines.push("General", ...whole.map((name) => ` ${name}`));
  return [...lines, "End"].join("\n");
}

/** Undefined where nothing was found in time. */
function solveWhole(highs: Highs, program: Program, seconds: number): WholeSolution | undefined {
  return highs.withModel({ format: "lp", data: textOf(program) }, (model) => {
    model.options.set({ output_flag: false, time_limit: seconds, mip_rel_gap: 1e-7, mip_abs_gap: 1e-9 });
    model.run();
    const status = model.getModelStatus();
    if (status !== OPTIMAL && status !== TIME_LIMIT) return undefined;
    const { colValue } = model.getSolution();
    const values = new Map(Array.from(colValue, (value, at) => [model.getColName(at), value]));
    return {
      amount: (name: string) => values.get(name) ?? 0,
      bound: Number(model.info.get("mip_dual_bound")),
    };
  });
}

export class CountRelaxation {
  private readonly cuts: Cut[] = [];
  private readonly knapsack: Knapsack;
  /** By type: fillings found, as items by class. */
  private readonly fillings: Float64Array[][];

  constructor(
    private readonly highs: Highs,
    private readonly model: PackingModel,
  ) {
    this.knapsack = new Knapsack(model);
    this.fillings = model.fitting.map((items, type) =>
      Array.from(items, (item) => {
        const alone = new Float64Array(model.classes);
        alone[item] = this.mostAlone(type, item);
        return alone;
      }),
    );
  }

  private share(type: number, item: number, row: number): number {
    const { size, capacity, rows } = this.model;
    const amount = size[item * rows + row] ?? 0;
    return amount === 0 ? 0 : amount / (capacity[type * rows + row] ?? 0);
  }

  private mostAlone(type: number, item: number): number {
    let most = this.model.perNode[item] ?? 0;
    for (let row = 0; row < this.model.rows; row += 1) {
      const share = this.share(type, item, row);
      if (share > 0) most = Math.min(most, Math.floor(1 / share + 1e-9));
    }
    return most;
  }

  /** What the items of a class on a node of the type may be, row by row and each class by itself. */
  private nodeRows(type: number, amount: (item: number) => string, nodes: string): string[] {
    const { model } = this;
    const items = [...(model.fitting[type] ?? [])];
    const rows = Array.from({ length: model.rows }, (_none, row) =>
      items
        .map((item) => [this.share(type, item, row), amount(item)] as const)
        .filter(([share]) => share > 0),
    );
    return [
      ...rows.filter((terms) => terms.length > 0).map((terms) => `${sum(terms)} ${nodes}`),
      ...items.map((item) => `${1 / this.mostAlone(type, item)} ${amount(item)} ${nodes}`),
    ];
  }

  /** Adds the cut of these values; B is HiGHS's limit of the knapsack. */
  cut(type: number, value: Float64Array): void {
    const items = [...(this.model.fitting[type] ?? [])].filter((item) => (value[item] ?? 0) > 0);
    if (items.length === 0) return;
    const solved = solveWhole(
      this.highs,
      {
        goal: "Maximize",
        objective: sum(items.map((item) => [value[item] ?? 0, `a${item}`])),
        rows: this.nodeRows(type, (item) => `a${item}`, "<= 1"),
        whole: items.map((item) => `a${item}`),
      },
      2,
    );
    if (solved !== undefined && solved.bound > 0)
      this.cuts.push({ type, value, most: solved.bound * (1 + 1e-9) });
  }

  private program(): Program {
    const { model } = this;
    const types = [...model.price.keys()];
    const x = (item: number, type: number): string => `x${item}_${type}`;
    const covers = [...model.demand.keys()].map(
      (item) =>
        `${sum([...(model.typesOf[item] ?? [])].map((type) => [1, x(item, type)]))} >= ${model.demand[item] ?? 0}`,
    );
    const caps = [...model.capLimit.keys()].flatMap((cap) => {
      const terms = types.flatMap((type) =>
        (model.capsOf[type] ?? [])
          .filter((term) => term.cap === cap)
          .map(({ weight }) => [weight, `y${type}`] as const),
      );
      return terms.length === 0 ? [] : [`${sum(terms)} <= ${model.capLimit[cap] ?? 0}`];
    });
    const holds = types.flatMap((type) => this.nodeRows(type, (item) => x(item, type), `- 1 y${type} <= 0`));
    const cuts = this.cuts.map(({ type, value, most }) => {
      const items = [...(model.fitting[type] ?? [])].filter((item) => (value[item] ?? 0) > 0);
      return `${sum(items.map((item) => [(value[item] ?? 0) / most, x(item, type)]))} - 1 y${type} <= 0`;
    });
    return {
      goal: "Minimize",
      objective: sum(types.map((type) => [(model.price[type] ?? 0) / MONEY, `y${type}`])),
      rows: [...covers, ...caps, ...holds, ...cuts],
      whole: types.map((type) => `y${type}`),
    };
  }

  /** Values at which so many items of each class are worth more than so many nodes; undefined where they go there. */
  private violated(type: number, items: Float64Array, nodes: number): Float64Array | undefined {
    const { model, knapsack } = this;
    const there = [...items.keys()].filter((item) => (items[item] ?? 0) > VIOLATED);
    const fillings = this.fillings[type] ?? [];
    for (let pass = 0; there.length > 0 && pass < MOST_COLUMNS; pass += 1) {
      const rows = there.map((item) => {
        const terms = fillings.flatMap((filling, at) =>
          (filling[item] ?? 0) > 0 ? [[filling[item] ?? 0, `n${at}`] as const] : [],
        );
        return `r${item}: ${sum(terms)} >= ${items[item] ?? 0}`;
      });
      const objective = sum(fillings.map((_filling, at) => [1, `n${at}`]));
      const solved = this.highs.solve(textOf({ goal: "Minimize", objective, rows, whole: [] }));
      const value = new Float64Array(model.classes);
      for (const row of solved.Rows)
        if ("Dual" in row) value[Number(row.Name.slice(1))] = Math.max(0, row.Dual);
      if (solved.ObjectiveValue <= nodes + VIOLATED) return undefined;
      const best = knapsack.fill(type, value, model.perNode, EFFORT);
      if (solved.ObjectiveValue / best.upper > nodes + VIOLATED) return value;
      if (best.value <= 1 + VIOLATED) return undefined;
      const filling = new Float64Array(model.classes);
      const { item, each } = knapsack.pattern();
      for (const [at, one] of item.entries()) filling[one] = each[at] ?? 0;
      fillings.push(filling);
    }
    return undefined;
  }

  /** Undefined where HiGHS found nothing in time. */
  round(seconds: number): Round | undefined {
    const { model } = this;
    const solved = solveWhole(this.highs, this.program(), seconds);
    if (solved === undefined) return undefined;
    const nodes = Float64Array.from(model.price.keys(), (type) => solved.amount(`y${type}`));
    let more = false;
    for (const [type, count] of nodes.entries()) {
      const items = Float64Array.from(model.demand.keys(), (item) => solved.amount(`x${item}_${type}`));
      const value = this.violated(type, items, count);
      if (value === undefined) continue;
      this.cut(type, value);
      more = true;
    }
    return { nodes, bound: solved.bound * MONEY, more };
  }
}
