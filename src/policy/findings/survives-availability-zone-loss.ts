/**
 * Whether workloads that must survive the loss of an availability zone stand in two of them at least, and those that must
 * survive risk groups not in zones of one group alone, as far as the plan says what a group takes.
 */
import { countOf, fieldsOf, memberOf, pointerStep, textOf, textsOf } from "../fields.js";
import type { Finding } from "../finding.js";

/** What a workload may have to survive that takes availability zones; of a risk group, one is a part. */
const LOSES_ZONES: ReadonlySet<string> = new Set(["availabilityZone", "riskGroup"]);

/** Zones that hold replicas; undefined where the placement does not say. */
function zonesOf(placement: unknown): readonly string[] | undefined {
  const byZone = fieldsOf(memberOf(placement, "byAvailabilityZone"));
  return byZone && Object.keys(byZone).filter((zone) => countOf(byZone, zone) !== 0);
}

/** The risk group that takes all of the zones, by the workload's own list. */
function groupTaking(zones: readonly string[], workload: unknown): string | undefined {
  const groups = memberOf(workload, "riskZones");
  return Object.keys(fieldsOf(groups) ?? {}).find((name) =>
    zones.every((zone) => textsOf(groups, name)?.includes(zone) === true),
  );
}

function placementFindings(id: string, placement: unknown, workload: unknown): Finding[] {
  const path = `/plan/placements${pointerStep(id)}/byAvailabilityZone`;
  if (fieldsOf(workload) === undefined)
    return [
      { path: `/workloads${pointerStep(id)}`, message: "is missing, and the plan places replicas of it" },
    ];
  const survive = textOf(workload, "survive") ?? "";
  if (!LOSES_ZONES.has(survive)) return [];
  const zones = zonesOf(placement);
  if (zones === undefined)
    return [{ path, message: "must say how many replicas stand in each availability zone" }];
  if (countOf(placement, "replicas") === 0) return [];
  const group = survive === "riskGroup" ? groupTaking(zones, workload) : undefined;
  if (zones.length >= 2 && group !== undefined)
    return [
      {
        path,
        message: `"${id}" must survive the loss of risk group "${group}", and stands in ${zones.join(", ")}, all of which it takes`,
      },
    ];
  if (zones.length >= 2) return [];
  const where = zones.length === 0 ? "no availability zone" : `availability zone ${zones.join(", ")} only`;
  return [
    {
      path,
      message: `"${id}" must survive the loss of an availability zone, and stands in ${where}`,
    },
  ];
}

/** `props`: args of `Cluster` or `EdgeSite`, `{plan, workloads}`. */
export function survivalFindings(props: unknown): readonly Finding[] {
  const placements = fieldsOf(memberOf(memberOf(props, "plan"), "placements"));
  if (placements === undefined)
    return [{ path: "/plan/placements", message: "must say where each workload runs" }];
  const workloads = memberOf(props, "workloads");
  return Object.entries(placements).flatMap(([id, placement]) =>
    placementFindings(id, placement, memberOf(workloads, id)),
  );
}
