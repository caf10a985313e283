/**
 * All places as one packing problem: a node of any of them is a node type, and a divided workload is a class that may
 * stand on all nodes that its places could have. What is cheapest where follows from the prices of the nodes and from
 * what else stands on them, and the bound of that problem holds for every division. Rules of one place about zones,
 * shares of spot and numbers of instance types are left out here: the place's own packing keeps them afterwards.
 */
import { solvePacking } from "../../solve/index.js";
import type { PackingLimits, PackingOutcome } from "../../solve/problem.js";
import type { DividedWorkload } from "../../model/fleet.js";
import { accountQuotaLimits } from "../constraints/account-quotas.js";
import type { NodeLimit } from "../constraints/node-limit.js";
import { maxPerNodeOf } from "../constraints/per-node.js";
import { LIST_PRICES } from "../constraints/spot-share.js";
import { stayingOut } from "../constraints/stay-out.js";
import type { Demand } from "../formulate/demand.js";
import type { FilledNodes } from "../pack/filled-nodes.js";
import { formulate } from "../formulate/formulate.js";
import type { Formulation } from "../formulate/formulate.js";
import { minimumCost } from "../pack/minimum-nodes.js";
import type { NodeKind } from "../formulate/node-kind.js";
import { nodeLimits, standingCost } from "../pack/pack-target.js";
import { realise } from "../assemble/realise.js";
import { present } from "../../units/invariant.js";
import { packOwned } from "./owned/pack-owned.js";
import type { Part } from "./parts.js";
import type { Place } from "./places.js";

/** Key of a divided workload -> replicas in each place. */
export type Counts = ReadonlyMap<string, readonly number[]>;

/** Places with some of the replicas. */
export function used(counts: readonly number[]): number[] {
  return counts.flatMap((count, place) => (count > 0 ? [place] : []));
}

export interface Joint {
  readonly formulation: Formulation;
  readonly outcome: PackingOutcome;
  /** Present where it was solved. */
  readonly counts?: Counts;
  /** The nodes of each place that it was solved with, and what stands on them. */
  readonly nodes?: readonly (readonly FilledNodes[])[];
  /** Where none was found: key of a divided workload -> replicas of each place alone that found no room there. */
  readonly unplaced?: Counts;
  /** What no fleet costs less than, machines and penalties; 0 where nothing was proved. */
  readonly bound: number;
}

/** What a divided workload is called in a place. */
type Id = (place: number) => string | undefined;

/** How the replicas of each divided workload are limited to places. */
export type Parts = ReadonlyMap<DividedWorkload, readonly Part[]>;

interface Member {
  readonly place: number;
  readonly kind: NodeKind;
}

/** Items of each class without a node; where it is only known that a class has no room, one of it. */
function shortClasses(outcome: PackingOutcome, classes: number): readonly number[] {
  if (outcome.status === "noneFound") return outcome.unplaced;
  const short = new Array<number>(classes).fill(0);
  if (outcome.status === "infeasible") for (const index of outcome.classes) short[index] = 1;
  return short;
}

export class JointPacking {
  private readonly kinds: NodeKind[] = [];
  private readonly members = new Map<NodeKind, Member>();
  private readonly starts: number[] = [];
  /** Id of a part's demand -> key of its workload. */
  private readonly keys = new Map<string, string>();
  private readonly fixed: readonly Demand[];
  private readonly limits: readonly NodeLimit[];

  /** `within`: limits beside those of the places, of nodes as the places know them. */
  constructor(
    private readonly places: readonly Place[],
    within: readonly NodeLimit[] = [],
  ) {
    for (const [place, { target, kinds }] of places.entries()) {
      this.starts.push(this.kinds.length);
      for (const kind of kinds) {
        // Pools of two places may have one name.
        const own = { ...kind, pool: `${target.name}/${kind.pool}` };
        this.kinds.push(own);
        this.members.set(own, { place, kind });
      }
    }
    this.fixed = places.flatMap(({ demands }, place) =>
      demands.map((demand) => ({ ...demand, mask: this.maskOf([[place, demand.mask]]) })),
    );
    this.limits = [
      ...within.map((limit) => ({ ...limit, weightOf: this.ofMember(limit.weightOf) })),
      ...places.flatMap((_place, index) => this.ownLimits(index)),
      ...this.sharedLimits(),
    ];
  }

  private maskOf(parts: readonly (readonly [place: number, mask: Uint8Array])[]): Uint8Array {
    const mask = new Uint8Array(this.kinds.length);
    for (const [place, own] of parts) mask.set(own, this.starts[place] ?? 0);
    return mask;
  }

  private memberOf(kind: NodeKind): Member {
    return present(this.members.get(kind), "a node's place");
  }

  private ofMember(weightOf: NodeLimit["weightOf"]): NodeLimit["weightOf"] {
    return (kind) => weightOf(this.memberOf(kind).kind);
  }

  /** Limits of one place, which count its own nodes. */
  private ownLimits(place: number): NodeLimit[] {
    const { target, kinds } = present(this.places[place], "place");
    return nodeLimits({ target: { ...target, accountQuotas: [] }, kinds }).map((limit) => ({
      ...limit,
      weightOf: (kind) => {
        const member = this.memberOf(kind);
        return member.place === place ? limit.weightOf(member.kind) : 0;
      },
    }));
  }

