/** Demand in units of performance: chips that are known, and rules that cannot stand beside a count that chips decide. */
import type { WorkloadSpec } from "../../model/fleet-spec.js";
import type { FleetQuota, Licence, Workload, WorkloadKind } from "../../model/fleet.js";
import { mayStayOut } from "../../model/fleet-parts.js";
import { LOSS_WORDS } from "../../model/survival.js";
import { NODE_LABELS } from "../../model/kubernetes.js";
import type { NodeSelectorTerm } from "../../model/kubernetes.js";
import { pointerTo } from "../json-pointer.js";
import type { CheckContext } from "./context.js";

/** Kinds whose count of replicas the plan sets. */
const COUNTED: ReadonlySet<WorkloadKind> = new Set(["Deployment", "StatefulSet", "ReplicaSet"]);

export function performanceOf(
  { performance }: WorkloadSpec,
  path: string,
  { faults, knowledge }: CheckContext,
): Pick<Workload, "performance"> {
  if (performance === undefined) return {};
  const { demand, perReplica, maxSpread = 0 } = performance;
  const chips = Object.keys(perReplica).sort();
  faults.filled(chips, `${path}/performance/perReplica`, "name a chip, and what one replica gives on it");
  for (const chip of chips)
    faults.knows(chip, knowledge.chips(), path + pointerTo("performance", "perReplica", chip), "chip");
  const units = chips.map((chip): [string, number] => [chip, perReplica[chip] ?? 1]);
  return {
    performance: { demand, perReplica: Object.fromEntries(units), maxSpreadPercent: maxSpread },
  };
}

/** Terms of nodes with a chip of which the performance is known; each term gets it. */
export function withChipTerms(
  terms: readonly NodeSelectorTerm[],
  performance: Workload["performance"],
): readonly NodeSelectorTerm[] {
  if (performance === undefined) return terms;
  const asked = {
    key: NODE_LABELS.chip,
    operator: "In",
    values: Object.keys(performance.perReplica),
  } as const;
  if (terms.length === 0) return [{ requirements: [asked] }];
  // A term without requirements matches nothing, and must not begin to.
  return terms.map(({ requirements }) => ({
    requirements: requirements.length === 0 ? [] : [...requirements, asked],
  }));
}

/** Why chips cannot decide how many replicas run; undefined where they can. */
function obstacle(one: Workload, all: readonly Workload[]): string | undefined {
  if (!COUNTED.has(one.kind)) return `a ${one.kind} has no count of replicas that the plan could set`;
  if (one.scaling !== undefined || one.peak !== undefined) return "an autoscaler owns its count of replicas";
  if (mayStayOut(one)) return "its replicas may stay out";
  if (one.survive !== undefined) return `it must survive the loss of one ${LOSS_WORDS[one.survive]}`;
  if (one.gang !== undefined) return "its replicas are a gang";
  if (one.beside !== undefined || all.some(({ beside }) => beside?.workload === one.id))
    return "it stands beside another workload, or another beside it";
  return undefined;
}

export interface SharedLimits {
  readonly quotas?: readonly FleetQuota[];
  readonly licences?: readonly Licence[];
}

/** What clusters share is divided by what each needs, which chips would change. */
function shared({ target }: Workload, all: readonly Workload[], limits: SharedLimits): string | undefined {
  const targets = new Set(all.map((one) => one.target.name));
  const quota = limits.quotas?.find(
    ({ clusters }) =>
      clusters.includes(target.name) && clusters.filter((name) => targets.has(name)).length > 1,
  );
  if (quota !== undefined) return `quota ${quota.code} counts the nodes of several clusters together`;
  const licence = targets.size > 1 && limits.licences?.find(({ count }) => count !== undefined);
  return licence === undefined || licence === false
    ? undefined
    : `the count of licence "${licence.name}" is for several clusters together`;
}

export function checkPerformance(
  workloads: readonly Workload[],
  limits: SharedLimits,
  { faults }: CheckContext,
): void {
  for (const one of workloads) {
    const { performance, name, origin } = one;
    if (performance === undefined) continue;
    const why = obstacle(one, workloads) ?? shared(one, workloads, limits);
    if (why === undefined) continue;
    faults.error(
      "not-supported",
      `${origin}/performance`,
      `workload "${name}" cannot have a demand in units of performance: ${why}`,
      "give replicas, or remove the rule that is named",
    );
  }
}
