/**
 * After cost: other objectives in strict order. Each is a packing of its own with the objective in the place
 * of price, under limits that keep what came before it. Cost may use the gap that the spec allows, because a
 * plan within it is as good as the cheapest. The bound stays that of cost; of the others nothing is proved.
 */
import type { Catalogue } from "../../catalogue/index.js";
import { choicesOf } from "../constraints/instance-types.js";
import { asPlaced } from "../constraints/stay-out.js";
import type { NodeLimit } from "../constraints/node-limit.js";
import { summed } from "./filled-nodes.js";
import type { FilledNodes } from "./filled-nodes.js";
import type { NodeKind } from "../formulate/node-kind.js";
import { partOfNode, typesOf } from "../objectives.js";
import type { NodeObjective } from "../objectives.js";
import { packAt, withChoice } from "./pack-target.js";
import type { PackTargetInput } from "./pack-target.js";
import { targetPath } from "../formulate/plan-target.js";
import { futureDemands, strandedOf } from "../assemble/stranded.js";
import { costOf, gapPpm, stopOf } from "./target-packing.js";
import type { SolvedTarget } from "./target-packing.js";

export interface RefineInput {
  readonly input: PackTargetInput;
  readonly packing: SolvedTarget;
  readonly objectives: readonly NodeObjective[];
  readonly catalogue: Catalogue;
}

type Weight = (kind: NodeKind) => number;

const COST: Weight = ({ microPerHour }) => microPerHour;

/** No user's limit, so nobody is told of it: where it cannot be kept, the packing before stays. */
function keeping({ target }: PackTargetInput, name: string, limit: number, weightOf: Weight): NodeLimit {
  const words = `the plan keeps its ${name}`;
  return {
    label: "pool-limit",
    subject: target.name,
    path: targetPath(target),
    words,
    limit,
    weightOf,
    wayOut: () => words,
  };
}

/** What cost may rise to: the gap that was asked for, or the cost itself where that is larger. */
function budgetOf({ limits }: PackTargetInput, { cost, bound }: SolvedTarget): number {
  const asked = (BigInt(bound) * BigInt(100_000 + limits.targetGapMilliPercent)) / 100_000n;
  return Math.max(cost, Number(asked));
}

/** What one objective starts from. */
interface Stage {
  readonly input: PackTargetInput;
  readonly within: readonly NodeLimit[];
  readonly best: SolvedTarget;
  /** Work units that it may use. */
  readonly share: number;
  /** Most that machines may cost. */
  readonly budget: number;
  /** Of what is left out, which stays out. */
  readonly penalties: number;
}

function withShare(input: PackTargetInput, workUnits: number): PackTargetInput {
  return { ...input, limits: { ...input.limits, workUnits: Math.max(1, Math.floor(workUnits)) } };
}

function accepted({ input, best, penalties }: Stage, nodes: readonly FilledNodes[]): SolvedTarget {
  const { targetGapMilliPercent } = input.limits;
  const cost = costOf(nodes) + penalties;
  const ranOut = best.stop === "workBudget";
  return { ...best, nodes, cost, stop: stopOf(gapPpm(cost, best.bound), targetGapMilliPercent, ranOut) };
}

function withLess(stage: Stage, weightOf: Weight): SolvedTarget {
  const { input, within, best, share, budget } = stage;
  const { nodes, workUnits } = packAt(withShare(input, share), { priceOf: weightOf, within });
  const spent = { ...best, workUnits: best.workUnits + workUnits };
  if (nodes === undefined || summed(nodes, weightOf) >= summed(best.nodes, weightOf)) return spent;
  if (costOf(nodes) > budget) return spent;
  return accepted({ ...stage, best: spent }, nodes);
}

/** Sets of types that are tried for each number of them. */
const CHOICES = 4;

/** Pool by pool one type fewer, as long as some choice of types keeps the limits. */
function withFewerTypes(stage: Stage): SolvedTarget {
  const { within, share } = stage;
  const input = withShare(stage.input, share / (2 * CHOICES));
  const { target, kinds } = input;
  let { best } = stage;
  const most = best.workUnits + share;
  for (const { name } of target.pools) {
    const ofPool = (): number => typesOf(best.nodes.filter(({ kind }) => kind.pool === name));
    for (let before = Infinity; ofPool() > 1 && ofPool() < before;) {
      before = ofPool();
      const limited = target.pools.map((pool) =>
        pool.name === name ? { ...pool, maxInstanceTypes: before - 1 } : pool,
      );
      for (const choice of choicesOf({ ...target, pools: limited }, kinds, best.nodes, CHOICES)) {
        if (best.workUnits >= most) return best;
        const { nodes, workUnits } = packAt(withChoice(input, choice), { priceOf: COST, within });
        best = { ...best, workUnits: best.workUnits + workUnits };
        if (nodes === undefined || typesOf(nodes) >= typesOf(best.nodes)) continue;
        if (costOf(nodes) > stage.budget) continue;
        best = accepted({ ...stage, best }, nodes);
        break;
      }
    }
  }
  return best;
}