  /** Quotas of accounts and numbers of licences, once each: they count the nodes of every place that shares them. */
  private sharedLimits(): NodeLimit[] {
    const limits = new Map<string, NodeLimit>();
    const counting = new Map<string, Set<number>>();
    for (const [place, { target }] of this.places.entries())
      for (const [index, limit] of accountQuotaLimits(target).entries()) {
        const key = target.accountQuotas[index]?.quota.key ?? "";
        limits.set(key, limits.get(key) ?? limit);
        counting.set(key, (counting.get(key) ?? new Set()).add(place));
      }
    return [...limits].map(([key, limit]) => ({
      ...limit,
      weightOf: (kind) => {
        const member = this.memberOf(kind);
        return counting.get(key)?.has(member.place) === true ? limit.weightOf(member.kind) : 0;
      },
    }));
  }

  /** Parts of one workload with a cap a node share none, since each is counted by itself. */
  private demandsOf({ key, candidates }: DividedWorkload, parts: readonly Part[]): Demand[] {
    const workload = present(candidates[0], "a candidate");
    const maxPerNode = maxPerNodeOf(workload);
    const ids = parts.map((_part, index) => `${key} ${index}`);
    for (const id of ids) this.keys.set(id, key);
    return parts.map((part, index): Demand => {
      const id = ids[index] ?? key;
      const apart = maxPerNode === undefined ? {} : { apartFrom: ids.filter((other) => other !== id) };
      return {
        workload: { ...workload, ...apart, id },
        replicas: part.replicas,
        mask: this.maskOfPart(key, part),
        ...(maxPerNode === undefined ? {} : { maxPerNode }),
        ...stayingOut(workload),
      };
    });
  }

  private maskOfPart(key: string, { places }: Part): Uint8Array {
    const masks = places.flatMap((place): [number, Uint8Array][] => {
      const mask = this.places[place]?.masks.get(key);
      return mask === undefined ? [] : [[place, mask]];
    });
    return this.maskOf(masks);
  }

  private countsOf(filled: readonly FilledNodes[]): Counts {
    const counts = new Map<string, number[]>();
    for (const { kind, nodes, pods } of filled) {
      const { place } = this.memberOf(kind);
      for (const [id, each] of pods) {
        const key = this.keys.get(id) ?? id;
        const own = counts.get(key) ?? this.places.map(() => 0);
        own[place] = (own[place] ?? 0) + nodes * each;
        counts.set(key, own);
      }
    }
    return counts;
  }

  /** In the terms of each place: its own kinds, and workloads by the ids that they have there. */
  private nodesOf(filled: readonly FilledNodes[], ids: ReadonlyMap<string, Id>): FilledNodes[][] {
    const nodes = this.places.map((): FilledNodes[] => []);
    for (const { kind, nodes: count, pods } of filled) {
      const member = this.memberOf(kind);
      const own = new Map<string, number>();
      for (const [id, each] of pods) {
        const there = ids.get(this.keys.get(id) ?? "")?.(member.place) ?? id;
        own.set(there, (own.get(there) ?? 0) + each);
      }
      nodes[member.place]?.push({ kind: member.kind, nodes: count, pods: own });
    }
    return nodes;
  }

  private boundOf(outcome: PackingOutcome): number {
    if (outcome.status !== "solved") return 0;
    const standing = this.places.reduce((sum, { kinds }) => sum + standingCost(kinds), 0);
    const least = this.places.reduce((sum, { target, kinds }) => sum + minimumCost(target.pools, kinds), 0);
    return standing + Math.max(outcome.bound, least);
  }

  /** Replicas that may stand in one place only and found no room there. */
  private unplacedOf({ classes }: Formulation, outcome: PackingOutcome, parts: Parts): Counts {
    const counts = new Map<string, number[]>();
    const lone = new Map<string, number>(
      [...parts].flatMap(([{ key }, own]) =>
        own.flatMap(({ places: [place, ...others] }, index) =>
          place === undefined || others.length > 0 ? [] : [[`${key} ${index}`, place] as const],
        ),
      ),
    );
    const short = shortClasses(outcome, classes.length);
    for (const [index, { members }] of classes.entries()) {
      let left = short[index] ?? 0;
      for (const { workload, replicas } of members) {
        const place = lone.get(workload.id);
        const out = Math.min(left, replicas);
        left -= out;
        if (place === undefined || out === 0) continue;
        const key = this.keys.get(workload.id) ?? "";
        const own = counts.get(key) ?? this.places.map(() => 0);
        own[place] = (own[place] ?? 0) + out;
        counts.set(key, own);
      }
    }
    return counts;
  }

  private formulationOf(parts: Parts, limits: PackingLimits): Formulation {
    const open = [...parts].flatMap(([divided, own]) => this.demandsOf(divided, own));
    return formulate({
      kinds: this.kinds,
      demands: [...this.fixed, ...open],
      nodeLimits: this.limits,
      priceOf: LIST_PRICES.priceOf,
      relaxed: true,
      limits,
    });
  }

  /** `parts`: how the replicas of each divided workload are limited to places. */
  solve(parts: Parts, limits: PackingLimits): Joint {
    const formulation = this.formulationOf(parts, limits);
    const { problem, kindsOfType } = formulation;
    const outcome = packOwned(problem, (type) => kindsOfType[type]?.length === 0) ?? solvePacking(problem);
    const bound = this.boundOf(outcome);
    if (outcome.status !== "solved")
      return { formulation, outcome, bound, unplaced: this.unplacedOf(formulation, outcome, parts) };
    const filled = realise(outcome.entries, formulation);
    const ids = new Map(
      [...parts.keys()].map(({ key, candidates }): [string, Id] => {
        const names = new Map(candidates.map(({ target, id }) => [target.name, id]));
        return [key, (place) => names.get(this.places[place]?.target.name ?? "")];
      }),
    );
    return {
      formulation,
      outcome,
      bound,
      counts: this.countsOf(filled),
      nodes: this.nodesOf(filled, ids),
    };
  }
}
