/** Node selectors and required node affinity: any one term must hold. */
import type { NodeRequirement, NodeSelectorTerm } from "../../model/kubernetes.js";
import { meetsRequirement, meetsTerms } from "../../model/selectors.js";
import type { NodeKind } from "../formulate/node-kind.js";
import { listed } from "./offering-rule.js";
import type { OfferingRule } from "./offering-rule.js";

function requirementText({ key, operator, values = [] }: NodeRequirement): string {
  switch (operator) {
    case "In":
      return values.length === 1 ? `${key}=${values[0] ?? ""}` : `${key} in (${values.join(", ")})`;
    case "NotIn":
      return `${key} not in (${values.join(", ")})`;
    case "Exists":
      return key;
    case "DoesNotExist":
      return `no ${key}`;
    case "Gt":
      return `${key} > ${values[0] ?? ""}`;
    case "Lt":
      return `${key} < ${values[0] ?? ""}`;
  }
}

function termsText(terms: readonly NodeSelectorTerm[]): string {
  return terms.map((term) => term.requirements.map(requirementText).join(" and ")).join(" or ");
}

/** The requirements that none of the nodes meets, and what the nodes carry in their place. */
function unmetText(terms: readonly NodeSelectorTerm[], kinds: readonly NodeKind[]): string {
  const unmet = terms
    .flatMap((term) => term.requirements)
    .filter((requirement) => !kinds.some((kind) => meetsRequirement(kind.labels, requirement)));
  const texts = unmet.map((requirement) => {
    const values = kinds.flatMap((kind) => kind.labels[requirement.key] ?? []);
    const carried = values.length === 0 ? "no node has that label" : `nodes have ${listed(values)}`;
    return `${requirementText(requirement)} (${carried})`;
  });
  return texts.length === 0 ? "" : `; unmet: ${[...new Set(texts)].join(", ")}`;
}

export const nodeSelector: OfferingRule = {
  rule: "nodeSelector",
  allows:
    ({ requiredNodeTerms }) =>
    ({ labels }) =>
      meetsTerms(labels, requiredNodeTerms),
  detail: (workload, excluded) =>
    `asks for nodes with ${termsText(workload.requiredNodeTerms)}${unmetText(workload.requiredNodeTerms, excluded)}`,
  wayOut: (workload) =>
    `give a pool labels that meet ${termsText(workload.requiredNodeTerms)}, or widen the workload's node selector`,
};
