/**
 * Packs one cluster or edge site: its demands onto its node kinds under its limits.
 *
 * What is proved must hold for every plan of the spec. Where replicas are split over availability zones in
 * one of several ways, the bound comes from the same problem without the split; nodes that exist or must
 * exist are paid whatever runs on them, so they are in cost and bound alike.
 */
import { solvePacking } from "../../solve/index.js";
import type { PackingLimits, PackingOutcome } from "../../solve/problem.js";
import type { Conflict } from "../../model/outcome.js";
import { accountQuotaLimits } from "../constraints/account-quotas.js";
import { stockLimits } from "../constraints/fixed-nodes.js";
import type { NodeLimit } from "../constraints/node-limit.js";
import { addressLimits } from "../network/addresses.js";
import { maximumConflicts, minimumConflicts, poolLimits } from "../constraints/pool-limits.js";
import { choicesOf, instanceTypesConflict, keepsTypes, limitsTypes } from "../constraints/instance-types.js";
import type { Choice } from "../constraints/instance-types.js";
import { reservationLimits } from "../constraints/reserved.js";
import {
  LIST_PRICES,
  keepsSpotShare,
  limitsSpot,
  pricesAt,
  spotShareConflict,
  withinSpotShare,
} from "../constraints/spot-share.js";
import type { Mending, PriceOf, Prices } from "../constraints/spot-share.js";
import { penaltiesOf } from "../constraints/stay-out.js";
import { quotaLimits, standingConflicts } from "../constraints/quotas.js";
import { systemLoadConflicts } from "../constraints/system-load.js";
import type { Demand } from "../formulate/demand.js";
import { sharesExactly } from "../formulate/classes.js";
import { formulate } from "../formulate/formulate.js";
import type { Formulation } from "../formulate/formulate.js";
import { limitConflict, minimumConflict, roomOf, shortOf } from "./limit-conflicts.js";
import { minimumCost, prepay, topUp } from "./minimum-nodes.js";
import { gathersInZones, packGangs } from "./pack-gangs.js";
import type { PackTargetInput } from "../formulate/pack-input.js";
import { packInOrder, packsInOrder } from "./pack-in-order.js";
import type { NodeKind } from "../formulate/node-kind.js";
import { present } from "../../units/invariant.js";
import type { PlanTarget } from "../formulate/plan-target.js";
import { realise } from "../assemble/realise.js";
import { summed } from "./filled-nodes.js";
import type { FilledNodes } from "./filled-nodes.js";
import { costOf, gapPpm, stopOf } from "./target-packing.js";
import type { SolvedTarget, TargetPacking } from "./target-packing.js";
import { withEveryFilling } from "./tiny-target.js";

export type { PackTargetInput };

interface Packed {
  readonly formulation: Formulation;
  readonly outcome: PackingOutcome;
}

/** One solver call of a target, with the work units that it may use. */
interface Call {
  readonly target: PlanTarget;
  readonly kinds: readonly NodeKind[];
  readonly demands: readonly Demand[];
  readonly prices: Prices;
  readonly relaxed: boolean;
  readonly limits: PackingLimits;
  /** Limits that are not the spec's. */
  readonly within?: readonly NodeLimit[];
  readonly start?: readonly FilledNodes[];
}

/** Every limit on nodes that the solver knows. */
export function nodeLimits({
  target,
  kinds,
  within = [],
}: Pick<Call, "target" | "kinds" | "within">): NodeLimit[] {
  return [
    ...within,
    ...poolLimits(target),
    ...quotaLimits(target),
    ...accountQuotaLimits(target),
    ...addressLimits(target),
    ...reservationLimits(target),
    ...stockLimits(target, kinds),
  ];
}

function pack(call: Call): Packed {
  const { kinds, demands, relaxed, limits, prices, start } = call;
  const formulation = formulate({
    kinds,
    demands,
    relaxed,
    limits,
    nodeLimits: nodeLimits(call),
    priceOf: prices.priceOf,
    ...(start === undefined ? {} : { start }),
  });
  return { formulation, outcome: solvePacking(formulation.problem) };
}

function remaining(limits: PackingLimits, used: number): PackingLimits {
  return { ...limits, workUnits: Math.max(1, limits.workUnits - used) };
}

/** Nodes that exist and hold nothing. */
function idleNodes(kinds: readonly NodeKind[], filled: readonly FilledNodes[]): FilledNodes[] {
  return kinds.flatMap((kind) => {
    const used = filled.reduce((sum, one) => sum + (one.kind === kind ? one.nodes : 0), 0);
    const nodes = (kind.stock ?? 0) - used;
    return nodes > 0 ? [{ kind, nodes, pods: new Map<string, number>() }] : [];
  });
}

