/** Labels and taints as Kubernetes allows them, and not those that the platform or Stowage sets itself. */
import type { Labels, Taint } from "../../model/kubernetes.js";
import { NODE_LABELS } from "../../model/kubernetes.js";
import type { Faults } from "../faults.js";
import { pointerTo } from "../json-pointer.js";

const NAME = /^[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;
const PREFIX = /^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$/;
const VALUE = /^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$/;

const RESERVED: ReadonlySet<string> = new Set(Object.values(NODE_LABELS));

/** A name with an optional domain, as labels, taints and extended resources have. */
export function isQualifiedName(key: string): boolean {
  const slash = key.indexOf("/");
  if (slash === -1) return NAME.test(key);
  return PREFIX.test(key.slice(0, slash)) && NAME.test(key.slice(slash + 1));
}

/** An availability zone's name is the value of a label of its nodes. */
export function checkZoneName(name: string, path: string, faults: Faults): void {
  if (name === "" || !VALUE.test(name))
    faults.error(
      "invalid-spec",
      path,
      `"${name}" cannot name an availability zone: its nodes carry it as the value of a label`,
      'use 1 to 63 letters, digits, "-", "_" and ".", beginning and ending with a letter or digit',
    );
}

/** Requirements of nodes by their labels: those that the platform sets may be asked for. */
export function checkSelector(selector: Labels | undefined, path: string, faults: Faults): void {
  for (const [key, value] of Object.entries(selector ?? {}))
    checkPair(key, value, path + pointerTo(key), faults);
}

function checkPair(key: string, value: string, path: string, faults: Faults): void {
  if (!isQualifiedName(key))
    faults.error("invalid-spec", path, `"${key}" is not a label key that Kubernetes accepts`);
  if (!VALUE.test(value))
    faults.error(
      "invalid-spec",
      path,
      `"${value}" is not a label value: at most 63 letters, digits, "-", "_" and "."`,
    );
}

export function labelsOf(labels: Labels | undefined, path: string, faults: Faults): Labels {
  for (const [key, value] of Object.entries(labels ?? {})) {
    const own = path + pointerTo(key);
    checkPair(key, value, own, faults);
    if (RESERVED.has(key))
      faults.error(
        "invalid-spec",
        own,
        `the label "${key}" is set by the platform or by Stowage`,
        "choose another key",
      );
  }
  return labels ?? {};
}

export function taintsOf(
  taints: readonly Taint[] | undefined,
  path: string,
  faults: Faults,
): readonly Taint[] {
  for (const [index, { key, value }] of (taints ?? []).entries())
    checkPair(key, value ?? "", `${path}/${index}`, faults);
  const texts = (taints ?? []).map(({ key, effect }, index): [string, string] => [
    `${key}:${effect}`,
    `${path}/${index}`,
  ]);
  faults.distinct(texts, "taint", "remove one of them");
  return [...(taints ?? [])].sort((left, right) =>
    left.key + left.effect < right.key + right.effect ? -1 : 1,
  );
}
