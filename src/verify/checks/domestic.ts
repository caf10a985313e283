/** Shares of domestic chips, systems and platforms hold over the nodes of each compliance zone. */
import { entryOf, purchasesOf } from "../review.js";
import type { Check, ReviewedTarget } from "../review.js";

const PARTS = ["chips", "systems", "platforms"] as const;

function nodesOf(target: ReviewedTarget): number {
  return purchasesOf(target).reduce((sum, { purchase }) => sum + purchase.count, 0);
}

export const checkDomestic: Check = ({ plan, targets }, refuse) => {
  for (const target of targets) {
    const { origins } = target.slice.law ?? {};
    if (origins === undefined) continue;
    const at = [...target.path, "law", "origins"];
    const bought = nodesOf(target);
    if (origins.nodes !== bought)
      refuse([...at, "nodes"], `is ${origins.nodes}, and ${bought} nodes stand there`);
    for (const part of PARTS) {
      const told = Object.values(origins[part]).reduce((sum, nodes) => sum + nodes, 0);
      if (told !== bought) refuse([...at, part], `adds up to ${told}, and ${bought} nodes stand there`);
    }
  }
  for (const [name, { law }] of Object.entries(plan.complianceZones))
    for (const { id, domesticShare: share } of law?.rules ?? []) {
      if (share === undefined) continue;
      let [nodes, domestic] = [0, 0];
      for (const target of targets) {
        if (target.slice.complianceZone !== name) continue;
        nodes += nodesOf(target);
        domestic += entryOf(target.slice.law?.origins?.[share.of] ?? {}, share.country) ?? 0;
      }
      if (domestic * 100 < share.percent * nodes)
        refuse(
          ["complianceZones", name, "law", "rules"],
          `hold ${id}, and ${domestic} of ${nodes} nodes have ${share.of} of ${share.country}`,
        );
    }
};
