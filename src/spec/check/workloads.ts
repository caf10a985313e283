/** Workloads written in the spec itself. */
import type { DataSpec, ManifestsSpec, TargetSpec, WorkloadSpec } from "../../model/fleet-spec.js";
import type { Target, Workload } from "../../model/fleet.js";
import { omitted } from "../../units/omitted.js";
import { nameHint } from "../suggestion.js";
import { apartOn, qualified } from "./apart.js";
import { providerOf } from "./clusters.js";
import { countsOf } from "./demand.js";
import { assume } from "./context.js";
import type { CheckContext } from "./context.js";
import { gangOf } from "./gangs.js";
import { hostPortsOf } from "./host-ports.js";
import { checkSelector } from "./labels.js";
import { requestsOf } from "./resources.js";
import { checkTerms, checkTolerations, withSelector } from "./scheduling.js";
import { besideOn } from "./beside.js";
import { workloadLawOf } from "./law.js";
import { latencyOf } from "./latency.js";
import { moveOf } from "./moves.js";
import { licenceNames, withLicenceTerms } from "./licences.js";
import { performanceOf, withChipTerms } from "./performance.js";
import { stayOutOf } from "./stay-out.js";
import { spreadOf } from "./spread.js";
import { volumeRequests, volumesOf } from "./volumes.js";

/** What a spec entry says of its workloads, whether they are written there or in manifests. */
export type EntryFields = Pick<
  Workload,
  | "imagePlatforms"
  | "regions"
  | "complianceZone"
  | "data"
  | "law"
  | "survive"
  | "latency"
  | "move"
  | "dedicatedNodes"
  | "licences"
  | "penaltyMicroPerHour"
  | "outByPriority"
>;

const DEFAULT_PLATFORMS = ["linux/amd64"] as const;

export function entryFieldsOf(
  entry: (WorkloadSpec | ManifestsSpec) & TargetSpec,
  subject: string,
  path: string,
  context: CheckContext,
): EntryFields {
  const { imagePlatforms, regions, complianceZone, data, survive, dedicatedNodes, mayStayOut } = entry;
  if (imagePlatforms === undefined)
    assume(context, `images of ${subject}`, "built for linux/amd64 only, so no Arm node is used");
  context.faults.filled(imagePlatforms, `${path}/imagePlatforms`, "say what the image was built for");
  context.faults.filled(regions, `${path}/regions`, "name a region, or leave regions out for any");
  checkRegions(regions ?? [], `${path}/regions`, context);
  checkDataClass(data, `${path}/data/class`, context);
  return {
    imagePlatforms: [...new Set(imagePlatforms ?? DEFAULT_PLATFORMS)].sort(),
    ...(regions === undefined ? {} : { regions: [...new Set(regions)].sort() }),
    ...(complianceZone === undefined ? {} : { complianceZone }),
    ...(data === undefined ? {} : { data: omitted(data, "copies") }),
    ...workloadLawOf(entry, path, context),
    ...(survive === undefined ? {} : { survive }),
    ...(dedicatedNodes === undefined ? {} : { dedicatedNodes }),
    ...moveOf(entry.move, `${path}/move`, context),
    ...latencyOf(entry.latency, "namespace" in entry ? entry.namespace : "default", path, context),
    ...licenceNames(entry, path, context),
    ...stayOutOf(mayStayOut, path, context),
  };
}

/** A data class is whatever compliance zones call one; where they name some, one that none names is odd. */
function checkDataClass(data: DataSpec | undefined, path: string, { spec, faults }: CheckContext): void {
  const known = [...new Set((spec.complianceZones ?? []).flatMap(({ dataClasses }) => dataClasses ?? []))];
  if (data === undefined || known.length === 0 || known.includes(data.class)) return;
  faults.warning(
    "unknown-name",
    path,
    `no compliance zone names a data class "${data.class}"`,
    nameHint(data.class, known, "data class"),
  );
}

/** A region of any cloud that the fleet uses, or an edge site, which is a region of its own. */
function checkRegions(
  regions: readonly string[],
  path: string,
  { spec, faults, knowledge }: CheckContext,
): void {
  if (regions.length === 0) return;
  const providers = [...new Set((spec.clusters ?? []).map(providerOf))];
  const known = [
    ...providers.flatMap((provider) => knowledge.regionNames(provider)),
    ...(spec.edgeSites ?? []).map(({ name }) => name),
  ];
  for (const [index, region] of regions.entries()) faults.knows(region, known, `${path}/${index}`, "region");
}

