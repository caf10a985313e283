/**
 * `tsx bench/run-highs.ts INDEX`: HiGHS as an opponent on a small case. It gets every filling that the kernel's
 * search found and 60 seconds for the covering problem over them: a packing of its own, from the same columns.
 * (Given the assignment itself, items to single nodes, it is still at twice the cost after a minute.)
 */
import loadHighs from "highs";
import { solveRemembering } from "../src/solve/solve-packing.js";
import { CASES, problemOf } from "./cases.js";
import { timed } from "./timed.js";

const SECONDS = 60;

export interface HighsResult {
  readonly cost: number;
  /** Whether no packing of the same fillings is cheaper. */
  readonly proved: boolean;
  readonly cpuMs: number;
}

async function run(index: number): Promise<HighsResult | undefined> {
  const one = CASES[index];
  const problem = one === undefined ? undefined : problemOf(one);
  if (problem === undefined) return undefined;
  const { memory } = solveRemembering(problem, {});
  const columns = memory.fillings.map((filling, at) => ({ ...filling, name: `x${at}` }));
  const price = (nodeType: number): number => problem.nodeTypes[nodeType]?.price ?? 0;
  const covers = problem.classes.flatMap(({ demand }, item) => {
    const terms = columns.flatMap(({ name, pattern }) =>
      pattern.filter(({ packingClass }) => packingClass === item).map(({ items }) => `${items} ${name}`),
    );
    return demand === 0 ? [] : [`${terms.join(" + ")} >= ${demand}`];
  });
  const caps = problem.caps.flatMap(({ limit, terms: counted }) => {
    const terms = columns.flatMap(({ name, nodeType }) =>
      counted.filter((term) => term.nodeType === nodeType).map(({ weight }) => `${weight} ${name}`),
    );
    return terms.length === 0 ? [] : [`${terms.join(" + ")} <= ${limit}`];
  });
  const text = [
    "Minimize",
    ` ${columns.map(({ name, nodeType }) => `${price(nodeType)} ${name}`).join(" + ")}`,
    "Subject To",
    ...[...covers, ...caps].map((row) => ` ${row}`),
    "General",
    ` ${columns.map(({ name }) => name).join(" ")}`,
    "End",
  ].join("\n");
  const highs = await loadHighs();
  const { result, cpuMs } = timed(() => highs.solve(text, { time_limit: SECONDS, mip_rel_gap: 1e-6 }));
  return { cost: Math.round(result.ObjectiveValue), proved: result.Status === "Optimal", cpuMs };
}

const [index] = process.argv.slice(2);
if (index !== undefined)
  void run(Number(index)).then((result) => process.stdout.write(JSON.stringify(result ?? null)));
