/**
 * Nodes for half of the pods that found none, or for all of them, at once. In a large target one node more changes little and every replay
 * costs much, so nodes are chosen one after the other for what the ones before leave waiting, without replays between.
 */
import type { Workload } from "../../model/fleet.js";
import { amountOf } from "../../units/resources.js";
import type { ResourceVector } from "../../units/resources.js";
import { maxPerNodeOf } from "../constraints/per-node.js";
import type { NodeKind } from "../formulate/node-kind.js";
import type { PackTargetInput } from "../pack/pack-target.js";
import { roomForMore } from "./limits-kept.js";
import type { NodeCounts, Standings, TargetModel } from "./model-of-nodes.js";
import { fitting, homeNode, lessOf, wantedNodes } from "./more-nodes.js";
import type { Failure } from "./trials.js";

/** Largest share of any resource of a node that one replica takes. */
function shareOf({ requests }: Workload, free: ResourceVector): number {
  const shares = Object.keys(requests).map(
    (name) => amountOf(requests, name) / Math.max(1, amountOf(free, name)),
  );
  return Math.max(0, ...shares);
}

/** Takes from `pending` what one empty node of the kind holds, largest pods first; how many pods that is. */
function settle(
  { free }: NodeKind,
  workloads: readonly (Workload | undefined)[],
  pending: Int32Array,
): number {
  const waiting = workloads.flatMap((workload, index) =>
    workload === undefined || pending[index] === 0
      ? []
      : [{ workload, index, share: shareOf(workload, free) }],
  );
  waiting.sort((left, right) => right.share - left.share || left.index - right.index);
  let [left, settled] = [free, 0];
  for (const { workload, index } of waiting) {
    const { requests } = workload;
    const fits = fitting(requests, left, maxPerNodeOf(workload) ?? Infinity);
    const count = Math.min(pending[index] ?? 0, fits);
    if (count <= 0) continue;
    pending[index] = (pending[index] ?? 0) - count;
    left = lessOf(left, requests, count);
    settled += count;
  }
  return settled;
}

export interface RoomInput {
  readonly input: PackTargetInput;
  readonly target: TargetModel;
  readonly failure: Failure;
  readonly counts: NodeCounts;
  readonly standings: Standings;
  /** Whether all of them get room, not half. */
  readonly forAll: boolean;
}

/** All nodes with those added; undefined where no node that may be bought helps. */
export function roomForWaiting({
  input,
  target,
  failure,
  counts,
  standings,
  forAll,
}: RoomInput): NodeCounts | undefined {
  const byId = new Map(input.target.workloads.map((workload) => [workload.id, workload]));
  const workloads = target.pods.map(({ id }) => byId.get(id));
  const pending = Int32Array.from(failure.pending);
  const grown = new Map(counts);
  const most = forAll ? failure.pendingPods : Math.ceil(failure.pendingPods / 2);
  let left = most;
  while (left > 0) {
    const mayBuy = roomForMore(input, grown);
    const waiting = { ...failure, pending };
    const kind =
      homeNode(input, target, waiting, { counts: grown, standings, mayBuy })?.kind ??
      wantedNodes(input, target, waiting, mayBuy)?.kind;
    const settled = kind === undefined ? 0 : settle(kind, workloads, pending);
    if (kind === undefined || settled === 0) break;
    grown.set(kind, (grown.get(kind) ?? 0) + 1);
    left -= settled;
  }
  return left < most ? grown : undefined;
}
