/**
 * `npm run bench:division`: fleets whose workloads the planner divides among clusters, each in a process of its own,
 * each plan accepted by `verify` before anything is told of it. The gate is rules kept, gaps and work counts
 * (work-counts.json; `--update` records); process times are told beside their marks, as they depend on the machine.
 * Words choose lines by name. `STOWAGE_BENCH_DATA` names the folder of what is measured with and not shipped.
 */
import { join } from "node:path";
import { CASES } from "./division/cases.js";
import type { DivisionResult } from "./division/run-case.js";
import { measured } from "./measured.js";
import { WorkCounts } from "./work-counts.js";

const args = process.argv.slice(2);
const counts = new WorkCounts(args.includes("--update"));
const words = args.filter((word) => !word.startsWith("--"));
const HOME = join(__dirname, "..", "src", "planner");

function mark(value: string, limit: string, passes: boolean): string {
  return `${value} (mark ${limit}: ${passes ? "pass" : "MISS"})`;
}

for (const [index, { name, mostGapPercent, markSeconds }] of CASES.entries()) {
  if (!words.every((word) => name.includes(word))) continue;
  const result = measured("division/run-case.ts", [String(index)], HOME) as DivisionResult | undefined;
  if (result === undefined) {
    console.log(`${name}: SKIPPED, its file is not on this machine (STOWAGE_BENCH_DATA)`);
    continue;
  }
  const { gapPercent, cost, stop, workUnits, cpuMs, faults } = result;
  const seconds = cpuMs / 1000;
  const took = `${seconds.toFixed(1)} s CPU`;
  console.log(
    [
      `${name}:`,
      `gap ${mark(`${gapPercent.toFixed(2)} %`, `${mostGapPercent} %`, gapPercent <= mostGapPercent)},`,
      `${markSeconds === undefined ? took : mark(took, `${markSeconds} s`, seconds < markSeconds)},`,
      `${cost.toFixed(2)} an hour, ${workUnits} units, ${stop}`,
    ].join(" "),
  );
  const gap = gapPercent > mostGapPercent ? ["the gap is too large"] : [];
  for (const fault of [...faults, ...gap, counts.fault(name, workUnits) ?? ""].filter((one) => one !== "")) {
    console.error(`FAILED ${name}: ${fault}`);
    process.exitCode = 1;
  }
}
counts.save();
