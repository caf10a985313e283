/** How a Deployment gets from one version of its pods to the next. */
import type { Workload } from "./fleet.js";

/**
 * A quarter, rounded down: replicas that may be unavailable at once where nothing says otherwise (Kubernetes v1.36,
 * Deployment `spec.strategy.rollingUpdate.maxUnavailable`, 2026-11).
 */
export function unavailableByDefault(replicas: number): number {
  return Math.floor(replicas / 4);
}

/**
 * Whether a rolling update starts a new replica before it may stop an old one, so that it needs room for one more. Without a
 * strategy of its own a Deployment does of up to three replicas.
 */
export function startsFirst(workload: Pick<Workload, "kind" | "replicas" | "startsFirst">): boolean {
  const { kind, replicas, startsFirst: says } = workload;
  return kind === "Deployment" && replicas > 0 && (says ?? unavailableByDefault(replicas) === 0);
}
