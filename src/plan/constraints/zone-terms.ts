/** Workloads that are bound to the availability zones where nodes hold them: their pods ask for those by the nodes' labels. */
import type { Workload } from "../../model/fleet.js";
import { NODE_LABELS } from "../../model/kubernetes.js";
import type { FilledNodes } from "../pack/filled-nodes.js";

export function boundToZonesOf(workload: Workload, nodes: readonly FilledNodes[]): Workload {
  const values = nodes
    .filter(({ pods }) => pods.has(workload.id))
    .flatMap(({ kind }) => kind.labels[NODE_LABELS.availabilityZone] ?? []);
  if (values.length === 0) return workload;
  const asked = { key: NODE_LABELS.availabilityZone, operator: "In", values: [...new Set(values)] } as const;
  const { requiredNodeTerms: terms } = workload;
  return {
    ...workload,
    requiredNodeTerms:
      terms.length === 0
        ? [{ requirements: [asked] }]
        : terms.map(({ requirements }) => ({
            requirements: requirements.length === 0 ? [] : [...requirements, asked],
          })),
  };
}