export function withinLimits(limits: readonly NodeLimit[], nodes: readonly FilledNodes[]): boolean {
  return limits.every(({ limit, weightOf }) => summed(nodes, weightOf) <= limit);
}

/** All nodes of a solved packing: filled, standing idle, and what minimums still ask for. */
function nodesOf(call: Call, { formulation, outcome }: Packed): FilledNodes[] | undefined {
  if (outcome.status !== "solved") return undefined;
  return completed(call, realise(outcome.entries, formulation));
}

/** With nodes that stand idle and what minimums still ask for; undefined where a limit has no room for them. */
function completed(call: Call, filled: readonly FilledNodes[]): FilledNodes[] | undefined {
  const { target, kinds } = call;
  const standing = [...filled, ...idleNodes(kinds, filled)];
  const nodes = [...standing, ...topUp({ pools: target.pools, kinds, nodes: standing })];
  return withinLimits(nodeLimits(call), nodes) ? nodes : undefined;
}

export interface Tried {
  readonly nodes?: readonly FilledNodes[];
  readonly workUnits: number;
}

/** The packing over minimums bought first, in the terms of the nodes that are really bought. */
function withPrepaid(call: Call): Tried {
  const { kinds, demands, boughtAs } = prepay(call.target.pools, call.kinds, call.demands);
  const own = { ...call, kinds, demands };
  const packed = pack(own);
  const nodes = nodesOf(own, packed)?.map((one) => ({ ...one, kind: boughtAs.get(one.kind) ?? one.kind }));
  return { workUnits: packed.outcome.workUnits, ...(nodes === undefined ? {} : { nodes }) };
}

/** The better, by `sumOf`, of: minimums added to the packing, minimums bought before it. */
function withMinimums(
  call: Call,
  packed: Packed,
  sumOf: (nodes: readonly FilledNodes[]) => number = (nodes) =>
    costOf(nodes) + penaltiesOf(call.demands, nodes),
): Tried {
  const added = nodesOf(call, packed);
  const asked = topUp({ pools: call.target.pools, kinds: call.kinds, nodes: [] }).length > 0;
  const isExtra =
    added === undefined || added.some(({ kind, pods }) => kind.stock === undefined && pods.size === 0);
  if (!asked || !isExtra) return { workUnits: 0, ...(added === undefined ? {} : { nodes: added }) };
  const first = withPrepaid(call);
  const nodes =
    added === undefined || (first.nodes !== undefined && sumOf(first.nodes) < sumOf(added))
      ? first.nodes
      : added;
  return { workUnits: first.workUnits, ...(nodes === undefined ? {} : { nodes }) };
}

interface Failure {
  readonly target: PlanTarget;
  readonly packed: Packed;
  /** Whether it was the target's own problem or a relaxation of it: then no plan of the spec exists either. */
  readonly whole: boolean;
  readonly workUnits: number;
}

function failed({ target, packed: { formulation, outcome }, whole, workUnits }: Failure): TargetPacking {
  const proved = whole && outcome.status === "infeasible";
  const shortage = { room: roomOf(target), formulation, workUnits: outcome.workUnits, proved };
  const conflicts = [limitConflict({ ...shortage, ...shortOf(outcome) })];
  return { status: proved ? "infeasible" : "noneFound", conflicts, workUnits };
}

/** What the machines that exist cost, used or not. */
export function standingCost(kinds: readonly NodeKind[]): number {
  return kinds.reduce((sum, { stock = 0, microPerHour }) => sum + stock * microPerHour, 0);
}

function boundOf({ target, kinds }: PackTargetInput, { offset }: Prices, proof: PackingOutcome): number {
  const solver = proof.status === "solved" ? Math.max(0, proof.bound - offset) : 0;
  return standingCost(kinds) + Math.max(solver, minimumCost(target.pools, kinds));
}

function ranOut(outcomes: readonly PackingOutcome[]): boolean {
  return outcomes.some((one) => one.status !== "infeasible" && one.stop === "workBudget");
}

/** What cannot hold before anything is packed. */
function standingConflictsOf({ target, kinds }: PackTargetInput): Conflict[] {
  return [
    ...systemLoadConflicts(target, kinds),
    ...minimumConflicts(target, kinds),
    ...maximumConflicts(target, kinds),
    ...standingConflicts(target, kinds),
  ];
}

function solved(
  input: PackTargetInput,
  prices: Prices,
  nodes: readonly FilledNodes[],
  packings: readonly Packed[],
): Pick<SolvedTarget, "cost" | "bound" | "bounding" | "stop"> {
  const cost = costOf(nodes) + penaltiesOf(input.demands.demands, nodes);
  const outcomes = packings.map(({ outcome }) => outcome);
  const { formulation, outcome } = present(packings[0], "the packing that bounds the cost");
  const bound = boundOf(input, prices, outcome);
  const stop = stopOf(gapPpm(cost, bound), input.limits.targetGapMilliPercent, ranOut(outcomes));
  const dual = outcome.status === "solved" ? outcome.prices : { value: [], rent: [] };
  return { cost, bound, bounding: { formulation, dual, prices }, stop };
}

