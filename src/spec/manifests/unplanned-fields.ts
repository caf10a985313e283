/** Fields of a pod that change where it runs and that no plan holds. */
import type { Field } from "./fields.js";

const ENFORCED = "the cluster will still enforce it";

function isSet(field: Field): boolean {
  return !field.absent && field.value !== "" && !(Array.isArray(field.value) && field.value.length === 0);
}

export function reportUnplannedFields(podSpec: Field): void {
  const warn = (field: Field, message: string, hint?: string): void => {
    if (isSet(field)) field.report("not-supported", "warning", `${message}; ${ENFORCED}`, hint);
  };
  warn(
    podSpec.at("nodeName"),
    "a pod bound to one node is planned as if it could run anywhere",
    "choose nodes by labels",
  );
  warn(
    podSpec.at("resourceClaims"),
    "devices by resource claims are not planned",
    "request the device as an extended resource, if its driver offers one",
  );
  const scheduler = podSpec.at("schedulerName");
  if (scheduler.value !== "default-scheduler") {
    warn(scheduler, "another scheduler places these pods, the plan assumes the rules of the default one");
  }
  if (podSpec.at("os").at("name").value === "windows") {
    warn(podSpec.at("os"), "Windows pods are planned like Linux ones, and no Windows nodes are bought");
  }
}
