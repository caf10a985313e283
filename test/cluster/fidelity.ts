/**
 * `npm run test:fidelity`: every fleet in several arrival orders in the real scheduler, then what disrupts it, as
 * a table with the cause of every exception. Words after it choose fleets by the start of their names; "peer" stands
 * for the peer's problems with what realism costs there, which are in no run without words. It ends
 * with an error where a pod is pending or out of place, or where the scheduler model says otherwise. Where a node is
 * replaced of which no plan says that it can be, what is pending is a figure.
 */
import path from "node:path";
import { pathToFileURL } from "node:url";
import { readFleet } from "../../src/planner/index.js";
import { ROOT, startControlPlane } from "./control-plane.js";
import { loseZone, replaceNode, rollingUpdate } from "./disruptions.js";
import type { DisruptionOutcome } from "./disruptions.js";
import { elapsed, HEADINGS, isFaulty, line, placedRow, print } from "./fidelity-rows.js";
import type { Row } from "./fidelity-rows.js";
import { runPeers } from "./fidelity-peers.js";
import { largeFleet } from "./large-fleet.js";
import { placeTarget } from "./placed-target.js";
import type { PlacedTarget } from "./placed-target.js";
import {
  boundRandomFleet,
  EXAMPLES,
  planned,
  randomPlannedFleet,
  targetsOfFleet,
  upgradedRandomFleet,
} from "./planned-fleets.js";
import type { PlannedFleet } from "./planned-fleets.js";
import { zonalFleet } from "./zonal-fleet.js";

const ORDERS = [1, 2, 3];
/** Gives 1,000 nodes, within a few. */
const LARGE_SEED = 21;
const RANDOM_SEEDS = Array.from({ length: 50 }, (_none, index) => index + 11);
/** Fleets whose plans promise that nodes can be replaced. */
const UPGRADED_SEEDS = RANDOM_SEEDS.filter((seed) => seed % 5 === 0).slice(0, 4);
const BOUND_SEEDS = RANDOM_SEEDS.slice(0, 10);
/** Folder with `online-boutique/kubernetes-manifests.yaml`; see README of the project that publishes it. */
const MANIFESTS = "STOWAGE_MANIFESTS";
const BOUTIQUE_REPLICAS = 50;

interface Case extends PlannedFleet {
  readonly orders: readonly number[];
  /** What happens to the placed fleet after its last order; each on a fleet placed anew. */
  readonly disrupted?: boolean;
}

/** 60 to 2,000, small fleets more often, as people have them. */
function podsOf(seed: number): number {
  const part = RANDOM_SEEDS.indexOf(seed) / (RANDOM_SEEDS.length - 1);
  return 60 + Math.round(1940 * part ** 3);
}

function boutique(folder: string): Case {
  const spec = {
    apiVersion: "stowage.dev/v1",
    name: "boutique",
    clusters: [
      {
        name: "main",
        platform: "eks",
        region: "eu-central-1",
        pools: [{ name: "general", families: ["m7i", "c7i", "r7i"] }],
      },
    ],
    workloads: [{ manifests: "online-boutique", cluster: "main", replicas: BOUTIQUE_REPLICAS }],
  } as const;
  return {
    name: "boutique",
    orders: ORDERS,
    disrupted: true,
    plan: () => planned(readFleet(spec, { baseDirectory: folder })),
  };
}

function cases(): Case[] {
  const folder = process.env[MANIFESTS];
  if (folder === undefined)
    console.log(
      `SKIPPED: boutique x ${BOUTIQUE_REPLICAS}: ${MANIFESTS} names no folder with online-boutique\n`,
    );
  return [
    ...EXAMPLES.map((fleet) => ({ ...fleet, orders: ORDERS, disrupted: true })),
    ...(folder === undefined ? [] : [boutique(path.resolve(folder))]),
    { name: "zonal", orders: ORDERS, disrupted: true, plan: () => planned(readFleet(zonalFleet())) },
    ...RANDOM_SEEDS.map((seed) => ({
      ...randomPlannedFleet({ seed, pods: podsOf(seed) }),
      orders: ORDERS,
      disrupted: seed % 25 === 0,
    })),
    ...UPGRADED_SEEDS.map((seed) => ({
      ...upgradedRandomFleet({ seed, pods: podsOf(seed) }),
      orders: ORDERS.slice(0, 1),
      disrupted: true,
    })),
    ...BOUND_SEEDS.map((seed) => ({
      ...boundRandomFleet({ seed, pods: podsOf(seed) }),
      orders: ORDERS,
      disrupted: seed % 5 === 0,
    })),
    { name: "large", orders: [1], plan: () => planned(readFleet(largeFleet(LARGE_SEED))) },
  ];
}

