/**
 * `npm run bench:realise [words]`: what it costs that kube-scheduler, not the packing, places the pods. Each target is
 * packed, realised under orders of arrival of the search, and judged by the scheduler model under orders that the
 * search has not seen. Told are the cost above the packing's bound, and how many of the fresh orders leave pods
 * pending. The gate is the work of a replay (looks of pods at nodes) and the premiums; times are told beside.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { packTarget } from "../src/plan/pack/pack-target.js";
import { modelOf, countsOf, standingsOf } from "../src/plan/realisation/model-of-nodes.js";
import type { Standing } from "../src/plan/realisation/model-of-nodes.js";
import { realiseTarget } from "../src/plan/realisation/realise-target.js";
import type { Realised } from "../src/plan/realisation/realise-target.js";
import type { PackTargetInput } from "../src/plan/pack/pack-target.js";
import { ORDER_ROWS } from "../src/plan/realisation/arrivals-tried.js";
import { SchedulerModel, replayPods } from "../src/simulate/index.js";
import type { ArrivalOrder } from "../src/simulate/index.js";
import { karpenterTarget } from "./fleets/karpenter-target.js";
import { replayFleet } from "./fleets/replay-fleet.js";

const DATA = process.env["STOWAGE_BENCH_DATA"] ?? join(__dirname, "..", "..", "shared");
const PROBLEMS = join(DATA, "peers", "karpenter", "problems");
const FRESH_SEEDS = [90_001, 90_002, 90_003, 90_004, 90_005];

interface RealiseCase {
  readonly file: string;
  readonly gap: number;
  /** Of the packing. @default PACKING_WORK_UNITS */
  readonly workUnits?: number;
  /** Whether the replicas of a workload come together in some orders of the search, as by default. */
  readonly together: boolean;
  /** Whether workloads may be bound to instance types. */
  readonly mayBind?: true;
  /** Largest premium over the bound that passes, in per cent. */
  readonly mostPremium: number;
}

const PACKING_WORK_UNITS = 60_000;
/** 210 parts of classes on 1,200 node kinds: the first packing alone takes 60,000, all of it 330,000. */
const WIDE_WORK_UNITS = 400_000;

const CASES: readonly RealiseCase[] = [
  { file: "aws-realistic-nogpu", gap: 350, together: true, mayBind: true, mostPremium: 4.5 },
  { file: "aws-realistic-5000", gap: 400, together: true, mayBind: true, mostPremium: 7 },
  {
    file: "karpenter-wide-10000-simple",
    gap: 1600,
    workUnits: WIDE_WORK_UNITS,
    together: true,
    mayBind: true,
    mostPremium: 20,
  },
  { file: "aws-realistic-nogpu", gap: 350, together: false, mostPremium: 13 },
  { file: "aws-realistic-nogpu", gap: 350, together: true, mostPremium: 19 },
  { file: "aws-realistic-5000", gap: 400, together: false, mostPremium: 20 },
  {
    file: "karpenter-wide-10000-simple",
    gap: 1600,
    workUnits: WIDE_WORK_UNITS,
    together: false,
    mostPremium: 20,
  },
];

function cpuMs<T>(run: () => T): [result: T, ms: number] {
  const before = process.cpuUsage();
  const result = run();
  const { user, system } = process.cpuUsage(before);
  return [result, Math.round((user + system) / 1000)];
}

function failed(name: string, fault: string): void {
  console.error(`FAILED ${name}: ${fault}`);
  process.exitCode = 1;
}

/** Orders of these seeds that leave pods pending, and the most pods that one does. */
function judged(input: PackTargetInput, { packing, steering }: Realised, together: boolean): string {
  const standings = new Map(
    [...standingsOf(packing.nodes)].map(([id, one]): [string, Standing] => {
      const { preferredInstanceTypes, requiredInstanceTypes, maxPerNode } = steering.get(id) ?? {};
      const cap = maxPerNode === undefined ? {} : { mostPerNode: maxPerNode };
      return [
        id,
        {
          ...one,
          instanceTypes: new Set(requiredInstanceTypes ?? preferredInstanceTypes ?? []),
          ...(requiredInstanceTypes === undefined ? {} : { bound: cap }),
        },
      ];
    }),
  );
  const target = modelOf(input.target, countsOf(packing.nodes), standings);
  const model = new SchedulerModel(target);
  const pending = FRESH_SEEDS.map(
    (seed) => replayPods({ ...target, model, order: { seed, together, live: true } }).pendingPods,
  );
  const broken = pending.filter((count) => count > 0).length;
  return `${broken} of ${pending.length} fresh orders leave pods (${Math.max(...pending)} at most)`;
}

function realised(one: RealiseCase): void {
  const { file, gap, workUnits = PACKING_WORK_UNITS, together, mayBind, mostPremium } = one;
  const order = together ? "pods mixed and together" : "pods mixed";
  const name = `${file}, ${order}${mayBind === true ? ", bound" : ""}`;
  const path = join(PROBLEMS, `${file}.json`);
  if (!existsSync(path)) {
    console.log(`${name.padEnd(58)} SKIPPED: its file is not on this machine`);
    return;
  }
  const input = karpenterTarget(path, { targetGapMilliPercent: gap, workUnits });
  const packing = packTarget(input);
  if (packing.status !== "packed") {
    failed(name, packing.status);
    return;
  }
  const orderOf = (number: number): ArrivalOrder => ({ seed: number + 1 });
  const mixed = { rows: [{ ...ORDER_ROWS[0], orderOf }] } as const;
  const [result, ms] = cpuMs(() =>
    realiseTarget({
      input,
      packing,
      workUnitsLimit: 300_000_000,
      ...(together ? {} : mixed),
      mayBind: mayBind === true,
    }),
  );
  const { cost } = result.packing;
  const premium = (cost / packing.bound - 1) * 100;
  console.log(
    [
      name.padEnd(58),
      result.realisation.status,
      `packing ${(packing.cost / 1e6).toFixed(2)}`,
      `held ${(cost / 1e6).toFixed(2)}`,
      `premium ${premium.toFixed(2)} %`,
      `${(result.workUnits / 1e6).toFixed(0)} M looks`,
      `${ms} ms CPU`,
      `mixed: ${judged(input, result, false)}`,
      `together: ${judged(input, result, true)}`,
    ].join("; "),
  );
  if (premium > mostPremium) failed(name, `the premium is above ${mostPremium} %`);
}

/** Looks of 10,000 pods at 1,000 nodes: the work that is the same on every machine. */
const MOST_LOOKS = 5_300_000;

function replayed(): void {
  const name = "replay of 10,000 pods on 1,000 nodes";
  const { nodes, pods } = replayFleet({ nodes: 1000, pods: 10_000 });
  const model = new SchedulerModel({ nodes, pods });
  for (const seed of [1, 2, 3]) {
    const before = model.looks;
    const [{ pendingPods }, ms] = cpuMs(() => replayPods({ model, nodes, pods, order: { seed } }));
    const looks = model.looks - before;
    console.log(`${name.padEnd(58)} seed ${seed}; ${pendingPods} pending; ${looks} looks; ${ms} ms CPU`);
    if (looks > MOST_LOOKS) failed(name, `${looks} looks, at most ${MOST_LOOKS}`);
    if (pendingPods > 0) failed(name, `${pendingPods} pods stay pending on nodes with room for all`);
  }
}

const words = process.argv.slice(2);
if (words.every((word) => "replay".includes(word))) replayed();
for (const one of CASES)
  if (words.every((word) => `${one.file} ${one.mayBind === true ? "bound" : ""}`.includes(word)))
    realised(one);
