/**
 * What runs on every node of a platform before the user's pods: requests of its agents as DaemonSets or
 * static pods. A default that the spec's `systemLoad` replaces. Monitoring and logging agents of the user's
 * own often need more than all of these. The figures are in system-agents.ts.
 */
import type { Evidence } from "../model/evidence.js";
import type { SystemLoad } from "../model/fleet.js";
import type { AllocatablePlatform } from "./allocatable/address-modes.js";
import { SYSTEM_AGENTS } from "./system-agents.js";

export interface DefaultSystemLoad {
  readonly load: SystemLoad;
  readonly evidence: Evidence;
}

/** The agents that `platform` runs on every node; they tolerate every taint. */
export function defaultSystemLoad(platform: AllocatablePlatform): readonly DefaultSystemLoad[] {
  return SYSTEM_AGENTS[platform].map(({ name, cpuMilli, memoryMiB, evidence }) => ({
    load: {
      name,
      requests: memoryMiB > 0 ? { cpuMilli, memoryMiB, pods: 1 } : { cpuMilli, pods: 1 },
      requiredNodeTerms: [],
      tolerations: [{ operator: "Exists" }],
    },
    evidence,
  }));
}
