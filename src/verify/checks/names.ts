/** Names stand where they are used: keys equal the names inside, and what is referred to exists. */
import { entryOf, purchasesOf } from "../review.js";
import type { Check, Review } from "../review.js";
import type { Refuse } from "../refusals.js";

function checkTargets({ targets, plan }: Review, refuse: Refuse): void {
  for (const target of targets) {
    const { name, slice, path } = target;
    if (slice.name !== name) refuse([...path, "name"], `is "${slice.name}", and its key is "${name}"`);
    if (target.kind === "edgeSite" && Object.hasOwn(plan.clusters, name))
      refuse(path, `"${name}" is the name of a cluster and of an edge site`);
    for (const { purchase, path: at } of purchasesOf(target)) {
      const key = at.at(-1);
      if (purchase.key !== key)
        refuse([...at, "key"], `is "${purchase.key}", and its key is "${String(key)}"`);
    }
  }
}

function checkWorkloads({ plan, targets }: Review, refuse: Refuse): void {
  for (const [id, workload] of Object.entries(plan.workloads)) {
    const { target, namespace, name } = workload;
    const expected = `${target.name}/${namespace}/${name}`;
    if (id !== expected) refuse(["workloads", id], `target, namespace and name give the id "${expected}"`);
    if (!targets.some((one) => one.kind === target.kind && one.name === target.name))
      refuse(["workloads", id, "target"], `no ${target.kind} of the plan is named "${target.name}"`);
  }
}

/** Each target's own rules are the compliance zone's, and the zone lists its targets. */
function checkComplianceZones({ plan, targets }: Review, refuse: Refuse): void {
  for (const { slice, path } of targets) {
    const zone = slice.complianceZone;
    if (zone !== undefined && !Object.hasOwn(plan.complianceZones, zone))
      refuse([...path, "complianceZone"], `no compliance zone of the plan is named "${zone}"`);
  }
  for (const [name, zone] of Object.entries(plan.complianceZones)) {
    for (const kind of ["clusters", "edgeSites"] as const) {
      const members = Object.keys(plan[kind]).filter(
        (target) =>
          entryOf<{ readonly complianceZone?: string }>(plan[kind], target)?.complianceZone === name,
      );
      const listed = [...zone[kind]].sort();
      if (listed.join("\n") !== members.sort().join("\n"))
        refuse(
          ["complianceZones", name, kind],
          `lists ${listed.join(", ") || "none"}; ${members.join(", ") || "none"} say that they are in it`,
        );
    }
  }
}

export const checkNames: Check = (review, refuse) => {
  checkTargets(review, refuse);
  checkWorkloads(review, refuse);
  checkComplianceZones(review, refuse);
};