function checkRange({ scaling, replicas }: WorkloadSpec, path: string, { faults }: CheckContext): void {
  if (scaling === undefined) return;
  const { minReplicas, maxReplicas } = scaling;
  if (minReplicas > maxReplicas)
    faults.error(
      "bound-disagreement",
      `${path}/scaling`,
      `minReplicas is ${minReplicas}, and maxReplicas is ${maxReplicas}`,
      "raise maxReplicas, or lower minReplicas",
    );
  else if (replicas !== undefined && (replicas < minReplicas || replicas > maxReplicas))
    faults.error(
      "bound-disagreement",
      `${path}/replicas`,
      `${replicas} replicas are planned, and the autoscaler keeps ${minReplicas} to ${maxReplicas}`,
      "plan a count that the autoscaler can have: its maximum is safe",
    );
}

function checkBudget({ disruptionBudget }: WorkloadSpec, path: string, { faults }: CheckContext): void {
  const { minAvailable, maxUnavailable } = disruptionBudget ?? {};
  if (minAvailable !== undefined && maxUnavailable !== undefined)
    faults.error(
      "invalid-spec",
      `${path}/disruptionBudget`,
      "minAvailable and maxUnavailable are both given, which Kubernetes refuses",
      "keep one of them",
    );
}

export function workloadsOf(
  entry: WorkloadSpec,
  targets: readonly Target[],
  path: string,
  context: CheckContext,
): Workload[] {
  const { faults } = context;
  const { name, namespace = "default", kind = "Deployment", priority = 0 } = entry;
  checkTerms(entry.requiredNodeTerms ?? [], `${path}/requiredNodeTerms`, faults);
  checkTerms(entry.preferredNodeTerms ?? [], `${path}/preferredNodeTerms`, faults);
  checkSelector(entry.nodeSelector, `${path}/nodeSelector`, faults);
  checkTolerations(entry.tolerations ?? [], `${path}/tolerations`, faults);
  checkRange(entry, path, context);
  checkBudget(entry, path, context);
  const { maxPerAvailabilityZone, scaling, disruptionBudget, uplinkKbps, loadBalancers = 0 } = entry;
  const volumes = volumesOf(entry.volumes ?? [], targets, `${path}/volumes`, context);
  const fields = entryFieldsOf(entry, `${namespace}/${name}`, path, context);
  const performance = performanceOf(entry, path, context);
  const terms = withSelector(entry.nodeSelector, entry.requiredNodeTerms);
  const shared = {
    name,
    namespace,
    kind,
    origin: path,
    ...countsOf(entry, path, faults),
    requests: {
      ...requestsOf(entry.requests, `${path}/requests`, faults),
      ...hostPortsOf(entry.hostPorts ?? [], `${path}/hostPorts`, faults),
      ...volumeRequests(volumes),
      pods: 1,
    },
    ...fields,
    requiredNodeTerms: withChipTerms(withLicenceTerms(terms, fields.licences), performance.performance),
    preferredNodeTerms: entry.preferredNodeTerms ?? [],
    tolerations: entry.tolerations ?? [],
    ...spreadOf(entry.spread ?? [], entry.maxPerNode, `${namespace}/${name}`, `${path}/spread`, context),
    ...(maxPerAvailabilityZone === undefined ? {} : { maxPerAvailabilityZone }),
    ...gangOf(entry.gang, namespace, name),
    ...performance,
    volumes,
    priority,
    ...(loadBalancers === 0 ? {} : { loadBalancers }),
    ...(uplinkKbps === undefined ? {} : { uplinkKbps }),
    ...(disruptionBudget === undefined ? {} : { disruptionBudget }),
    ...(scaling === undefined ? {} : { scaling }),
  };
  const apart = qualified(entry.apartFrom ?? [], namespace);
  faults.filled(entry.apartFrom, `${path}/apartFrom`, "name a workload, or leave apartFrom out");
  return targets.map((target) => ({
    ...shared,
    ...apartOn(target, apart),
    ...besideOn(target, entry.beside, namespace),
    id: `${target.name}/${namespace}/${name}`,
    target,
  }));
}
