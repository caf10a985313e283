/**
 * `tsx bench/run-highs.ts INDEX`: HiGHS as an opponent on a small case, 60 seconds of process time. It bounds the cost
 * from below by numbers of nodes (count-relaxation.ts); where the kernel packs the numbers that HiGHS asks for, that is
 * the cheapest packing known beside the kernel's own. The optimum is proved where the two meet.
 */
import loadHighs from "highs";
import { packingModel } from "../src/solve/packing-model.js";
import { solvePacking } from "../src/solve/index.js";
import type { PackingProblem } from "../src/solve/index.js";
import { faultOf } from "../test/solve/problems.js";
import { CASES, problemOf } from "./cases.js";
import { CountRelaxation } from "./count-relaxation.js";
import { timed } from "./timed.js";

const SECONDS = 60;
/** For one integer program. */
const MOST_SECONDS = 20;
/** Money, as a share, by which HiGHS's floating-point bound may be off. */
const ROUNDING = 1e-6;

export interface HighsResult {
  /** No packing costs less. */
  readonly bound: number;
  /** The cheapest packing known: the kernel's, or one of the numbers of nodes that HiGHS asked for. */
  readonly cost: number;
  /** Whether they meet. */
  readonly proved: boolean;
  readonly rounds: number;
  readonly cpuMs: number;
}

/** What a packing of no more than these nodes costs; Infinity where none is found. */
function costWithin(problem: PackingProblem, most: ReadonlyMap<number, number>): number {
  const caps = problem.nodeTypes.map((_type, nodeType) => ({
    limit: most.get(nodeType) ?? 0,
    terms: [{ nodeType, weight: 1 }],
  }));
  const within = { ...problem, caps: [...problem.caps, ...caps] };
  const outcome = solvePacking(within);
  if (outcome.status !== "solved") return Infinity;
  const fault = faultOf(within, outcome);
  if (fault !== undefined) throw new Error(fault);
  return outcome.cost;
}

async function run(index: number): Promise<HighsResult | undefined> {
  const one = CASES[index];
  const problem = one === undefined ? undefined : problemOf(one);
  if (problem === undefined) return undefined;
  const own = solvePacking(problem);
  if (own.status !== "solved") return undefined;
  const highs = await loadHighs();
  const model = packingModel(problem);
  const relaxation = new CountRelaxation(highs, model);
  let [bound, cost, rounds, cpuMs] = [0, own.cost, 0, 0];
  const tried = new Set<string>();
  const prices = Float64Array.from(model.members, ([item]) => own.prices.value[item ?? 0] ?? 0);
  cpuMs += timed(() => {
    for (const type of model.price.keys()) relaxation.cut(type, prices);
  }).cpuMs;
  for (let more = true; more && cpuMs < SECONDS * 1000 && bound < cost * (1 - ROUNDING); rounds += 1) {
    const { result, cpuMs: took } = timed(() => relaxation.round(MOST_SECONDS));
    cpuMs += took;
    if (result === undefined) break;
    ({ more } = result);
    bound = Math.max(bound, result.bound);
    const counts = new Map([...model.origin].map((type, at) => [type, Math.round(result.nodes[at] ?? 0)]));
    const key = [...counts.values()].join();
    if (!tried.has(key)) cost = Math.min(cost, costWithin(problem, counts));
    tried.add(key);
  }
  const proved = bound >= cost * (1 - ROUNDING);
  return { bound: Math.floor(bound), cost, proved, rounds, cpuMs };
}

const [index] = process.argv.slice(2);
if (index !== undefined)
  void run(Number(index)).then((result) => process.stdout.write(JSON.stringify(result ?? null)));
