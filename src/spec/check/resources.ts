/** Quantities as integers in base units; a text that is no quantity is a fault. Requests round up, capacities down. */
import type { Quantity, RequestsSpec } from "../../model/fleet-spec.js";
import type { ResourceVector } from "../../units/resources.js";
import { parseCount, parseCpuMilli, parseMiB } from "../../units/quantity.js";
import type { Rounding } from "../../units/quantity.js";
import type { Faults } from "../faults.js";
import { isQualifiedName } from "./labels.js";
import { pointerTo } from "../json-pointer.js";

const EXAMPLES = {
  cpu: '"500m" or 2',
  memory: '"512Mi" or "4Gi"',
  count: "a whole number such as 1",
} as const;

function fault(faults: Faults, path: string, value: Quantity, kind: keyof typeof EXAMPLES): 0 {
  faults.error(
    "invalid-quantity",
    path,
    `"${String(value)}" is not a quantity of zero or more below 2^53 base units`,
    `write it as ${EXAMPLES[kind]}`,
  );
  return 0;
}

export function cpuMilliOf(value: Quantity, path: string, faults: Faults, rounding: Rounding = "up"): number {
  return parseCpuMilli(String(value), rounding) ?? fault(faults, path, value, "cpu");
}

export function mebibytesOf(
  value: Quantity,
  path: string,
  faults: Faults,
  rounding: Rounding = "up",
): number {
  return parseMiB(String(value), rounding) ?? fault(faults, path, value, "memory");
}

export function countOf(value: Quantity, path: string, faults: Faults): number {
  return parseCount(String(value)) ?? fault(faults, path, value, "count");
}

/** Amounts of zero are left out: they ask for nothing. */
export function nonZero(vector: ResourceVector): ResourceVector {
  return Object.fromEntries(Object.entries(vector).filter(([, amount]) => amount > 0));
}

export function extendedResourcesOf(
  resources: Readonly<Record<string, Quantity | undefined>>,
  path: string,
  faults: Faults,
): ResourceVector {
  const amounts: Record<string, number> = {};
  for (const [name, value] of Object.entries(resources)) {
    if (value === undefined) continue;
    const own = path + pointerTo(name);
    if (!name.includes("/"))
      faults.error(
        "unknown-name",
        own,
        `no resource is called "${name}"`,
        'use cpu, memory, ephemeral-storage, or an extended resource with its domain, such as "nvidia.com/gpu"',
      );
    else if (!isQualifiedName(name))
      faults.error(
        "unknown-name",
        own,
        `"${name}" is no name that Kubernetes accepts for a resource`,
        'write a domain and a name, such as "nvidia.com/gpu"; ports of the node stand in hostPorts',
      );
    amounts[name] = countOf(value, own, faults);
  }
  return amounts;
}

/** Requests of one pod, without the pod itself. */
export function requestsOf(requests: RequestsSpec, path: string, faults: Faults): ResourceVector {
  const { cpu, memory, "ephemeral-storage": ephemeral, ...extended } = requests;
  return nonZero({
    ...extendedResourcesOf(extended, path, faults),
    cpuMilli: cpu === undefined ? 0 : cpuMilliOf(cpu, `${path}/cpu`, faults),
    memoryMiB: memory === undefined ? 0 : mebibytesOf(memory, `${path}/memory`, faults),
    ephemeralMiB: ephemeral === undefined ? 0 : mebibytesOf(ephemeral, `${path}/ephemeral-storage`, faults),
  });
}

/** A place for each port; a port that no node has is a fault. */
export function hostPortsOf(ports: readonly string[], path: string, faults: Faults): ResourceVector {
  const amounts: Record<string, number> = {};
  for (const [index, port] of ports.entries()) {
    if (Number(port.split("/")[1]) > 65535)
      faults.error("invalid-spec", `${path}/${index}`, `port ${port} is above 65535`);
    amounts[`hostPort/${port}`] = 1;
  }
  return amounts;
}
