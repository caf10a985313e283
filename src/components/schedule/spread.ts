/** Spread over availability zones and nodes, as the plan counts it. */
import { MOST_DOMAINS, NODE_LABELS } from "../../model/kubernetes.js";
import type { WorkloadPlan } from "../../model/plan.js";
import { DEFAULT_SPREAD, isSpreadByDefault, zoneRuleOf } from "../../model/zone-loss.js";
import { canonicalJson } from "../../units/canonical.js";
import { fieldsListOf, valueAt, withValueAt } from "./manifest-fields.js";
import type { Fields } from "./manifest-fields.js";

const HARD = "DoNotSchedule";
const ANTI_AFFINITY = ["affinity", "podAntiAffinity", "requiredDuringSchedulingIgnoredDuringExecution"];

interface Spread {
  readonly maxSkew: number;
  readonly minDomains?: number;
  readonly matchLabelKeys?: readonly string[];
}

function constraintsOf(podSpec: Fields): readonly Fields[] {
  return fieldsListOf(podSpec["topologySpreadConstraints"], "topologySpreadConstraints");
}

function isHardOver(topologyKey: string): (constraint: Fields) => boolean {
  return (constraint) =>
    constraint["topologyKey"] === topologyKey && constraint["whenUnsatisfiable"] === HARD;
}

/** Kubernetes allows one hard rule a topology key, so one that is there is set to the plan's figures. */
function withHardSpread(podSpec: Fields, topologyKey: string, spread: Spread, labelSelector: Fields): Fields {
  const constraints = constraintsOf(podSpec);
  const isSame = isHardOver(topologyKey);
  const changed = constraints.some(isSame)
    ? constraints.map((one) => (isSame(one) ? { ...one, ...spread } : one))
    : [...constraints, { ...spread, topologyKey, whenUnsatisfiable: HARD, labelSelector }];
  return canonicalJson(changed) === canonicalJson(constraints)
    ? podSpec
    : { ...podSpec, topologySpreadConstraints: changed };
}

/** No two replicas on one node. */
function withAntiAffinity(podSpec: Fields, labelSelector: Fields): Fields {
  const term = { labelSelector, topologyKey: NODE_LABELS.hostname };
  const terms = fieldsListOf(valueAt(podSpec, ANTI_AFFINITY), "podAntiAffinity");
  return terms.some((one) => canonicalJson(one) === canonicalJson(term))
    ? podSpec
    : withValueAt(podSpec, ANTI_AFFINITY, [...terms, term]);
}

/** A hard hostname rule of the manifest's own is where the plan's figure comes from, and stays as it is. */
function withNodeLimit(podSpec: Fields, maxPerNode: number, labelSelector: Fields): Fields {
  if (constraintsOf(podSpec).some(isHardOver(NODE_LABELS.hostname))) return podSpec;
  return maxPerNode === 1
    ? withAntiAffinity(podSpec, labelSelector)
    : withHardSpread(
        podSpec,
        NODE_LABELS.hostname,
        { maxSkew: maxPerNode, minDomains: MOST_DOMAINS },
        labelSelector,
      );
}

/** Told apart by their Deployment's revision, so that a rollout's new pods are not counted with those that they replace. */
const REVISION = "pod-template-hash";

/**
 * Every node keeps room for the cap, whatever else stands there, so it is exact even where the manifest has a softer
 * rule of its own.
 */
function withBoundCap(podSpec: Fields, { kind }: WorkloadPlan, cap: number, labelSelector: Fields): Fields {
  const revisions = kind === "Deployment" ? { matchLabelKeys: [REVISION] } : {};
  const spread = { maxSkew: cap, minDomains: MOST_DOMAINS, ...revisions };
  return withHardSpread(podSpec, NODE_LABELS.hostname, spread, labelSelector);
}

/** A hard rule for the loss of a zone alone; what the scheduler would spread the pods by without it stays. */
function withZoneLoss(podSpec: Fields, plan: WorkloadPlan, spread: Spread, labelSelector: Fields): Fields {
  const own = constraintsOf(podSpec);
  const asByDefault =
    own.length > 0 || !isSpreadByDefault(plan.kind)
      ? []
      : DEFAULT_SPREAD.map((rule) => ({ ...rule, whenUnsatisfiable: "ScheduleAnyway", labelSelector }));
  const kept =
    own.length + asByDefault.length === 0 ? {} : { topologySpreadConstraints: [...own, ...asByDefault] };
  return withHardSpread({ ...podSpec, ...kept }, NODE_LABELS.availabilityZone, spread, labelSelector);
}

function withCap(podSpec: Fields, plan: WorkloadPlan, labelSelector: () => Fields): Fields {
  const { maxPerNode, requiredInstanceTypes } = plan;
  if (maxPerNode === undefined) return podSpec;
  return requiredInstanceTypes === undefined
    ? withNodeLimit(podSpec, maxPerNode, labelSelector())
    : withBoundCap(podSpec, plan, maxPerNode, labelSelector());
}

export function withSpread(podSpec: Fields, plan: WorkloadPlan, labelSelector: () => Fields): Fields {
  const rule = zoneRuleOf(plan);
  if (rule === undefined) return withCap(podSpec, plan, labelSelector);
  if (plan.zoneSpread !== undefined) {
    const overZones = withHardSpread(podSpec, NODE_LABELS.availabilityZone, rule, labelSelector());
    return withCap(overZones, plan, labelSelector);
  }
  return withZoneLoss(withCap(podSpec, plan, labelSelector), plan, rule, labelSelector());
}
