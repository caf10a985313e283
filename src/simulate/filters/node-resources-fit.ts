import { ATTACHABLE_VOLUMES, isHostPort } from "../../units/resources.js";
import { at } from "../node-table.js";
import type { NodeTable } from "../node-table.js";
import type { CompiledPods } from "../pod-table.js";
import { PASSES } from "./filter.js";
import type { NodeFilter } from "./filter.js";

/** Kubernetes' names of the resources that the model counts in units of its own. */
function insufficient(resource: string): string {
  switch (resource) {
    case "pods":
      return "Too many pods";
    case "cpuMilli":
      return "Insufficient cpu";
    case "memoryMiB":
      return "Insufficient memory";
    case "ephemeralMiB":
      return "Insufficient ephemeral-storage";
    case ATTACHABLE_VOLUMES:
      // Plugin NodeVolumeLimits says it so.
      return "node(s) exceed max volume count";
    default:
      return `Insufficient ${resource}`;
  }
}

function lacking({ requested, amounts }: CompiledPods, nodes: NodeTable, node: number): string[] {
  const { resources, capacity, requested: used } = nodes;
  const first = node * resources.length;
  return [...requested].flatMap((resource, index) => {
    const name = resources[resource] ?? "";
    const fits = at(used, first + resource) + at(amounts, index) <= at(capacity, first + resource);
    return fits || isHostPort(name) ? [] : [insufficient(name)];
  });
}

/**
 * Plugins NodeResourcesFit and NodeVolumeLimits: requests fit into what is left; names every resource that does not.
 * Written for speed: it is asked of every node for every pod.
 */
export const nodeResourcesFit: NodeFilter = (pod, nodes) => {
  const { requested, amounts } = pod;
  const { resources, capacity, requested: used } = nodes;
  const row = resources.length;
  const asked = requested.length;
  return (node) => {
    const first = node * row;
    for (let index = 0; index < asked; index += 1) {
      const place = first + (requested[index] ?? 0);
      if ((used[place] ?? 0) + (amounts[index] ?? 0) > (capacity[place] ?? 0))
        return lacking(pod, nodes, node);
    }
    return PASSES;
  };
};
