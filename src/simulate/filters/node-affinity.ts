import { NODE_LABELS } from "../../model/kubernetes.js";
import type { Labels } from "../../model/kubernetes.js";
import { meetsTerms } from "../../model/selectors.js";
import type { GroupFilter, PodRules } from "./filter.js";

function carries(labels: Labels, key: string, values: readonly string[]): boolean {
  const value = Object.hasOwn(labels, key) ? labels[key] : undefined;
  return value !== undefined && values.includes(value);
}

/** The workload's own terms, and what the plan adds to each of them: its pools and architectures. */
export function meetsNodeAffinity(rules: PodRules, labels: Labels): boolean {
  const { architectures, pools, requiredNodeTerms } = rules;
  if (!carries(labels, NODE_LABELS.pool, pools)) return false;
  if (architectures.length > 0 && !carries(labels, NODE_LABELS.architecture, architectures)) return false;
  return meetsTerms(labels, requiredNodeTerms);
}

/** Plugin NodeAffinity: nodeSelector and required node affinity. */
export const nodeAffinity: GroupFilter = (rules, { labels }) =>
  meetsNodeAffinity(rules, labels) ? undefined : "node(s) didn't match Pod's node affinity/selector";
