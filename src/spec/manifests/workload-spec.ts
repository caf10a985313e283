/** A workload of the manifests as an entry of a fleet spec: what is a default there is left out. */
import type { RequestsSpec, SpreadSpec, VolumeSpec, WorkloadSpec } from "../../model/fleet-spec.js";
import type { Volume } from "../../model/fleet.js";
import type { NodeSelectorTerm, Toleration } from "../../model/kubernetes.js";
import { formatCpu, formatMiB } from "../../units/quantity.js";
import { ATTACHABLE_VOLUMES, isHostPort, portOf } from "../../units/resources.js";
import type { ResourceVector } from "../../units/resources.js";
import type { ManifestWorkload } from "./imported.js";
import { specName } from "./spec-names.js";

/**
 * Canonical quantities, in the order of the resources' names. Pods are counted without being asked for; host
 * ports and volumes have fields of their own.
 */
export function requestsSpec(requests: ResourceVector): RequestsSpec {
  const spec: Record<string, string | number> = {};
  for (const [key, amount] of Object.entries(requests)) {
    if (key === "cpuMilli") spec["cpu"] = formatCpu(amount);
    else if (key === "memoryMiB") spec["memory"] = formatMiB(amount);
    else if (key === "ephemeralMiB") spec["ephemeral-storage"] = formatMiB(amount);
    else if (key !== "pods" && key !== ATTACHABLE_VOLUMES && !isHostPort(key)) spec[key] = amount;
  }
  return spec;
}

/** Ports of the node among the requests, as "TCP/9100". */
export function hostPortSpecs(requests: ResourceVector): string[] {
  const ports = Object.keys(requests).filter(isHostPort);
  return ports.map(portOf).sort();
}

function spreadSpecs({ zoneSpread, softSpread }: ManifestWorkload): SpreadSpec[] {
  return [
    ...(zoneSpread === undefined ? [] : [{ over: "availabilityZone" as const, ...zoneSpread }]),
    ...softSpread.map((one) => ({ ...one, hard: false })),
  ];
}

function volumeSpec({ sizeMiB, ...volume }: Volume): VolumeSpec {
  return { ...volume, ...(sizeMiB === undefined ? {} : { size: formatMiB(sizeMiB) }) };
}

/** The list as a member of the entry, unless it is empty. */
export function listed<K extends string, T>(key: K, list: readonly T[]): Partial<Record<K, readonly T[]>> {
  return list.length === 0 ? {} : ({ [key]: list } as Record<K, readonly T[]>);
}

/** Copies, so that no part of a spec is the same object as another and YAML writes out each. */
export function termSpecs<T extends NodeSelectorTerm>(terms: readonly T[]): T[] {
  return terms.map((term) => ({
    ...term,
    requirements: term.requirements.map(({ values, ...requirement }) => ({
      ...requirement,
      ...(values === undefined ? {} : { values: [...values] }),
    })),
  }));
}

export function tolerationSpecs(tolerations: readonly Toleration[]): Toleration[] {
  return tolerations.map((toleration) => ({ ...toleration }));
}

/** Of "namespace/name", valid in a spec. */
function gangName(name: string): string {
  return specName(name.slice(name.indexOf("/") + 1));
}

/**
 * `name`: valid in a spec and the only one of its namespace. `nameOf`: the same of another workload, by its
 * "namespace/name".
 */
export function workloadSpec(
  workload: ManifestWorkload,
  name: string,
  nameOf: (workload: string) => string,
): WorkloadSpec {
  const { namespace, kind, replicas, peak, maxPerNode, maxPerAvailabilityZone } = workload;
  const { priority, scaling, disruptionBudget, beside, gang } = workload;
  return {
    name,
    ...(namespace === "default" ? {} : { namespace }),
    ...(kind === "Deployment" ? {} : { kind }),
    ...(peak === undefined ? { replicas } : { demand: { base: replicas, peak } }),
    requests: requestsSpec(workload.requests),
    ...listed("requiredNodeTerms", termSpecs(workload.requiredNodeTerms)),
    ...listed("preferredNodeTerms", termSpecs(workload.preferredNodeTerms)),
    ...listed("tolerations", tolerationSpecs(workload.tolerations)),
    ...listed("spread", spreadSpecs(workload)),
    ...(maxPerNode === undefined ? {} : { maxPerNode }),
    ...(maxPerAvailabilityZone === undefined ? {} : { maxPerAvailabilityZone }),
    ...listed("apartFrom", (workload.apartFrom ?? []).map(nameOf).sort()),
    ...(beside === undefined ? {} : { beside: { ...beside, workload: nameOf(beside.workload) } }),
    ...(gang === undefined ? {} : { gang: { within: gang.within, name: gangName(gang.name) } }),
    ...listed("hostPorts", hostPortSpecs(workload.requests)),
    ...listed("volumes", workload.volumes.map(volumeSpec)),
    ...(priority === 0 ? {} : { priority }),
    ...(scaling === undefined ? {} : { scaling }),
    ...(disruptionBudget === undefined ? {} : { disruptionBudget }),
  };
}
