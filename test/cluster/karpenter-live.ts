/**
 * Karpenter's nodes for a problem, and what it adds for the pods that find none of them: the opponent of what
 * realism costs. `STOWAGE_BENCH_PEERS` names the folder with its program, as for the benches. Karpenter packs pods and
 * leaves it to kube-scheduler where they go; those that stay pending are what its next round sees.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { karpenterTarget } from "../../bench/fleets/karpenter-target.js";
import { placedByPeer } from "../../bench/karpenter-peer.js";
import type { PeerNode } from "../../bench/karpenter-peer.js";
import type { FilledNodes } from "../../src/plan/pack/filled-nodes.js";
import type { PackTargetInput } from "../../src/plan/pack/pack-target.js";
import { present } from "../../src/units/invariant.js";
import type { TargetOfPlan } from "./emitted-workloads.js";
import { targetOn } from "./peer-problems.js";

/** Nothing is packed here. */
const LIMITS = { targetGapMilliPercent: 0, workUnits: 0 };
/** Ids of the problem's workloads begin with it. */
const PREFIX = "main/default/";

export interface KarpenterNodes {
  readonly target: TargetOfPlan;
  readonly costPerHour: number;
}

function filled(nodes: readonly PeerNode[], { kinds }: PackTargetInput): FilledNodes[] {
  return nodes.map(({ type, zone, pods }) => ({
    kind: present(
      kinds.find((kind) => kind.instanceType === type && kind.availabilityZone === zone),
      `${type} in ${zone}`,
    ),
    nodes: 1,
    pods: new Map(Object.entries(pods).map(([name, count]) => [`${PREFIX}${name}`, count])),
  }));
}

export function karpenterNodes(program: string, file: string): KarpenterNodes {
  const input = karpenterTarget(file, LIMITS);
  const { nodes, cost } = placedByPeer(program, file);
  return { target: targetOn(input, filled(nodes, input), new Map()), costPerHour: cost };
}

/** What it asks an hour for pods that found no node; `pending` by workload id. */
export function addedForPending(program: string, file: string, pending: ReadonlyMap<string, number>): number {
  if (pending.size === 0) return 0;
  const problem = JSON.parse(readFileSync(file, "utf8")) as {
    readonly classes: readonly { readonly name: string }[];
  };
  const classes = problem.classes.flatMap((one) => {
    const replicas = pending.get(`${PREFIX}${one.name}`) ?? 0;
    return replicas === 0 ? [] : [{ ...one, replicas }];
  });
  const folder = mkdtempSync(path.join(tmpdir(), "stowage-pending-"));
  try {
    const rest = path.join(folder, "pending.json");
    writeFileSync(rest, JSON.stringify({ ...problem, classes }));
    return placedByPeer(program, rest).cost;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
