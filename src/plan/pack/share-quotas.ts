/**
 * Quotas of an account that several clusters share. Each target is packed by itself, so a quota that all of
 * them together exceed is priced: with a multiplier t >= 0 a node that counts w units costs t w more, and a
 * plan of the fleet that keeps the quota Q costs at least the sum of the targets' bounds at these prices less
 * t Q (Lagrangian relaxation). The least that each target can do with, and what it uses at a price, give
 * divisions of the quota under which the targets are packed at list prices; the cheapest plan counts.
 */
import type { Conflict } from "../../model/outcome.js";
import {
  quotaAmount,
  quotaLabel,
  quotaUse,
  quotaWayOut,
  quotaWeight,
  quotaWords,
} from "../constraints/account-quotas.js";
import { withoutPenalties } from "../constraints/stay-out.js";
import { listed } from "../constraints/offering-rule.js";
import type { FilledNodes } from "./filled-nodes.js";
import type { NodeKind } from "../formulate/node-kind.js";
import { packTarget } from "./pack-target.js";
import type { PackTargetInput } from "./pack-target.js";
import type { PlanTarget, SharedQuota } from "../formulate/plan-target.js";
import { costOf, gapPpm, stopOf } from "./target-packing.js";
import type { SolvedTarget, TargetPacking } from "./target-packing.js";

/** Multipliers that are tried. */
const PRICE_STEPS = 6;
/** Packings of every target that sharing takes at most: the least uses, and two at each multiplier. */
const MOST_ROUNDS = 2 * PRICE_STEPS + 4;
/** Of what a unit costs on average in the packings that exceed the quota. */
const FIRST_MULTIPLIER = 0.25;

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/** Whether some quota counts more than one of the targets. */
export function sharesQuotas(targets: readonly Pick<PackTargetInput, "target">[]): boolean {
  const keys = targets.flatMap(({ target }) => target.accountQuotas.map(({ quota }) => quota.key));
  return new Set(keys).size < keys.length;
}

function isSolved(packing: TargetPacking): packing is SolvedTarget {
  return packing.status === "packed";
}

/** Every target packed, or undefined where one is not. */
function allSolved(packings: readonly TargetPacking[]): readonly SolvedTarget[] | undefined {
  return packings.every(isSolved) ? packings : undefined;
}

/** The target with other prices of its nodes; its packing is in terms of its own nodes again. */
function packedAt(input: PackTargetInput, priceOf: (kind: NodeKind) => number): TargetPacking {
  const priced = new Map(input.kinds.map((kind) => [{ ...kind, microPerHour: priceOf(kind) }, kind]));
  const packing = packTarget({ ...input, kinds: [...priced.keys()] });
  if (!isSolved(packing)) return packing;
  const nodes = packing.nodes.map((one) => ({ ...one, kind: priced.get(one.kind) ?? one.kind }));
  return { ...packing, nodes };
}

function countsAgainst({ target }: PackTargetInput, { key }: SharedQuota): boolean {
  return target.accountQuotas.some(({ quota }) => quota.key === key);
}

/** What each target uses. */
function usesOf(
  quota: SharedQuota,
  inputs: readonly PackTargetInput[],
  packings: readonly SolvedTarget[],
): number[] {
  return packings.map(({ nodes }, index) => {
    const input = inputs[index];
    return input !== undefined && countsAgainst(input, quota) ? quotaUse(quota, nodes) : 0;
  });
}

/** The target with its share of each quota as its limit. */
function withShares(input: PackTargetInput, shareOf: ReadonlyMap<string, number>): PackTargetInput {
  const { target } = input;
  const accountQuotas = target.accountQuotas.map((one) => ({
    ...one,
    limit: shareOf.get(one.quota.key) ?? one.limit,
  }));
  return { ...input, target: { ...target, accountQuotas } };
}

/** The least of each, and the rest in proportion to what each would like to have beyond it. */
function sharesOf(limit: number, least: readonly number[], wanted: readonly number[]): number[] {
  const rest = limit - sum(least);
  const wishes = least.map((one, index) => Math.max(0, (wanted[index] ?? 0) - one));
  const total = Math.max(1, sum(wishes));
  const parts = wishes.map((wish) => Math.floor((rest * wish) / total));
  const largest = wishes.indexOf(Math.max(...wishes));
  const left = rest - sum(parts);
  return least.map((one, index) => one + (parts[index] ?? 0) + (index === largest ? left : 0));
}

