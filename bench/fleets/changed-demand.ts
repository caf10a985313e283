/** The same fleet a while later: every class's demand up or down by so many per cent on average, at least 1. */
import type { PackingProblem } from "../../src/solve/index.js";
import { randomFrom } from "../../src/units/random.js";

export function changedDemand(problem: PackingProblem, seed: number, percent: number): PackingProblem {
  const random = randomFrom(seed * 101 + percent);
  const classes = problem.classes.map((one) => {
    const change = ((random(2001) - 1000) / 1000) * 2 * (percent / 100);
    return { ...one, demand: Math.max(1, Math.round(one.demand * (1 + change))) };
  });
  return { ...problem, classes };
}
