import { ATTACHABLE_VOLUMES } from "../../units/resources.js";
import { at } from "../scheduler-state.js";
import { PASSES } from "./filter.js";
import type { NodeFilter } from "./filter.js";
import { isHostPort } from "./node-ports.js";

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

/** Plugin NodeResourcesFit: requests fit into what is left; names every resource that does not. */
export const nodeResourcesFit: NodeFilter = (shape, node, { resources }) => {
  let lacking: string[] | undefined;
  for (const { resource, amount } of shape.requests) {
    if (at(node.requested, resource) + amount <= at(node.capacity, resource)) continue;
    const name = resources[resource] ?? "";
    if (isHostPort(name)) continue;
    lacking ??= [];
    lacking.push(insufficient(name));
  }
  return lacking ?? PASSES;
};
