/**
 * `npm run bench`: the packing kernel on synthetic fleets of fixed seeds and on files of a peer, each in
 * a process of its own, each answer checked before it is counted. The gate is gaps and costs; times depend on
 * the machine and are for the table. Words after the command choose cases by name.
 */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { CASES } from "./cases.js";
import type { BenchCase } from "./cases.js";
import type { CaseResult } from "./run-case.js";

const HOUR = 1e6;

function measure(index: number): CaseResult | undefined {
  const child = spawnSync(
    process.execPath,
    ["--import", "tsx", join(__dirname, "run-case.ts"), String(index)],
    { encoding: "utf8" },
  );
  if (child.status !== 0) throw new Error(child.stderr);
  return (JSON.parse(child.stdout) as CaseResult | null) ?? undefined;
}

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
  ];
}

function line(one: BenchCase, result: CaseResult): string {
  const peer = one.peerCost === undefined ? "" : `  peer ${one.peerCost.toFixed(2)}`;
  return [
    one.name.padEnd(52),
    `${gapPercent(result).toFixed(3)} %`.padStart(9),
    (result.cost / HOUR).toFixed(3).padStart(12),
    (result.bound / HOUR).toFixed(3).padStart(12),
    `${result.nodes} nodes`.padStart(13),
    result.stop.padStart(11),
    `${result.workUnits} units`.padStart(14),
    `${result.cpuMs} ms CPU`.padStart(13),
    peer,
  ].join(" ");
}

function main(words: readonly string[]): void {
  for (const [index, one] of CASES.entries()) {
    if (!words.every((word) => one.name.includes(word))) continue;
    const result = measure(index);
    if (result === undefined) {
      console.log(`${one.name.padEnd(52)} SKIPPED: its file is not on this machine`);
      continue;
    }
    console.log(line(one, result));
    for (const fault of faultsOf(one, result)) {
      console.error(`FAILED ${one.name}: ${fault}`);
      process.exitCode = 1;
    }
  }
}

main(process.argv.slice(2));
