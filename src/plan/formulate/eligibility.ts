/** Which offerings of its target may hold a workload. */
import type { Workload } from "../../model/fleet.js";
import { canonicalJson } from "../../units/canonical.js";
import { OFFERING_RULES } from "../constraints/registry.js";
import type { NodeKind } from "./node-kind.js";

/** `mask[k]` is 1 where node kind k may hold a replica. */
export type EligibilityMask = Uint8Array;

function maskOf(workload: Workload, kinds: readonly NodeKind[]): EligibilityMask {
  const questions = OFFERING_RULES.map((rule) => rule.allows(workload));
  return Uint8Array.from(kinds, (kind) => (questions.every((allows) => allows(kind)) ? 1 : 0));
}

/** All that the offering rules read of a workload. */
function signature(workload: Workload): string {
  const { requests, imagePlatforms, requiredNodeTerms, tolerations, volumes } = workload;
  const zones = volumes.map(({ availabilityZone }) => availabilityZone);
  return canonicalJson({
    requests,
    imagePlatforms,
    requiredNodeTerms,
    tolerations,
    zones: zones.map(String),
  });
}

/** In the order of `workloads`. Workloads that no rule tells apart share one mask. */
export function eligibilityOf(workloads: readonly Workload[], kinds: readonly NodeKind[]): EligibilityMask[] {
  const known = new Map<string, EligibilityMask>();
  return workloads.map((workload) => {
    const key = signature(workload);
    const mask = known.get(key) ?? maskOf(workload, kinds);
    known.set(key, mask);
    return mask;
  });
}

/** Availability zones of the nodes that may hold it, sorted. */
export function zonesOf(mask: EligibilityMask, kinds: readonly NodeKind[]): string[] {
  const zones = kinds.filter((_kind, index) => mask[index] === 1).map((kind) => kind.availabilityZone);
  return [...new Set(zones)].sort();
}

/** The mask in these availability zones alone. */
export function inZones(
  mask: EligibilityMask,
  kinds: readonly NodeKind[],
  zones: readonly string[],
): EligibilityMask {
  return mask.map((eligible, index) =>
    eligible === 1 && zones.includes(kinds[index]?.availabilityZone ?? "") ? 1 : 0,
  );
}
