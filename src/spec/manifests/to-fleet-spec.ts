/** A first fleet spec from manifests: their workloads on one cluster, to be edited from there. */
import type { ClusterSpec, FleetSpec, SystemLoadSpec, WorkloadSpec } from "../../model/fleet-spec.js";
import type { SystemLoad } from "../../model/fleet.js";
import type { ManifestsImport } from "./imported.js";
import { DistinctNames, specName } from "./spec-names.js";
import {
  hostPortSpecs,
  listed,
  requestsSpec,
  termSpecs,
  tolerationSpecs,
  workloadSpec,
} from "./workload-spec.js";

/** Where nothing is known: pools for what workloads ask of nodes are the reader's to add. */
const STARTER: ClusterSpec = {
  name: "main",
  platform: "eks",
  region: "eu-central-1",
  pools: [{ name: "general", chips: ["amd64"] }],
};

function systemLoadSpec(
  { requests, requiredNodeTerms, tolerations }: SystemLoad,
  name: string,
): SystemLoadSpec {
  return {
    name,
    requests: requestsSpec(requests),
    ...listed("hostPorts", hostPortSpecs(requests)),
    ...listed("requiredNodeTerms", termSpecs(requiredNodeTerms)),
    ...listed("tolerations", tolerationSpecs(tolerations)),
  };
}

/** DaemonSets as entries of `systemLoad`; those whose names would become the same are numbered. */
export function systemLoadSpecs({ systemLoad }: Pick<ManifestsImport, "systemLoad">): SystemLoadSpec[] {
  const names = new DistinctNames();
  return systemLoad.map(({ load }) => systemLoadSpec(load, names.add("systemLoad", specName(load.name))));
}

/** Workloads as entries of a spec, in their order; names are made valid, and distinct in their namespaces. */
export function workloadSpecs({ workloads }: Pick<ManifestsImport, "workloads">): WorkloadSpec[] {
  const names = new DistinctNames();
  const own = workloads.map(({ workload: { namespace, name } }) =>
    names.add(`workloads/${namespace}`, specName(name)),
  );
  const named = new Map(
    workloads.map(({ workload }, index) => [
      `${workload.namespace}/${workload.name}`,
      `${workload.namespace}/${own[index] ?? workload.name}`,
    ]),
  );
  const nameOf = (workload: string): string => named.get(workload) ?? workload;
  return workloads.map(({ workload }, index) => workloadSpec(workload, own[index] ?? workload.name, nameOf));
}

/**
 * A complete, valid spec of what was imported without errors. DaemonSets come on top of the platform's own
 * agents. `name` is brought into the form of a name; objects whose names would become the same are numbered.
 */
export function fleetSpecOf(imported: ManifestsImport, name: string): FleetSpec {
  const loads = systemLoadSpecs(imported);
  return {
    apiVersion: "stowage.dev/v1",
    name: specName(name),
    clusters: [{ ...STARTER, ...(loads.length === 0 ? {} : { additionalSystemLoad: loads }) }],
    workloads: workloadSpecs(imported),
  };
}
