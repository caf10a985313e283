/**
 * From a design to nodes that hold, a step at a time: nodes are added for what stays pending, one kind at a time, until
 * every order that is tried holds; then nodes are given back, the dearest first, as long as it still does. It ends:
 * there are as many nodes as pods in the end, or a limit.
 */
import type { NodeKind } from "../formulate/node-kind.js";
import type { PackTargetInput } from "../pack/pack-target.js";
import type { Design } from "./design.js";
import { keepsLimits, keepsMinimums, roomForMore } from "./limits-kept.js";
import { modelOf, priceOf } from "./model-of-nodes.js";
import type { NodeCounts, Standings, TargetModel } from "./model-of-nodes.js";
import { homeNode, wantedNodes } from "./more-nodes.js";
import { roomForWaiting } from "./room-for-waiting.js";
import type { Failure, Trials } from "./trials.js";

export interface DesignSearchInput {
  readonly input: PackTargetInput;
  readonly design: Design;
  readonly trials: Trials;
  /** Whether half of what waits gets room at once; otherwise one kind of node is added at a time. */
  readonly byHalves: boolean;
  /** Whether all of it gets room once a confirming order has left it: few can, and the next one leaves other pods. */
  readonly isGenerous: boolean;
  /** For how many orders nodes that are given back leave work, so that what is left can be confirmed. */
  readonly kept: number;
}

/** "grown": nodes were added. "held": every order that is tried holds. "stuck": no node that may be bought helps. */
export type Step = "grown" | "held" | "stuck";

/** Nodes of its home that are added for one workload. */
const MOST_TRIES = 8;
/** Parts of a kind's nodes that are given back at once at first. */
const GIVEN_BACK = 8;

export class DesignSearch {
  counts: Map<NodeKind, number>;
  standings: Standings;
  readonly design: Design;
  /** Nodes of its home that were added for a workload, by its id. */
  private readonly tried = new Map<string, number>();
  private mayGiveBack = true;
  /** Whether what held left pods pending in an order that was to confirm it. */
  isRefuted = false;

  constructor(private readonly given: DesignSearchInput) {
    this.design = given.design;
    this.counts = new Map(given.design.counts);
    this.standings = given.design.standings;
  }

  get microPerHour(): number {
    return priceOf(this.counts);
  }

  model(counts: NodeCounts = this.counts): TargetModel {
    return modelOf(this.given.input.target, counts, this.standings);
  }

  keepsLimits(): boolean {
    return keepsLimits(this.given.input, this.counts);
  }

  step(): Step {
    const target = this.model();
    const failure = this.given.trials.firstFailure(target);
    if (failure !== undefined) return this.grow(target, failure) ? "grown" : "stuck";
    if (this.mayGiveBack) this.shrink();
    this.mayGiveBack = false;
    return "held";
  }

  private grow(target: TargetModel, failure: Failure): boolean {
    const { input, byHalves, isGenerous } = this.given;
    const { counts, standings, tried } = this;
    if (byHalves) {
      const forAll = isGenerous && this.isRefuted;
      const grown = roomForWaiting({ input, target, failure, counts, standings, forAll });
      this.counts = new Map(grown ?? counts);
      return grown !== undefined;
    }
    const mayBuy = roomForMore(input, counts);
    const wanted = wantedNodes(input, target, failure, mayBuy);
    if (wanted === undefined) return false;
    const home = homeNode(input, target, failure, { counts, standings, mayBuy });
    // A large node, which every pod can use; where that did not help, nodes of the pods' own size.
    const tries = home === undefined ? MOST_TRIES : (tried.get(home.workload) ?? 0);
    if (home !== undefined && tries < MOST_TRIES) {
      tried.set(home.workload, tries + 1);
      this.add(home.kind, 1);
    } else this.add(wanted.kind, Math.ceil(wanted.nodes / 2));
    return true;
  }

  /** Half of what is wanted at once, as far as limits go: room found on the way may make the rest needless. */
  private add(kind: NodeKind, nodes: number): void {
    for (let added = 0; added < nodes; added += 1) {
      if (added > 0 && !roomForMore(this.given.input, this.counts)(kind)) return;
      this.counts.set(kind, (this.counts.get(kind) ?? 0) + 1);
    }
  }

  private shrink(): void {
    const { design, input, trials, kept } = this.given;
    const dearest = [...this.counts.keys()].sort((left, right) => right.microPerHour - left.microPerHour);
    for (const kind of dearest) {
      const least = design.floor.get(kind) ?? 0;
      const mayLeave = (): number => (this.counts.get(kind) ?? 0) - least;
      let less = Math.ceil(mayLeave() / GIVEN_BACK);
      while (less > 0) {
        const without = new Map(this.counts).set(kind, (this.counts.get(kind) ?? 0) - less);
        const target = this.model(without);
        if (!trials.affords(target, kept)) return;
        if (keepsMinimums(input, without) && trials.holds(target)) this.counts = without;
        else less = Math.floor(less / 2);
        less = Math.min(less, mayLeave());
      }
    }
  }
}