/** Requests of the mix that are packed beside the workloads: so many times as many each time. */
const FUTURE_STEPS = 8;

/** Less stranded capacity, within the budget and what came before. */
function withLessStranded(stage: Stage, types: ReadonlySet<string> | undefined): SolvedTarget {
  const { input, within, share, budget } = stage;
  const { target, kinds, demands } = input;
  const strandedIn = (nodes: readonly FilledNodes[]): number =>
    strandedOf([{ target, nodes }], target.futureRequests ?? []).strandedMilliNodes;
  const part = withShare(input, share / FUTURE_STEPS);
  let { best } = stage;
  let least = strandedIn(best.nodes);
  for (let step = 0; step < FUTURE_STEPS && least > 0; step += 1) {
    const more = futureDemands(target, kinds, 2 ** step);
    const asked = { ...part, demands: { ...demands, demands: [...demands.demands, ...more] } };
    const { nodes, workUnits } = packAt(asked, { priceOf: COST, within });
    best = { ...best, workUnits: best.workUnits + workUnits };
    if (nodes === undefined || costOf(nodes) > budget) break;
    const isNew = nodes.some(({ kind }) => types?.has(`${kind.pool} ${kind.instanceType}`) === false);
    const stranded = strandedIn(nodes);
    if (isNew || stranded >= least) continue;
    least = stranded;
    best = accepted({ ...stage, best }, nodes);
  }
  return best;
}

/** Only the types that are used: later objectives add none. */
function withUsedTypes(input: PackTargetInput, nodes: readonly FilledNodes[]): PackTargetInput {
  const used = new Set(nodes.map(({ kind }) => `${kind.pool} ${kind.instanceType}`));
  return withChoice(input, ({ pool, instanceType }) => used.has(`${pool} ${instanceType}`));
}

/** What is left out stays out, so that no node is saved by leaving out more. */
export function placing(input: PackTargetInput, { nodes }: SolvedTarget): PackTargetInput {
  const { demands, whole, relaxed, ...rest } = input.demands;
  return {
    ...input,
    demands: {
      ...rest,
      demands: asPlaced(demands, nodes),
      whole: asPlaced(whole, nodes),
      ...(relaxed === undefined ? {} : { relaxed: asPlaced(relaxed, nodes) }),
    },
  };
}

export interface FewerTypesInput {
  readonly input: PackTargetInput;
  readonly packing: SolvedTarget;
  /** Most that machines may cost. */
  readonly budget: number;
}

/** As few instance types as were found within the budget; the packing itself where none were. */
export function fewerTypes({ input: given, packing, budget }: FewerTypesInput): SolvedTarget {
  const input = placing(given, packing);
  const penalties = packing.cost - costOf(packing.nodes);
  const within = [keeping(input, "cost", budget, COST)];
  const share = Math.max(1, input.limits.workUnits - packing.workUnits);
  return withFewerTypes({ input, within, best: packing, share, budget, penalties });
}

export function refineTarget({ input: given, packing, objectives, catalogue }: RefineInput): SolvedTarget {
  const penalties = packing.cost - costOf(packing.nodes);
  const budget = budgetOf(given, packing) - penalties;
  let [input, best]: [PackTargetInput, SolvedTarget] = [placing(given, packing), packing];
  const within = [keeping(input, "cost", budget, COST)];
  // What the packing by cost left over, in equal parts.
  const share = Math.max(1, Math.floor((input.limits.workUnits - packing.workUnits) / objectives.length));
  for (const name of objectives) {
    if (name === "instanceTypes") {
      best = withFewerTypes({ input, within, best, share, budget, penalties });
      input = withUsedTypes(input, best.nodes);
      continue;
    }
    if (name === "stranded") {
      // The mix may ask for types that an earlier objective has done without.
      const types = objectives.includes("instanceTypes")
        ? new Set(best.nodes.map(({ kind }) => `${kind.pool} ${kind.instanceType}`))
        : undefined;
      best = withLessStranded({ input, within, best, share, budget, penalties }, types);
      continue;
    }
    const weightOf = partOfNode(name, input.target, catalogue);
    best = withLess({ input, within, best, share, budget, penalties }, weightOf);
    within.push(keeping(input, name, summed(best.nodes, weightOf), weightOf));
  }
  return best;
}
