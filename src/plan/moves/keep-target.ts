/**
 * Plans of one target that keep more or fewer of its previous nodes. All that can stay stays first; then the nodes
 * whose pods are worth least for their price are packed anew, more of them each time, until the plan costs no more
 * than one that is made anew. So few pods move where little has changed; that they are the fewest is not proved.
 */
import type { RunningNodes } from "../../model/running.js";
import { choicesOf, limitsTypes } from "../constraints/instance-types.js";
import type { Choice } from "../constraints/instance-types.js";
import type { FilledNodes } from "../pack/filled-nodes.js";
import type { NodeKind } from "../formulate/node-kind.js";
import { withChoice } from "../pack/pack-target.js";
import type { PackTargetInput } from "../pack/pack-target.js";
import { placing } from "../pack/refine-target.js";
import { costOf } from "../pack/target-packing.js";
import type { SolvedTarget } from "../pack/target-packing.js";
import { amountOf } from "../../units/resources.js";
import { keepInOrder, keepableNodes, splitAsBefore } from "./kept-nodes.js";
import { packAround } from "./pack-around.js";

/** Shares of what the kept nodes cost that are packed anew, one after another. */
export const REPACKED = [0, 0.02, 0.04, 0.07, 0.1, 0.14, 0.2, 0.3, 0.5, 0.75] as const;

/** Micro-units an hour that a replica of each workload is worth, by the prices that proved the bound. */
function worths({ bounding }: SolvedTarget): ReadonlyMap<string, number> {
  const { formulation, dual } = bounding;
  return new Map(
    formulation.classes.flatMap(({ members }, index) =>
      members.map(({ workload }) => [workload.id, dual.value[index] ?? 0] as const),
    ),
  );
}

/** The largest share of any resource of the node that its pods ask for. */
function filledShare({ kind, pods }: FilledNodes, { target }: PackTargetInput): number {
  const used = new Map<string, number>();
  for (const { id, requests } of target.workloads)
    for (const [resource, amount] of Object.entries(requests))
      used.set(resource, (used.get(resource) ?? 0) + amount * (pods.get(id) ?? 0));
  return [...used].reduce(
    (most, [resource, amount]) => Math.max(most, amount / Math.max(1, amountOf(kind.free, resource))),
    0,
  );
}

/** Best for its price first, in a total order. */
function byWorth(
  nodes: readonly FilledNodes[],
  input: PackTargetInput,
  packing: SolvedTarget,
  moveWorths: ReadonlyMap<string, number>,
): readonly FilledNodes[] {
  const worth = worths(packing);
  const rated = nodes.map((one, index) => {
    let value = 0;
    for (const [id, pods] of one.pods) value += pods * ((worth.get(id) ?? 0) + (moveWorths.get(id) ?? 0));
    const rating = value / Math.max(1, one.kind.microPerHour);
    return { one, index, rating, share: filledShare(one, input) };
  });
  return rated
    .sort((left, right) => right.rating - left.rating || right.share - left.share || left.index - right.index)
    .map(({ one }) => one);
}

/** All but the last nodes, of which so much money's worth is left out. */
function withoutLast(nodes: readonly FilledNodes[], money: number): FilledNodes[] {
  let open = money;
  const kept: FilledNodes[] = [];
  for (const one of [...nodes].reverse()) {
    const price = Math.max(1, one.kind.microPerHour);
    const dropped = open > 0 ? Math.min(one.nodes, Math.ceil(open / price)) : 0;
    open -= dropped * price;
    if (dropped < one.nodes) kept.push({ ...one, nodes: one.nodes - dropped });
  }
  return kept.reverse();
}

/** Pools with few instance types keep to those of the nodes that stay. */
function withTypesOf(input: PackTargetInput, kept: readonly FilledNodes[]): PackTargetInput {
  const { target, kinds } = input;
  if (!limitsTypes(target)) return input;
  const [choice] = choicesOf(target, kinds, kept, 1) as readonly Choice[];
  return choice === undefined ? input : withChoice(input, choice);
}

export interface KeepTargetInput {
  readonly input: PackTargetInput;
  /** The plan that would be made without a previous one. */
  readonly packing: SolvedTarget;
  readonly before: readonly RunningNodes[];
  /** Workload id -> what one more move of it takes, in micro-units an hour; absent: nothing. */
  readonly moveWorths: ReadonlyMap<string, number>;
}

export interface KeptPacking {
  readonly nodes: readonly FilledNodes[];
  readonly workUnits: number;
}

const COST = ({ microPerHour }: NodeKind): number => microPerHour;

/** Packings that keep to what was, each with less of it than the one before; those that cannot be are left out. */
export function* keepingPackings({
  input: given,
  packing,
  before,
  moveWorths,
}: KeepTargetInput): Generator<KeptPacking> {
  const placed = placing(given, packing);
  const { target, kinds } = placed;
  const demands = splitAsBefore(placed.demands.demands, kinds, target, before);
  const input = { ...placed, demands: { ...placed.demands, demands } };
  const keepable = byWorth(keepableNodes({ target, kinds, demands, before }), input, packing, moveWorths);
  const whole = keepInOrder(keepable, demands, kinds).nodes;
  const workUnits = Math.max(1, Math.floor(input.limits.workUnits / REPACKED.length));
  for (const share of REPACKED) {
    const kept = keepInOrder(withoutLast(whole, share * costOf(whole)), demands, kinds);
    const around = { ...withTypesOf(input, kept.nodes), limits: { ...input.limits, workUnits } };
    const tried = packAround(around, kept, { priceOf: COST, within: [] });
    if (tried.nodes !== undefined) yield { nodes: tried.nodes, workUnits: tried.workUnits };
  }
}