/** The target without penalties for what it leaves out. */
function unpenalised(input: PackTargetInput): PackTargetInput {
  const { demands, relaxed, ...rest } = input.demands;
  return {
    ...input,
    demands: {
      ...rest,
      demands: withoutPenalties(demands),
      ...(relaxed === undefined ? {} : { relaxed: withoutPenalties(relaxed) }),
    },
  };
}

interface Least {
  readonly uses: readonly number[];
  /** No plan of the fleet uses less in all its clusters together. */
  readonly bound: number;
}

export interface PackedNodes {
  readonly target: PlanTarget;
  readonly nodes: readonly FilledNodes[];
}

interface Point {
  readonly cost: number;
  readonly use: number;
}

/** The multiplier of use at which both cost the same; undefined where none does. */
function evenAt(over: Point, within: Point): number | undefined {
  if (over.use <= within.use || within.cost <= over.cost) return undefined;
  return (within.cost - over.cost) / (over.use - within.use);
}

class QuotaSharing {
  /** Packings whose sums keep the quotas, costs at list prices. */
  private best: readonly SolvedTarget[] | undefined;
  private bound: number;
  private workUnits = 0;
  private ranOut = false;

  constructor(
    private readonly inputs: readonly PackTargetInput[],
    /** Packings at list prices, each within the whole quota. */
    private readonly free: readonly SolvedTarget[],
    private readonly quotas: readonly SharedQuota[],
  ) {
    this.bound = sum(free.map(({ bound }) => bound));
  }

  run(): readonly TargetPacking[] {
    const least = this.quotas.map((quota) => this.leastUse(quota));
    const conflicts = this.quotas.flatMap((quota, index) => shortage(quota, least[index]?.bound ?? 0));
    if (conflicts.length > 0) return this.failed("infeasible", conflicts);
    this.tryDivision(least.map(({ uses }) => uses));
    this.tryPrices();
    return this.best === undefined
      ? this.failed("noneFound", [undivided(this.quotas)])
      : this.told(this.best);
  }

  /** The packing in which a unit of the quota is all that costs. */
  private leastUse(quota: SharedQuota): Least {
    const packings = this.inputs.map((input) =>
      countsAgainst(input, quota)
        ? this.packed(unpenalised(input), (kind) => quotaWeight(quota, kind))
        : undefined,
    );
    const free = usesOf(quota, this.inputs, this.free);
    return {
      uses: packings.map((one, index) =>
        one !== undefined && isSolved(one) ? quotaUse(quota, one.nodes) : (free[index] ?? 0),
      ),
      bound: sum(packings.map((one) => (one !== undefined && isSolved(one) ? one.bound : 0))),
    };
  }

  private packed(input: PackTargetInput, priceOf: (kind: NodeKind) => number): TargetPacking {
    const packing = packedAt(input, priceOf);
    this.workUnits += packing.workUnits;
    return packing;
  }

  private gap(): number {
    return this.best === undefined ? Infinity : gapPpm(sum(this.best.map(({ cost }) => cost)), this.bound);
  }

  private isGoodEnough(): boolean {
    return this.gap() <= (this.inputs[0]?.limits.targetGapMilliPercent ?? 0) * 10;
  }

  private keep(packings: readonly SolvedTarget[]): void {
    this.ranOut ||= packings.some(({ stop }) => stop === "workBudget");
    const cost = (list: readonly SolvedTarget[]): number => sum(list.map((one) => one.cost));
    if (this.best === undefined || cost(packings) < cost(this.best)) this.best = packings;
  }

  /** At list prices, the quotas divided so that each target can do as well as with these uses. */
  private tryDivision(uses: readonly (readonly number[])[]): void {
    const shares = this.quotas.map(({ key, limit }, index) => {
      const own = uses[index] ?? [];
      const wanted = usesOf(this.quotas[index] as SharedQuota, this.inputs, this.free);
      return { key, parts: sum(own) > limit ? undefined : sharesOf(limit, own, wanted) };
    });
    if (shares.some(({ parts }) => parts === undefined)) return;
    const packings = allSolved(
      this.inputs.map((input, target) => {
        const shareOf = new Map(shares.map(({ key, parts }) => [key, parts?.[target] ?? 0]));
        return this.packed(withShares(input, shareOf), ({ microPerHour }) => microPerHour);
      }),
    );
    if (packings !== undefined) this.keep(packings);
  }

