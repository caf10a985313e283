/**
 * Pods that must be wherever those of another workload are, as the scheduler keeps it: pods of the other carry a
 * label with the name of their workload (`pod-labels.ts`), whatever labels of their own they have.
 */
import { NODE_LABELS, WORKLOAD_LABEL } from "../../model/kubernetes.js";
import type { WorkloadPlan } from "../../model/plan.js";
import { canonicalJson } from "../../units/canonical.js";
import { fieldsListOf, valueAt, withValueAt } from "./manifest-fields.js";
import type { Fields } from "./manifest-fields.js";
import { workloadLabel } from "./pod-labels.js";

const AFFINITY = ["affinity", "podAffinity", "requiredDuringSchedulingIgnoredDuringExecution"];

export function withBesideAffinity(podSpec: Fields, { beside }: WorkloadPlan): Fields {
  if (beside === undefined) return podSpec;
  const [, namespace = "", name = ""] = beside.workload.split("/");
  const term = {
    labelSelector: { matchLabels: { [WORKLOAD_LABEL]: workloadLabel(name) } },
    namespaces: [namespace],
    topologyKey: beside.over === "node" ? NODE_LABELS.hostname : NODE_LABELS.availabilityZone,
  };
  const terms = fieldsListOf(valueAt(podSpec, AFFINITY), "podAffinity");
  const isThere = terms.some((one) => canonicalJson(one) === canonicalJson(term));
  return isThere ? podSpec : withValueAt(podSpec, AFFINITY, [...terms, term]);
}
