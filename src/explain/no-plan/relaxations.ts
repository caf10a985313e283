/**
 * Ways out of a conflict: requirements of its smallest set eased one at a time, each as little as will do, and
 * planned again. Where none is enough alone, the same requirement of all others goes with it, and what then
 * still conflicts is eased as well.
 */
import type { CheckedFleet } from "../../model/fleet.js";
import type { Asking } from "./asking.js";
import type { Edit, Owner, Requirement } from "./requirement.js";
import { withoutAll } from "./requirement.js";

/** Changes after which the fleet has a plan. */
export interface Relaxation {
  /** What is done, one sentence a kind of change. */
  readonly changes: readonly string[];
  /** Paths of the requirements that are eased. */
  readonly paths: readonly string[];
  /** Whether everything runs that the fleet asks for. */
  readonly complete: boolean;
  /** Of everything that was planned again. */
  readonly microPerHour: number;
  readonly currency: string;
}

export interface RelaxationsInput {
  readonly asking: Asking;
  readonly fleet: CheckedFleet;
  /** Of the smallest set. */
  readonly members: readonly Requirement[];
  readonly all: readonly Requirement[];
  /** A smallest set of another fleet. */
  readonly smallestSet: (fleet: CheckedFleet) => readonly Requirement[];
}

const MOST_RELAXATIONS = 3;

/** Kinds of requirements that may be eased together. */
const MOST_STEPS = 3;

/** The most of 0 to `most` - 1 that has a plan, by halving; 0 has one. */
function mostPlanned(most: number, hasPlan: (amount: number) => boolean): number {
  let [low, high] = [0, most];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (hasPlan(middle)) low = middle;
    else high = middle;
  }
  return low;
}

interface Eased {
  readonly edit: Edit;
  /** Absent: the words alone say it. */
  readonly owner?: Owner;
  readonly words: string;
}

/** Names told of those that share a change. */
const MOST_NAMES = 4;

/** "workloads \"a\", \"b\": move their volumes". */
function sentence(words: string, owners: readonly Owner[]): string {
  const [first] = owners;
  if (first === undefined) return words;
  const names = owners.slice(0, MOST_NAMES).map(({ name }) => `"${name}"`);
  const rest = owners.length - names.length;
  return `${first.noun}${owners.length > 1 ? "s" : ""} ${names.join(", ")}${rest > 0 ? ` and ${rest} more` : ""}: ${words}`;
}

/** One sentence for all that share its words. */
function sentences(edits: readonly Eased[]): string[] {
  const owners = new Map<string, Owner[]>();
  for (const { words, owner } of edits) {
    const known = owners.get(words) ?? [];
    owners.set(words, owner === undefined ? known : [...known, owner]);
  }
  return [...owners].map(([words, list]) => sentence(words, list));
}

/** As little as will do, where without `dropped` there is a plan; undefined: nothing less was found. */
function eased({ asking, fleet }: RelaxationsInput, dropped: readonly Requirement[]): Eased[] | undefined {
  const limited = dropped.some(({ easing }) => easing.kind === "limit");
  const plan = limited ? asking.plan(withoutAll(fleet, dropped)) : undefined;
  if (limited && plan === undefined) return undefined;
  return dropped.map(({ without, easing }, index): Eased => {
    switch (easing.kind) {
      case "remove":
        return { edit: without, owner: easing.owner, words: easing.words };
      case "limit": {
        const amount = plan === undefined ? 0 : easing.used(plan);
        return { edit: easing.at(amount), words: easing.words(amount) };
      }
      case "fewer": {
        const rest = withoutAll(
          fleet,
          dropped.filter((_one, other) => other !== index),
        );
        const amount = mostPlanned(easing.most, (some) => asking.hasPlan(easing.at(some)(rest)));
        return { edit: easing.at(amount), words: easing.words(amount) };
      }
    }
  });
}

function relaxation(input: RelaxationsInput, dropped: readonly Requirement[]): Relaxation[] {
  const edits = eased(input, dropped);
  if (edits === undefined) return [];
  const plan = input.asking.plan(edits.reduce((fleet, { edit }) => edit(fleet), input.fleet));
  if (plan === undefined) return [];
  return [
    {
      changes: sentences(edits),
      paths: dropped.map(({ path }) => path),
      complete: dropped.every(({ label }) => label !== "replicas"),
      microPerHour: plan.cost.microPerHour,
      currency: plan.cost.currency,
    },
  ];
}

/** Without those of which none is needed beside the others. */
function needed({ asking, fleet }: RelaxationsInput, dropped: readonly Requirement[]): Requirement[] {
  return dropped.reduce<Requirement[]>(
    (kept, one) => {
      const others = kept.filter((other) => other !== one);
      return others.length > 0 && asking.hasPlan(withoutAll(fleet, others)) ? others : kept;
    },
    [...dropped],
  );
}

/** Requirements without which there is a plan, `dropped` among them; replicas of several workloads are no way out. */
function dropping(
  input: RelaxationsInput,
  dropped: readonly Requirement[],
  steps: number,
): readonly Requirement[] | undefined {
  const { asking, fleet, all, smallestSet } = input;
  if (asking.hasPlan(withoutAll(fleet, dropped))) return needed(input, dropped);
  if (steps === 0 || asking.ended) return undefined;
  const next = smallestSet(withoutAll(fleet, dropped)).filter(({ label }) => label !== "replicas");
  for (const { label } of next) {
    const alike = all.filter((one) => one.label === label && !dropped.includes(one));
    const found = dropping(input, [...dropped, ...alike], steps - 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

function severalChanges(input: RelaxationsInput): Relaxation[] {
  for (const member of input.members) {
    if (member.label === "replicas") continue;
    const dropped = dropping(input, [member], MOST_STEPS - 1);
    const found = dropped === undefined ? [] : relaxation(input, dropped);
    if (found.length > 0) return found;
  }
  return [];
}

/** Those that run everything first, then by price. */
export function relaxationsOf(input: RelaxationsInput): Relaxation[] {
  const { asking, fleet, members } = input;
  const single = members
    .filter(({ without }) => asking.hasPlan(without(fleet)))
    .flatMap((member) => relaxation(input, [member]));
  const found = single.some(({ complete }) => complete) ? single : [...severalChanges(input), ...single];
  return found
    .sort(
      (left, right) =>
        Number(right.complete) - Number(left.complete) || left.microPerHour - right.microPerHour,
    )
    .slice(0, MOST_RELAXATIONS);
}
