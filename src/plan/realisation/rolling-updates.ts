/** What a held plan says of its workloads' rolling updates: of which ones no node has room for a replica more. */
import type { TargetRealisation } from "../../model/plan.js";
import { compareText } from "../../units/compare.js";
import type { TargetModel } from "./model-of-nodes.js";
import { FIGURE_ORDERS } from "./trials.js";
import type { Trials } from "./trials.js";

export function rollingUpdatesOf(
  trials: Trials,
  target: TargetModel,
): Pick<TargetRealisation, "rollingUpdates"> {
  const starting = target.pods.filter(({ startsFirst }) => startsFirst === true).length;
  const orders = Math.min(FIGURE_ORDERS, trials.count);
  if (starting === 0 || !trials.affords(target)) return {};
  const waiting = [...trials.waitingUpdates(target, orders)].sort(compareText);
  return { rollingUpdates: { starting, orders, waiting } };
}
