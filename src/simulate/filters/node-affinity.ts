import type { Labels, NodeSelectorTerm } from "../../model/kubernetes.js";
import { meetsTerms } from "../../model/selectors.js";
import type { GroupFilter } from "./group-filter.js";

export function meetsNodeAffinity(
  { requiredNodeTerms }: { readonly requiredNodeTerms: readonly NodeSelectorTerm[] },
  labels: Labels,
): boolean {
  return meetsTerms(labels, requiredNodeTerms);
}

/** Plugin NodeAffinity: nodeSelector and required node affinity. */
export const nodeAffinity: GroupFilter = (pods, { labels }) =>
  meetsNodeAffinity(pods, labels) ? undefined : "node(s) didn't match Pod's node affinity/selector";
