/** Ports of the node that a pod holds, as resources of which a node has one: "hostPort/TCP/8080". */
import { hostPortResource } from "../../units/resources.js";
import type { ResourceVector } from "../../units/resources.js";
import type { Faults } from "../faults.js";

export function hostPortsOf(ports: readonly string[], path: string, faults: Faults): ResourceVector {
  const amounts: Record<string, number> = {};
  for (const [index, port] of ports.entries()) {
    if (Number(port.split("/")[1]) > 65535)
      faults.error("invalid-spec", `${path}/${index}`, `port ${port} is above 65535`);
    amounts[hostPortResource(port)] = 1;
  }
  return amounts;
}
