/** Taints keep off what does not tolerate them. */
import type { Taint } from "../../model/kubernetes.js";
import { untolerated } from "../../model/selectors.js";
import { listed } from "./offering-rule.js";
import type { OfferingRule } from "./offering-rule.js";

function taintText({ key, value, effect }: Taint): string {
  return `${key}${value === undefined || value === "" ? "" : `=${value}`}:${effect}`;
}

export const taint: OfferingRule = {
  rule: "taint",
  allows:
    ({ tolerations }) =>
    ({ taints }) =>
      untolerated(taints, tolerations) === undefined,
  detail(workload, excluded) {
    const taints = excluded.flatMap((kind) => untolerated(kind.taints, workload.tolerations) ?? []);
    return `does not tolerate ${listed(taints.map(taintText))} of pool ${listed(excluded.map(({ pool }) => pool))}`;
  },
  wayOut(workload, excluded) {
    const taints = excluded.flatMap((kind) => untolerated(kind.taints, workload.tolerations) ?? []);
    return `add a toleration for ${listed(taints.map(taintText))} to the workload`;
  },
};
