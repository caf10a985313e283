/** Replacement is promised of every pool whose upgrades add nodes, and of no other, wherever a plan says that it holds. */
import { entryOf, purchasesOf } from "../review.js";
import type { Check } from "../review.js";

export const checkFleetReplacements: Check = ({ fleet, targets }, refuse) => {
  for (const cluster of fleet?.clusters ?? []) {
    const target = targets.find(({ kind, name }) => kind === "cluster" && name === cluster.name);
    const { realisation } = target?.slice ?? {};
    if (target === undefined || realisation?.status !== "held") continue;
    const buys = new Set(
      purchasesOf(target).flatMap(({ purchase }) =>
        purchase.purchaseOption === "owned" || purchase.purchaseOption === "reserved" ? [] : [purchase.pool],
      ),
    );
    for (const { name, headroom } of cluster.pools) {
      const asked = (headroom?.surgeNodes ?? 0) > 0;
      const promised = entryOf(realisation.replacements ?? {}, name)?.promised === true;
      const at = [...target.path, "realisation", "replacements", name];
      if (asked && !promised && buys.has(name))
        refuse(at, "promises no replacement of nodes, and the fleet's pool has surgeNodes");
      if (promised && !asked)
        refuse(at, "promises the replacement of nodes, and the fleet's pool has no surgeNodes");
    }
  }
};
