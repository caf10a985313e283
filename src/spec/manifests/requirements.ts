/** Label requirements (`matchExpressions`), of node selectors and of label selectors. */
import type { NodeRequirement, RequirementOperator } from "../../model/kubernetes.js";
import type { Field } from "./fields.js";

const INTEGER = /^[+-]?\d{1,15}$/;

function valuesFault(operator: RequirementOperator, values: readonly string[]): string | undefined {
  switch (operator) {
    case "In":
    case "NotIn":
      return values.length > 0 ? undefined : `has no values; ${operator} needs at least one`;
    case "Exists":
    case "DoesNotExist":
      return values.length === 0 ? undefined : `has ${values.length} values; ${operator} takes none`;
    case "Gt":
    case "Lt":
      return values.length === 1 && INTEGER.test(values[0] ?? "")
        ? undefined
        : `needs exactly one whole number as value for ${operator}`;
  }
}

/** One requirement, or undefined where it is invalid. */
export function readRequirement(
  expression: Field,
  operators: readonly RequirementOperator[],
): NodeRequirement | undefined {
  const keyField = expression.required("key");
  const key = keyField.text();
  const operator = expression.required("operator").choice(operators);
  const values = expression.at("values").texts();
  if (key === undefined || operator === undefined) return undefined;
  if (key === "") return keyField.invalid("is empty; the name of a label is needed");
  const fault = valuesFault(operator, values);
  if (fault !== undefined) return expression.invalid(fault);
  return { key, operator, ...(values.length > 0 ? { values } : {}) };
}
