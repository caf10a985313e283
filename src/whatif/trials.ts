/**
 * Drawn failures (Monte Carlo): in each trial every group of shared risk fails or not, and so does every node by itself;
 * what is down is counted by the plan's own layouts, node by node, before anything is done about it. Failures of groups
 * are independent of each other; what they take together is what makes replicas fail together.
 */
import type { Catalogue } from "../catalogue/index.js";
import type { CheckedFleet } from "../model/fleet.js";
import type { Plan, WorkloadPlan } from "../model/plan.js";
import type {
  DownQuantiles,
  FailurePattern,
  LinkTrials,
  RiskGroup,
  Risks,
  TrialsResult,
  WorkloadTrials,
} from "../model/trials.js";
import { LinkOutcomes } from "./link-trials.js";
import { nodesOfLoss, targetsOf } from "./matching.js";
import { Draws } from "./random.js";
import { riskGroups, riskOf } from "./risk-groups.js";
import { whatIfEach } from "./what-if.js";

export interface TrialsInput {
  readonly fleet: CheckedFleet;
  readonly catalogue: Catalogue;
  readonly version: string;
  /** Of the fleet. */
  readonly plan: Plan;
  /** A whole number from 0 to 2^32 - 1. */
  readonly seed: number;
  readonly trials: number;
  readonly risks?: Risks;
  /** Groups beside those of zones, regions, providers, clusters and sites. */
  readonly groups?: readonly RiskGroup[];
}

const MILLION = 1_000_000;

/** Patterns that are told and planned again. */
const MOST_PATTERNS = 5;

/** Nodes of one filling that the same groups take. */
interface Nodes {
  readonly count: number;
  /** Index of a workload -> replicas on each of them. */
  readonly pods: readonly (readonly [workload: number, replicas: number])[];
  /** Indices of groups. */
  readonly groups: readonly number[];
}

function nodesOf(
  { plan, fleet }: TrialsInput,
  groups: readonly RiskGroup[],
  ids: readonly string[],
): Nodes[] {
  const index = new Map(ids.map((id, at) => [id, at]));
  return targetsOf(plan).flatMap(({ target, purchases }) => {
    return purchases.flatMap((purchase) => {
      const taking = groups.flatMap(({ losses }, at) =>
        // Groups take no single nodes, so what they take of a purchase is all of it.
        losses.some((loss) => loss.what !== "node" && nodesOfLoss(loss, target, purchase, fleet) > 0)
          ? [at]
          : [],
      );
      return purchase.layouts.map(({ nodes, pods }): Nodes => ({
        count: nodes,
        pods: Object.entries(pods).map(([id, replicas]) => [index.get(id) ?? -1, replicas] as const),
        groups: taking,
      }));
    });
  });
}

/** Replicas that must run: what its budget leaves; without one three quarters, rounded up. */
function enoughOf({ replicas, disruptionBudget = {} }: WorkloadPlan): number {
  const { minAvailable, maxUnavailable } = disruptionBudget;
  if (minAvailable !== undefined) return Math.min(replicas, minAvailable);
  if (maxUnavailable !== undefined) return Math.max(0, replicas - maxUnavailable);
  return replicas - Math.floor(replicas / 4);
}

function quantiles(down: readonly number[]): DownQuantiles {
  const sorted = [...down].sort((left, right) => left - right);
  const at = (permille: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * permille) / 1000))] ?? 0;
  return { median: at(500), p90: at(900), p99: at(990), p999: at(999), most: sorted.at(-1) ?? 0 };
}

class Trials {
  readonly groups: readonly RiskGroup[];
  readonly ids: readonly string[];
  private readonly nodes: readonly Nodes[];
  private readonly nodePpm: number;
  private readonly draws: Draws;
  private readonly sums: { available: number; enough: number; running: number }[];
  private readonly workloads: readonly WorkloadPlan[];
  readonly down: number[] = [];
  readonly offPromise: number[] = [];
  private full = 0;
  private readonly outcomes: LinkOutcomes;
  /** Workload -> trials in which some of its replicas broke their promise. */
  private readonly broken = new Map<string, number>();
  /** Indices of groups, as text -> trials. */
  readonly patterns = new Map<string, number>();

  constructor(private readonly input: TrialsInput) {
    const { plan, fleet, risks = {}, groups = [], seed } = input;
    this.groups = riskGroups(fleet, risks, groups);
    this.outcomes = new LinkOutcomes(plan, fleet, this.groups);
    this.ids = Object.keys(plan.workloads).sort();
    this.workloads = this.ids.flatMap((id) => plan.workloads[id] ?? []);
    this.nodes = nodesOf(input, this.groups, this.ids);
    this.nodePpm = riskOf("node", risks).downPpm;
    this.draws = new Draws(seed);
    this.sums = this.ids.map(() => ({ available: 0, enough: 0, running: 0 }));
  }

  /** Replicas of each workload that are lost when these groups fail, and each other node by its own risk. */
  private lost(failed: readonly boolean[], nodesFail: boolean): number[] {
    const lost = this.ids.map(() => 0);
    for (const { count, pods, groups } of this.nodes) {
      let nodes = groups.some((group) => failed[group] === true) ? count : 0;
      if (nodes === 0 && nodesFail)
        for (let node = 0; node < count; node += 1) if (this.draws.below(MILLION) < this.nodePpm) nodes += 1;
      if (nodes > 0)
        for (const [workload, replicas] of pods) lost[workload] = (lost[workload] ?? 0) + nodes * replicas;
    }
    return lost;
  }