/**
 * The bound of the problem without zone splits, on half of the work units; undefined where `demands` is exact already,
 * or none is asked for.
 */
function packRelaxed(
  { target, kinds, demands, limits, nodesAlone }: PackTargetInput,
  prices: Prices,
): Packed | undefined {
  if (nodesAlone === true) return undefined;
  const wanted = demands.relaxed ?? (sharesExactly(demands.demands) ? undefined : demands.demands);
  if (wanted === undefined) return undefined;
  const half = { ...limits, boundOnly: true, workUnits: Math.max(1, Math.floor(limits.workUnits / 2)) };
  return pack({ target, kinds, demands: wanted, prices, relaxed: true, limits: half });
}

interface Priced {
  readonly packing: TargetPacking;
  /** Whether the solver's own packing kept to the share of spot; always true where none is limited. */
  readonly keptShare: boolean;
}

function mayRunOf(kinds: readonly NodeKind[], demands: readonly Demand[]): Mending["mayRun"] {
  const indices = new Map(kinds.map((kind, index) => [kind, index]));
  return (id, kind) => {
    const index = indices.get(kind) ?? -1;
    return demands.some(({ workload, mask }) => workload.id === id && mask[index] === 1);
  };
}

function packPriced(input: PackTargetInput, prices: Prices): Priced {
  const { target, kinds, demands, limits } = input;
  const failing = (packing: TargetPacking): Priced => ({ packing, keptShare: true });
  const relaxed = packRelaxed(input, prices);
  const proving = relaxed?.outcome.workUnits ?? 0;
  if (relaxed?.outcome.status === "infeasible")
    return failing(failed({ target, packed: relaxed, whole: true, workUnits: proving }));

  const call: Call = {
    target,
    kinds,
    demands: demands.demands,
    prices,
    relaxed: false,
    limits: remaining(limits, proving),
    ...(input.start === undefined ? {} : { start: input.start }),
  };
  const packed = pack(call);
  const packing = proving + packed.outcome.workUnits;
  if (packed.outcome.status !== "solved")
    return failing(failed({ target, packed, whole: relaxed === undefined, workUnits: packing }));

  const filled = withMinimums({ ...call, limits: remaining(limits, packing) }, packed);
  const workUnits = packing + filled.workUnits;
  if (filled.nodes === undefined)
    return failing({ status: "noneFound", conflicts: [minimumConflict(target, kinds)], workUnits });
  const keptShare = keepsSpotShare(target, filled.nodes);
  const mayRun = mayRunOf(kinds, demands.whole);
  const nodes = keptShare ? filled.nodes : withinSpotShare(filled.nodes, { target, kinds, mayRun });
  // Nodes that moved to on demand count against quotas of that.
  if (!keepsSpotShare(target, nodes) || !withinLimits(nodeLimits({ target, kinds }), nodes))
    return failing({ status: "noneFound", conflicts: [spotShareConflict(target, kinds)], workUnits });
  const packings = relaxed === undefined ? [packed] : [relaxed, packed];
  const found = { status: "packed" as const, nodes, ...solved(input, prices, nodes, packings), workUnits };
  return { packing: found, keptShare };
}

/** The better plan and the better proof of two. */
export function combined(input: PackTargetInput, left: SolvedTarget, right: SolvedTarget): SolvedTarget {
  const best = right.cost < left.cost ? right : left;
  const { bound, bounding } = right.bound > left.bound ? right : left;
  const ranOutOf = [left.stop, right.stop].includes("workBudget");
  return {
    ...best,
    bound,
    bounding,
    stop: stopOf(gapPpm(best.cost, bound), input.limits.targetGapMilliPercent, ranOutOf),
    workUnits: left.workUnits + right.workUnits,
  };
}

/** Multipliers that are tried, each half way between one that left too much on spot and one that did not. */
const SHARE_STEPS = 4;

function packWithinShare(input: PackTargetInput): TargetPacking {
  const workUnits = Math.max(1, Math.floor(input.limits.workUnits / (SHARE_STEPS + 1)));
  const part = { ...input, limits: { ...input.limits, workUnits } };
  const first = packPriced(part, LIST_PRICES);
  let best = first.packing;
  let [low, high] = [0, 1];
  for (let step = 0; step < SHARE_STEPS && !first.keptShare; step += 1) {
    if (best.status === "packed" && (best.stop === "proved" || best.stop === "gapReached")) break;
    const share = (low + high) / 2;
    const { packing, keptShare } = packPriced(part, pricesAt(input.target, input.kinds, share));
    if (keptShare) high = share;
    else low = share;
    if (packing.status === "packed" && best.status === "packed") best = combined(input, best, packing);
    else best = { ...best, workUnits: best.workUnits + packing.workUnits };
  }
  return best;
}

