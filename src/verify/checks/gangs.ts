/** One availability zone, or one node, holds every replica of a gang, and a gang that is left out is left out as a whole. */
import { entryOf, purchasesOf } from "../review.js";
import type { Check, ReviewedTarget } from "../review.js";
import type { Refuse } from "../refusals.js";

/** Places that hold any member: a name for each availability zone, or for each node. */
function placesOf(target: ReviewedTarget, members: ReadonlySet<string>, within: string): Set<string> {
  const places = new Set<string>();
  for (const { purchase } of purchasesOf(target))
    purchase.layouts.forEach(({ nodes, pods }, index) => {
      if (![...members].some((id) => (entryOf(pods, id) ?? 0) > 0)) return;
      if (within === "availabilityZone") places.add(purchase.availabilityZone);
      else
        for (let node = 0; node < Math.min(nodes, 2); node += 1)
          places.add(`${purchase.key} ${index} ${node}`);
    });
  return places;
}

function checkTarget(target: ReviewedTarget, refuse: Refuse): void {
  const gangs = new Map<string, { within: string; members: Set<string> }>();
  for (const [id, { gang }] of target.workloads) {
    if (gang === undefined) continue;
    const key = `${gang.within} ${gang.name}`;
    const known = gangs.get(key) ?? { within: gang.within, members: new Set() };
    known.members.add(id);
    gangs.set(key, known);
  }
  for (const { within, members } of gangs.values()) {
    const places = placesOf(target, members, within);
    const domain = within === "node" ? "node" : "availability zone";
    const own = [...members].flatMap((id) => {
      const workload = target.workloads.get(id);
      return workload === undefined ? [] : [{ id, workload }];
    });
    const runs = own.some(({ workload }) => workload.replicas > 0);
    for (const { id, workload } of own) {
      if (places.size > 1)
        refuse(["workloads", id, "gang"], `must be in one ${domain}, and its gang is in more than one`);
      if (runs && workload.leftOut !== undefined)
        refuse(["workloads", id, "leftOut"], "is stated, and some of its gang runs: all of it must, or none");
    }
  }
}

export const checkGangs: Check = ({ targets }, refuse) => {
  for (const target of targets) checkTarget(target, refuse);
};