  /** Micro-units that one unit of each quota costs on average in the packings that exceed it. */
  private averages(): number[] {
    return this.quotas.map((quota) => {
      const nodes = this.free.flatMap((packing) => packing.nodes);
      const paid = costOf(nodes.filter(({ kind }) => quotaWeight(quota, kind) > 0));
      return Math.max(1, paid / Math.max(1, quotaUse(quota, nodes)));
    });
  }

  /** Cost at list prices, and what is used of the quotas, weighed by what a unit costs on average. */
  private pointOf(averages: readonly number[], packings: readonly SolvedTarget[]): Point {
    const use = this.quotas.map(
      (quota, index) => (averages[index] ?? 0) * sum(usesOf(quota, this.inputs, packings)),
    );
    return { cost: sum(packings.map(({ cost }) => cost)), use: sum(use) };
  }

  /**
   * The dual is concave and piecewise linear along the averages, so that the multiplier at which a packing
   * that exceeds the quotas and one that keeps them cost the same is the next to try (Handler and Zang 1980).
   */
  private tryPrices(): void {
    const averages = this.averages();
    let over = this.pointOf(averages, this.free);
    let within = this.best === undefined ? undefined : this.pointOf(averages, this.best);
    let last = 0;
    for (let step = 0; step < PRICE_STEPS && !this.isGoodEnough(); step += 1) {
      const next = within === undefined ? Math.max(FIRST_MULTIPLIER, 4 * last) : evenAt(over, within);
      if (next === undefined || next === last) return;
      last = next;
      const tried = this.tryPrice(averages.map((average) => Math.max(1, Math.round(average * next))));
      if (tried === undefined) return;
      if (this.keepsQuotas(tried)) within = this.pointOf(averages, tried);
      else over = this.pointOf(averages, tried);
    }
  }

  private keepsQuotas(packings: readonly SolvedTarget[]): boolean {
    return this.quotas.every((quota) => sum(usesOf(quota, this.inputs, packings)) <= quota.limit);
  }

  /** The packings at these prices of a unit, costs at list prices; undefined where a target is not packed. */
  private tryPrice(prices: readonly number[]): readonly SolvedTarget[] | undefined {
    const charge = (kind: NodeKind): number =>
      sum(this.quotas.map((quota, index) => (prices[index] ?? 0) * quotaWeight(quota, kind)));
    const priced = allSolved(
      this.inputs.map((input, index) =>
        this.quotas.some((quota) => countsAgainst(input, quota))
          ? this.packed(input, (kind) => kind.microPerHour + charge(kind))
          : (this.free[index] as SolvedTarget),
      ),
    );
    if (priced === undefined) return undefined;
    const paid = sum(this.quotas.map(({ limit }, index) => (prices[index] ?? 0) * limit));
    this.bound = Math.max(this.bound, sum(priced.map(({ bound }) => bound)) - paid);
    const uses = this.quotas.map((quota) => usesOf(quota, this.inputs, priced));
    const charged = (target: number): number =>
      sum(uses.map((own, index) => (prices[index] ?? 0) * (own[target] ?? 0)));
    const atList = priced.map((packing, target) => ({ ...packing, cost: packing.cost - charged(target) }));
    if (this.keepsQuotas(atList)) {
      this.keep(atList);
      this.tryDivision(uses);
    }
    return atList;
  }

  private failed(status: "infeasible" | "noneFound", conflicts: readonly Conflict[]): TargetPacking[] {
    const workUnits = this.workUnits + sum(this.free.map((one) => one.workUnits));
    return [{ status, conflicts, workUnits }];
  }

