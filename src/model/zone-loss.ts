/**
 * By which rules of Kubernetes the pods of a workload stand in availability zones as the plan has them. Components emit
 * them, and the scheduler model places by them.
 */
import type { WorkloadKind } from "./fleet.js";
import type { SurviveSpec } from "./fleet-spec.js";
import { NODE_LABELS } from "./kubernetes.js";

/** The scheduler's system defaults, for pods of a controller that have no spread rules of their own. */
export const DEFAULT_SPREAD = [
  { topologyKey: NODE_LABELS.hostname, maxSkew: 3 },
  { topologyKey: NODE_LABELS.availabilityZone, maxSkew: 5 },
] as const;

const SPREAD_BY_DEFAULT: ReadonlySet<WorkloadKind> = new Set(["Deployment", "ReplicaSet", "StatefulSet"]);

/** Whether the scheduler's defaults are for its pods, as long as they have no rule of spread. */
export function isSpreadByDefault(kind: WorkloadKind): boolean {
  return SPREAD_BY_DEFAULT.has(kind);
}

export interface ZoneRule {
  readonly maxSkew: number;
  readonly minDomains?: number;
}

interface Surviving {
  readonly zoneSpread?: ZoneRule;
  readonly survive?: SurviveSpec;
  readonly replicas: number;
}

/**
 * The hard rule of spread over zones. Replicas that must survive the loss of a zone and are not spread evenly may all be
 * in one zone but one: with a skew of one less than there are, all of them are never in the same, whatever came first.
 * Until nodes of a second zone are there, one replica waits; so it does once a loss has left a single zone.
 */
export function zoneRuleOf({ zoneSpread, survive, replicas }: Surviving): ZoneRule | undefined {
  if (survive !== "availabilityZone" || replicas < 2) return zoneSpread;
  if (zoneSpread === undefined) return { maxSkew: replicas - 1, minDomains: 2 };
  return { ...zoneSpread, maxSkew: Math.min(zoneSpread.maxSkew, replicas - 1) };
}
