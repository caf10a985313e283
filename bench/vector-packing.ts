/**
 * `STOWAGE_BENCH_VBP=FOLDER npx tsx bench/vector-packing.ts [set] [--every N]`: the vector bin packing sets of
 * C. Mommessin, T. Erlebach and N. Shakhlevich (Computers & Operations Research, 2024): bins of one kind, no two
 * items alike, few items a bin; far from a fleet, and so a test of the rounding. The opponent is, instance by
 * instance, the best of their more than 200 heuristics; the work budget takes about a second an instance.
 *
 * The gates: no more bins in sum than the best heuristics (fewer by a share on New, and on Triplet, where none of them
 * finds an optimum), and no bound above a known optimum. All 930 instances take 15 minutes; --every N takes each Nth.
 *
 * A few sizes of Triplet are negative. They count as 0 here, which only makes the instance harder to pack; its
 * bound is then one of the harder instance.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { solvePacking } from "../src/solve/index.js";
import type { PackingClass, PackingProblem } from "../src/solve/index.js";
import { faultOf } from "../test/solve/problems.js";
import { timed } from "./timed.js";

/** Largest share of the best heuristics' bins that passes. */
const SETS = [
  { set: "panigrahy", most: 1 },
  { set: "new", most: 0.98 },
  { set: "triplet", most: 0.96 },
] as const;
/** What takes about a second an instance. */
const WORK_UNITS = 25_000;
const FOLDER = process.env["STOWAGE_BENCH_VBP"];

interface Instance {
  readonly name: string;
  readonly problem: PackingProblem;
  readonly best: number;
  /** Undefined where it is not known, or is that of an easier instance (negative sizes). */
  readonly optimum: number | undefined;
}

interface Sums {
  bins: number;
  best: number;
  cpuMs: number;
  /** Instances with fewer bins than the best heuristics, and with more. */
  better: number;
  worse: number;
  /** Instances whose optimum is known, and those of them that came to it. */
  optimaKnown: number;
  optimaFound: number;
}

function failed(name: string, fault: string): void {
  console.error(`FAILED ${name}: ${fault}`);
  process.exitCode = 1;
}

function instanceOf(header: readonly string[], line: string): Instance {
  const cells = line.split(",");
  const cell = (name: string): string => cells[header.indexOf(name)] ?? "";
  const demands = new Map<string, number>();
  for (const item of cell("items").split(";")) {
    const size = item
      .split(" ")
      .map((amount) => Math.max(0, Number(amount)))
      .join(" ");
    demands.set(size, (demands.get(size) ?? 0) + 1);
  }
  const classes = [...demands].map(([size, demand]): PackingClass => ({
    demand,
    size: size.split(" ").map(Number),
  }));
  const [optimum, easier] = [Number(cell("opt")), cell("items").includes("-")];
  return {
    name: cell("instance"),
    best: Number(cell("best_any")),
    optimum: optimum < 0 || easier ? undefined : optimum,
    problem: {
      rows: Number(cell("dims")),
      classes,
      nodeTypes: [
        {
          capacity: cell("bin_capacity").split(" ").map(Number),
          price: 1,
          eligible: classes.map(() => true),
        },
      ],
      caps: [],
      limits: { targetGapMilliPercent: 0, workUnits: WORK_UNITS },
    },
  };
}

function pack(set: string, { name, problem, best, optimum }: Instance, sums: Sums): void {
  const { result: outcome, cpuMs } = timed(() => solvePacking(problem));
  sums.best += best;
  sums.cpuMs += cpuMs;
  if (outcome.status !== "solved") {
    failed(`${set} ${name}`, outcome.status);
    return;
  }
  sums.bins += outcome.cost;
  if (outcome.cost < best) sums.better += 1;
  if (outcome.cost > best) sums.worse += 1;
  if (optimum !== undefined) {
    sums.optimaKnown += 1;
    if (outcome.cost === optimum) sums.optimaFound += 1;
  }
  const fault = faultOf(problem, outcome);
  if (fault !== undefined) failed(`${set} ${name}`, fault);
  if (optimum !== undefined && outcome.bound > optimum)
    failed(`${set} ${name}`, `the bound is ${outcome.bound}, a packing into ${optimum} bins is known`);
}

function measure({ set, most }: (typeof SETS)[number], every: number): void {
  const file = join(FOLDER ?? "", `vbp_${set}.csv`);
  if (FOLDER === undefined || !existsSync(file)) {
    console.log(`${set.padEnd(12)} SKIPPED: STOWAGE_BENCH_VBP names no folder with its instances`);
    return;
  }
  const [header = "", ...lines] = readFileSync(file, "utf8").trim().split(/\r?\n/);
  const chosen = lines.filter((_line, index) => index % every === 0);
  const sums: Sums = { bins: 0, best: 0, cpuMs: 0, better: 0, worse: 0, optimaKnown: 0, optimaFound: 0 };
  for (const line of chosen) pack(set, instanceOf(header.split(","), line), sums);
  const ratio = sums.bins / sums.best;
  console.log(
    `${set.padEnd(12)} ${chosen.length} instances: ${sums.bins} bins, best heuristics ${sums.best}: ` +
      `${ratio.toFixed(4)} x, fewer on ${sums.better}, more on ${sums.worse}; ${sums.optimaFound} of ` +
      `${sums.optimaKnown} known optima; ${(sums.cpuMs / chosen.length).toFixed(0)} ms CPU an instance`,
  );
  if (ratio > most) failed(set, `at most ${most} x the best heuristics' bins pass`);
}

const args = process.argv.slice(2);
const at = args.indexOf("--every");
const every = at < 0 ? 1 : Math.max(1, Number(args[at + 1]) || 1);
const wanted = args.find((arg, index) => !arg.startsWith("--") && (at < 0 || index !== at + 1));
for (const one of SETS) if (wanted === undefined || one.set === wanted) measure(one, every);
