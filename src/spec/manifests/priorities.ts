/** Priority of pods: the value of their class, as admission writes it into them. */
import type { KubernetesObject } from "./documents.js";
import { shortened } from "./fields.js";
import type { Field } from "./fields.js";

/** Kubernetes' own classes, and the largest value that a user's may have. */
const SYSTEM = [
  ["system-cluster-critical", 2_000_000_000],
  ["system-node-critical", 2_000_001_000],
] as const;
const LEAST = -(2 ** 31);
const MOST_OF_USERS = 1_000_000_000;
const MOST = 2 ** 31 - 1;

export interface PriorityClasses {
  readonly values: ReadonlyMap<string, number>;
  /** Of pods that name no class. */
  readonly standard: number;
}

export function readPriorityClasses(objects: readonly KubernetesObject[]): PriorityClasses {
  const values = new Map<string, number>(SYSTEM);
  const standards: number[] = [];
  for (const { kind, name, field } of objects) {
    if (kind !== "PriorityClass") continue;
    const system = values.get(name);
    const value = field.required("value").count(LEAST, system ?? MOST_OF_USERS);
    if (value === undefined) continue;
    values.set(name, value);
    if (field.at("globalDefault").flag() === true) standards.push(value);
  }
  // Of several defaults the server takes the smallest.
  return { values, standard: standards.length === 0 ? 0 : standards.reduce((a, b) => Math.min(a, b)) };
}

export function podPriority(podSpec: Field, classes: PriorityClasses): number {
  const [classField, valueField] = [podSpec.at("priorityClassName"), podSpec.at("priority")];
  const written = valueField.absent ? undefined : valueField.count(LEAST, MOST);
  const name = classField.absent || classField.value === "" ? undefined : classField.text();
  if (name === undefined) return written ?? classes.standard;
  const value = classes.values.get(name);
  if (value !== undefined) return value;
  const used = written ?? 0;
  classField.report(
    "unknown-name",
    "warning",
    `PriorityClass ${shortened(name)} is not among the files: priority ${used} is taken`,
    "add its manifest",
  );
  return used;
}
