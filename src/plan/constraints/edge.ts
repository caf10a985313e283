/**
 * What an edge site asks beside its nodes: whatever must be there when the uplink is cut, the rack's slots and power,
 * and what the uplink carries. Its nodes are fixed and its workloads bound to it, so each is judged before packing.
 */
import type { Autonomy, SiteEdge, SiteEdgePlan } from "../../model/edge.js";
import type { EdgeSite, Workload } from "../../model/fleet.js";
import type { Conflict, ConflictLabel } from "../../model/outcome.js";
import type { EdgeSiteTarget, PlanTarget } from "../formulate/plan-target.js";
import { targetPath, targetWords } from "../formulate/plan-target.js";

interface Broken {
  readonly label: ConflictLabel;
  readonly part: keyof SiteEdge | "uplink";
  readonly message: string;
  readonly waysOut: readonly string[];
}

function autonomyBroken(target: EdgeSiteTarget, autonomy: Autonomy): Broken[] {
  const { distribution } = target.edgeSite;
  const site = targetWords(target);
  const broken = (message: string, ...waysOut: readonly string[]): Broken => ({
    label: "autonomy",
    part: "autonomy",
    message,
    waysOut: [...waysOut, `do without the autonomy of ${site}`],
  });
  const runs = new Map(target.workloads.map(({ id, replicas }) => [id, replicas]));
  const keepers = [
    ["images", autonomy.registryCache],
    ["secrets", autonomy.secrets],
  ] as const;
  return [
    ...(autonomy.controlPlane === "local"
      ? []
      : [
          broken(
            `${site} must go on when its uplink is cut, and its control plane (${distribution}) runs elsewhere: nothing would be started or moved`,
            "run a distribution with a control plane of its own: k3s, rke2, microk8s",
          ),
        ]),
    ...keepers.flatMap(([what, id]) =>
      (runs.get(id) ?? 0) > 0
        ? []
        : [
            broken(
              `${id} keeps ${what} for ${site} when its uplink is cut, and no replica of it runs there`,
              `run one replica of ${id}`,
            ),
          ],
    ),
    ...Object.entries(autonomy.replicas).flatMap(([id, least]) => {
      const here = runs.get(id) ?? 0;
      return here >= least
        ? []
        : [
            broken(
              `${least} replica(s) of ${id} must run when the uplink of ${site} is cut, and ${here} run there`,
              `run ${least} replica(s) of ${id}`,
            ),
          ];
    }),
  ];
}

function usedOf({ nodes }: EdgeSite, part: "slots" | "watts"): number {
  return nodes.reduce((sum, shape) => sum + shape.count * (shape[part] ?? (part === "slots" ? 1 : 0)), 0);
}

function rackBroken(target: EdgeSiteTarget, rack: NonNullable<SiteEdge["rack"]>): Broken[] {
  return (["slots", "watts"] as const).flatMap((part): Broken[] => {
    const [limit, used] = [rack[part], usedOf(target.edgeSite, part)];
    if (limit === undefined || used <= limit) return [];
    const unit = part === "slots" ? "slot(s)" : "W";
    return [
      {
        label: "rack",
        part: "rack",
        message: `the nodes of ${targetWords(target)} take ${used} ${unit}, and its rack has ${limit}`,
        waysOut: [`raise the rack's ${part} to ${used}`, "remove nodes, or choose smaller ones"],
      },
    ];
  });
}

/** At the peak of every workload. */
function kbpsOf(workloads: readonly Workload[]): number {
  return workloads.reduce(
    (sum, { replicas, peak = replicas, uplinkKbps = 0 }) => sum + Math.max(replicas, peak) * uplinkKbps,
    0,
  );
}

function uplinkBroken(target: EdgeSiteTarget, limit: number): Broken[] {
  const used = kbpsOf(target.workloads);
  if (used <= limit) return [];
  return [
    {
      label: "uplink",
      part: "uplink",
      message: `workloads of ${targetWords(target)} send and take ${used} kbit/s at their peak, and its uplink carries ${limit} kbit/s`,
      waysOut: [`have an uplink of ${used} kbit/s`, "run fewer replicas there, or lower their uplinkKbps"],
    },
  ];
}

export function siteConflicts(target: PlanTarget, offerings: number): Conflict[] {
  if (target.kind !== "edgeSite" || target.edgeSite.edge === undefined) return [];
  const { autonomy, rack, uplinkKbps } = target.edgeSite.edge;
  const broken = [
    ...(autonomy === undefined ? [] : autonomyBroken(target, autonomy)),
    ...(rack === undefined ? [] : rackBroken(target, rack)),
    ...(uplinkKbps === undefined ? [] : uplinkBroken(target, uplinkKbps)),
  ];
  return broken.map(({ label, part, message, waysOut }) => ({
    label,
    subject: target.name,
    path: `${targetPath(target)}/${part}`,
    message,
    offeringsConsidered: offerings,
    exclusions: [],
    waysOut,
  }));
}

/** What the plan says of it; absent where the site asks for nothing. */
export function siteEdgePlan({ edgeSite, workloads }: EdgeSiteTarget): { readonly edge?: SiteEdgePlan } {
  const { edge } = edgeSite;
  if (edge === undefined) return {};
  const { rack, uplinkKbps } = edge;
  return {
    edge: {
      ...edge,
      ...(rack?.slots === undefined ? {} : { usedSlots: usedOf(edgeSite, "slots") }),
      ...(rack?.watts === undefined ? {} : { usedWatts: usedOf(edgeSite, "watts") }),
      ...(uplinkKbps === undefined ? {} : { usedKbps: kbpsOf(workloads) }),
    },
  };
}
