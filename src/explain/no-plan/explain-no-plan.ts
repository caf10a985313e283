/**
 * Why a fleet has no plan, as far as planning again can tell: for each cluster and site that has none alone
 * (or for the fleet, where each has one alone) a smallest set of requirements that cannot hold together, and
 * the cheapest ways out.
 */
import type { Catalogue } from "../../catalogue/index.js";
import type { CheckedFleet } from "../../model/fleet.js";
import { Asking } from "./asking.js";
import { businessRequirements } from "./business-requirements.js";
import { loadBalancerRequirements } from "./load-balancer-requirements.js";
import { dividedRequirements } from "./divided-requirements.js";
import { minimalConflict } from "./minimal-conflict.js";
import type { MinimalConflict } from "./minimal-conflict.js";
import { placeRequirements } from "./place-requirements.js";
import { relaxationsOf } from "./relaxations.js";
import type { Relaxation } from "./relaxations.js";
import { withoutAll } from "./requirement.js";
import type { Requirement } from "./requirement.js";
import { scopesOf } from "./scopes.js";
import type { Scope } from "./scopes.js";
import { workloadRequirements } from "./workload-requirements.js";

/** One member of a smallest set. */
export type ConflictMember = Pick<Requirement, "label" | "subject" | "path" | "words">;

export interface NoPlanReason {
  /** "cluster \"main\"", "edge site \"store\"" or "the fleet": what was planned again. */
  readonly scope: string;
  /** Cannot hold together. Empty: there is no plan even without all that can be left out. */
  readonly members: readonly ConflictMember[];
  /** Whether without any one of them a plan was found. */
  readonly minimal: boolean;
  /** Whether it is proved that they have no plan; otherwise none was found. */
  readonly proved: boolean;
  /** At most three: those that run everything first, then by price. */
  readonly relaxations: readonly Relaxation[];
  /** Whether the questions ended before everything was asked. */
  readonly partial: boolean;
}

export interface NoPlanInput {
  readonly fleet: CheckedFleet;
  readonly catalogue: Catalogue;
  readonly version: string;
  /**
   * Times that the fleet, or each scope of it, may be planned again.
   * @default 300
   */
  readonly questions?: number;
}

const QUESTIONS = 300;

interface SmallestSet extends MinimalConflict<Requirement> {
  readonly proved: boolean;
}

function smallestSet(asking: Asking, fleet: CheckedFleet, requirements: readonly Requirement[]): SmallestSet {
  const without = (held: readonly Requirement[]): CheckedFleet => {
    const kept = new Set(held);
    return withoutAll(
      fleet,
      requirements.filter((one) => !kept.has(one)),
    );
  };
  const conflict = minimalConflict(requirements, (held) => {
    const status = asking.status(without(held));
    return status === undefined ? undefined : status === "planned";
  });
  return { ...conflict, proved: asking.status(without(conflict.members)) === "infeasible" };
}

function reasonOf({ questions = QUESTIONS, ...input }: NoPlanInput, scope: Scope): NoPlanReason {
  const asking = new Asking({ ...input, questions });
  const { fleet } = scope;
  const requirementsOf = (some: CheckedFleet): Requirement[] => [
    ...placeRequirements(some, scope.countries),
    ...workloadRequirements(some),
    ...dividedRequirements(some),
    ...businessRequirements(some),
    ...loadBalancerRequirements(some),
  ];
  const all = requirementsOf(fleet);
  const { members, minimal, proved } = smallestSet(asking, fleet, all);
  const relaxations = relaxationsOf({
    asking,
    fleet,
    members,
    all,
    smallestSet: (some) => smallestSet(asking, some, requirementsOf(some)).members,
  });
  return {
    scope: scope.words,
    members: members.map(({ label, subject, path, words }) => ({ label, subject, path, words })),
    minimal,
    proved,
    relaxations,
    partial: asking.ended,
  };
}

/** Empty for a fleet that has a plan. */
export function explainNoPlan(input: NoPlanInput): readonly NoPlanReason[] {
  const asking = new Asking({ ...input, questions: Infinity });
  const { targets, whole } = scopesOf(input.fleet, input.catalogue);
  const failing = targets.filter(({ fleet }) => !asking.hasPlan(fleet));
  if (failing.length > 0) return failing.map((scope) => reasonOf(input, scope));
  return asking.hasPlan(input.fleet) ? [] : [reasonOf(input, whole)];
}
