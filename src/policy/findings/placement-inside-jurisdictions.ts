/**
 * Whether a cluster or edge site stands inside the jurisdictions of its compliance zone, and its workloads'
 * own compliance zone is that one. Judged on the slice alone: its country is taken as it says.
 */
import { insideJurisdictions } from "../../verify/index.js";
import { fieldsOf, memberOf, pointerStep, textOf, textsOf } from "../fields.js";
import type { Finding } from "../finding.js";

const RULES = "/plan/complianceZoneRules";

function placeFindings(plan: unknown): Finding[] {
  const zone = memberOf(plan, "complianceZone");
  const rules = memberOf(plan, "complianceZoneRules");
  if (zone === undefined && rules === undefined) return [];
  const jurisdictions = textsOf(rules, "jurisdictions");
  const country = textOf(plan, "country");
  if (jurisdictions === undefined)
    return [{ path: `${RULES}/jurisdictions`, message: "must list the compliance zone's jurisdictions" }];
  if (country === undefined)
    return [{ path: "/plan/country", message: "must say in which country this stands" }];
  if (insideJurisdictions(country, jurisdictions)) return [];
  const where = textOf(plan, "region") ?? textOf(plan, "name") ?? "this";
  const named = typeof zone === "string" ? ` "${zone}"` : "";
  return [
    {
      path: "/plan/country",
      message: `${where} stands in ${country}, and compliance zone${named} allows only ${jurisdictions.join(", ") || "no place"}`,
    },
  ];
}

function workloadFindings(plan: unknown, workloads: unknown): Finding[] {
  const here = textOf(plan, "complianceZone");
  return Object.entries(fieldsOf(workloads) ?? {}).flatMap(([id, workload]): Finding[] => {
    const bound = textOf(workload, "complianceZone");
    if (bound === undefined || bound === here) return [];
    const stands = here === undefined ? "is in no compliance zone" : `is in "${here}"`;
    return [
      {
        path: `/workloads${pointerStep(id)}/complianceZone`,
        message: `is "${bound}", and ${textOf(plan, "name") ?? "this"} ${stands}`,
      },
    ];
  });
}

/** `props`: args of `Cluster` or `EdgeSite`, `{plan, workloads}`. */
export function jurisdictionFindings(props: unknown): readonly Finding[] {
  const plan = memberOf(props, "plan");
  if (fieldsOf(plan) === undefined) return [{ path: "/plan", message: "must be a slice of a plan" }];
  return [...placeFindings(plan), ...workloadFindings(plan, memberOf(props, "workloads"))];
}
