/**
 * A packing alone is not executable: kube-scheduler places one pod after another by scores of its own, and in most
 * orders of arrival large pods find no hole in the end. This stage replays the pods in the scheduler model and buys
 * what it takes: whole nodes of the kind that pending pods want, until every order of arrival that is tried leaves
 * nothing pending; then it gives back what turns out not to be needed. The packing stays the plan's layout, which
 * shows that the nodes hold everything, and its bound stays the bound.
 */
import type { RealisationStatus, TargetRealisation } from "../../model/plan.js";
import { keepsTypes } from "../constraints/instance-types.js";
import { keepsSpotShare } from "../constraints/spot-share.js";
import { summed } from "../filled-nodes.js";
import type { FilledNodes } from "../filled-nodes.js";
import type { NodeKind } from "../node-kind.js";
import { nodeLimits } from "../pack-target.js";
import type { PackTargetInput } from "../pack-target.js";
import { costOf, gapPpm, stopOf } from "../target-packing.js";
import type { SolvedTarget } from "../target-packing.js";
import { ordersTried } from "./arrivals-tried.js";
import { modelOf } from "./model-of-nodes.js";
import { wantedNodes, withEmpty } from "./more-nodes.js";
import { Trials, replayCost } from "./trials.js";

export interface RealiseInput {
  readonly input: PackTargetInput;
  readonly packing: SolvedTarget;
  /** Looks of pods at nodes. */
  readonly workUnitsLimit: number;
}

export interface Realised {
  readonly packing: SolvedTarget;
  readonly realisation: TargetRealisation;
  readonly workUnits: number;
}

/** Orders in which a small and a large target are tried. */
const MOST_ORDERS = 24;
const FEWEST_ORDERS = 5;
/** Part of the work that trying one set of nodes in all orders may take. */
const PART_OF_WORK = 0.02;

function ordersFor(cost: number, workUnitsLimit: number): number {
  const affordable = Math.floor((workUnitsLimit * PART_OF_WORK) / cost);
  return Math.max(FEWEST_ORDERS, Math.min(MOST_ORDERS, affordable));
}

/** Whether one more node of a kind keeps every limit of the target. */
function limitsOf(input: PackTargetInput, nodes: readonly FilledNodes[]): (kind: NodeKind) => boolean {
  const { target, kinds } = input;
  const left = nodeLimits({ target, kinds }).map(({ limit, weightOf }) => ({
    left: limit - summed(nodes, weightOf),
    weightOf,
  }));
  return (kind) =>
    left.every(({ left: rest, weightOf }) => weightOf(kind) <= rest) &&
    keepsSpotShare(target, withEmpty(nodes, kind, 1)) &&
    keepsTypes(target, withEmpty(nodes, kind, 1));
}

class Realisation {
  private readonly trials: Trials;
  private nodes: readonly FilledNodes[];
  private extra = new Map<NodeKind, number>();

  constructor(private readonly given: RealiseInput) {
    this.nodes = given.packing.nodes;
    const cost = replayCost(modelOf(given.input.target, this.nodes));
    this.trials = new Trials(ordersTried(ordersFor(cost, given.workUnitsLimit)), given.workUnitsLimit);
  }

  private all(extra: ReadonlyMap<NodeKind, number> = this.extra): readonly FilledNodes[] {
    return [...extra].reduce((nodes, [kind, count]) => withEmpty(nodes, kind, count), this.nodes);
  }

  /** Adds nodes until no order leaves a pod pending; answers whether that is so. */
  private grow(): RealisationStatus {
    const { input } = this.given;
    for (;;) {
      const nodes = this.all();
      const target = modelOf(input.target, nodes);
      if (!this.trials.affords(target)) return "notReplayed";
      const failure = this.trials.firstFailure(target);
      if (failure === undefined) return "held";
      const mayBuy = limitsOf(input, nodes);
      const wanted = wantedNodes(input, target, failure, mayBuy);
      if (wanted === undefined) return "pending";
      this.extra.set(
        wanted.kind,
        (this.extra.get(wanted.kind) ?? 0) + this.allowed(wanted.kind, wanted.nodes),
      );
    }
  }

  /** Half of what is wanted at once, as far as limits go: room found on the way may make the rest needless. */
  private allowed(kind: NodeKind, wanted: number): number {
    let count = 1;
    while (count < Math.ceil(wanted / 2)) {
      const nodes = withEmpty(this.all(), kind, count);
      if (!limitsOf(this.given.input, nodes)(kind)) break;
      count += 1;
    }
    return count;
  }

  /** Gives back added nodes, the dearest first, as long as every order holds without them. */
  private shrink(): void {
    const { target } = this.given.input;
    const dearest = [...this.extra.keys()].sort((left, right) => right.microPerHour - left.microPerHour);
    for (const kind of dearest) {
      for (let less = Math.ceil((this.extra.get(kind) ?? 0) / 2); less > 0;) {
        const count = this.extra.get(kind) ?? 0;
        const without = new Map(this.extra).set(kind, count - less);
        const model = modelOf(target, this.all(without));
        if (!this.trials.affords(model)) return;
        if (less <= count && this.trials.holds(model)) this.extra = without;
        else less = Math.floor(less / 2);
        less = Math.min(less, this.extra.get(kind) ?? 0);
      }
    }
  }

  private realised(status: RealisationStatus, pendingPods: number): Realised {
    const { packing, input } = this.given;
    const nodes = this.all(new Map([...this.extra].filter(([, count]) => count > 0)));
    const extraMicroPerHour = costOf(nodes) - costOf(packing.nodes);
    const cost = packing.cost + extraMicroPerHour;
    const { targetGapMilliPercent } = input.limits;
    const stop = stopOf(gapPpm(cost, packing.bound), targetGapMilliPercent, packing.stop === "workBudget");
    const extraNodes = [...this.extra.values()].reduce((sum, count) => sum + count, 0);
    return {
      packing: { ...packing, nodes, cost, stop },
      realisation: {
        status,
        orders: status === "notReplayed" ? 0 : this.trials.count,
        pendingPods,
        extraNodes,
        extraMicroPerHour,
      },
      workUnits: this.trials.workUnits,
    };
  }

  run(): Realised {
    const { input } = this.given;
    if (!this.trials.affords(modelOf(input.target, this.nodes))) return this.realised("notReplayed", 0);
    const status = this.grow();
    if (status === "held") {
      this.shrink();
      return this.realised("held", 0);
    }
    const target = modelOf(input.target, this.all());
    if (status === "notReplayed") this.extra = new Map();
    return this.realised("pending", this.trials.mostPending(target));
  }
}

export function realiseTarget(given: RealiseInput): Realised {
  return new Realisation(given).run();
}
