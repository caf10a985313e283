/** Autonomy, rack and uplink of edge sites: names are workloads of the site, and what is limited is stated. */
import type { AutonomySpec, SiteEdgeSpec } from "../../model/edge-spec.js";
import type { Autonomy, SiteEdge } from "../../model/edge.js";
import type { EdgeSiteSpec } from "../../model/fleet-spec.js";
import type { CheckedFleet, EdgeSite, Workload } from "../../model/fleet.js";
import { mayStayOut, qualifiedName } from "../../model/fleet-parts.js";
import { compareText } from "../../units/compare.js";
import { pointerTo } from "../json-pointer.js";
import { nameHint } from "../suggestion.js";
import type { CheckContext } from "./context.js";

type Workloads = Pick<CheckedFleet, "workloads" | "divided">;

/** Distributions whose edge nodes talk to a control plane elsewhere. */
const REMOTE: readonly EdgeSiteSpec["distribution"][] = ["kubeedge"];

function ownWorkload(
  site: string,
  name: string,
  path: string,
  { workloads, divided = [] }: Workloads,
  { faults }: CheckContext,
): Workload | undefined {
  const own = workloads.filter(({ target }) => target.kind === "edgeSite" && target.name === site);
  const found = own.find((one) => qualifiedName(one) === name);
  if (found !== undefined) return found;
  if (divided.some(({ key }) => key === name))
    faults.error(
      "not-supported",
      path,
      `workload "${name}" is divided among places, and what a site needs on its own is bound to it`,
      "give the site a workload of its own (edgeSite)",
    );
  else
    faults.error(
      "unknown-name",
      path,
      `no workload of edge site "${site}" is called "${name}"`,
      nameHint(name, own.map(qualifiedName), "workload"),
    );
  return undefined;
}

function autonomyOf(
  site: EdgeSiteSpec,
  autonomy: AutonomySpec,
  path: string,
  workloads: Workloads,
  context: CheckContext,
): Autonomy {
  const idOf = (name: string, at: string): string =>
    ownWorkload(site.name, name, at, workloads, context)?.id ?? name;
  const replicas = Object.entries(autonomy.replicas ?? {}).flatMap(([name, least]) => {
    const at = `${path}${pointerTo("replicas", name)}`;
    const workload = ownWorkload(site.name, name, at, workloads, context);
    if (workload === undefined) return [];
    if (mayStayOut(workload))
      context.faults.error(
        "not-supported",
        at,
        `workload "${name}" may stay out of the plan, and ${least} replica(s) of it must run`,
        "remove mayStayOut, or make those replicas a workload of their own",
      );
    return [[workload.id, least] as const];
  });
  return {
    controlPlane: autonomy.controlPlane ?? (REMOTE.includes(site.distribution) ? "remote" : "local"),
    registryCache: idOf(autonomy.registryCache, `${path}/registryCache`),
    secrets: idOf(autonomy.secrets, `${path}/secrets`),
    replicas: Object.fromEntries(replicas.sort(([left], [right]) => compareText(left, right))),
  };
}

function checkRack(site: EdgeSiteSpec, path: string, { faults }: CheckContext): void {
  if (site.rack?.watts === undefined) return;
  for (const [index, { type, watts }] of site.nodes.entries())
    if (watts === undefined)
      faults.error(
        "invalid-spec",
        `${path}/nodes/${index}`,
        `the site's power is limited, and node shape "${type}" does not say what it draws`,
        "give its watts: what the power supply may draw at most",
      );
}

/** The uplink's load of a workload that is divided follows from its division. */
function checkUplink(
  site: string,
  uplinkPath: string,
  { divided = [] }: Workloads,
  { faults }: CheckContext,
): void {
  for (const { key, candidates } of divided)
    if (candidates.some(({ target, uplinkKbps }) => target.name === site && uplinkKbps !== undefined))
      faults.error(
        "not-supported",
        uplinkPath,
        `workload "${key}" uses uplinks and is divided among places, of which edge site "${site}" has an uplink with a limit`,
        "bind it to its sites (edgeSite), or leave the site out of divideAmong",
      );
}

export function withEdge(
  site: EdgeSite,
  spec: EdgeSiteSpec & SiteEdgeSpec,
  path: string,
  workloads: Workloads,
  context: CheckContext,
): EdgeSite {
  const { autonomy, rack, uplink } = spec;
  if (autonomy === undefined && rack === undefined && uplink === undefined) return site;
  checkRack(spec, path, context);
  if (uplink !== undefined) checkUplink(site.name, `${path}/uplink`, workloads, context);
  const edge: SiteEdge = {
    ...(autonomy === undefined
      ? {}
      : { autonomy: autonomyOf(spec, autonomy, `${path}/autonomy`, workloads, context) }),
    ...(rack === undefined ? {} : { rack }),
    ...(uplink === undefined ? {} : { uplinkKbps: uplink.kbps }),
  };
  return { ...site, edge };
}
