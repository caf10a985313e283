/**
 * `npm run bench`: the packing kernel on synthetic fleets of fixed seeds and on files of a peer, each in
 * a process of its own, each answer checked before it is counted. The gate is gaps, costs and work counts
 * (work-counts.json); times depend on the machine, so only ratios within one run are told beside them, and their marks in
 * the time of the machine that those were set on (time-marks.ts).
 *
 *   words       choose lines by name
 *   --update    records the work counts
 *   --highs     HiGHS beside the small cases, a minute each
 *
 * `STOWAGE_BENCH_PEERS` names the folder of Karpenter's own scheduler, to run it beside its problem files.
 */
import { CASES } from "./cases.js";
import type { BenchCase } from "./cases.js";
import { peerProgram, runPeer } from "./karpenter-peer.js";
import { measured } from "./measured.js";
import type { CaseResult } from "./run-case.js";
import type { HighsResult } from "./run-highs.js";
import type { ReplanResult } from "./run-replan.js";
import { TimeMarks } from "./time-marks.js";
import { WorkCounts } from "./work-counts.js";

const HOUR = 1e6;
const REPLANS = [11, 12, 13, 14, 15].flatMap((seed) => [1, 5, 10].map((percent) => ({ seed, percent })));
/** What a plan made again may cost, move and take against a fresh one. */
const MOST_REPLAN = { cost: 1.01, moves: 0.2 };
/** Of the process time of a fresh plan. Told, and no gate: times of one machine move by more than what is left. */
const REPLAN_TIME_MARK = 0.2;
/** Above what HiGHS proves, which is the optimum where it says so. */
const MOST_ABOVE_BEST = 1.01;
/** A process may hold so much. */
const MOST_MEBIBYTES = 1024;

function gapPercent({ cost, bound }: CaseResult): number {
  return bound === 0 ? 0 : (cost / bound - 1) * 100;
}

function faultsOf(one: BenchCase, result: CaseResult): string[] {
  const gap = gapPercent(result);
  return [
    ...(result.fault === undefined ? [] : [result.fault]),
    ...(gap > one.mostGapPercent
      ? [`the gap is ${gap.toFixed(2)} %, at most ${one.mostGapPercent} % passes`]
      : []),
    ...(one.mostCost !== undefined && result.cost > one.mostCost * HOUR
      ? [`it costs ${(result.cost / HOUR).toFixed(2)}, at most ${one.mostCost} passes`]
      : []),
    ...(result.mebibytes > MOST_MEBIBYTES
      ? [`it holds ${result.mebibytes} MiB, at most ${MOST_MEBIBYTES} MiB passes`]
      : []),
  ];
}

function line(one: BenchCase, result: CaseResult): string {
  return [
    one.name.padEnd(52),
    `${gapPercent(result).toFixed(3)} %`.padStart(9),
    (result.cost / HOUR).toFixed(3).padStart(12),
    (result.bound / HOUR).toFixed(3).padStart(12),
    `${result.nodes} nodes`.padStart(13),
    result.stop.padStart(11),
    `${result.workUnits} units`.padStart(14),
    `${result.cpuMs} ms CPU`.padStart(13),
    `${result.mebibytes} MiB`.padStart(9),
  ].join(" ");
}

class Bench {
  private readonly counts: WorkCounts;
  private readonly words: readonly string[];
  private readonly highs: boolean;
  private readonly times = new TimeMarks();
  private readonly aboveBest: number[] = [];
  private proved = 0;

  constructor(args: readonly string[]) {
    this.counts = new WorkCounts(args.includes("--update"));
    this.highs = args.includes("--highs");
    this.words = args.filter((word) => !word.startsWith("--"));
  }

  private chosen(name: string): boolean {
    return this.words.every((word) => name.includes(word));
  }

  private failed(name: string, faults: readonly (string | undefined)[]): void {
    for (const fault of faults) {
      if (fault === undefined) continue;
      console.error(`FAILED ${name}: ${fault}`);
      process.exitCode = 1;
    }
  }

