/**
 * `npx tsx bench/catalogue.ts`: what loading the catalogue costs, cold: three regions of each of three clouds,
 * every offering and every instance type made. The opponent is JSON.parse of the same files in the same run.
 * The gate is the bytes that are read and the memory that is kept; times are told as ratios, since machines differ.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { SHARED_FILES, embodiedFile, instanceTypesFile, pricesFile } from "../src/catalogue/index.js";
import { loadCatalogue } from "../src/planner/load-catalogue.js";

const DATA = join(__dirname, "../src/catalogue/data");
const REGIONS = [
  { provider: "aws", region: "us-east-1" },
  { provider: "aws", region: "eu-central-1" },
  { provider: "aws", region: "ap-southeast-1" },
  { provider: "azure", region: "eastus" },
  { provider: "azure", region: "westeurope" },
  { provider: "azure", region: "southeastasia" },
  { provider: "gcp", region: "us-central1" },
  { provider: "gcp", region: "europe-west1" },
  { provider: "gcp", region: "asia-southeast1" },
] as const;
const PROVIDERS = ["aws", "azure", "gcp"] as const;

/** Whole catalogue: 4 MB. A plan must not read it all. */
const MOST_BYTES = 1_000_000;
const MOST_MEGABYTES = 60;
const MOST_CPU_MS = 100;

interface Cost {
  readonly cpuMs: number;
  readonly megabytes: number;
}

/** Processor time of this process and memory kept; the result is held until both are measured. */
function costOf(work: () => unknown): Cost {
  globalThis.gc?.();
  const before = process.memoryUsage();
  const start = process.cpuUsage();
  const kept = work();
  const used = process.cpuUsage(start);
  globalThis.gc?.();
  const after = process.memoryUsage();
  if (kept === undefined) throw new Error("nothing was loaded");
  return {
    cpuMs: (used.user + used.system) / 1000,
    megabytes: (after.heapUsed + after.external - before.heapUsed - before.external) / 1e6,
  };
}

function paths(): string[] {
  return [
    ...SHARED_FILES,
    ...PROVIDERS.flatMap((provider) => [instanceTypesFile(provider), embodiedFile(provider)]),
    ...REGIONS.map(({ provider, region }) => pricesFile(provider, region)),
  ];
}

function loadAndTouch() {
  const catalogue = loadCatalogue({ regions: REGIONS });
  const offerings = REGIONS.map(({ provider, region }) => catalogue.offerings(provider, region).length);
  const types = PROVIDERS.map((provider) => catalogue.instanceTypes(provider).length);
  const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);
  return { catalogue, offerings: sum(offerings), types: sum(types) };
}

function shown({ cpuMs, megabytes }: Cost): string {
  return `${cpuMs.toFixed(1)} ms of processor time, ${megabytes.toFixed(1)} MB kept`;
}

function main(): void {
  const bytes = paths().reduce((total, path) => total + readFileSync(join(DATA, path)).length, 0);
  const cold = costOf(loadAndTouch);
  const parsed = costOf(() =>
    paths().map((path) => JSON.parse(readFileSync(join(DATA, path), "utf8")) as unknown),
  );
  const warm = costOf(loadAndTouch);
  const { offerings, types } = loadAndTouch();
  console.log(`${paths().length} files, ${bytes} bytes; ${offerings} offerings, ${types} instance types`);
  console.log(`cold:       ${shown(cold)}`);
  console.log(`JSON.parse: ${shown(parsed)}`);
  console.log(`warm:       ${shown(warm)}, ${(warm.cpuMs / parsed.cpuMs).toFixed(1)} x JSON.parse`);
  const faults = [
    ...(bytes > MOST_BYTES ? [`reads ${bytes} bytes, at most ${MOST_BYTES}`] : []),
    ...(cold.megabytes > MOST_MEGABYTES ? [`keeps ${cold.megabytes} MB, at most ${MOST_MEGABYTES}`] : []),
    ...(cold.cpuMs > MOST_CPU_MS ? [`takes ${cold.cpuMs} ms, at most ${MOST_CPU_MS}`] : []),
  ];
  for (const fault of faults) console.error(fault);
  if (faults.length > 0) process.exitCode = 1;
}

main();
