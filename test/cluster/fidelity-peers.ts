/** What realism costs on the peer's problems, held by the real scheduler, and what the peer's own nodes come to there. */
import path from "node:path";
import { peerProgram } from "../../bench/karpenter-peer.js";
import { startControlPlane } from "./control-plane.js";
import type { TargetOfPlan } from "./emitted-workloads.js";
import { elapsed, placedRow, print } from "./fidelity-rows.js";
import type { Row } from "./fidelity-rows.js";
import { addedForPending, karpenterNodes } from "./karpenter-live.js";
import { PEER_PROBLEMS, realisedProblem } from "./peer-problems.js";
import { placeTarget } from "./placed-target.js";
import type { Arriving, PlacedTarget } from "./placed-target.js";
import { verdictOf } from "./verdict.js";

const PEERS = "STOWAGE_BENCH_DATA";
const PREMIUM_ORDERS = [1, 2, 3];
/** Its own nodes in place of a plan's. */
const KARPENTER = "karpenter";

function dollars(micro: number): string {
  return `$${(micro / 1e6).toFixed(2)}`;
}

/** A row of each order, printed as it comes. */
async function inOrders(
  program: string,
  target: TargetOfPlan,
  arriving: Arriving,
  rowOf: (placed: PlacedTarget, order: number, seconds: number) => Row,
): Promise<Row[]> {
  const rows: Row[] = [];
  for (const order of PREMIUM_ORDERS) {
    const started = Date.now();
    const plane = await startControlPlane(program, "statefulSets");
    try {
      const placed = await placeTarget(plane, target, order, arriving);
      const row = rowOf(placed, order, elapsed(started));
      rows.push(row);
      print(row);
      placed.stop();
    } finally {
      await plane.stop();
    }
  }
  return rows;
}

/** What it costs, above the packing's bound, that nothing is pending: pods live, and nodes that come to a queue. */
async function runPeer(program: string, folder: string, name: string): Promise<Row[]> {
  const [file = "", steering = "", way = ""] = name.split(", ");
  const arriving = way === "waiting" ? "waiting" : "live";
  const problem = PEER_PROBLEMS.find((one) => `peer-${one.file}` === file);
  if (problem === undefined) throw new Error(`no problem ${file}`);
  const made = realisedProblem(folder, problem, steering === "required");
  const { boundMicroPerHour: bound, heldMicroPerHour: held, packingMicroPerHour: packing, target } = made;
  const premium = ((held / bound - 1) * 100).toFixed(2);
  console.log(
    `${name}: bound ${dollars(bound)}, packing ${dollars(packing)}, ${made.status} at ${dollars(held)}: ${premium} % above the bound`,
  );
  return inOrders(program, target, arriving, (placed, order, seconds) => ({
    ...placedRow(file.slice(0, 26), order, placed, seconds),
    what: `${arriving} ${order}`,
  }));
}

/** What Karpenter's own nodes leave pending of pods that come live, and what its next round adds for those. */
async function runKarpenter(program: string, folder: string, name: string): Promise<Row[]> {
  const peer = peerProgram();
  const [file = ""] = name.split(", ");
  if (peer === undefined) {
    console.log(`SKIPPED: ${name}: STOWAGE_BENCH_PEERS names no folder with karpsolve`);
    return [];
  }
  const problem = path.join(folder, `${file.replace(/^peer-/, "")}.json`);
  const { target, costPerHour } = karpenterNodes(peer, problem);
  return inOrders(program, target, "live", (placed, order, seconds) => {
    const pending = new Map(verdictOf(placed).pending.map((one) => [one.workload, one.pending]));
    const added = addedForPending(peer, problem, pending);
    const cause = `$${costPerHour.toFixed(2)} an hour, and $${added.toFixed(2)} for what is pending: $${(costPerHour + added).toFixed(2)}`;
    const row = placedRow(file.slice(0, 26), order, placed, seconds);
    return { ...row, what: `karpenter ${order}`, causes: [cause], notPromised: true };
  });
}

function peerNames(): string[] {
  return PEER_PROBLEMS.flatMap(({ file }) => [
    ...["required", "free"].flatMap((steering) =>
      ["live", "waiting"].map((arriving) => `peer-${file}, ${steering}, ${arriving}`),
    ),
    `peer-${file}, ${KARPENTER}`,
  ]);
}

/** Those that the words choose. */
export async function runPeers(program: string, words: readonly string[]): Promise<Row[]> {
  const names = peerNames().filter((name) => words.some((word) => name.startsWith(word)));
  if (names.length === 0) return [];
  const data = process.env[PEERS];
  if (data === undefined) throw new Error(`${PEERS} names no folder with the peer's problems`);
  const folder = path.join(data, "peers", "karpenter", "problems");
  const rows: Row[] = [];
  for (const name of names)
    rows.push(...(await (name.endsWith(KARPENTER) ? runKarpenter : runPeer)(program, folder, name)));
  return rows;
}
