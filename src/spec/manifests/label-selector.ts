/** Label selectors over pods: an absent one matches nothing, an empty one everything. */
import type { Labels, NodeRequirement } from "../../model/kubernetes.js";
import { meetsRequirement } from "../../model/selectors.js";
import type { Field } from "./fields.js";
import { readRequirement } from "./requirements.js";

export interface LabelSelector {
  readonly matches: (labels: Labels) => boolean;
  /** Labels without which nothing matches, by which candidates are found. */
  readonly equal: readonly (readonly [key: string, value: string])[];
}

const OPERATORS = ["In", "NotIn", "Exists", "DoesNotExist"] as const;
const NOTHING: LabelSelector = { matches: () => false, equal: [] };

/** A selector with a fault in it, which is reported, matches nothing. */
export function readLabelSelector(selector: Field): LabelSelector {
  if (selector.object() === undefined) return NOTHING;
  const equal = Object.entries(selector.at("matchLabels").labels());
  const expressions = selector
    .at("matchExpressions")
    .items()
    .map((expression) => readRequirement(expression, OPERATORS));
  const requirements = [
    ...equal.map(([key, value]): NodeRequirement => ({ key, operator: "In", values: [value] })),
    ...expressions.filter((requirement) => requirement !== undefined),
  ];
  if (requirements.length < equal.length + expressions.length) return NOTHING;
  return {
    matches: (labels) => requirements.every((requirement) => meetsRequirement(labels, requirement)),
    equal,
  };
}
