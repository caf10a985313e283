/** Workloads that may stay out of the plan, and rules that cannot stand beside that. */
import type { StayOutSpec } from "../../model/fleet-spec.js";
import type { FleetQuota, Licence, Workload, WorkloadKind } from "../../model/fleet.js";
import { mayStayOut } from "../../model/fleet-parts.js";
import { LOSS_WORDS } from "../../model/survival.js";
import { HOURS_PER_MONTH } from "../../units/money.js";
import type { CheckContext } from "./context.js";

const MICRO = 1_000_000;

/** Kinds whose count of replicas the plan sets. */
const COUNTED: ReadonlySet<WorkloadKind> = new Set(["Deployment", "StatefulSet", "ReplicaSet"]);

export function stayOutOf(
  mayStayOut: StayOutSpec | undefined,
  path: string,
  { faults }: CheckContext,
): Pick<Workload, "penaltyMicroPerHour" | "outByPriority"> {
  if (mayStayOut === undefined) return {};
  const { penaltyPerMonth, byPriority = false } = mayStayOut;
  if ((penaltyPerMonth !== undefined) === byPriority)
    faults.error(
      "invalid-spec",
      `${path}/mayStayOut`,
      byPriority
        ? "penaltyPerMonth and byPriority are both given, and only one of them can say what is left out"
        : "neither penaltyPerMonth nor byPriority says what is left out",
      "give penaltyPerMonth, or byPriority: true",
    );
  if (penaltyPerMonth === undefined) return { outByPriority: true };
  const microPerHour = Math.round((penaltyPerMonth * MICRO) / HOURS_PER_MONTH);
  return { penaltyMicroPerHour: Math.max(1, microPerHour) };
}

/** Why some of its replicas cannot be left out; undefined where they can. */
function obstacle(workload: Workload): string | undefined {
  const { kind, scaling, peak, zoneSpread, maxPerAvailabilityZone, survive } = workload;
  if (!COUNTED.has(kind)) return `a ${kind} has no count of replicas that the plan could lower`;
  if (scaling !== undefined || peak !== undefined) return "an autoscaler owns its count of replicas";
  if (survive !== undefined) return `what is left of it must survive the loss of one ${LOSS_WORDS[survive]}`;
  if (zoneSpread !== undefined || maxPerAvailabilityZone !== undefined)
    return "what is left of it would have to be spread over availability zones";
  return undefined;
}

export function checkStayOut(workloads: readonly Workload[], { faults }: CheckContext): void {
  for (const workload of workloads) {
    const why = mayStayOut(workload) ? obstacle(workload) : undefined;
    if (why === undefined) continue;
    faults.error(
      "not-supported",
      `${workload.origin}/mayStayOut`,
      `replicas of workload "${workload.name}" cannot stay out: ${why}`,
      "remove mayStayOut, or the rule beside it",
    );
  }
}

interface Shared {
  readonly what: string;
  /** Whether nodes of the cluster or site of that name count against it. */
  readonly counts: (target: string) => boolean;
}

/** What is left of a quota that clusters share cannot be given out in the order of priorities. */
export function checkPriorityQuotas(
  workloads: readonly Workload[],
  {
    quotas = [],
    licences = [],
  }: { readonly quotas?: readonly FleetQuota[]; readonly licences?: readonly Licence[] },
  { faults }: CheckContext,
): void {
  const targets = new Set(workloads.map(({ target }) => target.name));
  const shared: Shared[] = [
    ...quotas
      .filter(({ clusters }) => clusters.filter((name) => targets.has(name)).length > 1)
      .map(({ code, clusters }) => ({
        what: `quota ${code}`,
        counts: (target: string) => clusters.includes(target),
      })),
    ...licences
      .filter(({ count }) => count !== undefined && targets.size > 1)
      .map(({ name }) => ({ what: `the count of licence "${name}"`, counts: () => true })),
  ];
  for (const { name, origin, target, outByPriority } of workloads) {
    const one = outByPriority === true ? shared.find(({ counts }) => counts(target.name)) : undefined;
    if (one === undefined) continue;
    faults.error(
      "not-supported",
      `${origin}/mayStayOut`,
      `replicas of workload "${name}" cannot stay out by priority: ${one.what} counts the nodes of several clusters together`,
      "use penaltyPerMonth, or give each cluster a quota of its own",
    );
  }
}
