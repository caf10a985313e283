/** How a Deployment gets from one version of its pods to the next. */
import type { Workload } from "./fleet.js";

/**
 * Whether a rolling update starts a new replica before it may stop an old one, so that it needs room for one more. Without a
 * strategy of its own a Deployment may have a quarter of its replicas unavailable, rounded down (Kubernetes v1.36,
 * Deployment `spec.strategy`, 2026-11): none of up to three.
 */
export function startsFirst(workload: Pick<Workload, "kind" | "replicas" | "startsFirst">): boolean {
  const { kind, replicas, startsFirst: says } = workload;
  return kind === "Deployment" && replicas > 0 && (says ?? replicas < 4);
}