async function programOfControlPlane(): Promise<string> {
  const file = pathToFileURL(path.join(ROOT, "cluster", "find-control-plane.mjs")).href;
  const { findControlPlane } = (await import(file)) as {
    readonly findControlPlane: (options: object) => Promise<{ readonly program: string }>;
  };
  return (await findControlPlane({ env: process.env, log: console.error })).program;
}

type Disruption = (placed: PlacedTarget) => Promise<DisruptionOutcome>;
const DISRUPTIONS: readonly (readonly [string, Disruption])[] = [
  ["rolling update", rollingUpdate],
  ["node replaced", replaceNode],
  ["zone lost", loseZone],
];

async function runCase(program: string, one: Case): Promise<Row[]> {
  const rows: Row[] = [];
  const add = (row: Row): void => {
    rows.push(row);
    print(row);
  };
  for (const target of targetsOfFleet(one)) {
    const fleet = `${one.name}/${target.slice.name}`;
    const zones = new Set(
      Object.values(target.slice.purchases).map(({ availabilityZone }) => availabilityZone),
    );
    const disruptions = one.disrupted === true ? DISRUPTIONS : [];
    const runs = [
      ...one.orders.map((order) => ({ order, disruption: undefined })),
      ...disruptions
        .filter(([what]) => what !== "zone lost" || zones.size > 1)
        .map((disruption) => ({ order: one.orders[0] ?? 1, disruption })),
    ];
    for (const { order, disruption } of runs) {
      const started = Date.now();
      const plane = await startControlPlane(program, disruption === undefined ? "statefulSets" : "all");
      try {
        const placed = await placeTarget(plane, target, order);
        const row = placedRow(fleet, order, placed, elapsed(started));
        if (disruption === undefined) add(row);
        else {
          const [what, disrupt] = disruption;
          const { pending, outOfPlace, note, notPromised } = await disrupt(placed);
          const causes = note === "" ? [] : [note];
          // Pods that were pending before are no fault of what came after.
          const counts = { pending: Math.max(0, pending - row.pending), outOfPlace, disagree: 0 };
          const told = notPromised === true ? { notPromised } : {};
          add({ ...row, ...counts, ...told, what, causes, seconds: elapsed(started) });
        }
        placed.stop();
      } finally {
        await plane.stop();
      }
    }
  }
  return rows;
}

async function main(words: readonly string[]): Promise<void> {
  const program = await programOfControlPlane();
  const chosen = cases().filter(
    ({ name }) => words.length === 0 || words.some((word) => name.startsWith(word)),
  );
  console.log(line(HEADINGS));
  const started = Date.now();
  const rows: Row[] = [];
  for (const one of chosen) rows.push(...(await runCase(program, one)));
  rows.push(...(await runPeers(program, words)));
  const faulty = rows.filter(isFaulty);
  const sum = (of: (row: Row) => number): number => rows.reduce((total, row) => total + of(row), 0);
  console.log(
    `\n${rows.length} runs in ${elapsed(started)} s: ${sum(({ pods }) => pods)} pods, ${sum(({ pending }) => pending)} pending, ${sum(({ outOfPlace }) => outOfPlace)} out of place, ${sum(({ disagree }) => disagree)} where the model says otherwise`,
  );
  if (faulty.length > 0) {
    console.log(`${faulty.length} of ${rows.length} runs have exceptions`);
    process.exitCode = 1;
  }
}

void main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
