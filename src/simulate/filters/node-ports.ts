import { at } from "../node-table.js";
import { PASSES } from "./filter.js";
import type { NodeFilter } from "./filter.js";
import { isHostPort } from "../../units/resources.js";

const TAKEN = ["node(s) didn't have free ports for the requested pod ports"];

/** Plugin NodePorts: a node has each host port once. */
export const nodePorts: NodeFilter = ({ requested }, { resources, requested: used }) => {
  const ports = [...requested].filter((resource) => isHostPort(resources[resource] ?? ""));
  if (ports.length === 0) return undefined;
  return (node) => (ports.some((port) => at(used, node * resources.length + port) > 0) ? TAKEN : PASSES);
};
