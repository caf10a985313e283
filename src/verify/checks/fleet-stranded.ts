/** What is free on every node, and how much of it the fleet's future requests are expected not to be able to use. */
import type { FutureRequest } from "../../model/fleet.js";
import { untolerated } from "../../model/selectors.js";
import type { NodeLayout, Purchase, StrandedPlan } from "../../model/plan.js";
import { usedOn } from "../node-use.js";
import { entryOf, purchasesOf } from "../review.js";
import type { Check } from "../review.js";

function roomOn(purchase: Purchase, used: Readonly<Record<string, number>>, name: string): number {
  return Math.max(0, (entryOf(purchase.allocatable, name) ?? 0) - (entryOf(used, name) ?? 0));
}

function refuses(purchase: Purchase, used: Readonly<Record<string, number>>, one: FutureRequest): boolean {
  if (!one.imagePlatforms.some((platform) => platform === `linux/${purchase.architecture}`)) return true;
  if (untolerated(purchase.taints, one.tolerations) !== undefined) return true;
  return Object.entries(one.requests).some(([name, amount]) => amount > roomOn(purchase, used, name));
}

interface Sums {
  free: number;
  stranded: number;
}

export const checkFleetStranded: Check = ({ plan, fleet, targets }, refuse) => {
  if (fleet === undefined) return;
  const { futureRequests: mix } = fleet;
  const { stranded } = plan;
  if (mix === undefined || stranded === undefined) {
    if ((mix === undefined) !== (stranded === undefined))
      refuse(
        ["stranded"],
        `is ${stranded === undefined ? "missing" : "there"}, and the fleet states ${mix?.length ?? 0} future request(s)`,
      );
    return;
  }
  const names = [...new Set(mix.flatMap(({ requests }) => Object.keys(requests)))].filter(
    (name) => name !== "pods",
  );
  const all = mix.reduce((sum, { share }) => sum + share, 0);
  const nodesOf: Sums = { free: 0, stranded: 0 };
  const byName = new Map(names.map((name): [string, Sums] => [name, { free: 0, stranded: 0 }]));
  const add = (purchase: Purchase, layout: NodeLayout): void => {
    const used = usedOn(plan, purchase, layout);
    const useless = mix
      .filter((one) => refuses(purchase, used, one))
      .reduce((sum, { share }) => sum + share, 0);
    const thousandths: number[] = [];
    for (const [name, sums] of byName) {
      const has = entryOf(purchase.allocatable, name) ?? 0;
      if (has === 0) continue;
      const room = roomOn(purchase, used, name);
      thousandths.push(Math.floor((room * 1000) / has));
      sums.free += layout.nodes * room;
      sums.stranded += layout.nodes * Math.floor((room * useless) / all);
    }
    if (thousandths.length === 0) return;
    const mean = Math.floor(thousandths.reduce((sum, one) => sum + one, 0) / thousandths.length);
    nodesOf.free += layout.nodes * mean;
    nodesOf.stranded += layout.nodes * Math.floor((mean * useless) / all);
  };
  for (const target of targets)
    for (const { purchase } of purchasesOf(target))
      for (const layout of purchase.layouts) add(purchase, layout);
  const equal = (name: "freeMilliNodes" | "strandedMilliNodes", own: number): void => {
    if (stranded[name] !== own) refuse(["stranded", name], `is ${stranded[name]}, and the nodes give ${own}`);
  };
  equal("freeMilliNodes", nodesOf.free);
  equal("strandedMilliNodes", nodesOf.stranded);
  const stated: StrandedPlan["resources"] = stranded.resources;
  for (const name of new Set([...names, ...Object.keys(stated)])) {
    const [told, own] = [entryOf(stated, name), byName.get(name)];
    if (told?.free !== own?.free || told?.stranded !== own?.stranded)
      refuse(
        ["stranded", "resources", name],
        `is ${told?.stranded ?? 0} of ${told?.free ?? 0}, and the nodes give ${own?.stranded ?? 0} of ${own?.free ?? 0}`,
      );
  }
};
