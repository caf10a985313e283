/** Rules that are decided by cost alone: no sum of cost and other weights has a proven bound beside them. */
import type { CheckedFleet } from "./fleet.js";

export interface Unweighable {
  /** Path in the spec. */
  readonly origin: string;
  readonly what: string;
}

/** The first of each kind. */
export function unweighable({ workloads }: Pick<CheckedFleet, "workloads">): Unweighable[] {
  const zoned = workloads.find(({ gang }) => gang?.within === "availabilityZone");
  const ranked = workloads.find(({ outByPriority }) => outByPriority === true);
  const measured = workloads.find(({ performance }) => performance !== undefined);
  const found = [
    [zoned, "a gang keeps to one availability zone"],
    [ranked, "replicas stay out by priority"],
    [measured, "units of performance choose the chips"],
  ] as const;
  return found.flatMap(([one, what]) => (one === undefined ? [] : [{ origin: one.origin, what }]));
}
