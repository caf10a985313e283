/**
 * Pods that must be wherever those of another workload are, or on no node with them, as the scheduler keeps it: pods
 * of the other carry a label with the name of their workload (`pod-labels.ts`), whatever labels of their own they
 * have. Required anti-affinity holds both ways (kubernetes.io/docs, assign-pod-node, v1.36), so one side states it.
 */
import { GANG_LABEL, NODE_LABELS, WORKLOAD_LABEL } from "../../model/kubernetes.js";
import type { WorkloadPlan } from "../../model/plan.js";
import { canonicalJson } from "../../units/canonical.js";
import { fieldsListOf, valueAt, withValueAt } from "./manifest-fields.js";
import type { Fields } from "./manifest-fields.js";
import { workloadLabel } from "./pod-labels.js";

const REQUIRED = "requiredDuringSchedulingIgnoredDuringExecution";

/** `workload`: "cluster/namespace/name". */
function podsOf(workload: string, over: "node" | "availabilityZone"): Fields {
  const [, namespace = "", name = ""] = workload.split("/");
  return {
    labelSelector: { matchLabels: { [WORKLOAD_LABEL]: workloadLabel(name) } },
    namespaces: [namespace],
    topologyKey: over === "node" ? NODE_LABELS.hostname : NODE_LABELS.availabilityZone,
  };
}

function withTerm(podSpec: Fields, kind: "podAffinity" | "podAntiAffinity", term: Fields): Fields {
  const path = ["affinity", kind, REQUIRED];
  const terms = fieldsListOf(valueAt(podSpec, path), kind);
  const isThere = terms.some((one) => canonicalJson(one) === canonicalJson(term));
  return isThere ? podSpec : withValueAt(podSpec, path, [...terms, term]);
}

/**
 * Pods of the gang itself: where none of it runs yet, the first may go to any node (kubernetes.io/docs,
 * assign-pod-node, v1.36).
 */
function podsOfGang(name: string): Fields {
  const [namespace = "", own = ""] = name.split("/");
  return {
    labelSelector: { matchLabels: { [GANG_LABEL]: workloadLabel(own) } },
    namespaces: [namespace],
    topologyKey: NODE_LABELS.hostname,
  };
}

export function withPeerAffinity(podSpec: Fields, { beside, gang, apartFrom = [] }: WorkloadPlan): Fields {
  const gathered =
    gang?.within === "node" ? withTerm(podSpec, "podAffinity", podsOfGang(gang.name)) : podSpec;
  const placed =
    beside === undefined ? gathered : withTerm(gathered, "podAffinity", podsOf(beside.workload, beside.over));
  return apartFrom.reduce((spec, other) => withTerm(spec, "podAntiAffinity", podsOf(other, "node")), placed);
}
