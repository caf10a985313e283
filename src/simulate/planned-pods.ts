/**
 * The pods of a target as the scheduler sees them: what the plan's components create of each workload (required
 * affinity to the pools and architectures of its nodes, spread, affinity and anti-affinity of pods). Rules that a plan does not carry come
 * from the fleet; without one, pods tolerate everything and prefer nothing. Taints that a platform adds by itself are
 * in no plan: the components tolerate them wherever the plan counts on such nodes.
 */
import type { Gang, Workload, WorkloadKind } from "../model/fleet.js";
import type { SurviveSpec } from "../model/fleet-spec.js";
import { MOST_DOMAINS, NODE_LABELS } from "../model/kubernetes.js";
import type { NodeRequirement, NodeSelectorTerm, WeightedNodeTerm } from "../model/kubernetes.js";
import type { ResourceVector } from "../units/resources.js";
import type { RiskZones } from "../model/survival.js";
import { DEFAULT_SPREAD, isSpreadByDefault, outlivesZones, zoneRuleOf } from "../model/zone-loss.js";
import type { ZoneRule } from "../model/zone-loss.js";
import { startsFirst } from "../model/rolling-update.js";
import type { ModelPods, PodTerm, SpreadRule } from "./model-input.js";

/** What a plan says of a workload. */
export interface PlannedPods {
  readonly id: string;
  readonly kind: WorkloadKind;
  readonly replicas: number;
  readonly requests: ResourceVector;
  readonly zoneSpread?: ZoneRule;
  readonly survive?: SurviveSpec;
  readonly riskZones?: RiskZones;
  readonly boundZones?: readonly string[];
  readonly maxPerNode?: number;
  readonly apartFrom?: readonly string[];
  readonly beside?: { readonly workload: string; readonly over: "node" | "availabilityZone" };
  readonly gang?: Gang;
  /** Values of the zone label of nodes to which the plan binds it; absent: any. */
  readonly zoneLabels?: readonly string[];
  readonly dedicatedNodes?: string;
  /** Names of the pools and architectures on which the plan counts it. */
  readonly pools: readonly string[];
  readonly architectures: readonly string[];
  /** Instance types to which the plan binds it, with `maxPerNode` as the cap that goes with them; absent: any. */
  readonly requiredInstanceTypes?: readonly string[];
  /** Instance types on which the plan would rather have it. */
  readonly preferredInstanceTypes?: readonly string[];
  /** Absent where the fleet is not known. */
  readonly workload?: Workload;
}

function requirement(key: string, values: readonly string[]): NodeRequirement[] {
  return values.length === 0 ? [] : [{ key, operator: "In", values }];
}

/** The weight of the plan's own wish beside those of the user. */
const PLAN_WEIGHT = 100;

function preferredTerms({ preferredInstanceTypes = [], workload }: PlannedPods): WeightedNodeTerm[] {
  const requirements = requirement(NODE_LABELS.instanceType, preferredInstanceTypes);
  const own = workload?.preferredNodeTerms ?? [];
  return requirements.length === 0 ? [...own] : [...own, { weight: PLAN_WEIGHT, requirements }];
}

/** Terms are alternatives, requirements of one term all hold; a term without requirements never holds. */
function requiredTerms(planned: PlannedPods): NodeSelectorTerm[] {
  const { pools, architectures, zoneLabels = [], requiredInstanceTypes = [], workload } = planned;
  const added = [
    ...requirement(NODE_LABELS.pool, pools),
    ...requirement(NODE_LABELS.architecture, architectures),
    ...requirement(NODE_LABELS.availabilityZone, zoneLabels),
    ...requirement(NODE_LABELS.instanceType, requiredInstanceTypes),
  ];
  const terms = workload?.requiredNodeTerms ?? [];
  if (terms.length === 0) return added.length === 0 ? [] : [{ requirements: added }];
  return terms.map(({ requirements }) => ({
    requirements: requirements.length === 0 ? [] : [...requirements, ...added],
  }));
}

/** One a node is anti-affinity, among the terms; where the plan binds it, it is a rule of spread like other caps. */
function isAlone({ maxPerNode, requiredInstanceTypes }: PlannedPods): boolean {
  return maxPerNode === 1 && requiredInstanceTypes === undefined;
}

