/** Node requirements as the planner reads them: a node selector is folded into every term. */
import type { NodeRequirement, NodeSelectorTerm, Toleration } from "../../model/kubernetes.js";
import type { Faults } from "../faults.js";
import { isQualifiedName } from "./labels.js";

const WHOLE_NUMBER = /^[+-]?\d{1,15}$/;

function checkRequirement({ key, operator, values }: NodeRequirement, path: string, faults: Faults): void {
  if (!isQualifiedName(key))
    faults.error("invalid-spec", path, `"${key}" is not a label key that Kubernetes accepts`);
  const count = values?.length ?? 0;
  if ((operator === "In" || operator === "NotIn") && count === 0)
    faults.error("invalid-spec", path, `operator ${operator} needs values`);
  if ((operator === "Exists" || operator === "DoesNotExist") && count > 0)
    faults.error("invalid-spec", path, `operator ${operator} takes no values, and has ${count}`);
  if ((operator === "Gt" || operator === "Lt") && (count !== 1 || !WHOLE_NUMBER.test(values?.[0] ?? "")))
    faults.error("invalid-spec", path, `operator ${operator} needs exactly one whole number`);
}

export function checkTerms(terms: readonly NodeSelectorTerm[], path: string, faults: Faults): void {
  for (const [index, { requirements }] of terms.entries())
    for (const [place, requirement] of requirements.entries())
      checkRequirement(requirement, `${path}/${index}/requirements/${place}`, faults);
}

/** As the API server judges them: what it refuses would tolerate nothing. */
export function checkTolerations(tolerations: readonly Toleration[], path: string, faults: Faults): void {
  for (const [index, { key = "", operator = "Equal", value = "" }] of tolerations.entries()) {
    if (key === "" && operator !== "Exists")
      faults.error("invalid-spec", `${path}/${index}`, "a toleration without key needs operator Exists");
    if (key !== "" && !isQualifiedName(key))
      faults.error("invalid-spec", `${path}/${index}`, `"${key}" is not a taint key that Kubernetes accepts`);
    if (operator === "Exists" && value !== "")
      faults.error("invalid-spec", `${path}/${index}`, `operator Exists takes no value, and has "${value}"`);
  }
}

export function withSelector(
  selector: Readonly<Record<string, string>> | undefined,
  terms: readonly NodeSelectorTerm[] | undefined,
): readonly NodeSelectorTerm[] {
  const required = Object.entries(selector ?? {})
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([key, value]): NodeRequirement => ({ key, operator: "In", values: [value] }));
  if (required.length === 0) return terms ?? [];
  if (terms === undefined || terms.length === 0) return [{ requirements: required }];
  // A term without requirements matches nothing; it must not begin to match by what the selector adds.
  return terms.map(({ requirements }) => ({
    requirements: requirements.length === 0 ? [] : [...required, ...requirements],
  }));
}
