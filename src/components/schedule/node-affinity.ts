/** Node affinity: the pods stay on the nodes that the plan counts them on, and prefer those whose sizes suit them. */
import { NODE_LABELS, licenceLabel } from "../../model/kubernetes.js";
import type { NodeRequirement } from "../../model/kubernetes.js";
import { canonicalJson } from "../../units/canonical.js";
import { fieldsListOf, valueAt, withValueAt } from "./manifest-fields.js";
import type { Fields } from "./manifest-fields.js";
import type { PlannedNodes } from "./planned-nodes.js";

const TERMS = [
  "affinity",
  "nodeAffinity",
  "requiredDuringSchedulingIgnoredDuringExecution",
  "nodeSelectorTerms",
];

function requirement(key: string, values: readonly string[]): NodeRequirement[] {
  return values.length === 0 ? [] : [{ key, operator: "In", values }];
}

/** A term without requirements never holds, and must not begin to. */
function isEmpty(term: Fields): boolean {
  return ["matchExpressions", "matchFields"].every((field) => fieldsListOf(term[field], field).length === 0);
}

function withRequirements(term: Fields, requirements: readonly NodeRequirement[]): Fields {
  if (isEmpty(term)) return term;
  const expressions = fieldsListOf(term["matchExpressions"], "matchExpressions");
  const present = new Set(expressions.map((expression) => canonicalJson(expression)));
  const added = requirements.filter((one) => !present.has(canonicalJson(one)));
  return { ...term, matchExpressions: [...expressions, ...added] };
}

/** Terms are alternatives, requirements of one term all hold: so every term gets them. */
export function withNodeAffinity(
  podSpec: Fields,
  { pools, architectures, zoneLabels, instanceTypes, chips, licences }: PlannedNodes,
): Fields {
  const requirements = [
    ...requirement(NODE_LABELS.pool, pools),
    ...requirement(NODE_LABELS.architecture, architectures),
    ...requirement(NODE_LABELS.availabilityZone, zoneLabels),
    ...requirement(NODE_LABELS.instanceType, instanceTypes),
    ...requirement(NODE_LABELS.chip, chips),
    ...licences.flatMap((name) => requirement(licenceLabel(name), ["true"])),
  ];
  if (requirements.length === 0) return podSpec;
  const terms = fieldsListOf(valueAt(podSpec, TERMS), "nodeSelectorTerms");
  return withValueAt(
    podSpec,
    TERMS,
    terms.length === 0
      ? [{ matchExpressions: requirements }]
      : terms.map((term) => withRequirements(term, requirements)),
  );
}

const PREFERRED = ["affinity", "nodeAffinity", "preferredDuringSchedulingIgnoredDuringExecution"];
/** As the scheduler model weighs the plan's wish (`src/simulate/planned-pods.ts`). */
const PLAN_WEIGHT = 100;

export function withPreferredTypes(podSpec: Fields, instanceTypes: readonly string[] = []): Fields {
  if (instanceTypes.length === 0) return podSpec;
  const matchExpressions = requirement(NODE_LABELS.instanceType, instanceTypes);
  const term = { weight: PLAN_WEIGHT, preference: { matchExpressions } };
  const terms = fieldsListOf(valueAt(podSpec, PREFERRED), "preferredDuringSchedulingIgnoredDuringExecution");
  const isThere = terms.some((one) => canonicalJson(one) === canonicalJson(term));
  return isThere ? podSpec : withValueAt(podSpec, PREFERRED, [...terms, term]);
}
