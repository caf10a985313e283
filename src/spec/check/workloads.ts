/** Workloads written in the spec itself. */
import type { ManifestsSpec, TargetSpec, WorkloadSpec } from "../../model/fleet-spec.js";
import type { Target, Volume, Workload } from "../../model/fleet.js";
import type { ResourceVector } from "../../units/resources.js";
import { providerOf } from "./clusters.js";
import { assume } from "./context.js";
import type { CheckContext } from "./context.js";
import { mebibytesOf, requestsOf } from "./resources.js";
import { checkTerms, withSelector } from "./scheduling.js";
import { spreadOf } from "./spread.js";

/** What a spec entry says of its workloads, whether they are written there or in manifests. */
export type EntryFields = Pick<
  Workload,
  "imagePlatforms" | "regions" | "complianceZone" | "data" | "survive"
>;

const DEFAULT_PLATFORMS = ["linux/amd64"] as const;

export function entryFieldsOf(
  entry: (WorkloadSpec | ManifestsSpec) & TargetSpec,
  subject: string,
  path: string,
  context: CheckContext,
): EntryFields {
  const { imagePlatforms, regions, complianceZone, data, survive } = entry;
  if (imagePlatforms === undefined)
    assume(context, `images of ${subject}`, "built for linux/amd64 only, so no Arm node is used");
  checkRegions(regions ?? [], `${path}/regions`, context);
  return {
    imagePlatforms: [...new Set(imagePlatforms ?? DEFAULT_PLATFORMS)].sort(),
    ...(regions === undefined ? {} : { regions: [...new Set(regions)].sort() }),
    ...(complianceZone === undefined ? {} : { complianceZone }),
    ...(data === undefined ? {} : { data }),
    ...(survive === undefined ? {} : { survive }),
  };
}

/** A region of any cloud that the fleet uses. */
function checkRegions(
  regions: readonly string[],
  path: string,
  { spec, faults, knowledge }: CheckContext,
): void {
  const providers = [...new Set((spec.clusters ?? []).map(providerOf))];
  const known = providers.flatMap((provider) => knowledge.regionNames(provider));
  for (const [index, region] of regions.entries()) faults.knows(region, known, `${path}/${index}`, "region");
}

function hostPortsOf(ports: readonly string[], path: string, { faults }: CheckContext): ResourceVector {
  const amounts: Record<string, number> = {};
  for (const [index, port] of ports.entries()) {
    if (Number(port.split("/")[1]) > 65535)
      faults.error("invalid-spec", `${path}/${index}`, `port ${port} is above 65535`);
    amounts[`hostPort/${port}`] = 1;
  }
  return amounts;
}

function volumesOf({ volumes = [] }: WorkloadSpec, path: string, { faults }: CheckContext): Volume[] {
  faults.distinct(
    volumes.map(({ name }, index) => [name, `${path}/${index}`]),
    "volume",
  );
  return volumes.map(({ name, storageClass, size, availabilityZone }, index) => ({
    name,
    ...(storageClass === undefined ? {} : { storageClass }),
    ...(size === undefined ? {} : { sizeMiB: mebibytesOf(size, `${path}/${index}/size`, faults) }),
    ...(availabilityZone === undefined ? {} : { availabilityZone }),
  }));
}

function checkRange({ scaling }: WorkloadSpec, path: string, { faults }: CheckContext): void {
  if (scaling !== undefined && scaling.minReplicas > scaling.maxReplicas)
    faults.error(
      "invalid-spec",
      `${path}/scaling`,
      `minReplicas is ${scaling.minReplicas}, and maxReplicas is ${scaling.maxReplicas}`,
    );
}

export function workloadsOf(
  entry: WorkloadSpec,
  targets: readonly Target[],
  path: string,
  context: CheckContext,
): Workload[] {
  const { faults } = context;
  const { name, namespace = "default", kind = "Deployment", replicas, priority = 0 } = entry;
  checkTerms(entry.requiredNodeTerms ?? [], `${path}/requiredNodeTerms`, faults);
  checkTerms(entry.preferredNodeTerms ?? [], `${path}/preferredNodeTerms`, faults);
  checkRange(entry, path, context);
  const { maxPerAvailabilityZone, scaling, disruptionBudget } = entry;
  const shared = {
    name,
    namespace,
    kind,
    origin: path,
    replicas,
    requests: {
      ...requestsOf(entry.requests, `${path}/requests`, faults),
      ...hostPortsOf(entry.hostPorts ?? [], `${path}/hostPorts`, context),
      pods: 1,
    },
    ...entryFieldsOf(entry, `${namespace}/${name}`, path, context),
    requiredNodeTerms: withSelector(entry.nodeSelector, entry.requiredNodeTerms),
    preferredNodeTerms: entry.preferredNodeTerms ?? [],
    tolerations: entry.tolerations ?? [],
    ...spreadOf(entry.spread ?? [], entry.maxPerNode, `${namespace}/${name}`, `${path}/spread`, context),
    ...(maxPerAvailabilityZone === undefined ? {} : { maxPerAvailabilityZone }),
    volumes: volumesOf(entry, `${path}/volumes`, context),
    priority,
    ...(disruptionBudget === undefined ? {} : { disruptionBudget }),
    ...(scaling === undefined ? {} : { scaling }),
  };
  return targets.map((target) => ({ ...shared, id: `${target.name}/${namespace}/${name}`, target }));
}
