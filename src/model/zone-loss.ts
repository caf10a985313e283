/**
 * By which rules of Kubernetes the pods of a workload stand in availability zones as the plan has them. Components emit
 * them, and the scheduler model places by them.
 */
import type { WorkloadKind } from "./fleet.js";
import type { SurviveSpec } from "./fleet-spec.js";
import { NODE_LABELS } from "./kubernetes.js";
import type { RiskZones } from "./survival.js";

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

/** Whether losses that take whole availability zones must leave one of its replicas. */
export function outlivesZones(survive: SurviveSpec | undefined): boolean {
  return survive === "availabilityZone" || survive === "riskGroup";
}

interface Surviving {
  readonly zoneSpread?: ZoneRule;
  readonly survive?: SurviveSpec;
  readonly riskZones?: RiskZones;
  readonly boundZones?: readonly string[];
  readonly replicas: number;
}

/** Most of the zones that its pods may be in which one loss takes: one, or as many as a risk group has of them. */
export function mostLostZones({
  survive,
  riskZones = {},
  boundZones,
}: Omit<Surviving, "zoneSpread" | "replicas">): number {
  if (survive !== "riskGroup") return 1;
  const sizes = Object.values(riskZones).map((zones) =>
    boundZones === undefined ? zones.length : zones.filter((zone) => boundZones.includes(zone)).length,
  );
  return Math.max(1, ...sizes);
}

/**
 * The hard rule of spread over zones. Replicas that must survive the loss of m zones at once stand in m + 1 of them at
 * least: where fewer hold any, the emptiest counts as 0, so that no zone has more than the skew, and m zones have no room
 * for all of them if that is (replicas - 1) / m. So whatever came first, one replica is left; for m = 1 they may all be
 * in one zone but one. Until nodes of m + 1 zones are there some replicas wait; so they do once a loss has left fewer.
 */
export function zoneRuleOf(one: Surviving): ZoneRule | undefined {
  const { zoneSpread, survive, replicas } = one;
  if (!outlivesZones(survive) || replicas < 2) return zoneSpread;
  const lost = mostLostZones(one);
  const maxSkew = Math.max(1, Math.floor((replicas - 1) / lost));
  if (zoneSpread === undefined) return { maxSkew, minDomains: lost + 1 };
  const rule = { ...zoneSpread, maxSkew: Math.min(zoneSpread.maxSkew, maxSkew) };
  return survive === "riskGroup"
    ? { ...rule, minDomains: Math.max(zoneSpread.minDomains ?? 1, lost + 1) }
    : rule;
}
