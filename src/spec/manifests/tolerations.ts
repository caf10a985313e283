/** Tolerations, with the operator written out. How long one holds does not matter to a plan. */
import type { Toleration } from "../../model/kubernetes.js";
import type { Field } from "./fields.js";

const OPERATORS = ["Equal", "Exists", "Gt", "Lt"] as const;
const EFFECTS = ["NoSchedule", "PreferNoSchedule", "NoExecute"] as const;

/** An empty text is how a dumped object says that there is none. */
function given(field: Field): boolean {
  return !field.absent && field.value !== "";
}

function optional<T>(field: Field, read: (field: Field) => T | undefined): T | undefined {
  return given(field) ? read(field) : undefined;
}

function faultOf({ key, operator, value }: Toleration): string | undefined {
  if (operator === "Exists")
    return value === undefined ? undefined : "has a value; the operator Exists takes none";
  return key === undefined ? "has no key; without one the operator must be Exists" : undefined;
}

function readToleration(field: Field): Toleration[] {
  const operator = optional(field.at("operator"), (one) => one.choice(OPERATORS));
  if (operator === "Gt" || operator === "Lt") {
    field.report(
      "not-supported",
      "warning",
      `tolerations by comparison (${operator}) are not planned: the pods are planned as if they did not tolerate the taint`,
      "use the operator Equal or Exists",
    );
    return [];
  }
  if (operator === undefined && given(field.at("operator"))) return [];
  const key = optional(field.at("key"), (one) => one.text());
  const value = optional(field.at("value"), (one) => one.text());
  const effect = optional(field.at("effect"), (one) => one.choice(EFFECTS));
  const toleration: Toleration = {
    ...(key === undefined ? {} : { key }),
    operator: operator ?? "Equal",
    ...(value === undefined ? {} : { value }),
    ...(effect === undefined ? {} : { effect }),
  };
  const fault = faultOf(toleration);
  if (fault === undefined) return [toleration];
  field.invalid(fault);
  return [];
}

export function readTolerations(list: Field): readonly Toleration[] {
  return list.items().flatMap(readToleration);
}
