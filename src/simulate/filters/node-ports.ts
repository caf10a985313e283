import { at } from "../scheduler-state.js";
import { PASSES } from "./filter.js";
import type { NodeFilter } from "./filter.js";

const HOST_PORT = "hostPort/";
const TAKEN = ["node(s) didn't have free ports for the requested pod ports"];

export function isHostPort(resource: string): boolean {
  return resource.startsWith(HOST_PORT);
}

/** Plugin NodePorts: a node has each host port once. */
export const nodePorts: NodeFilter = (shape, node, { resources }) => {
  for (const { resource, amount } of shape.requests) {
    if (!isHostPort(resources[resource] ?? "")) continue;
    if (at(node.requested, resource) + amount > at(node.capacity, resource)) return TAKEN;
  }
  return PASSES;
};
