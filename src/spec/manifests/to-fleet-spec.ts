/** A first fleet spec from manifests: their workloads on one cluster, to be edited from there. */
import type { ClusterSpec, FleetSpec, SystemLoadSpec } from "../../model/fleet-spec.js";
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

/**
 * A complete, valid spec of what was imported without errors. DaemonSets come on top of the platform's own
 * agents. `name` is brought into the form of a name; objects whose names would become the same are numbered.
 */
export function fleetSpecOf(imported: ManifestsImport, name: string): FleetSpec {
  const names = new DistinctNames();
  const loads = imported.systemLoad.map(({ load }) =>
    systemLoadSpec(load, names.add("systemLoad", specName(load.name))),
  );
  const own = imported.workloads.map(({ workload: { namespace, name: written } }) =>
    names.add(`workloads/${namespace}`, specName(written)),
  );
  const named = new Map(
    imported.workloads.map(({ workload }, index) => [
      `${workload.namespace}/${workload.name}`,
      `${workload.namespace}/${own[index] ?? workload.name}`,
    ]),
  );
  const nameOf = (workload: string): string => named.get(workload) ?? workload;
  return {
    apiVersion: "stowage.dev/v1",
    name: specName(name),
    clusters: [{ ...STARTER, ...(loads.length === 0 ? {} : { additionalSystemLoad: loads }) }],
    workloads: imported.workloads.map(({ workload }, index) =>
      workloadSpec(workload, own[index] ?? workload.name, nameOf),
    ),
  };
}
