/**
 * Why no offering takes a workload: for each rule the offerings that it alone excludes, for each pair those
 * that the two exclude together and no third rule does. Computed only when there is something to explain.
 */
import type { Workload } from "../../model/fleet.js";
import type { Conflict, Exclusion } from "../../model/outcome.js";
import { amountOf } from "../../units/resources.js";
import { amountWords } from "../amount-words.js";
import type { OfferingRule } from "../constraints/offering-rule.js";
import { OFFERING_RULES } from "../constraints/registry.js";
import type { NodeKind } from "./node-kind.js";
import { targetWords } from "./plan-target.js";
import type { PlanTarget } from "./plan-target.js";

interface Group {
  readonly rules: readonly OfferingRule[];
  readonly kinds: NodeKind[];
}

/** Offerings by the exact set of rules that exclude them. */
function groupsOf(workload: Workload, kinds: readonly NodeKind[]): Group[] {
  const groups = new Map<string, Group>();
  const questions = OFFERING_RULES.map((rule) => ({ rule, allows: rule.allows(workload) }));
  for (const kind of kinds) {
    const rules = questions.flatMap(({ rule, allows }) => (allows(kind) ? [] : [rule]));
    const key = rules.map(({ rule }) => rule).join("+");
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { rules, kinds: [kind] });
    else group.kinds.push(kind);
  }
  return [...groups.values()];
}

/** Singles and pairs; where every offering breaks more rules, the fewest that any of them breaks. */
function reported(groups: readonly Group[]): Group[] {
  const fewest = Math.min(...groups.map(({ rules }) => rules.length));
  const order = new Map(OFFERING_RULES.map((rule, index) => [rule.rule, index]));
  const rank = ({ rules }: Group): number =>
    rules.reduce((sum, { rule }) => sum * 32 + (order.get(rule) ?? 0), 0);
  return groups
    .filter(({ rules }) => rules.length <= Math.max(2, fewest))
    .sort(
      (left, right) =>
        left.rules.length - right.rules.length ||
        right.kinds.length - left.kinds.length ||
        rank(left) - rank(right),
    );
}

function exclusionOf(workload: Workload, { rules, kinds }: Group): Exclusion {
  return {
    rules: rules.map(({ rule }) => rule),
    offerings: kinds.length,
    detail: rules.map((rule) => rule.detail(workload, kinds)).join("; "),
  };
}

/** By the exact set of rules that excludes them, every offering that the workload may not have. */
export function exclusionsOf(workload: Workload, kinds: readonly NodeKind[]): readonly Exclusion[] {
  return groupsOf(workload, kinds)
    .filter(({ rules }) => rules.length > 0)
    .sort((left, right) => left.rules.length - right.rules.length || right.kinds.length - left.kinds.length)
    .map((group) => exclusionOf(workload, group));
}

interface Slip {
  readonly resource: string;
  /** The amount that was probably meant is this many times smaller. */
  readonly factor: number;
}

const SLIPS: readonly Slip[] = [
  { resource: "cpuMilli", factor: 1000 },
  { resource: "memoryMiB", factor: 1024 },
];

/** A suffix that was forgotten ("500" for "500m") or is one step too large ("512Gi" for "512Mi"). */
function slipHints(workload: Workload, kinds: readonly NodeKind[]): string[] {
  return SLIPS.flatMap(({ resource, factor }) => {
    const amount = amountOf(workload.requests, resource);
    const most = kinds.reduce((largest, { free }) => Math.max(largest, amountOf(free, resource)), 0);
    const meant = amount / factor;
    if (amount <= most || !Number.isInteger(meant) || meant > most) return [];
    return [
      `check the unit: ${amountWords(resource, amount)} is requested; was ${amountWords(resource, meant)} meant?`,
    ];
  });
}

function emptyWords(target: PlanTarget): string {
  const pools = target.pools.map(({ name }) => `"${name}"`).join(", ");
  return target.kind === "cluster"
    ? `the catalogue sells nothing in ${target.cluster.region} that pools ${pools} may buy: check their chips, families, instanceTypes and purchase options`
    : `${targetWords(target)} has no nodes`;
}

/** The conflict of a workload that no offering of its target takes. */
export function noOfferingConflict(
  workload: Workload,
  target: PlanTarget,
  kinds: readonly NodeKind[],
): Conflict {
  const groups = kinds.length === 0 ? [] : reported(groupsOf(workload, kinds));
  const waysOut = groups.map(({ rules, kinds: excluded }) =>
    rules.map((rule) => rule.wayOut(workload, excluded)).join("; and "),
  );
  return {
    label: "no-offering",
    subject: workload.id,
    path: workload.origin,
    message: `no offering of ${targetWords(target)} can hold one replica of workload "${workload.name}" (${kinds.length} considered)`,
    offeringsConsidered: kinds.length,
    exclusions: groups.map((group) => exclusionOf(workload, group)),
    waysOut:
      kinds.length === 0
        ? [emptyWords(target)]
        : [...new Set([...slipHints(workload, kinds), ...waysOut])].slice(0, 6),
  };
}
