/** Sums over all nodes of a target: what they hold, what system load takes, what replicas request. */
import type { ByName, Placement, Purchase, Utilisation } from "../../model/plan.js";
import type { Workload } from "../../model/fleet.js";
import { addResources } from "../../units/resources.js";
import type { ResourceVector } from "../../units/resources.js";

export function utilisationOf(
  purchases: ByName<Purchase>,
  placements: ByName<Placement>,
  workloads: readonly Workload[],
): Utilisation {
  const nodes = Object.values(purchases);
  const sum = (vectors: readonly (readonly [ResourceVector, number])[]): ResourceVector =>
    vectors.reduce<ResourceVector>((total, [vector, count]) => addResources(total, vector, count), {});
  return {
    allocatable: sum(nodes.map(({ allocatable, count }) => [allocatable, count])),
    systemLoad: sum(nodes.map(({ systemLoad, count }) => [systemLoad, count])),
    requested: sum(workloads.map(({ id, requests }) => [requests, placements[id]?.replicas ?? 0])),
  };
}
