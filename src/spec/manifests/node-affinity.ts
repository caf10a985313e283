/** Which nodes a pod may run on and prefers: node selector and node affinity. */
import type {
  NodeRequirement,
  NodeSelectorTerm,
  RequirementOperator,
  WeightedNodeTerm,
} from "../../model/kubernetes.js";
import { compareText } from "../../units/compare.js";
import type { Field } from "./fields.js";
import { currentLabel } from "./node-labels.js";
import { readRequirement } from "./requirements.js";

const OPERATORS: readonly RequirementOperator[] = ["In", "NotIn", "Exists", "DoesNotExist", "Gt", "Lt"];

/** Matches no node, and no selector that is added to it changes that. */
const NOWHERE: NodeSelectorTerm = { requirements: [] };

interface AffinityTerm {
  readonly requirements: readonly NodeRequirement[];
  readonly namesNodes: boolean;
}

function readTerm(term: Field): AffinityTerm {
  const requirements = term
    .at("matchExpressions")
    .items()
    .flatMap((expression) => {
      const requirement = readRequirement(expression, OPERATORS);
      if (requirement === undefined) return [];
      return [{ ...requirement, key: currentLabel(expression.at("key"), requirement.key) }];
    });
  const fields = term.at("matchFields").items();
  fields[0]?.report(
    "not-supported",
    "warning",
    "a node chosen by its name is not planned: the term is left out, and the scheduler will still enforce it",
    "choose nodes by their labels",
  );
  return { requirements, namesNodes: fields.length > 0 };
}

export function readNodeSelector(selector: Field): NodeRequirement[] {
  return selector
    .members()
    .flatMap(({ key, field }): NodeRequirement[] => {
      const value = field.absent ? "" : field.text();
      return value === undefined ? [] : [{ key: currentLabel(field, key), operator: "In", values: [value] }];
    })
    .sort((left, right) => compareText(left.key, right.key));
}

/** The terms of which one must hold, with `selected` (the node selector) in each. */
export function requiredNodeTerms(
  podSpec: Field,
  selected: readonly NodeRequirement[],
): readonly NodeSelectorTerm[] {
  const anywhere = selected.length > 0 ? [{ requirements: selected }] : [];
  const required = podSpec.at("affinity", "nodeAffinity", "requiredDuringSchedulingIgnoredDuringExecution");
  if (required.absent || required.object() === undefined) return anywhere;
  const items = required.at("nodeSelectorTerms").items();
  if (items.length === 0) {
    required.invalid("has no nodeSelectorTerms; at least one is needed");
    return anywhere;
  }
  const terms = items.map(readTerm);
  const readable = terms.filter(({ namesNodes }) => !namesNodes);
  if (readable.length === 0) return anywhere;
  const able = readable.filter(({ requirements }) => requirements.length > 0);
  return able.length === 0
    ? [NOWHERE]
    : able.map(({ requirements }) => ({ requirements: [...selected, ...requirements] }));
}

/** A preference without requirements prefers nothing and is left out. */
export function preferredNodeTerms(podSpec: Field): readonly WeightedNodeTerm[] {
  const preferred = podSpec.at("affinity", "nodeAffinity", "preferredDuringSchedulingIgnoredDuringExecution");
  return preferred.items().flatMap((item) => {
    const weight = item.required("weight").count(1, 100);
    const { requirements, namesNodes } = readTerm(item.at("preference"));
    return weight === undefined || namesNodes || requirements.length === 0 ? [] : [{ weight, requirements }];
  });
}