  private countLinks(failed: readonly boolean[]): void {
    const { offPromise, replicas, isFull } = this.outcomes.of(failed);
    this.offPromise.push(replicas);
    if (isFull) this.full += 1;
    for (const id of offPromise.keys()) this.broken.set(id, (this.broken.get(id) ?? 0) + 1);
  }

  /** Absent where the fleet has no links. */
  linkTrials(): { readonly links?: LinkTrials } {
    const { trials, fleet } = this.input;
    if (fleet.links === undefined || fleet.links.length === 0) return {};
    const sum = this.offPromise.reduce((all, one) => all + one, 0);
    const ppm = (count: number): number => Math.floor((count / Math.max(1, trials)) * MILLION);
    return {
      links: {
        offPromise: quantiles(this.offPromise),
        meanOffPromiseMicro: Math.round((sum / Math.max(1, trials)) * MILLION),
        fullPpm: ppm(this.full),
        keptPpm: Object.fromEntries(
          this.outcomes.names().map((id) => [id, ppm(trials - (this.broken.get(id) ?? 0))]),
        ),
      },
    };
  }

  run(): void {
    for (let trial = 0; trial < this.input.trials; trial += 1) {
      const failed = this.groups.map(({ downPpm }) => this.draws.below(MILLION) < downPpm);
      const lost = this.lost(failed, true);
      this.down.push(lost.reduce((sum, one) => sum + one, 0));
      this.countLinks(failed);
      for (const [index, workload] of this.workloads.entries()) {
        const running = workload.replicas - (lost[index] ?? 0);
        const sums = this.sums[index];
        if (sums === undefined) continue;
        sums.running += running;
        if (running > 0) sums.available += 1;
        if (running >= enoughOf(workload)) sums.enough += 1;
      }
      const pattern = failed.flatMap((down, index) => (down ? [index] : [])).join(" ");
      if (pattern !== "") this.patterns.set(pattern, (this.patterns.get(pattern) ?? 0) + 1);
    }
  }

  /** By the groups alone, without a draw: each replica is down unless its node and all of its groups stand. */
  exactMeanDownMicro(): number {
    return Math.round(
      this.nodes.reduce((sum, { count, pods, groups }) => {
        const stands = groups.reduce(
          (product, group) => product * (1 - (this.groups[group]?.downPpm ?? 0) / MILLION),
          1 - this.nodePpm / MILLION,
        );
        const replicas = pods.reduce((all, [, each]) => all + each, 0);
        return sum + count * replicas * (1 - stands) * MILLION;
      }, 0),
    );
  }

  workloadTrials(): WorkloadTrials[] {
    const { trials } = this.input;
    const ppm = (part: number, whole: number): number =>
      whole === 0 ? MILLION : Math.floor((part / whole) * MILLION);
    return this.workloads.map((workload, index): WorkloadTrials => {
      const { available = 0, enough = 0, running = 0 } = this.sums[index] ?? {};
      const { replicas } = workload;
      return {
        id: this.ids[index] ?? "",
        replicas,
        availablePpm: replicas === 0 ? 0 : ppm(available, trials),
        enoughPpm: ppm(enough, trials),
        enoughReplicas: enoughOf(workload),
        runningPpm: ppm(running, trials * replicas),
      };
    });
  }

  failurePatterns(): FailurePattern[] {
    const most = [...this.patterns]
      .sort(([left, first], [right, second]) => second - first || (left < right ? -1 : 1))
      .slice(0, MOST_PATTERNS)
      .map(([pattern, trials]) => ({ indices: pattern.split(" ").map(Number), trials }));
    const planned = whatIfEach(
      this.input,
      most.map(({ indices }) => indices.flatMap((index) => this.groups[index]?.losses ?? [])),
    );
    return most.map(({ indices, trials }, at): FailurePattern => {
      const failed = this.groups.map((_group, index) => indices.includes(index));
      const { unplaced = [], microPerHourAfter } = planned[at] ?? {};
      const { replicas } = this.outcomes.of(failed);
      return {
        groups: indices.flatMap((index) => this.groups[index]?.name ?? []),
        trials,
        down: this.lost(failed, false).reduce((sum, one) => sum + one, 0),
        ...(replicas === 0 ? {} : { offPromise: replicas }),
        unplaced: unplaced.reduce((sum, one) => sum + one.replicas, 0),
        ...(microPerHourAfter === undefined ? {} : { microPerHourAfter }),
      };
    });
  }
}

export function runTrials(input: TrialsInput): TrialsResult {
  const { seed, trials, risks = {}, plan } = input;
  const made = new Trials(input);
  made.run();
  const sum = made.down.reduce((all, one) => all + one, 0);
  const count = targetsOf(plan)
    .flatMap(({ purchases }) => purchases)
    .reduce((all, purchase) => all + purchase.count, 0);
  return {
    seed,
    trials,
    groups: made.groups,
    nodes: { count, ...riskOf("node", risks) },
    replicas: Object.values(plan.workloads).reduce((all, { replicas }) => all + replicas, 0),
    down: quantiles(made.down),
    meanDownMicro: Math.round((sum / Math.max(1, trials)) * MILLION),
    exactMeanDownMicro: made.exactMeanDownMicro(),
    workloads: made.workloadTrials(),
    ...made.linkTrials(),
    patterns: made.failurePatterns(),
    currency: plan.cost.currency,
    microPerHour: plan.cost.microPerHour,
  };
}
