/**
 * Standby replicas of divided workloads, so that enough are left after the loss of any one place, region, provider or
 * risk group.
 * Of T replicas no domain may hold more than T - n, where n must be left: over k domains the fewest are
 * T = n + ceil(n / (k - 1)). Fewer domains need more standby and may be cheaper, so each number of them is a choice.
 */
import type { DividedWorkload } from "../../model/fleet.js";
import { PLACE_LOSS_WORDS } from "../../model/survival.js";
import type { PlaceSurvival } from "../../model/survival.js";
import type { Conflict } from "../../model/outcome.js";
import type { PlanTarget } from "../formulate/plan-target.js";
import type { Place } from "./places.js";

export interface Domain {
  /** Indices of places. */
  readonly places: readonly number[];
}

function domainName(
  target: PlanTarget,
  { loss, groups = {} }: Pick<PlaceSurvival, "loss" | "groups">,
): string {
  const group = loss === "riskGroup" ? groups[target.name] : undefined;
  if (group !== undefined) return `group ${group}`;
  if (loss === "place" || loss === "riskGroup" || target.kind === "edgeSite")
    return `${target.kind} ${target.name}`;
  const { provider, region } = target.cluster;
  return loss === "provider" ? provider : `${provider} ${region}`;
}

/** What is lost together, of the places that may take the workload. */
export function domainsOf(
  one: DividedWorkload,
  places: readonly Place[],
  loss: Pick<PlaceSurvival, "loss" | "groups">,
): Domain[] {
  const byName = new Map<string, number[]>();
  for (const [index, { target, masks }] of places.entries())
    if (masks.has(one.key)) {
      const name = domainName(target, loss);
      byName.set(name, [...(byName.get(name) ?? []), index]);
    }
  return [...byName.values()].map((own) => ({ places: own }));
}

/** Most replicas of one domain; undefined: the workload outlives no loss of places. */
export function mostOfDomain({ replicas, survive }: DividedWorkload): number | undefined {
  return survive === undefined ? undefined : replicas - survive.replicas;
}

function withReplicas(one: DividedWorkload, replicas: number): DividedWorkload {
  const { survive, maxPerPlace = Infinity } = one;
  const most = survive?.loss === "place" ? Math.min(maxPerPlace, replicas - survive.replicas) : maxPerPlace;
  return {
    ...one,
    replicas,
    candidates: one.candidates.map((candidate) => ({ ...candidate, replicas })),
    ...(most === Infinity ? {} : { maxPerPlace: most }),
  };
}

/**
 * The workload with its standby, the least of it first: the first has no more replicas than any plan, so that what is
 * proved of it without limits of places is proved of all.
 */
export function standbyChoices(one: DividedWorkload, places: readonly Place[]): DividedWorkload[] {
  const { survive, replicas } = one;
  if (survive === undefined) return [one];
  const domains = domainsOf(one, places, survive).length;
  const totals = Array.from({ length: Math.max(0, domains - 1) }, (_one, others) =>
    Math.max(replicas, survive.replicas + Math.ceil(survive.replicas / (others + 1))),
  );
  return [...new Set(totals)].sort((left, right) => left - right).map((total) => withReplicas(one, total));
}

/** All places that may take it are lost together. */
export function loneDomainConflicts(one: DividedWorkload, places: readonly Place[]): Conflict[] {
  const { survive, key, origin } = one;
  if (survive === undefined) return [];
  const domains = domainsOf(one, places, survive);
  if (domains.length !== 1) return [];
  return [
    {
      label: "division",
      subject: key,
      path: origin,
      message: `workload "${key}" is to have ${survive.replicas} replica(s) left after the loss of any one ${PLACE_LOSS_WORDS[survive.loss]}, and all places that may take it are lost with one`,
      offeringsConsidered: 0,
      exclusions: [],
      waysOut: [
        `let clusters or edge sites of another ${PLACE_LOSS_WORDS[survive.loss]} take part (divideAmong)`,
        "remove divideAmong.survive",
      ],
    },
  ];
}
