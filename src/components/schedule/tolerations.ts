/** Tolerations of the taints that the platform adds by itself; those of the pools are the user's own. */
import type { Taint, Toleration } from "../../model/kubernetes.js";
import { tolerates } from "../../model/selectors.js";
import { fieldsListOf } from "./manifest-fields.js";
import type { Fields } from "./manifest-fields.js";

function toleration({ key, value, effect }: Taint): Toleration {
  return { key, operator: "Equal", value: value ?? "", effect };
}

export function withTolerations(podSpec: Fields, taints: readonly Taint[]): Fields {
  const present = fieldsListOf(podSpec["tolerations"], "tolerations");
  const missing = taints.filter((taint) => !present.some((one) => tolerates(one, taint)));
  return missing.length === 0
    ? podSpec
    : { ...podSpec, tolerations: [...present, ...missing.map(toleration)] };
}
