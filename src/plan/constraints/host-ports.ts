/** Host ports: a node has each port once, and system load may hold it already. */
import type { Workload } from "../../model/fleet.js";
import { amountOf, isHostPort } from "../../units/resources.js";
import type { ResourceVector } from "../../units/resources.js";

/** Every host port that a workload asks for, sorted. */
export function hostPortsOf(workloads: readonly Workload[]): string[] {
  const ports = workloads.flatMap(({ requests }) => Object.keys(requests).filter(isHostPort));
  return [...new Set(ports)].sort();
}

/** The ports that are left on a node where `systemLoad` runs. */
export function freePorts(ports: readonly string[], systemLoad: ResourceVector): ResourceVector {
  return Object.fromEntries(
    ports.filter((port) => amountOf(systemLoad, port) === 0).map((port) => [port, 1]),
  );
}
