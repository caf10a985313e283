/** Whether workloads that must survive the loss of an availability zone stand in two of them at least. */
import { countOf, fieldsOf, memberOf, pointerStep, textOf } from "../fields.js";
import type { Finding } from "../finding.js";

/** Zones that hold replicas; undefined where the placement does not say. */
function zonesOf(placement: unknown): readonly string[] | undefined {
  const byZone = fieldsOf(memberOf(placement, "byAvailabilityZone"));
  return byZone && Object.keys(byZone).filter((zone) => countOf(byZone, zone) !== 0);
}

function placementFindings(id: string, placement: unknown, workload: unknown): Finding[] {
  const path = `/plan/placements${pointerStep(id)}/byAvailabilityZone`;
  if (fieldsOf(workload) === undefined)
    return [
      { path: `/workloads${pointerStep(id)}`, message: "is missing, and the plan places replicas of it" },
    ];
  if (textOf(workload, "survive") !== "availabilityZone") return [];
  const zones = zonesOf(placement);
  if (zones === undefined)
    return [{ path, message: "must say how many replicas stand in each availability zone" }];
  if (zones.length >= 2 || countOf(placement, "replicas") === 0) return [];
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
