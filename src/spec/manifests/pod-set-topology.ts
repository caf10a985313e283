/**
 * Kueue's annotations of a pod template by which all its pods must be in one topology domain (Topology Aware
 * Scheduling, v0.17): `podset-required-topology` names the label of the domain's nodes, `podset-group-name` gathers
 * several pod sets in one. `podset-preferred-topology` is a wish, which does not enter the plan.
 */
import { topologyDomain } from "./node-labels.js";
import type { PodTemplate } from "./pod-template.js";
import type { SpreadRule } from "./spread-rules.js";

const PREFIX = "kueue.x-k8s.io/podset";
const REQUIRED = `${PREFIX}-required-topology`;

export function podSetTopology({ object, annotations }: PodTemplate): SpreadRule[] {
  const required = annotations.at(REQUIRED);
  const preferred = annotations.at(`${PREFIX}-preferred-topology`);
  if (!preferred.absent)
    preferred.report("not-supported", "info", "this preference for pods together does not enter the plan");
  const key = required.absent ? undefined : required.text();
  if (key === undefined) return [];
  const within = topologyDomain(required, key);
  if (within === undefined) {
    required.report(
      "not-supported",
      "warning",
      `pods that must be in one domain of ${key} are not planned; Kueue will still hold them back`,
      "use topology.kubernetes.io/zone or kubernetes.io/hostname",
    );
    return [];
  }
  const group = annotations.at(`${PREFIX}-group-name`);
  const name = group.absent ? object.name : (group.text() ?? object.name);
  return [{ rule: "gang", within, name: `${object.namespace}/${name}` }];
}
