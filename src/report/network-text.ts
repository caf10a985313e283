/** What nodes take of the ranges of addresses of their clusters. */
import type { Plan } from "../model/plan.js";
import { count } from "./amounts.js";
import { byName } from "./by-name.js";

/** "fra, nodes 10.0.0.0/22 (eu-central-1a): 300 of 1,019 addresses, 420 at peak, 60 more in upgrades". */
export function networkLines({ clusters }: Plan): string[] {
  return byName(clusters).flatMap(([cluster, { network }]) =>
    byName(network?.ranges ?? {}).map(
      ([key, { availabilityZone, pools, usable, planned, atPeak, surge }]) => {
        const of = [...(availabilityZone === undefined ? [] : [availabilityZone]), ...(pools ?? [])];
        const whose = of.length === 0 ? "" : ` (${of.join(", ")})`;
        const peak = atPeak === undefined ? "" : `, ${count(atPeak)} at peak`;
        const upgrades = surge === 0 ? "" : `, ${count(surge)} more in upgrades`;
        return `${cluster}, ${key}${whose}: ${count(planned)} of ${count(usable)} addresses${peak}${upgrades}`;
      },
    ),
  );
}
