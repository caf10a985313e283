/** What the workload asks for, and what its cluster and the pools that it stands in hold it to, each left out once. */
import type { CheckedFleet } from "../../model/fleet.js";
import type { HoldingRequirement } from "../../model/why-here.js";
import { dividedRequirements } from "../no-plan/divided-requirements.js";
import { placeRequirements } from "../no-plan/place-requirements.js";
import type { Requirement } from "../no-plan/requirement.js";
import { rulesOf } from "../no-plan/workload-requirements.js";
import type { AskedWorkload } from "./asked-workload.js";
import { costOf } from "./comparing.js";
import type { Comparing } from "./comparing.js";

/** Of its own: without its replicas, which are no rule. */
function ownRequirements({ workload, divided, fleet }: AskedWorkload): Requirement[] {
  if (divided === undefined) return rulesOf(workload);
  const subjects = new Set([divided.key, divided.candidates[0]?.id]);
  return dividedRequirements(fleet).filter(
    ({ subject, label }) => subjects.has(subject) && label !== "replicas",
  );
}

/** Of its cluster and of the pools named. */
export function placeRequirementsOf(
  fleet: CheckedFleet,
  { target }: AskedWorkload["workload"],
  pools: readonly string[],
): Requirement[] {
  const subjects = new Set([target.name, ...pools.map((pool) => `${target.name}/${pool}`)]);
  return placeRequirements(fleet, []).filter(
    ({ subject, label, path }) =>
      (subjects.has(subject) && !path.startsWith("/complianceZones/")) ||
      label === "account-quota" ||
      label === "licences",
  );
}

/** A limit that is not used up holds nothing; machines that exist are no rule. */
function mayHold({ easing, label }: Requirement, comparing: Comparing): boolean {
  if (label === "fixed-nodes") return false;
  return easing.kind !== "limit" || easing.used(comparing.packed.plan) >= easing.limit;
}

function holding({ label, words, path, without }: Requirement, comparing: Comparing): HoldingRequirement {
  const stated = { label, words, path };
  const { answer, plan } = comparing.with(without);
  // Where more or fewer replicas run, the difference in cost is no saving.
  if (answer.status !== "planned" || plan === undefined || answer.moreLeftOut !== undefined) return stated;
  const { boundMicroPerHour } = costOf(comparing.packed.plan);
  return {
    ...stated,
    savesMicroPerHour: 0 - answer.moreMicroPerHour,
    savesAtLeastMicroPerHour: boundMicroPerHour - costOf(plan).microPerHour,
  };
}

function savingOf({ savesMicroPerHour = Number.MIN_SAFE_INTEGER }: HoldingRequirement): number {
  return savesMicroPerHour;
}

/** Those first that cost most. */
export function holdingRequirements(
  asked: AskedWorkload,
  comparing: Comparing,
  pools: readonly string[],
): HoldingRequirement[] {
  return [...ownRequirements(asked), ...placeRequirementsOf(asked.fleet, asked.workload, pools)]
    .filter((one) => mayHold(one, comparing))
    .map((one) => holding(one, comparing))
    .sort((left, right) => savingOf(right) - savingOf(left));
}
