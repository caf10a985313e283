/** What a Deployment's own strategy says of its rolling updates. */
import type { Workload, WorkloadKind } from "../../model/fleet.js";
import { unavailableByDefault } from "../../model/rolling-update.js";
import type { Field } from "./fields.js";

/** A number, or a percentage of the replicas, as Kubernetes rounds it; undefined where the field says neither. */
function countOf({ value }: Field, replicas: number, round: (exact: number) => number): number | undefined {
  if (typeof value === "number") return Math.max(0, Math.floor(value));
  const percent = typeof value === "string" ? /^(\d{1,3})%$/.exec(value)?.[1] : undefined;
  return percent === undefined ? undefined : round((Number(percent) * replicas) / 100);
}

/** Kubernetes' default of maxSurge, rounded up. */
const QUARTER = 0.25;

/** Empty where the Deployment says nothing, or it is none. */
export function updateStrategy(
  kind: WorkloadKind,
  spec: Field,
  replicas: number,
): Pick<Workload, "startsFirst"> {
  const strategy = spec.at("strategy");
  if (kind !== "Deployment" || strategy.absent) return {};
  if (strategy.at("type").value === "Recreate") return { startsFirst: false };
  const rolling = strategy.at("rollingUpdate");
  const surge =
    countOf(rolling.at("maxSurge"), replicas, (exact) => Math.ceil(exact)) ?? Math.ceil(replicas * QUARTER);
  const unavailable =
    countOf(rolling.at("maxUnavailable"), replicas, (exact) => Math.floor(exact)) ??
    unavailableByDefault(replicas);
  // Where both come to nothing, one may be unavailable.
  return { startsFirst: unavailable === 0 && surge > 0 };
}
