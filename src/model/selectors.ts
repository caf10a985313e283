/**
 * Kubernetes' own matching rules (k8s.io/component-helpers v0.36, `nodeaffinity` and `corev1`): what they
 * mean is part of the vocabulary, so planner, scheduler model and verifier read one definition.
 */
import type { Labels, NodeRequirement, NodeSelectorTerm, Taint, Toleration } from "./kubernetes.js";

const INTEGER = /^[+-]?\d{1,15}$/;

function compares(value: string | undefined, bound: string | undefined, sign: 1 | -1): boolean {
  if (value === undefined || bound === undefined || !INTEGER.test(value) || !INTEGER.test(bound))
    return false;
  return sign * (Number(value) - Number(bound)) > 0;
}

export function meetsRequirement(labels: Labels, requirement: NodeRequirement): boolean {
  const value = Object.hasOwn(labels, requirement.key) ? labels[requirement.key] : undefined;
  const values = requirement.values ?? [];
  switch (requirement.operator) {
    case "In":
      return value !== undefined && values.includes(value);
    case "NotIn":
      return value === undefined || !values.includes(value);
    case "Exists":
      return value !== undefined;
    case "DoesNotExist":
      return value === undefined;
    case "Gt":
      return compares(value, values[0], 1);
    case "Lt":
      return compares(value, values[0], -1);
  }
}

/** Whether any term holds. No terms at all means no restriction; a term without requirements never holds. */
export function meetsTerms(labels: Labels, terms: readonly NodeSelectorTerm[]): boolean {
  return (
    terms.length === 0 ||
    terms.some(
      (term) =>
        term.requirements.length > 0 &&
        term.requirements.every((requirement) => meetsRequirement(labels, requirement)),
    )
  );
}

export function tolerates(toleration: Toleration, taint: Taint): boolean {
  if (toleration.effect !== undefined && toleration.effect !== taint.effect) return false;
  if (toleration.key !== undefined && toleration.key !== "" && toleration.key !== taint.key) return false;
  if (toleration.operator === "Exists") return true;
  if (toleration.key === undefined || toleration.key === "") return false;
  return (toleration.value ?? "") === (taint.value ?? "");
}

/** The first taint that keeps a pod off a node, or undefined. `PreferNoSchedule` only discourages. */
export function untolerated(taints: readonly Taint[], tolerations: readonly Toleration[]): Taint | undefined {
  return taints.find(
    (taint) => taint.effect !== "PreferNoSchedule" && !tolerations.some((one) => tolerates(one, taint)),
  );
}