function hardSpread(planned: PlannedPods): SpreadRule[] {
  const { id, maxPerNode } = planned;
  const overZones = zoneRuleOf(planned);
  const rule = { hard: true, selects: [id] };
  return [
    ...(overZones === undefined
      ? []
      : [{ ...rule, ...overZones, topologyKey: NODE_LABELS.availabilityZone }]),
    ...(maxPerNode === undefined || isAlone(planned)
      ? []
      : [{ ...rule, maxSkew: maxPerNode, minDomains: MOST_DOMAINS, topologyKey: NODE_LABELS.hostname }]),
  ];
}

function defaultSpread({ id }: PlannedPods): SpreadRule[] {
  return DEFAULT_SPREAD.map((rule) => ({ ...rule, hard: false, selects: [id] }));
}

/** A rule that a loss alone asks for takes nothing away from what the pods would be spread by without it. */
function isForLossAlone({ zoneSpread, survive }: PlannedPods, rules: readonly SpreadRule[]): boolean {
  return zoneSpread === undefined && outlivesZones(survive) && rules.length === 1;
}

function topologyKeyOf(over: "node" | "availabilityZone"): string {
  return over === "node" ? NODE_LABELS.hostname : NODE_LABELS.availabilityZone;
}

function softSpread({ id, workload }: PlannedPods): SpreadRule[] {
  return (workload?.softSpread ?? []).map(({ over, maxSkew }) => ({
    topologyKey: topologyKeyOf(over),
    maxSkew,
    hard: false,
    selects: [id],
  }));
}

/** Pods of a group keep away from those of every other group, and of none. */
function others({ dedicatedNodes }: PlannedPods, all: readonly PlannedPods[]): string[] {
  return dedicatedNodes === undefined
    ? []
    : all.filter((other) => other.dedicatedNodes !== dedicatedNodes).map(({ id }) => id);
}

function gangOf({ workload, gang }: PlannedPods): Gang | undefined {
  return workload?.gang ?? gang;
}

function isOnOneNode(gang: Gang | undefined): boolean {
  return gang?.within === "node";
}

function termsOf(one: PlannedPods, all: readonly PlannedPods[]): PodTerm[] {
  const apart = [
    isAlone(one) ? [one.id] : [],
    one.workload?.apartFrom ?? one.apartFrom ?? [],
    others(one, all),
  ];
  const beside = one.workload?.beside ?? one.beside;
  const gang = gangOf(one);
  const members = all.filter(
    (other) => isOnOneNode(gang) && isOnOneNode(gangOf(other)) && gangOf(other)?.name === gang?.name,
  );
  return [
    ...apart
      .filter((selects) => selects.length > 0)
      .map((selects) => ({ topologyKey: NODE_LABELS.hostname, selects, anti: true })),
    ...(beside === undefined
      ? []
      : [{ topologyKey: topologyKeyOf(beside.over), selects: [beside.workload], anti: false }]),
    ...(members.length === 0
      ? []
      : [{ topologyKey: NODE_LABELS.hostname, selects: members.map(({ id }) => id), anti: false }]),
  ];
}

/** `all`: every workload of the target, because some keep away from others. */
export function modelPods(all: readonly PlannedPods[]): ModelPods[] {
  return all.map((one): ModelPods => {
    const { id, kind, replicas, requests, workload } = one;
    const spread = [...hardSpread(one), ...softSpread(one)];
    const byDefault = spread.length === 0 && isSpreadByDefault(kind);
    const asByDefault = isForLossAlone(one, spread) && isSpreadByDefault(kind) ? defaultSpread(one) : [];
    return {
      id,
      replicas,
      requests,
      priority: workload?.priority ?? 0,
      ...(workload === undefined ? {} : { tolerations: workload.tolerations }),
      requiredNodeTerms: requiredTerms(one),
      preferredNodeTerms: preferredTerms(one),
      volumeZones: workload?.volumes.flatMap(({ availabilityZone }) => availabilityZone ?? []) ?? [],
      ...(workload?.volumes.some(({ attached }) => attached !== false) === true ? { staysInZone: true } : {}),
      ...(startsFirst({ ...workload, kind, replicas }) ? { startsFirst: true } : {}),
      spread: byDefault ? defaultSpread(one) : [...spread, ...asByDefault],
      ...(byDefault ? { spreadByDefault: true } : {}),
      terms: termsOf(one, all),
    };
  });
}
