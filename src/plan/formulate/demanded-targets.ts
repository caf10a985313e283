/** Every cluster and edge site of a fleet with the nodes that it could have and what must go onto them. */
import { domesticConflicts } from "../constraints/domestic.js";
import { siteConflicts } from "../constraints/edge.js";
import { targetResidency } from "../constraints/residency.js";
import type { ResidencyInput } from "../constraints/residency.js";
import { outlivesRisks } from "../constraints/zone-risks.js";
import { mostLostZones } from "../../model/zone-loss.js";
import { demandsOf } from "./demands.js";
import { latencyConflicts } from "../latency/latency-conflicts.js";
import { Reach } from "../latency/reach.js";
import { withAddressSurge } from "../network/addresses.js";
import { Machines, nodeKindsOf } from "./offers.js";
import type { NodeKind } from "./node-kind.js";
import type { PlanFleetInput } from "../plan-fleet-input.js";
import { targetsOf } from "./plan-target.js";
import type { DemandedTarget } from "../pack/planned-target.js";

function inFewZones(
  residency: ResidencyInput,
  kinds: readonly NodeKind[],
): Pick<DemandedTarget, "inFewZones"> {
  const { workloads } = residency.target;
  return workloads.some((one) => outlivesRisks(one) && mostLostZones(one) > 1)
    ? { inFewZones: demandsOf(residency, kinds, "few") }
    : {};
}

export function demandedTargets({ fleet, catalogue }: PlanFleetInput): DemandedTarget[] {
  const targets = targetsOf(fleet, catalogue);
  const reach = new Reach(fleet, targets);
  const machines = new Machines(catalogue);
  return targets.map((plain) => {
    const kinds = nodeKindsOf(plain, catalogue, machines);
    const target = withAddressSurge(plain, kinds);
    const residency: ResidencyInput = {
      target,
      targets,
      complianceZones: fleet.complianceZones,
      catalogue,
      ...(fleet.flows === undefined ? {} : { flows: fleet.flows }),
      offerings: kinds.length,
    };
    const demands = demandsOf(residency, kinds);
    return {
      target,
      kinds,
      residency,
      ...inFewZones(residency, kinds),
      demands: {
        ...demands,
        conflicts: [
          ...targetResidency(residency),
          ...siteConflicts(target, kinds.length),
          ...domesticConflicts(target, targets),
          ...demands.conflicts,
          ...latencyConflicts({ ...residency, reach }, target.workloads),
        ],
      },
    };
  });
}
