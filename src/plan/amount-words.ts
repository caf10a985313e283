/** Amounts of resources in words, for messages. */
import { formatCpu, formatMiB } from "../units/quantity.js";
import { isHostPort, portOf } from "../units/resources.js";

/** "47.6 CPU" is written as Kubernetes does: "47600m CPU". */
export function amountWords(resource: string, amount: number): string {
  switch (resource) {
    case "cpuMilli":
      return `${formatCpu(amount)} CPU`;
    case "memoryMiB":
      return `${formatMiB(amount)} memory`;
    case "ephemeralMiB":
      return `${formatMiB(amount)} ephemeral storage`;
    case "attachableVolumes":
      return `${amount} attached volume(s)`;
    case "pods":
      return `${amount} pod(s)`;
    default:
      return isHostPort(resource) ? `${amount} x host port ${portOf(resource)}` : `${amount} ${resource}`;
  }
}
