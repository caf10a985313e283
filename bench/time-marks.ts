/**
 * Process times beside their marks. Machines differ by more than what a mark leaves, so times are told in those of the
 * machine that the marks were set on: by the process time that Karpenter's own scheduler takes on one file, here and
 * there. Told, and no gate.
 */
import { median } from "./median.js";

/**
 * Process time of Karpenter v1.14.1 for that line where the marks were set: the median of five fresh runs on two cores, at
 * a load of 3 to 4, as the README of the peer has it.
 */
const PEER_MS = 12_500;
/** The line beside which Karpenter is run for it. */
const PEER_LINE = "aws-realistic-5000, GPU pool tainted";

interface TimeMark {
  /** How the names of its lines begin. */
  readonly lines: string;
  readonly medianMs: number;
  readonly worstMs?: number;
}

const MARKS: readonly TimeMark[] = [
  { lines: "aws-realistic-5000", medianMs: 1500, worstMs: 1500 },
  { lines: "Karpenter's benchmark pods, simple, 20000", medianMs: 1000 },
  { lines: "Karpenter's benchmark pods, simple, 100000", medianMs: 3000 },
  { lines: "100 classes, 200 types", medianMs: 500 },
  { lines: "500 classes, 700 types", medianMs: 2000, worstMs: 4000 },
];

export class TimeMarks {
  private readonly times = new Map<string, number>();
  private peerMs: number | undefined;

  took(line: string, cpuMs: number): void {
    this.times.set(line, cpuMs);
  }

  peerTook(line: string, cpuMs: number): void {
    if (line === PEER_LINE) this.peerMs = cpuMs;
  }

  private judged(what: string, ms: number, mark: number): string {
    const { peerMs } = this;
    if (peerMs === undefined) return `${what} ${ms.toFixed(0)} ms (mark ${mark} ms)`;
    const there = (ms * PEER_MS) / peerMs;
    return `${what} ${ms.toFixed(0)} ms, ${there.toFixed(0)} ms there (mark ${mark} ms: ${there <= mark ? "pass" : "MISS"})`;
  }

  /** A line for each mark that something was measured of, and what machines are compared by. */
  lines(): string[] {
    const told = MARKS.flatMap(({ lines, medianMs, worstMs }) => {
      const own = [...this.times].flatMap(([line, ms]) => (line.startsWith(lines) ? [ms] : []));
      if (own.length === 0) return [];
      const parts = [
        this.judged("median", median(own), medianMs),
        ...(worstMs === undefined ? [] : [this.judged("worst", Math.max(...own), worstMs)]),
      ];
      return [`process time, ${lines} (${own.length}): ${parts.join(", ")}`];
    });
    if (told.length === 0) return [];
    const { peerMs } = this;
    const machine =
      peerMs === undefined
        ? "not compared with the machine of the marks, as Karpenter was not run (STOWAGE_BENCH_PEERS)"
        : `Karpenter takes ${peerMs.toFixed(0)} ms of process time here for ${PEER_LINE}, ${PEER_MS} ms there: times are divided by ${(peerMs / PEER_MS).toFixed(2)}`;
    return [...told, machine];
  }
}
