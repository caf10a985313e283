/** Divided workloads: all replicas, in places that may take them, within the rules about places. */
import type { CheckedFleet, DividedWorkload } from "../../model/fleet.js";
import type { DivisionPlan } from "../../model/plan.js";
import type { Path, Refuse } from "../refusals.js";
import { entryOf } from "../review.js";
import type { Check } from "../review.js";

function checkPlaces(
  one: DividedWorkload,
  { byTarget, leftOut }: DivisionPlan,
  at: Path,
  refuse: Refuse,
): void {
  const { candidates, replicas, survive, minPlaces, maxPlaces = Infinity, maxPerPlace = Infinity } = one;
  const names = new Set(candidates.map(({ target }) => target.name));
  const placed = Object.entries(byTarget);
  let sum = 0;
  for (const [name, count] of placed) {
    sum += count;
    if (!names.has(name)) refuse([...at, "byTarget", name], "is no place that the workload is divided among");
    if (count === 0) refuse([...at, "byTarget", name], "holds no replica: places without one are left out");
    if (count > maxPerPlace)
      refuse([...at, "byTarget", name], `is ${count}, and the fleet allows ${maxPerPlace} in one place`);
  }
  sum += leftOut?.replicas ?? 0;
  if (survive === undefined ? sum !== replicas : sum < replicas)
    refuse([...at, "byTarget"], `places ${sum} replicas, and the fleet asks for ${replicas}`);
  if (placed.length < minPlaces || placed.length > maxPlaces)
    refuse(
      [...at, "byTarget"],
      `has ${placed.length} places, and the fleet allows ${minPlaces} to ${Math.min(maxPlaces, candidates.length)}`,
    );
}

/** What stays out may, at the penalty that the fleet states. */
function checkLeftOut({ key, candidates }: DividedWorkload, { leftOut }: DivisionPlan, refuse: Refuse): void {
  if (leftOut === undefined) return;
  const penalty = candidates[0]?.penaltyMicroPerHour;
  if (leftOut.microPerHour === undefined || leftOut.microPerHour !== penalty)
    refuse(
      ["divisions", key, "leftOut", "microPerHour"],
      `is ${leftOut.microPerHour ?? "missing"}, and the fleet says ${penalty ?? "that none of it may stay out"}`,
    );
}

/** Each place is in the risk group that the fleet puts it in, and in one alone. */
function checkGroups(
  { riskGroups = [] }: CheckedFleet,
  { key, candidates, survive }: DividedWorkload,
  { survive: planned }: DivisionPlan,
  refuse: Refuse,
): void {
  if (survive?.loss !== "riskGroup") return;
  for (const { target } of candidates) {
    const what = target.kind === "cluster" ? "cluster" : "site";
    const own = riskGroups.filter(({ losses }) =>
      losses.some((loss) => loss.what === what && loss.name === target.name),
    );
    const told = entryOf(planned?.groups ?? {}, target.name);
    if (own.length > 1 || told !== own[0]?.name)
      refuse(
        ["divisions", key, "survive", "groups", target.name],
        `is ${told ?? "missing"}, and the fleet has it in ${own.map(({ name }) => name).join(", ") || "no risk group"}`,
      );
  }
}

export const checkFleetDivisions: Check = ({ plan, fleet }, refuse) => {
  if (fleet === undefined) return;
  const { divided = [] } = fleet;
  const { divisions = {} } = plan;
  const keys = new Set(divided.map(({ key }) => key));
  for (const key of Object.keys(divisions))
    if (!keys.has(key)) refuse(["divisions", key], "is in the plan, and the fleet divides no such workload");
  const standby = divided.reduce(
    (sum, { key, replicas }) => sum + (entryOf(divisions, key)?.replicas ?? replicas) - replicas,
    0,
  );
  const isAsked = divided.some(({ survive }) => survive !== undefined);
  if (plan.standby?.replicas !== (isAsked ? standby : undefined))
    refuse(
      ["standby", "replicas"],
      `is ${plan.standby?.replicas ?? "missing"}, and ${standby} replicas run beyond those asked for`,
    );
  for (const one of divided) {
    const at = ["divisions", one.key];
    const division = entryOf(divisions, one.key);
    if (division === undefined) {
      refuse(at, "is in the fleet, and not in the plan");
      continue;
    }
    for (const field of ["loss", "replicas"] as const)
      if (division.survive?.[field] !== one.survive?.[field])
        refuse(
          [...at, "survive", field],
          `is ${division.survive?.[field] ?? "missing"}, and the fleet says ${one.survive?.[field] ?? "nothing"}`,
        );
    checkLeftOut(one, division, refuse);
    checkGroups(fleet, one, division, refuse);
    // Standby comes on top.
    if (one.survive === undefined && division.replicas !== one.replicas)
      refuse([...at, "replicas"], `is ${division.replicas}, and the fleet says ${one.replicas}`);
    checkPlaces(one, division, at, refuse);
  }
};
