/**
 * A packing alone is not executable: kube-scheduler places one pod after another by scores of its own, and in most
 * orders of arrival large pods find no hole in the end. This stage replays the pods in the scheduler model and buys
 * what it takes. Several designs are tried (`design.ts`), each until no order of arrival that is tried leaves a pod
 * pending (`design-search.ts`); the cheapest that holds is bought. Layouts show, as for any plan, that its nodes hold
 * everything; the bound stays that of the packing.
 */
import type { RealisationStatus, TargetRealisation } from "../../model/plan.js";
import type { ArrivalOrder } from "../../simulate/index.js";
import type { FilledNodes } from "../filled-nodes.js";
import type { PackTargetInput } from "../pack-target.js";
import { costOf, gapPpm, stopOf } from "../target-packing.js";
import type { SolvedTarget } from "../target-packing.js";
import { ordersTried } from "./arrivals-tried.js";
import { homesDesign, packedDesign, slackDesign } from "./design.js";
import type { Design } from "./design.js";
import { DesignSearch, priceOf } from "./design-search.js";
import type { Searched } from "./design-search.js";
import { layoutsOn } from "./layouts.js";
import { modelOf, standingsOf } from "./model-of-nodes.js";
import type { Standings } from "./model-of-nodes.js";
import { withEmpty } from "./more-nodes.js";
import { Trials, replayCost } from "./trials.js";

export interface RealiseInput {
  readonly input: PackTargetInput;
  readonly packing: SolvedTarget;
  /** Looks of pods at nodes. */
  readonly workUnitsLimit: number;
  /** Absent: as many of `orderTried` as the work allows. */
  readonly orders?: readonly ArrivalOrder[];
  /** Nothing is bought but more nodes beside those of the packing. Absent: whatever is cheapest. */
  readonly keepsNodes?: true;
}

export interface Realised {
  readonly packing: SolvedTarget;
  readonly realisation: TargetRealisation;
  /** Workload id -> instance types that its pods prefer; none where they go anywhere. */
  readonly preferred: ReadonlyMap<string, readonly string[]>;
  readonly workUnits: number;
}

/** Orders in which a small and a large target are tried. */
const MOST_ORDERS = 24;
const FEWEST_ORDERS = 6;
/** Part of the work that trying one set of nodes in all orders may take. */
const PART_OF_WORK = 0.02;
/** Mean pods that designs by homes leave free on every node. */
const LOST_AT_HOME = [0.5, 1] as const;
/** The same of packings with slack. */
const LOST_IN_PACKINGS = [1, 2, 4] as const;
/** Packings with slack are for small targets, where a home is less than a few nodes; more pods would cost time. */
const MOST_PODS_WITH_SLACK = 2000;

function ordersFor(cost: number, workUnitsLimit: number): number {
  const affordable = Math.floor((workUnitsLimit * PART_OF_WORK) / cost);
  return Math.max(FEWEST_ORDERS, Math.min(MOST_ORDERS, affordable));
}

interface Answer {
  readonly status: RealisationStatus;
  readonly nodes: readonly FilledNodes[];
  readonly standings: Standings;
  readonly pendingPods: number;
}

class Realisation {
  private readonly trials: Trials;
  private best: Answer | undefined;

  constructor(private readonly given: RealiseInput) {
    const { input, packing, workUnitsLimit } = given;
    const { counts, standings } = packedDesign(packing.nodes);
    const cost = replayCost(modelOf(input.target, counts, standings));
    const orders = given.orders ?? ordersTried(ordersFor(cost, workUnitsLimit));
    this.trials = new Trials(orders, workUnitsLimit);
  }

  private layouts(design: Design, { counts }: Searched): readonly FilledNodes[] | undefined {
    const { layouts, floor, standings } = design;
    if (layouts === undefined) return layoutsOn(this.given.input, counts, standings);
    return [...counts].reduce<readonly FilledNodes[]>((nodes, [kind, count]) => {
      const more = count - (floor.get(kind) ?? 0);
      return more > 0 ? withEmpty(nodes, kind, more) : nodes;
    }, layouts);
  }

