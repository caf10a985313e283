/** What is measured: fleets with fixed seeds or files, how good an answer must be, and what it may cost. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { PackingProblem } from "../src/solve/index.js";
import { readKarpenterProblem } from "./fleets/karpenter.js";
import type { GpuPool } from "./fleets/karpenter.js";
import { karpenterPods } from "./fleets/karpenter-pods.js";
import { syntheticFleet } from "./fleets/synthetic.js";

export interface BenchCase {
  readonly name: string;
  readonly targetGapMilliPercent: number;
  readonly workUnits: number;
  /** Largest proven gap that passes. */
  readonly mostGapPercent: number;
  /** Largest cost that passes, in money an hour. */
  readonly mostCost?: number;
  /** What another planner pays for the same file, for the table. */
  readonly peerCost?: number;
  readonly source:
    | {
        readonly kind: "synthetic";
        readonly seed: number;
        readonly classes: number;
        readonly types: number;
        readonly replicas: number;
      }
    | { readonly kind: "karpenter"; readonly file: string; readonly pool: GpuPool }
    | { readonly kind: "karpenter-pods"; readonly pods: number };
}

/** Folder of what is measured with and not shipped; its cases are skipped where it is not there. */
const DATA = process.env["STOWAGE_BENCH_DATA"] ?? join(__dirname, "..", "..", "shared");
const PROBLEMS = join(DATA, "peers", "karpenter", "problems");

function synthetic(
  [classes, types, replicas]: readonly [number, number, number],
  limits: Pick<BenchCase, "targetGapMilliPercent" | "workUnits" | "mostGapPercent">,
  seeds: number,
): BenchCase[] {
  return Array.from({ length: seeds }, (_none, index) => ({
    name: `${classes} classes, ${types} types, ${replicas} replicas, seed ${index + 11}`,
    ...limits,
    source: { kind: "synthetic", seed: index + 11, classes, types, replicas },
  }));
}

function peer(
  file: string,
  pool: GpuPool,
  rest: Pick<BenchCase, "targetGapMilliPercent" | "mostGapPercent"> & {
    readonly mostCost: number;
    readonly peerCost: number;
  },
): BenchCase {
  return {
    name: `${file}${pool === "tainted" ? ", GPU pool tainted" : ""}`,
    workUnits: 60_000,
    ...rest,
    source: { kind: "karpenter", file: `${PROBLEMS}/${file}.json`, pool },
  };
}

/** Karpenter's own benchmark: it takes 76-96 s for 20,000 pods on two such cores. */
function pods(count: number): BenchCase {
  return {
    name: `Karpenter's benchmark pods, simple, ${count} pods, 400 types`,
    targetGapMilliPercent: 2600,
    workUnits: 60_000,
    mostGapPercent: 2.6,
    source: { kind: "karpenter-pods", pods: count },
  };
}

/** Costs of the peer: Karpenter v1.14.1's scheduler, median of five runs, as measured beside its program. */
export const CASES: readonly BenchCase[] = [
  peer("aws-realistic-5000", "tainted", {
    targetGapMilliPercent: 500,
    mostGapPercent: 1.5,
    mostCost: 322,
    peerCost: 427.8,
  }),
  peer("aws-realistic-5000", "untainted", {
    targetGapMilliPercent: 500,
    mostGapPercent: 1.5,
    mostCost: 310,
    peerCost: 716.44,
  }),
  peer("aws-realistic-nogpu", "untainted", {
    targetGapMilliPercent: 500,
    mostGapPercent: 1.5,
    mostCost: 261,
    peerCost: 292.11,
  }),
  peer("karpenter-wide-10000-simple", "untainted", {
    targetGapMilliPercent: 1600,
    mostGapPercent: 2,
    mostCost: 2110,
    peerCost: 2266,
  }),
  peer("karpenter-wide-10000-exact", "untainted", {
    targetGapMilliPercent: 1600,
    mostGapPercent: 9,
    mostCost: 2280,
    peerCost: 3551,
  }),
  pods(20_000),
  pods(100_000),
  ...synthetic([20, 10, 1000], { targetGapMilliPercent: 500, workUnits: 60_000, mostGapPercent: 1 }, 10),
  ...synthetic(
    [100, 200, 10_000],
    { targetGapMilliPercent: 1000, workUnits: 150_000, mostGapPercent: 1 },
    10,
  ),
  ...synthetic(
    [500, 700, 1_000_000],
    { targetGapMilliPercent: 1000, workUnits: 400_000, mostGapPercent: 1 },
    10,
  ),
];

/** Undefined where the file is not on this machine. */
export function problemOf({
  source,
  targetGapMilliPercent,
  workUnits,
}: BenchCase): PackingProblem | undefined {
  const limits = { targetGapMilliPercent, workUnits };
  if (source.kind === "synthetic") return syntheticFleet(source, limits);
  if (source.kind === "karpenter-pods") return karpenterPods(source.pods, limits);
  return existsSync(source.file) ? readKarpenterProblem(source.file, source.pool, limits) : undefined;
}
