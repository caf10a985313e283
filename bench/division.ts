/**
 * `npm run bench:division`: fleets whose workloads the planner divides among clusters or edge sites, and what losses do to
 * them, each in a process of its own, each plan accepted by `verify` before anything is told of it. The gate is rules kept,
 * gaps, moves and work counts (work-counts.json; `--update` records); process times are told beside their marks, as they
 * depend on the machine. Marks are of planning; beside it stands what all of `stowage plan` takes in a fresh process.
 * Words choose lines by name. `STOWAGE_BENCH_DATA` names the folder of what is measured with and not shipped.
 */
import { join } from "node:path";
import { CASES } from "./division/cases.js";
import type { DivisionCase } from "./division/cases.js";
import { SITE_LOSSES, ZONE_LOSSES } from "./division/loss-cases.js";
import type { SiteLossCase, ZoneLossCase } from "./division/loss-cases.js";
import { EDGE, MARK_SECONDS, MOST_BELOW } from "./division/edge-cases.js";
import type { DivisionResult } from "./division/run-case.js";
import type { EdgeResult } from "./division/run-edge.js";
import { MOST_MOVES } from "./division/site-loss.js";
import type { SiteLossResult } from "./division/site-loss.js";
import type { ZoneLossResult } from "./division/zone-loss.js";
import { measured } from "./measured.js";
import { WorkCounts } from "./work-counts.js";

const args = process.argv.slice(2);
const counts = new WorkCounts(args.includes("--update"));
const words = args.filter((word) => !word.startsWith("--"));
const HOME = join(__dirname, "..", "src", "planner");

interface Line {
  readonly text: string;
  readonly workUnits: number;
  readonly faults: readonly string[];
}

function mark(value: string, limit: string, passes: boolean): string {
  return `${value} (mark ${limit}: ${passes ? "pass" : "MISS"})`;
}

function seconds(cpuMs: number): string {
  return `${(cpuMs / 1000).toFixed(1)} s CPU`;
}

/** Of the whole command, which nothing is left out of that it does for its user. */
function command({ commandMs }: { readonly commandMs: number }): string {
  return `all of the command ${seconds(commandMs)}`;
}

function gapMark(gapPercent: number, most: number): string {
  return `gap ${mark(`${gapPercent.toFixed(2)} %`, `${most} %`, gapPercent <= most)}`;
}

function gapFaults(gapPercent: number, most: number): string[] {
  return gapPercent > most ? ["the gap is too large"] : [];
}

/** `script` prints null where its file is not on this machine. */
function line(
  name: string,
  [script, ...given]: readonly [string, ...string[]],
  told: (result: unknown) => Line,
): void {
  if (!words.every((word) => name.includes(word))) return;
  const result = measured(`division/${script}`, given, HOME);
  if (result === undefined) {
    console.log(`${name}: SKIPPED, its file is not on this machine (STOWAGE_BENCH_DATA)`);
    return;
  }
  const { text, workUnits, faults } = told(result);
  console.log(`${name}: ${text}, ${workUnits} units`);
  for (const fault of [...faults, counts.fault(name, workUnits) ?? ""].filter((one) => one !== "")) {
    console.error(`FAILED ${name}: ${fault}`);
    process.exitCode = 1;
  }
}

function divided({ mostGapPercent, markSeconds }: DivisionCase, result: DivisionResult): Line {
  const { gapPercent, cost, stop, workUnits, cpuMs, faults } = result;
  const took = seconds(cpuMs);
  const time = markSeconds === undefined ? took : mark(took, `${markSeconds} s`, cpuMs < markSeconds * 1000);
  const text = [
    gapMark(gapPercent, mostGapPercent),
    time,
    command(result),
    `${cost.toFixed(2)} an hour`,
    stop,
  ].join(", ");
  return { text, workUnits, faults: [...faults, ...gapFaults(gapPercent, mostGapPercent)] };
}

