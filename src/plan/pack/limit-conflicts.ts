/** Why the replicas of a target do not fit under its limits, and by how much the limits would have to move. */
import type { Conflict } from "../../model/outcome.js";
import { solvePacking } from "../../solve/index.js";
import type { PackingOutcome, PackingProblem } from "../../solve/problem.js";
import { present } from "../../units/invariant.js";
import { amountWords } from "../amount-words.js";
import { accountQuotaLimits } from "../constraints/account-quotas.js";
import { listed } from "../constraints/offering-rule.js";
import { quotaLimits } from "../constraints/quotas.js";
import type { Formulation } from "../formulate/formulate.js";
import { targetPath, targetWords } from "../formulate/plan-target.js";
import type { NodeKind } from "../formulate/node-kind.js";
import type { PlanTarget } from "../formulate/plan-target.js";

/** Work units that telling the way out may cost, where the proof itself was cheap. */
const MEASURING_WORK = 20_000;

/** Limits whose need is measured, each by a packing of its own; of more, raising one alone seldom helps. */
const MOST_MEASURED = 8;

/** Where replicas find no room, where no limit says it. */
export interface Room {
  readonly words: string;
  readonly name: string;
  readonly path: string;
}

/** Classes that were not placed, and the caps that were proved to be why. */
export function shortOf(outcome: PackingOutcome): Pick<Shortage, "classes" | "caps"> {
  if (outcome.status === "infeasible") return { classes: outcome.classes, caps: outcome.caps };
  const unplaced = outcome.status === "noneFound" ? outcome.unplaced : [];
  return { classes: unplaced.flatMap((left, index) => (left > 0 ? [index] : [])), caps: [] };
}

export function roomOf(target: PlanTarget): Room {
  return { words: targetWords(target), name: target.name, path: targetPath(target) };
}

export interface Shortage {
  readonly room: Room;
  readonly formulation: Formulation;
  /** Class indices that do not fit. */
  readonly classes: readonly number[];
  /** Cap indices that keep them from fitting; empty: unknown. */
  readonly caps: readonly number[];
  /** Whether it is proved that nothing fits, or the search only found nothing. */
  readonly proved: boolean;
  readonly workUnits: number;
}

/** Upper limit of what nodes under the caps hold of a row. */
function mostHeld(problem: PackingProblem, caps: readonly number[], row: number): number {
  return caps.reduce((sum, index) => {
    const { limit, terms } = present(problem.caps[index], "cap");
    const best = terms.reduce(
      (most, { nodeType, weight }) =>
        Math.max(most, (problem.nodeTypes[nodeType]?.capacity[row] ?? 0) / weight),
      0,
    );
    return sum + Math.floor(limit * best);
  }, 0);
}

/** "16 CPU are requested and 8 CPU are there", for every resource that is short. */
function shortWords({ formulation, classes, caps, proved }: Shortage): string {
  const { problem, rows } = formulation;
  // Without a limit nothing is known of what would be there.
  if (caps.length === 0)
    return proved
      ? "no limit on nodes is why"
      : "the search ended before it had nodes for them, and no limit on nodes is why";
  const short = rows.flatMap((resource, row) => {
    const requested = classes.reduce((sum, index) => {
      const { demand, size } = present(problem.classes[index], "class");
      return sum + demand * (size[row] ?? 0);
    }, 0);
    const held = mostHeld(problem, caps, row);
    return requested > held
      ? [`${amountWords(resource, requested)} requested, at most ${amountWords(resource, held)} there`]
      : [];
  });
  return short.length === 0
    ? "each resource would do on its own, but the replicas do not fit onto the nodes together"
    : short.join("; ");
}

