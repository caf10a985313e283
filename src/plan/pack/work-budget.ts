/** Divides the work units of the search among targets by their workloads, the same way every time. */
import type { PlanTarget } from "../formulate/plan-target.js";

function weightOf({ workloads }: PlanTarget): number {
  return Math.max(1, workloads.length);
}

export function workUnitsOf(targets: readonly PlanTarget[], workUnits: number): number[] {
  const weights = targets.map(weightOf);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => Math.max(1, Math.floor((workUnits * weight) / total)));
}

/**
 * The same shares for targets that are packed one after another: what one leaves of its own goes to those that come
 * later, by their workloads, so that none has less than its share.
 */
export class FlowingWork {
  private readonly shares: readonly number[];
  private readonly weights: readonly number[];
  private at = 0;
  private unspent = 0;

  constructor(targets: readonly PlanTarget[], workUnits: number) {
    this.shares = workUnitsOf(targets, workUnits);
    this.weights = targets.map(weightOf);
  }

  private get share(): number {
    return this.shares[this.at] ?? 1;
  }

  /** Units that the next target may take. */
  get limit(): number {
    const [own = 1, ...later] = this.weights.slice(this.at);
    const all = later.reduce((sum, weight) => sum + weight, own);
    return this.share + Math.floor((this.unspent * own) / all);
  }

  /** It took so many; the next target comes. */
  took(workUnits: number): void {
    this.unspent = Math.max(0, this.unspent + this.share - workUnits);
    this.at += 1;
  }
}