  /** What components will make of the layouts: pools and architectures are theirs, preferences the design's. */
  private asLaidOut(nodes: readonly FilledNodes[], design: Standings): Standings {
    return new Map(
      [...standingsOf(nodes)].map(([id, standing]) => [
        id,
        { ...standing, instanceTypes: design.get(id)?.instanceTypes ?? new Set<string>() },
      ]),
    );
  }

  private consider(design: Design): void {
    const { input } = this.given;
    const most = this.best?.status === "held" ? costOf(this.best.nodes) : Infinity;
    const found = new DesignSearch({ input, design, trials: this.trials, most }).run();
    if (found.status !== "held" || priceOf(found.counts) >= most) {
      if (this.best === undefined) this.keepPending(design, found);
      return;
    }
    const nodes = this.layouts(design, found);
    if (nodes === undefined) return;
    const standings = this.asLaidOut(nodes, found.standings);
    const laidOut = modelOf(input.target, found.counts, standings);
    // The packing's own layouts are what was tried.
    if (design.layouts === undefined && !(this.trials.affords(laidOut) && this.trials.holds(laidOut))) return;
    this.best = { status: "held", nodes, standings, pendingPods: 0 };
  }

  /** The packing with what was bought for it, where that does not hold. */
  private keepPending(design: Design, found: Searched): void {
    const nodes = this.layouts(design, found);
    if (nodes === undefined) return;
    const target = modelOf(this.given.input.target, found.counts, found.standings);
    const pendingPods = this.trials.mostPending(target);
    this.best = { status: "pending", nodes, standings: found.standings, pendingPods };
  }

  private realised({ status, nodes, standings, pendingPods }: Answer): Realised {
    const { packing, input } = this.given;
    const extraMicroPerHour = costOf(nodes) - costOf(packing.nodes);
    const cost = packing.cost + extraMicroPerHour;
    const { targetGapMilliPercent } = input.limits;
    const stop = stopOf(gapPpm(cost, packing.bound), targetGapMilliPercent, packing.stop === "workBudget");
    const preferred = [...standings].flatMap(([id, { instanceTypes }]): [string, readonly string[]][] =>
      instanceTypes.size === 0 ? [] : [[id, [...instanceTypes].sort()]],
    );
    return {
      packing: { ...packing, nodes, cost, stop },
      realisation: {
        status,
        orders: status === "notReplayed" ? 0 : this.trials.count,
        pendingPods,
        extraMicroPerHour: Math.max(0, extraMicroPerHour),
      },
      preferred: new Map(preferred),
      workUnits: this.trials.workUnits,
    };
  }

  run(): Realised {
    const { input, packing } = this.given;
    const design = packedDesign(packing.nodes);
    const { counts, standings } = design;
    const asItIs: Answer = { status: "notReplayed", nodes: packing.nodes, standings, pendingPods: 0 };
    const target = modelOf(input.target, counts, standings);
    if (!this.trials.affords(target)) return this.realised(asItIs);
    if (this.trials.holds(target)) return this.realised({ ...asItIs, status: "held" });
    if (this.given.keepsNodes) {
      this.consider(design);
      return this.realised(this.best ?? asItIs);
    }
    const homes = LOST_AT_HOME.map((lost) => homesDesign(input, lost));
    const pods = target.pods.reduce((sum, { replicas }) => sum + replicas, 0);
    // What promises most first: what costs more than the best so far is given up early.
    const designs =
      pods > MOST_PODS_WITH_SLACK
        ? [...homes, design]
        : [design, ...homes, ...LOST_IN_PACKINGS.map((lost) => slackDesign(input, lost))];
    for (const one of designs) if (one !== undefined) this.consider(one);
    return this.realised(this.best ?? asItIs);
  }
}

export function realiseTarget(given: RealiseInput): Realised {
  return new Realisation(given).run();
}
