/**
 * One cycle of the scheduler: nodes that can take the pod, the best of them, the pod bound there. As in
 * kube-scheduler (schedule_one.go, v1.36.3) a large cluster is not searched to the end: the search goes round
 * and stops when it has found enough. Among equals the first name wins, where Kubernetes draws lots.
 */
import { compareText } from "../units/compare.js";
import { NODE_FILTERS } from "./filters/filters.js";
import { PASSES } from "./filters/filter.js";
import { at, bind } from "./scheduler-state.js";
import type { NodeState, PodShape, SchedulerState } from "./scheduler-state.js";
import type { Candidates } from "./scores/score.js";
import { SCORES } from "./scores/scores.js";

const ENOUGH_NODES = 100;
const LEAST_PERCENT = 5;

/** percentageOfNodesToScore, adaptive: 50 % less 1 % for each 125 nodes, never fewer than 100 nodes. */
export function nodesToFind(nodes: number): number {
  if (nodes < ENOUGH_NODES) return nodes;
  const percent = Math.max(LEAST_PERCENT, 50 - Math.floor(nodes / 125));
  return Math.max(ENOUGH_NODES, Math.floor((nodes * percent) / 100));
}

/** Why the node cannot take the pod, by the first filter that says no; empty where it can. */
export function reasonsAgainst(shape: PodShape, node: NodeState, state: SchedulerState): readonly string[] {
  const excluded = shape.excluded[node.group];
  if (excluded !== undefined) return [excluded];
  for (const filter of NODE_FILTERS) {
    const reasons = filter(shape, node, state);
    if (reasons.length > 0) return reasons;
  }
  return PASSES;
}

function feasibleNodes(shape: PodShape, state: SchedulerState): NodeState[] {
  const { nodes } = state;
  const enough = nodesToFind(nodes.length);
  const found: NodeState[] = [];
  let searched = 0;
  while (searched < nodes.length && found.length < enough) {
    const node = nodes[(state.start + searched) % nodes.length];
    searched += 1;
    if (node === undefined || shape.excluded[node.group] !== undefined) continue;
    if (reasonsAgainst(shape, node, state).length === 0) found.push(node);
  }
  state.start = nodes.length === 0 ? 0 : (state.start + searched) % nodes.length;
  return found;
}

function totalsOf(candidates: Candidates): Float64Array {
  const { nodes } = candidates;
  const totals = new Float64Array(nodes.length);
  for (const { weight, scorer, normalise } of SCORES) {
    const score = scorer(candidates);
    if (score === undefined) continue;
    const scores = new Float64Array(nodes.length);
    for (const [index, node] of nodes.entries()) scores[index] = score(node);
    normalise?.(scores);
    for (let index = 0; index < totals.length; index += 1)
      totals[index] = at(totals, index) + weight * at(scores, index);
  }
  return totals;
}

function best(candidates: Candidates): NodeState | undefined {
  const totals = totalsOf(candidates);
  let winner: NodeState | undefined;
  let most = -1;
  for (const [index, node] of candidates.nodes.entries()) {
    const total = at(totals, index);
    if (total < most) continue;
    if (winner !== undefined && total === most && compareText(winner.name, node.name) <= 0) continue;
    winner = node;
    most = total;
  }
  return winner;
}

/** Binds one replica, or answers false where no node can take it. */
export function schedulePod(shape: PodShape, state: SchedulerState): boolean {
  const nodes = feasibleNodes(shape, state);
  const node = nodes.length > 1 ? best({ shape, nodes, state }) : nodes[0];
  if (node === undefined) return false;
  bind(shape, node);
  return true;
}