  /** What is proved of all targets together, told as a bound of each. */
  private told(best: readonly SolvedTarget[]): SolvedTarget[] {
    let more = this.bound - sum(this.free.map(({ bound }) => bound));
    return best.map((packing, index) => {
      const own = this.free[index] as SolvedTarget;
      const added = Math.min(more, packing.cost - own.bound);
      more -= added;
      const bound = own.bound + added;
      const target = this.inputs[index]?.limits.targetGapMilliPercent ?? 0;
      return {
        ...packing,
        bound,
        // Shares of a quota are no limits of the spec: what is certified is proved within the whole of it.
        bounding: own.bounding,
        stop: stopOf(gapPpm(packing.cost, bound), target, this.ranOut || own.stop === "workBudget"),
        workUnits: own.workUnits + (index === 0 ? this.workUnits : 0),
      };
    });
  }
}

function namesOf({ clusters }: SharedQuota): string {
  return listed(clusters.map((name) => `"${name}"`));
}

/** Where the least that every plan uses is more than the quota. */
function shortage(quota: SharedQuota, least: number): Conflict[] {
  if (least <= quota.limit) return [];
  return [
    {
      label: quotaLabel(quota),
      subject: quota.key,
      path: quota.origin,
      message: `clusters ${namesOf(quota)} need at least ${quotaAmount(quota, least)} together, and ${quotaWords(quota)}`,
      offeringsConsidered: 0,
      exclusions: [],
      waysOut: [
        `${quotaWayOut(quota, least - quota.limit)} at least`,
        ...(quotaLabel(quota) === "account-quota"
          ? ["let their pools buy what it does not count: other families, or another purchase option"]
          : []),
        "lower the replicas or the requests of their workloads",
      ],
    },
  ];
}

function undivided(quotas: readonly SharedQuota[]): Conflict {
  const [first] = quotas;
  return {
    label: first === undefined ? "account-quota" : quotaLabel(first),
    subject: first?.key ?? "",
    path: first?.origin ?? "",
    message: `no division between clusters was found that keeps ${listed(quotas.map((quota) => quotaWords(quota)))}`,
    offeringsConsidered: 0,
    exclusions: [],
    waysOut: [
      first === undefined || quotaLabel(first) === "account-quota"
        ? "have the quota raised"
        : "get more licences",
      "give the search more work units (limits.workUnits)",
    ],
  };
}

/** Quotas that the packings together exceed. */
function exceeded(
  inputs: readonly PackTargetInput[],
  packings: readonly SolvedTarget[],
): readonly SharedQuota[] {
  const quotas = new Map(
    inputs.flatMap(({ target }) => target.accountQuotas.map(({ quota }) => [quota.key, quota] as const)),
  );
  return [...quotas.values()].filter((quota) => sum(usesOf(quota, inputs, packings)) > quota.limit);
}

/**
 * Packs every target so that all together keep the quotas they share. Half of each target's work units go to
 * its packing on its own, which is all that is needed where the quotas do not bind.
 */
export function packSharing(inputs: readonly PackTargetInput[]): readonly TargetPacking[] {
  const within = (parts: number): PackTargetInput[] =>
    inputs.map((input) => ({
      ...input,
      limits: { ...input.limits, workUnits: Math.max(1, Math.floor(input.limits.workUnits / parts)) },
    }));
  const packings = within(2).map(packTarget);
  const free = allSolved(packings);
  if (free === undefined) return packings;
  const quotas = new Set<SharedQuota>();
  let shared: readonly TargetPacking[] = free;
  // What goes out of one quota may go into another.
  for (;;) {
    const solved = allSolved(shared);
    const more = solved === undefined ? [] : exceeded(inputs, solved);
    if (more.length === 0) return shared;
    for (const quota of more) quotas.add(quota);
    shared = new QuotaSharing(within(2 * MOST_ROUNDS), free, [...quotas]).run();
  }
}

/** The target with what the nodes of all others leave of its quotas. */
export function leftBy(target: PlanTarget, others: readonly PackedNodes[]): PlanTarget {
  const accountQuotas = target.accountQuotas.map(({ quota, limit }) => {
    const used = others
      .filter((other) => other.target.accountQuotas.some((one) => one.quota.key === quota.key))
      .map(({ nodes }) => quotaUse(quota, nodes));
    return { quota, limit: Math.max(0, limit - sum(used)) };
  });
  return { ...target, accountQuotas };
}