/** The limit's need: the same packing without it, with its nodes dear, so that few of them are used. */
function needed({ formulation, workUnits }: Shortage, cap: number): number | undefined {
  const { problem } = formulation;
  const weights = new Map(
    present(problem.caps[cap], "cap").terms.map((term) => [term.nodeType, term.weight]),
  );
  const outcome = solvePacking({
    ...problem,
    nodeTypes: problem.nodeTypes.map((type, index) => ({
      ...type,
      price: 1000 * (weights.get(index) ?? 0) + 1,
    })),
    caps: problem.caps.filter((_cap, index) => index !== cap),
    limits: { ...problem.limits, workUnits: Math.max(MEASURING_WORK, workUnits) },
  });
  if (outcome.status !== "solved") return undefined;
  return outcome.entries.reduce((sum, { nodeType, count }) => sum + count * (weights.get(nodeType) ?? 0), 0);
}

/** Limits on nodes that could hold the classes: what to look at where the solver names none. */
function capsOver({ formulation, classes }: Shortage): number[] {
  const { problem, limitOfCap } = formulation;
  return limitOfCap.flatMap((_limit, index) => {
    const terms = problem.caps[index]?.terms ?? [];
    return terms.some(({ nodeType }) =>
      classes.some((one) => problem.nodeTypes[nodeType]?.eligible[one] === true),
    )
      ? [index]
      : [];
  });
}

function waysOut(shortage: Shortage, caps: readonly number[]): string[] {
  const { limitOfCap, problem } = shortage.formulation;
  const raised = caps.slice(0, MOST_MEASURED).flatMap((index) => {
    const need = needed(shortage, index);
    const limit = limitOfCap[index];
    // The cap counts what is left of a limit after the nodes that exist.
    const standing = limit === undefined ? 0 : limit.limit - (problem.caps[index]?.limit ?? 0);
    if (need === undefined || limit === undefined || need + standing <= limit.limit) return [];
    return [limit.wayOut(need + standing)];
  });
  return [
    ...raised,
    ...(raised.length === 0 && caps.length > 1
      ? [`raise more than one of: ${listed(caps.map((index) => limitOfCap[index]?.words ?? ""))}`]
      : []),
    ...(shortage.proved ? [] : ["give the search more work units (limits.workUnits)"]),
    "lower the replicas or the requests of the workloads named",
  ];
}

export function limitConflict(shortage: Shortage): Conflict {
  const { room, formulation, classes, proved } = shortage;
  const named = shortage.caps.filter((index) => formulation.limitOfCap[index] !== undefined);
  const caps = named.length > 0 ? named : capsOver(shortage);
  const limits = caps.map((index) => present(formulation.limitOfCap[index], "limit"));
  const workloads = classes.flatMap(
    (index) => formulation.classes[index]?.members.map(({ workload }) => workload.name) ?? [],
  );
  const replicas = classes.reduce((sum, index) => sum + (formulation.problem.classes[index]?.demand ?? 0), 0);
  const verdict = proved ? "do not fit" : "were not placed within the search";
  const under = limits.length === 0 ? room.words : listed(limits.map(({ words }) => words));
  const considered = formulation.kindsOfType.reduce((sum, kinds) => sum + kinds.length, 0);
  return {
    label: limits[0]?.label ?? "fixed-nodes",
    subject: limits[0]?.subject ?? room.name,
    path: limits[0]?.path ?? room.path,
    message: `${replicas} replica(s) of ${listed(workloads)} ${verdict}: ${under}; ${shortWords({ ...shortage, caps })}`,
    offeringsConsidered: considered,
    exclusions: [],
    waysOut: waysOut(shortage, caps),
  };
}

/** Minimums and demand fit each alone, and were not brought together. */
export function minimumConflict(target: PlanTarget, kinds: readonly NodeKind[]): Conflict {
  const [limit] = [...quotaLimits(target), ...accountQuotaLimits(target)];
  const pools = target.pools.filter(({ minNodes }) => minNodes > 0).map(({ name }) => `"${name}"`);
  return {
    label: "quota",
    subject: target.name,
    path: limit?.path ?? targetPath(target),
    message: `no filling was found that keeps minNodes of pool ${listed(pools)} and ${
      limit?.words ?? "the cluster's limits"
    }`,
    offeringsConsidered: kinds.length,
    exclusions: [],
    waysOut: ["lower minNodes", "raise the quota"],
  };
}