  /** Karpenter on the same file: what it costs and takes against the kernel's answer. */
  private beside(one: BenchCase, result: CaseResult): void {
    if (one.source.kind !== "karpenter") return;
    const program = peerProgram();
    if (program === undefined) {
      const known = one.peerCost === undefined ? "" : `; it paid ${one.peerCost} when it was measured`;
      console.log(`  SKIPPED Karpenter beside it: STOWAGE_BENCH_PEERS names no program${known}`);
      return;
    }
    const peer = runPeer(program, one.source.file, one.source.pool);
    this.times.peerTook(one.name, peer.cpuMs);
    const [cost, time] = [peer.cost / (result.cost / HOUR), peer.cpuMs / result.cpuMs];
    console.log(
      `  Karpenter: ${peer.cost.toFixed(2)} an hour in ${peer.cpuMs.toFixed(0)} ms CPU, ` +
        `${cost.toFixed(3)} x the cost, ${time.toFixed(1)} x the time`,
    );
    this.failed(one.name, cost < 1 ? ["Karpenter is cheaper"] : []);
  }

  private besideHighs(index: number, one: BenchCase, result: CaseResult): void {
    if (!this.highs || one.source.kind !== "synthetic" || one.source.classes > 20) return;
    const highs = measured("run-highs.ts", [String(index)]) as HighsResult | undefined;
    if (highs === undefined) return;
    const ratio = result.cost / highs.bound;
    this.aboveBest.push(ratio);
    if (highs.proved) this.proved += 1;
    const state = highs.proved ? "proved the optimum" : "not the optimum: a packing is known";
    console.log(
      `  HiGHS: at least ${(highs.bound / HOUR).toFixed(6)} (${state}, ${(highs.cost / HOUR).toFixed(6)}) after ` +
        `${highs.rounds} rounds, ${(highs.cpuMs / 1000).toFixed(0)} s CPU; the kernel is at ${ratio.toFixed(4)} x`,
    );
    this.failed(one.name, ratio > MOST_ABOVE_BEST ? [`more than ${MOST_ABOVE_BEST} x the bound`] : []);
  }

  private cases(): void {
    for (const [index, one] of CASES.entries()) {
      if (!this.chosen(one.name)) continue;
      const result = measured("run-case.ts", [String(index)]) as CaseResult | undefined;
      if (result === undefined) {
        console.log(`${one.name.padEnd(52)} SKIPPED: its file is not on this machine`);
        continue;
      }
      console.log(line(one, result));
      this.times.took(one.name, result.cpuMs);
      this.failed(one.name, [...faultsOf(one, result), this.counts.fault(one.name, result.workUnits)]);
      this.beside(one, result);
      this.besideHighs(index, one, result);
    }
  }

  private replans(): void {
    for (const { seed, percent } of REPLANS) {
      const name = `replan after ${percent} %, 100 classes, 200 types, seed ${seed}`;
      if (!this.chosen(name)) continue;
      const result = measured("run-replan.ts", [String(seed), String(percent)]) as ReplanResult | undefined;
      if (result === undefined) continue;
      const { cost, moves, time, work, workUnits, fault } = result;
      console.log(
        `${name.padEnd(52)} ${cost.toFixed(4)} x the cost ${moves.toFixed(3)} x the moves ` +
          `${time.toFixed(2)} x the time (mark ${REPLAN_TIME_MARK}: ${time <= REPLAN_TIME_MARK ? "pass" : "MISS"}) ${work.toFixed(2)} x the work of a fresh plan ${`${workUnits} units`.padStart(12)}`,
      );
      this.failed(name, [
        fault,
        this.counts.fault(name, workUnits),
        cost > MOST_REPLAN.cost ? "it costs too much" : undefined,
        moves > MOST_REPLAN.moves ? "it moves too much" : undefined,
      ]);
    }
  }

  run(): void {
    this.cases();
    this.replans();
    if (this.aboveBest.length > 0) {
      const sorted = [...this.aboveBest].sort((one, other) => one - other);
      console.log(
        `HiGHS: ${this.proved} of ${sorted.length} proved, the kernel at a median of ` +
          `${(sorted[Math.floor(sorted.length / 2)] ?? 1).toFixed(4)} x its bounds`,
      );
    }
    for (const told of this.times.lines()) console.log(told);
    this.counts.save();
  }
}

new Bench(process.argv.slice(2)).run();