/** The mark is of users served against the exact optimum; what the plan itself proves of penalties is told beside it. */
function edgeServed(result: EdgeResult): Line {
  const { classes, users, uncovered, served, exact, gapPercent, stop, workUnits, cpuMs, faults } = result;
  const least = Math.ceil(exact.served * (1 - MOST_BELOW));
  const below = (100 * (exact.served - served)) / exact.served;
  const text = [
    `${classes} classes of ${users} users (${uncovered} covered by no site)`,
    `${served} served of ${exact.served} (HiGHS, ${exact.proved ? "proved" : "not proved"}, ${seconds(exact.cpuMs)})`,
    mark(`${below.toFixed(2)} % below`, "1 %", served >= least),
    `most capacity first ${result.mostCapacityFirst}`,
    mark(seconds(cpuMs), `${MARK_SECONDS} s`, cpuMs < MARK_SECONDS * 1000),
    command(result),
    gapPercent > 1e6 ? "nothing proved of penalties" : `proven gap of penalties ${gapPercent.toFixed(2)} %`,
    stop,
  ].join(", ");
  const own = [
    ...(served < least ? [`${served} users are served, ${least} must be`] : []),
    ...(served > exact.served ? ["more are served than the integer program can"] : []),
    ...(exact.proved ? [] : ["the integer program was not solved"]),
  ];
  return { text, workUnits, faults: [...faults, ...own] };
}

function zoneLost({ mostGapPercent }: ZoneLossCase, result: ZoneLossResult): Line {
  const { workloads, surviving, replicas, zones, violations, violationsWithout, workUnits } = result;
  const text = [
    `${workloads} workloads, ${surviving} of them to survive, ${replicas} replicas`,
    `${zones} zones lost: ${mark(`${violations.length} violations`, "0", violations.length === 0)}`,
    `${violationsWithout} workloads in one zone without the rule`,
    `premium ${result.premiumPercent.toFixed(2)} %, proved to be at most ${result.mostPremiumPercent.toFixed(2)} %`,
    `${gapMark(result.gapPercent, mostGapPercent)}, without the rule ${result.gapPercentWithout.toFixed(2)} %`,
    seconds(result.cpuMs),
  ].join(", ");
  return { text, workUnits, faults: [...violations, ...gapFaults(result.gapPercent, mostGapPercent)] };
}

function siteLost({ mostGapPercent }: SiteLossCase, result: SiteLossResult): Line {
  const { site, replicas, needed, moves, movesAnew, costRatio, gapPercent, workUnits, cpuMs } = result;
  const most = Math.floor(needed * MOST_MOVES);
  const text = [
    `${needed} of ${replicas} replicas on ${site}`,
    `moves ${mark(String(moves), `${needed} needed + 20 % = ${most}`, moves <= most)}`,
    `${movesAnew} without keeping, at ${costRatio.toFixed(4)} of its cost`,
    gapMark(gapPercent, mostGapPercent),
    seconds(cpuMs),
  ].join(", ");
  const faults = [
    ...(moves > most ? [`${moves} replicas move, ${needed} have to`] : []),
    ...(moves < needed ? ["fewer replicas move than have to"] : []),
    ...gapFaults(gapPercent, mostGapPercent),
  ];
  return { text, workUnits, faults };
}

for (const [index, one] of CASES.entries())
  line(one.name, ["run-case.ts", String(index)], (result) => divided(one, result as DivisionResult));
for (const [index, one] of EDGE.entries())
  line(one.name, ["run-edge.ts", String(index)], (result) => edgeServed(result as EdgeResult));
for (const [index, one] of ZONE_LOSSES.entries())
  line(one.name, ["run-losses.ts", "zones", String(index)], (result) =>
    zoneLost(one, result as ZoneLossResult),
  );
for (const [index, one] of SITE_LOSSES.entries())
  line(one.name, ["run-losses.ts", "site", String(index)], (result) =>
    siteLost(one, result as SiteLossResult),
  );
counts.save();
