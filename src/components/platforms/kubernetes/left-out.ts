/** Which kinds of objects are created beside namespaces and pods. */
import * as pulumi from "@pulumi/pulumi";
import type { KubernetesWiring } from "./wiring.js";

const OPTIONAL_KINDS = [
  "ResourceQuota",
  "LimitRange",
  "PodDisruptionBudget",
  "HorizontalPodAutoscaler",
  "PriorityClass",
  "ValidatingAdmissionPolicy",
] as const;

export type OptionalKind = (typeof OPTIONAL_KINDS)[number];

/** @throws pulumi.RunError where `leaveOut` names a kind that is never created, or `podSecurity` is no level */
export function checkWiring({ leaveOut = [], podSecurity = "baseline" }: KubernetesWiring): void {
  const kinds: readonly string[] = OPTIONAL_KINDS;
  const unknown = leaveOut.filter((kind) => !kinds.includes(kind));
  if (unknown.length > 0)
    throw new pulumi.RunError(
      `\`leaveOut\` names ${unknown.join(", ")}; it may name ${OPTIONAL_KINDS.join(", ")}`,
    );
  if (!["privileged", "baseline", "restricted"].includes(podSecurity))
    throw new pulumi.RunError(
      `\`podSecurity\` is "${podSecurity}"; it may be "privileged", "baseline" or "restricted"`,
    );
}

export function isCreated(kind: OptionalKind, { leaveOut = [] }: KubernetesWiring): boolean {
  return !leaveOut.includes(kind);
}
