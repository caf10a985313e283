/** Clusters and edge sites with the nodes that they could have, what must stand there, and what may. */
import type { Catalogue } from "../../catalogue/index.js";
import { everyWorkload } from "../../model/fleet-parts.js";
import type { CheckedFleet, DividedWorkload, Workload } from "../../model/fleet.js";
import type { Conflict } from "../../model/outcome.js";
import { isSpare } from "../constraints/headroom.js";
import { targetResidency, workloadResidency } from "../constraints/residency.js";
import type { ResidencyInput } from "../constraints/residency.js";
import type { Demand } from "../formulate/demand.js";
import { demandsOf } from "../formulate/demands.js";
import { Eligibility } from "../formulate/eligibility.js";
import type { EligibilityMask } from "../formulate/eligibility.js";
import { noOfferingConflict } from "../formulate/exclusions.js";
import { latencyConflicts, latencyShutOut } from "../latency/latency-conflicts.js";
import type { Reach } from "../latency/reach.js";
import type { NodeKind } from "../formulate/node-kind.js";
import { withAddressSurge } from "../network/addresses.js";
import { Machines, nodeKindsOf } from "../formulate/offers.js";
import { targetsOf } from "../formulate/plan-target.js";
import type { PlanTarget } from "../formulate/plan-target.js";

export interface Place {
  /** With the workloads that have no other place. */
  readonly target: PlanTarget;
  readonly kinds: readonly NodeKind[];
  /**
   * Of those workloads, without zone splits, without room that is only kept and without what may stay out by its
   * priority: any plan packs these.
   */
  readonly demands: readonly Demand[];
  /** Why those find no place here. */
  readonly conflicts: readonly Conflict[];
  /** Key of a divided workload that may stand here -> the nodes that may hold a replica. */
  readonly masks: ReadonlyMap<string, EligibilityMask>;
  /** Key of one that may not, though it is a candidate -> why. */
  readonly shutOut: ReadonlyMap<string, readonly Conflict[]>;
}

export interface PlacesInput {
  readonly fleet: CheckedFleet;
  readonly catalogue: Catalogue;
  readonly divided: readonly DividedWorkload[];
  readonly reach: Reach;
}

/** A candidate of a divided workload. */
interface Candidate {
  readonly key: string;
  readonly workload: Workload;
}

interface Admission {
  readonly masks: Map<string, EligibilityMask>;
  readonly shutOut: Map<string, readonly Conflict[]>;
}

function candidatesByPlace(divided: readonly DividedWorkload[]): Map<string, Candidate[]> {
  const byPlace = new Map<string, Candidate[]>();
  for (const { key, candidates } of divided)
    for (const workload of candidates) {
      const { kind, name } = workload.target;
      const here = byPlace.get(`${kind}/${name}`) ?? [];
      here.push({ key, workload });
      byPlace.set(`${kind}/${name}`, here);
    }
  return byPlace;
}

function admitted(
  residency: ResidencyInput,
  reach: Reach,
  here: readonly (Candidate & { readonly mask: EligibilityMask })[],
  kinds: readonly NodeKind[],
): Admission {
  const { target } = residency;
  const admission: Admission = { masks: new Map(), shutOut: new Map() };
  for (const { key, workload, mask } of here) {
    const broken = [
      ...workloadResidency(workload, residency),
      ...(workload.latency === undefined ? [] : latencyShutOut({ ...residency, workload, reach })),
    ];
    if (broken.length > 0) admission.shutOut.set(key, broken);
    else if (mask.includes(1)) admission.masks.set(key, mask);
    else admission.shutOut.set(key, [noOfferingConflict(workload, target, kinds)]);
  }
  return admission;
}

/** In the order of `targetsOf`. */
export function placesOf({ fleet, catalogue, divided, reach }: PlacesInput): Place[] {
  // Ports and licences of whatever may stand there are those that its nodes must tell apart.
  const open = targetsOf({ ...fleet, workloads: everyWorkload(fleet) }, catalogue);
  const targets = targetsOf(fleet, catalogue);
  const byPlace = candidatesByPlace(divided);
  const eligibility = new Eligibility();
  const machines = new Machines(catalogue);
  return open.map((target, index): Place => {
    const kinds = nodeKindsOf(target, catalogue, machines);
    const fixed = withAddressSurge({ ...target, workloads: targets[index]?.workloads ?? [] }, kinds);
    const residency: ResidencyInput = {
      target: fixed,
      targets,
      complianceZones: fleet.complianceZones,
      catalogue,
      ...(fleet.flows === undefined ? {} : { flows: fleet.flows }),
      offerings: kinds.length,
    };
    const here = byPlace.get(`${target.kind}/${target.name}`) ?? [];
    const masks = eligibility.masks(
      here.map(({ workload }) => workload),
      kinds,
    );
    const { whole, conflicts } = demandsOf(residency, kinds);
    return {
      target: fixed,
      kinds,
      demands: whole.filter(({ workload }) => !isSpare(workload.id) && workload.outByPriority !== true),
      conflicts: [
        ...targetResidency(residency),
        ...conflicts,
        ...latencyConflicts({ ...residency, reach }, fixed.workloads),
      ],
      ...admitted(
        residency,
        reach,
        here.map((one, at) => ({ ...one, mask: masks[at] ?? new Uint8Array(kinds.length) })),
        kinds,
      ),
    };
  });
}
