/**
 * `npx tsx bench/certify.ts [words]`: what a certificate costs and how much of the search's bound it shows, on the
 * kernel's benches. The gate is the certified gap; a certificate that its own checker refuses fails.
 */
import { certify, checkCertificate, solvePacking } from "../src/solve/index.js";
import { CASES, problemOf } from "./cases.js";
import type { BenchCase } from "./cases.js";

/** Certified and proven gap may differ by this many points of a per cent. */
const MOST_LOST = 0.5;

function cpuMs<T>(run: () => T): [result: T, ms: number] {
  const before = process.cpuUsage();
  const result = run();
  const { user, system } = process.cpuUsage(before);
  return [result, Math.round((user + system) / 1000)];
}

function percent(cost: number, bound: number): number {
  return (cost / bound - 1) * 100;
}

/** Why the case fails, or undefined. */
function measure(one: BenchCase): string | undefined {
  const problem = problemOf(one);
  if (problem === undefined) return undefined;
  const [outcome, searched] = cpuMs(() => solvePacking(problem));
  if (outcome.status !== "solved") return outcome.status;
  const { prices, entries, cost, bound } = outcome;
  const [certificate, certified] = cpuMs(() => certify({ problem, prices, entries }));
  const [checked, checking] = cpuMs(() => checkCertificate(problem, certificate));
  if (!checked.ok) return `types ${checked.nodeTypes.join(", ")} are not proved`;
  const [proven, shown] = [percent(cost, bound), percent(cost, checked.bound)];
  console.log(
    [
      one.name.padEnd(52),
      `gap ${proven.toFixed(3)} %`.padStart(13),
      `certified ${shown.toFixed(3)} %`.padStart(19),
      `search ${searched} ms CPU`.padStart(20),
      `certify ${certified}`.padStart(13),
      `check ${checking}`.padStart(11),
      `${JSON.stringify(certificate).length} bytes`.padStart(15),
    ].join(" "),
  );
  return shown > proven + MOST_LOST ? `${(shown - proven).toFixed(3)} points of the gap are lost` : undefined;
}

for (const one of CASES) {
  if (!process.argv.slice(2).every((word) => one.name.includes(word))) continue;
  const fault = measure(one);
  if (fault === undefined) continue;
  console.error(`FAILED ${one.name}: ${fault}`);
  process.exitCode = 1;
}
