/**
 * `npm run bench`: the packing kernel against first-fit decreasing on the same fleets. Seeds are fixed and every
 * answer is validated before it is timed. The gate is the gap and the work, not the time: machines differ.
 */
import { solvePacking } from "../src/solve/index.js";
import type { PackingProblem } from "../src/solve/index.js";
import { randomFrom } from "../src/units/random.js";
import type { Random } from "../src/units/random.js";
import { faultOf } from "../test/solve/problems.js";
import { firstFitDecreasing } from "./first-fit-decreasing.js";

/** Price of a virtual CPU and of a GiB in micro-units an hour: near what clouds ask. */
const CPU_PRICE = 31_000;
const GIB_PRICE = 4_200;

function nodeTypes(random: Random, classes: number): PackingProblem["nodeTypes"] {
  return [2, 4, 8, 16, 32, 48].flatMap((cpu) =>
    [2, 4, 8].map((ratio) => ({
      capacity: [cpu * 940, Math.floor(cpu * ratio * 1024 * 0.92), cpu < 8 ? 58 : 110],
      price: Math.round((cpu * CPU_PRICE + cpu * ratio * GIB_PRICE) * (0.9 + random(200) / 1000)),
      eligible: Array.from({ length: classes }, () => true),
    })),
  );
}

function fleet(seed: number, classes: number, replicas: number): PackingProblem {
  const random = randomFrom(seed);
  const sizes = [100, 250, 250, 500, 500, 1000, 1000, 2000, 4000];
  return {
    rows: 3,
    classes: Array.from({ length: classes }, () => {
      const cpu = sizes[random(sizes.length)] ?? 500;
      return {
        demand: 1 + random(Math.floor((2 * replicas) / classes)),
        size: [cpu, Math.round(cpu * (0.5 + random(80) / 10)), 1],
      };
    }),
    nodeTypes: nodeTypes(random, classes),
    caps: [],
    limits: { targetGapMilliPercent: 1000, workUnits: 2_000_000 },
  };
}

const CASES: readonly (readonly [classes: number, replicas: number, mostGapPercent: number])[] = [
  [12, 100, 6],
  [20, 1_000, 4],
  [50, 5_000, 3],
  [100, 20_000, 5],
  [200, 100_000, 3],
];

function main(): void {
  console.log("classes  replicas  gap      dearer by first-fit  work units   time");
  for (const [classes, replicas, mostGap] of CASES) {
    const problem = fleet(classes * 31 + replicas, classes, replicas);
    const begin = performance.now();
    const outcome = solvePacking(problem);
    const time = performance.now() - begin;
    const fault = faultOf(problem, outcome);
    if (outcome.status !== "solved" || fault !== undefined) throw new Error(fault ?? outcome.status);
    const gap = (outcome.cost / outcome.bound - 1) * 100;
    const opponent = (firstFitDecreasing(problem) / outcome.cost - 1) * 100;
    console.log(
      [
        String(classes).padStart(7),
        String(problem.classes.reduce((sum, { demand }) => sum + demand, 0)).padStart(10),
        `${gap.toFixed(2).padStart(6)} %`,
        `${opponent.toFixed(1).padStart(14)} %`,
        String(outcome.workUnits).padStart(17),
        `${time.toFixed(0).padStart(6)} ms`,
      ].join(" "),
    );
    if (gap > mostGap) {
      console.error(`the gap is ${gap.toFixed(2)} %, at most ${mostGap} % is allowed`);
      process.exitCode = 1;
    }
  }
}

main();