/** What is made small in place of cost, and the limits that keep what came before it. */
export interface OtherPrices {
  readonly priceOf: PriceOf;
  readonly within: readonly NodeLimit[];
}

/** Nodes that keep every rule of the target and cost least by other prices; undefined where none were found. */
export function packAt(input: PackTargetInput, { priceOf, within }: OtherPrices): Tried {
  const { target, kinds, demands, limits } = input;
  const prices: Prices = { ...LIST_PRICES, priceOf };
  const call: Call = { target, kinds, demands: demands.demands, prices, relaxed: false, limits, within };
  const packed = pack(call);
  const sumOf = (some: readonly FilledNodes[]): number => summed(some, priceOf);
  const { nodes, workUnits } = withMinimums(call, packed, sumOf);
  const used = { workUnits: packed.outcome.workUnits + workUnits };
  if (nodes === undefined) return used;
  return keepsSpotShare(target, nodes) && keepsTypes(target, nodes) ? { ...used, nodes } : used;
}

/** Choices of instance types that are tried where a pool's limit is broken. */
const TYPE_CHOICES = 4;

function packAny(input: PackTargetInput): TargetPacking {
  return limitsSpot(input.target) ? packWithinShare(input) : packPriced(input, LIST_PRICES).packing;
}

/** Only kinds that the choice leaves. */
export function withChoice(input: PackTargetInput, choice: Choice): PackTargetInput {
  const narrowed = (demands: readonly Demand[]): Demand[] =>
    demands.map((demand) => ({
      ...demand,
      mask: demand.mask.map((eligible, index) => {
        const kind = input.kinds[index];
        return kind !== undefined && choice(kind) ? eligible : 0;
      }),
    }));
  const { demands, relaxed, ...rest } = input.demands;
  return {
    ...input,
    demands: {
      ...rest,
      demands: narrowed(demands),
      ...(relaxed === undefined ? {} : { relaxed: narrowed(relaxed) }),
    },
  };
}

/** The packing without the rule bounds the cost of every one with it. */
function packWithFewTypes(input: PackTargetInput): TargetPacking {
  const { target, kinds, limits } = input;
  const part = { ...limits, workUnits: Math.max(1, Math.floor(limits.workUnits / (TYPE_CHOICES + 1))) };
  const free = packAny({ ...input, limits: part });
  if (free.status !== "packed" || keepsTypes(target, free.nodes)) return free;
  let best: SolvedTarget | undefined;
  let workUnits = free.workUnits;
  for (const choice of choicesOf(target, kinds, free.nodes, TYPE_CHOICES)) {
    const packed = packAny({ ...withChoice(input, choice), limits: part });
    workUnits += packed.workUnits;
    if (packed.status !== "packed" || !keepsTypes(target, packed.nodes)) continue;
    if (best === undefined || packed.cost < best.cost) best = packed;
  }
  if (best === undefined)
    return { status: "noneFound", conflicts: [instanceTypesConflict(target, kinds)], workUnits };
  const { bound, bounding } = free;
  const ranOutOf = [free.stop, best.stop].includes("workBudget");
  const stop = stopOf(gapPpm(best.cost, bound), limits.targetGapMilliPercent, ranOutOf);
  return { ...best, bound, bounding, stop, workUnits };
}

function packTypes(input: PackTargetInput): TargetPacking {
  return limitsTypes(input.target) ? packWithFewTypes(input) : packAny(input);
}

/** The same where it is tiny and not proved: every filling is tried. */
function packTiny(input: PackTargetInput): TargetPacking {
  const packing = packTypes(input);
  if (packing.status !== "packed") return packing;
  const { target, kinds, demands } = input;
  const call: Call = { ...input, demands: demands.demands, prices: LIST_PRICES, relaxed: false };
  const limits = nodeLimits({ target, kinds });
  return withEveryFilling(packing, { input, limits, completed: (filled) => completed(call, filled) });
}

function packWithinRules(input: PackTargetInput): TargetPacking {
  return gathersInZones(input) ? packGangs(packTiny, input) : packTiny(input);
}

export function packTarget(input: PackTargetInput): TargetPacking {
  const conflicts = standingConflictsOf(input);
  if (conflicts.length > 0) return { status: "infeasible", conflicts, workUnits: 0 };
  return packsInOrder(input) ? packInOrder(packWithinRules, input) : packWithinRules(input);
}
