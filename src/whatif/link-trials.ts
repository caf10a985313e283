/** What drawn losses of links do to promised round trips and to what links carry, pattern by pattern. */
import type { CheckedFleet } from "../model/fleet.js";
import type { Plan } from "../model/plan.js";
import type { RiskGroup } from "../model/trials.js";
import { linkLoss } from "./link-losses.js";

/** Of links that are lost together. */
export interface LinkOutcome {
  /** Replicas by what their rule of latency is named for: id, or "namespace/name" of a divided workload. */
  readonly offPromise: ReadonlyMap<string, number>;
  readonly replicas: number;
  readonly isFull: boolean;
}

const NOTHING: LinkOutcome = { offPromise: new Map(), replicas: 0, isFull: false };

export class LinkOutcomes {
  /** Indices of groups that hold a link. */
  private readonly linked: readonly number[];
  private readonly known = new Map<string, LinkOutcome>();

  constructor(
    private readonly plan: Plan,
    private readonly fleet: CheckedFleet,
    private readonly groups: readonly RiskGroup[],
  ) {
    this.linked = groups.flatMap(({ losses }, index) =>
      losses.some(({ what }) => what === "link") ? [index] : [],
    );
  }

  /** Names of workloads with a rule of latency over a link. */
  names(): string[] {
    const all = this.groups.flatMap(({ losses }) => losses.filter(({ what }) => what === "link"));
    const { rerouted = [] } = linkLoss(this.plan, this.fleet, all) ?? {};
    return [...new Set(rerouted.flatMap(({ id, of }) => (of === "latency" ? [id] : [])))].sort();
  }

  /** A replica that breaks two rules counts once for its place. */
  private judged(failed: readonly number[]): LinkOutcome {
    const losses = failed.flatMap((index) => this.groups[index]?.losses ?? []);
    const found = linkLoss(this.plan, this.fleet, losses);
    if (found === undefined) return NOTHING;
    const byPlace = new Map<string, Map<string, number>>();
    for (const { id, of, from, replicas, breaksPromise } of found.rerouted) {
      if (of !== "latency" || !breaksPromise) continue;
      const places = byPlace.get(id) ?? new Map<string, number>();
      places.set(from, Math.max(places.get(from) ?? 0, replicas));
      byPlace.set(id, places);
    }
    const offPromise = new Map(
      [...byPlace].map(([id, places]) => [id, [...places.values()].reduce((sum, one) => sum + one, 0)]),
    );
    const replicas = [...offPromise.values()].reduce((sum, one) => sum + one, 0);
    return { offPromise, replicas, isFull: found.full.length > 0 };
  }

  of(failed: readonly boolean[]): LinkOutcome {
    const lost = this.linked.filter((index) => failed[index] === true);
    if (lost.length === 0) return NOTHING;
    const key = lost.join(" ");
    const outcome = this.known.get(key) ?? this.judged(lost);
    this.known.set(key, outcome);
    return outcome;
  }
}
